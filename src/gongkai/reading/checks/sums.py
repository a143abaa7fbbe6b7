"""Sums of table cells and what is known of them when cells are blank, absent or ambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from gongkai.reading.model import AnnualReport, CellStatus, CellValue

ZERO = Decimal(0)
_WORLDS = 4096  # ways to fill the ambiguous cells of one row that are looked at
_DIFFERENCES = 20_000  # distinct values of left − right that are followed

Cells = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class CellSum:
    """The sum of some cells as read; blanks count as 0."""

    keys: tuple[str, ...]
    terms: tuple[Decimal | None, ...]  # None = blank

    @property
    def value(self) -> Decimal:
        return sum((term for term in self.terms if term is not None), ZERO)

    @property
    def has_blanks(self) -> bool:
        return None in self.terms

    @property
    def all_blank(self) -> bool:
        return all(term is None for term in self.terms)


def cell_sum(cells: Cells, keys: tuple[str, ...]) -> CellSum | None:
    """The sum of ``keys``; None when one of them is absent, for then nothing can be said of the sum."""
    terms: list[Decimal | None] = []
    for key in keys:
        cell = cells.get(key)
        if cell is None or cell.status is CellStatus.ABSENT:
            return None
        terms.append(cell.value)
    return CellSum(keys, tuple(terms))


def is_ambiguous(cells: Cells, keys: Iterable[str]) -> bool:
    """Whether one of the cells could also hold another value."""
    return any(cells[key].status is CellStatus.AMBIGUOUS for key in keys if key in cells)


def differences(report: AnnualReport, left: tuple[str, ...], right: tuple[str, ...]) -> frozenset[Decimal] | None:
    """Every value ``sum(left) − sum(right)`` can take, over all placements the ambiguous cells allow.

    One value when nothing is ambiguous; None when there are too many to follow.
    """
    cells = report.cells
    found = {sum((_value(cells[key]) for key in left), ZERO) - sum((_value(cells[key]) for key in right), ZERO)}
    rows = {_row(key) for key in (*left, *right) if cells[key].status is CellStatus.AMBIGUOUS}
    for row in sorted(rows):
        shifts = _row_shifts(cells, row, left, right)
        if shifts is None or len(found) * len(shifts) > _DIFFERENCES:
            return None
        found = {difference + shift for difference in found for shift in shifts}
    return frozenset(found)


def _row_shifts(cells: Cells, row: str, left: tuple[str, ...], right: tuple[str, ...]) -> set[Decimal] | None:
    """By how much left − right moves when the row's ambiguous cells are filled in another way."""
    ambiguous = [cell for key, cell in cells.items() if _row(key) == row and cell.status is CellStatus.AMBIGUOUS]
    shifts: set[Decimal] = set()
    for number, world in enumerate(_worlds(ambiguous)):
        if number >= _WORLDS:
            return None
        shift = ZERO
        for cell, value in zip(ambiguous, world, strict=True):
            change = (value or ZERO) - _value(cell)
            shift += change * (left.count(cell.key) - right.count(cell.key))
        shifts.add(shift)
    return shifts


def _worlds(cells: list[CellValue]) -> Iterator[tuple[Decimal | None, ...]]:
    """Ways to fill the cells of one row.

    Where only the places of the printed numbers were lost, every way keeps all of them and their order; where the
    numbers themselves are unsure, the alternatives of each cell are taken independently.
    """
    allowed = [cell.alternatives or (cell.value,) for cell in cells]
    printed = [cell.value for cell in cells if cell.value is not None]
    if any(value is not None and value not in printed for choices in allowed for value in choices):
        yield from product(*allowed)
        return
    for places in combinations(range(len(cells)), len(printed)):
        world: list[Decimal | None] = [None] * len(cells)
        for place, value in zip(places, printed, strict=True):
            world[place] = value
        if all(value in choices for value, choices in zip(world, allowed, strict=True)):
            yield tuple(world)


def _value(cell: CellValue) -> Decimal:
    return cell.value or ZERO


def _row(key: str) -> str:
    """Table and row of a cell key; the one-column form has a row per cell."""
    return key.rsplit(".", 1)[0] if key.count(".") > 1 else key
