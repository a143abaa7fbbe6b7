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
    parent: str = ""
    complete: int


class _File(LawModel):
    dimensions: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question. ``head`` and ``parent`` are searched in the labels of possible wholes (see the file)."""

    key: str
    terms: re.Pattern[str]
    head: re.Pattern[str] | None
    parent: re.Pattern[str] | None
    complete: int

    def is_complete(self, members: int) -> bool:
        """Whether a list of so many members is meant to give all there is."""
        return 0 < self.complete <= members


@cache
def _dimensions() -> tuple[Dimension, ...]:
    return tuple(
        Dimension(
            key=entry.key,
            terms=re.compile("|".join(entry.terms)),
            head=re.compile(entry.head) if entry.head else None,
            parent=re.compile(entry.parent) if entry.parent else None,
            complete=entry.complete,
        )
        for entry in load(_File, "reading/dimensions.yaml").dimensions
    )


def dimension_of(label: str) -> Dimension | None:
    """The question that a figure with this label answers, None when the label names a subject of its own."""
    return next((dimension for dimension in _dimensions() if dimension.terms.search(label)), None)
