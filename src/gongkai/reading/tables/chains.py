"""Find the rows of a table in running text: the best chain of row labels in the order of the form.

Row labels also occur in sentences ("予以公开2件"); a table is where many of them follow each other closely,
each standing free. The best chain is found by dynamic programming; what is left may hold a second printing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reading.tables.labels import Hit, Label

_FREE = 2.0  # a label that stands free
_INSIDE = 0.3  # a label within a sentence
_PER_WORD = 0.04  # unknown characters between two rows of the chain
_PER_MISSING_ROW = 0.15
_WINDOW = 400  # unknown characters no table has between two rows


@dataclass(frozen=True, slots=True)
class RowHit:
    """A hit taken as one particular row."""

    hit: Hit
    row: Label


@dataclass(frozen=True, slots=True)
class Surroundings:
    """For scoring: which characters no label covers, and where a label may stand free."""

    unknown: Sequence[int]  # running count of uncovered Chinese characters
    free: frozenset[int]  # starts of hits that stand free


def best_chain(hits: Sequence[Hit], table: str, around: Surroundings) -> list[RowHit]:
    """The rows of one printing of ``table``, in printed order; empty when no label of a row occurs."""
    rows = [RowHit(hit, label) for hit in hits for label in hit.labels if label.kind == "row" and label.table == table]
    if not rows:
        return []
    starts = [around.unknown[row.hit.start] for row in rows]
    scores: list[float] = []
    before: list[int] = []
    for index, row in enumerate(rows):
        own = _FREE if row.hit.start in around.free else _INSIDE
        best, previous = own, -1
        for earlier in range(bisect_left(starts, starts[index] - _WINDOW), index):
            step = _step(rows[earlier], row, around)
            if step is not None and scores[earlier] + own - step > best:
                best, previous = scores[earlier] + own - step, earlier
        scores.append(best)
        before.append(previous)
    chain: list[RowHit] = []
    place = max(range(len(rows)), key=scores.__getitem__)
    while place >= 0:
        chain.append(rows[place])
        place = before[place]
    return chain[::-1]


def _step(earlier: RowHit, later: RowHit, around: Surroundings) -> float | None:
    """Cost of going from one row to the next, None when the form forbids it."""
    missing = later.row.order - earlier.row.order - 1
    if missing < 0 or later.hit.start < earlier.hit.end:
        return None
    unknown = around.unknown[later.hit.start] - around.unknown[earlier.hit.end]
    return unknown * _PER_WORD + missing * _PER_MISSING_ROW
