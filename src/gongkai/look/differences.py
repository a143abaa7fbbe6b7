"""What changed between two texts, paragraph by paragraph and then word by word, for people who may not see colour."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_PIECES = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_ALIKE = 0.4  # less alike: an old paragraph left and a new one came
_CRUMB = 2  # equal characters fewer than this between two changes are read as changed: 保护|条|例 is noise
_LONGEST = 4000  # characters of a paragraph compared word by word; longer ones are compared as wholes


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that was kept, removed or added."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A paragraph: its pieces in reading order, removed before added."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Unchanged paragraphs that are not shown."""

    lines: int


@dataclass(frozen=True, slots=True)
class Differences:
    """The changed paragraphs with their neighbours; counts of paragraphs."""

    parts: tuple[ChangedLine | Skipped, ...]
    added: int
    removed: int
    replaced: int

    @property
    def same(self) -> bool:
        """Nothing changed at all."""
        return not (self.added or self.removed or self.replaced)


def differences(old: str, new: str, context: int = 1) -> Differences:
    """Compare two plain texts, a paragraph a line; ``context`` unchanged paragraphs stand around each change."""
    lines = list(_lines(old.splitlines(), new.splitlines()))
    counted = [line.change for line in lines]
    return Differences(
        tuple(_shortened(lines, context)),
        counted.count(Change.ADDED),
        counted.count(Change.REMOVED),
        counted.count(Change.REPLACED),
    )


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedLine]:
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (_whole(line, Change.KEPT) for line in new[start:end])
        else:
            yield from _changed(old[first:last], new[start:end])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[ChangedLine]:
    """Pair each old paragraph with the first new one that is like it, in order; the rest were removed or added."""
    place = 0
    for line in old:
        found = next((at for at in range(place, len(new)) if _alike(line, new[at])), None)
        if found is None:
            yield _whole(line, Change.REMOVED)
            continue
        yield from (_whole(added, Change.ADDED) for added in new[place:found])
        yield ChangedLine(Change.REPLACED, tuple(_pieces(line, new[found])))
        place = found + 1
    yield from (_whole(added, Change.ADDED) for added in new[place:])


def _alike(old: str, new: str) -> bool:
    if max(len(old), len(new)) > _LONGEST:
        return False
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pieces(old: str, new: str) -> list[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    runs: list[tuple[str, str]] = []  # (removed, added), equal where both are the same
    for tag, first, last, start, end in matcher.get_opcodes():
        removed, added = "".join(before[first:last]), "".join(after[start:end])
        crumb = tag == "equal" and len(removed) < _CRUMB and first > 0 and last < len(before)
        if runs and (crumb or tag != "equal") and runs[-1][0] != runs[-1][1]:
            runs[-1] = (runs[-1][0] + removed, runs[-1][1] + added)
        else:
            runs.append((removed, added))
    pieces: list[Piece] = []
    for removed, added in runs:
        if removed == added:
            pieces.append(Piece(removed, Change.KEPT))
            continue
        pieces += [Piece(text, change) for text, change in ((removed, Change.REMOVED), (added, Change.ADDED)) if text]
    return pieces


def _whole(line: str, change: Change) -> ChangedLine:
    return ChangedLine(change, (Piece(line, change),))


def _shortened(lines: Sequence[ChangedLine], context: int) -> Iterator[ChangedLine | Skipped]:
    changed = [at for at, line in enumerate(lines) if line.change is not Change.KEPT]
    shown = {near for at in changed for near in range(at - context, at + context + 1)}
    skipped = 0
    for at, line in enumerate(lines):
        if at not in shown:
            skipped += 1
            continue
        if skipped:
            yield Skipped(skipped)
            skipped = 0
        yield line
    if skipped:
        yield Skipped(skipped)
