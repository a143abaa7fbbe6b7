"""The report's own text with marked places: spans may overlap, so the text is cut at every boundary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.model import Document, Grid, Span
from gongkai.statute.forms import Severity

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place that a finding points to. ``number`` is the finding's ordinal on the page, from 1."""

    span: Span
    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks; ``anchors`` are the findings whose first piece this is."""

    text: str
    marks: tuple[Highlight, ...] = ()
    anchors: tuple[int, ...] = ()

    @property
    def severity(self) -> Severity | None:
        """The gravest of the marks."""
        return min((mark.severity for mark in self.marks), key=_RANK.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in segments, or (``is_table``) the place where a table stands."""

    segments: tuple[Segment, ...]
    level: int = 0
    is_table: bool = False
    is_chapter: bool = False


CHAPTER = 2  # level of a chapter's heading; 1 is the title
TABLE = Passage((), is_table=True)


def passages(
    document: Document,
    highlights: Sequence[Highlight],
    within: Span,
    covers: Sequence[Span],
    headings: Collection[int],
) -> tuple[Passage, ...]:
    """The document in reading order; a finding is anchored once, where its first mark begins.

    Blocks outside ``within`` are shown only where a highlight touches them. What ``covers`` takes (tables that stand
    elsewhere on the page) becomes one :data:`TABLE` passage per stretch. A block that starts at one of ``headings`` is
    a heading even where the file does not mark it as one.
    """
    anchored: set[int] = set()
    result: list[Passage] = []
    for block in document.blocks:
        marked = any(_overlap(mark.span, block.span) for mark in highlights)
        if not marked and not _overlap(within, block.span):
            continue
        if isinstance(block, Grid) or (not marked and any(_overlap(cover, block.span) for cover in covers)):
            if not result or not result[-1].is_table:
                result.append(TABLE)
        elif document.text[block.span.start : block.span.end].strip():
            segments = tuple(_segments(document.text, block.span, highlights, anchored))
            is_chapter = block.span.start in headings
            level = block.level or (CHAPTER if is_chapter else 0)
            result.append(Passage(segments, level=level, is_chapter=is_chapter))
    return tuple(result)


def _segments(text: str, within: Span, highlights: Iterable[Highlight], anchored: set[int]) -> Iterator[Segment]:
    here = [mark for mark in highlights if _overlap(mark.span, within)]
    cuts = {within.start, within.end}
    for mark in here:
        cuts |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    for start, end in pairwise(sorted(cuts)):
        marks = tuple(mark for mark in here if mark.span.start <= start and mark.span.end >= end)
        fresh = tuple(dict.fromkeys(mark.number for mark in marks if mark.number not in anchored))
        anchored.update(fresh)
        yield Segment(text[start:end], marks, fresh)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
