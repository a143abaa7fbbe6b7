"""By which question a list splits its whole: channel, outcome, ground …; the words are in ``law/reading``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gongkai.statute.data import LawModel, load


class _Entry(LawModel):
    key: str
    title: str
    source: str
    mark: str
    terms: tuple[str, ...]
    head: str = ""
    not_head: str = ""
    parent: str = ""
    complete: int
    complete_alone: int | None = None


class _File(LawModel):
    dimensions: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question. ``head`` and ``parent`` are searched in the labels of possible wholes (see the file)."""

    key: str
    terms: re.Pattern[str]
    head: re.Pattern[str] | None
    not_head: re.Pattern[str] | None
    parent: re.Pattern[str] | None
    complete: int
    complete_alone: int

    def asks_of(self, label: str) -> bool:
        """Whether the figure with this label can be what the question is asked of: 办结 for outcomes, not 结转."""
        words = self.parent or self.head
        if words is None or words.search(label) is None:
            return False
        return self.not_head is None or self.not_head.search(label) is None

    def is_complete(self, members: int, *, announced: bool = True) -> bool:
        """Whether a list of so many members is meant to give all there is; ``announced`` by 其中 or the like."""
        return 0 < (self.complete if announced else self.complete_alone) <= members


@cache
def _dimensions() -> tuple[Dimension, ...]:
    return tuple(
        Dimension(
            key=entry.key,
            terms=re.compile("|".join(entry.terms)),
            head=_pattern(entry.head),
            not_head=_pattern(entry.not_head),
            parent=_pattern(entry.parent),
            complete=entry.complete,
            complete_alone=entry.complete if entry.complete_alone is None else entry.complete_alone,
        )
        for entry in load(_File, "reading/dimensions.yaml").dimensions
    )


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(words) if words else None


def dimension_of(label: str) -> Dimension | None:
    """The question that a figure with this label answers, None when the label names a subject of its own."""
    return next((dimension for dimension in _dimensions() if dimension.terms.search(label)), None)
