"""Sums of table cells and what is known of them when cells are blank, absent or ambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reading.ways import by_row, row_of, rows_with_all_numbers, ways

ZERO = Decimal(0)
_WAYS = 4096  # ways to fill the ambiguous cells of one row that are looked at
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
    touched = {row_of(key) for key in (*left, *right) if cells[key].status is CellStatus.AMBIGUOUS}
    if not touched:
        return frozenset(found)
    rows = by_row(cell for cell in cells.values() if cell.status is CellStatus.AMBIGUOUS)
    sure = rows_with_all_numbers(rows)
    for row in sorted(touched):
        shifts = _row_shifts(rows[row], left, right, all_numbers=row in sure)
        if shifts is None or len(found) * len(shifts) > _DIFFERENCES:
            return None
        found = {difference + shift for difference in found for shift in shifts}
    return frozenset(found)


def _row_shifts(
    ambiguous: Sequence[CellValue], left: tuple[str, ...], right: tuple[str, ...], *, all_numbers: bool
) -> set[Decimal] | None:
    """By how much left − right moves when the row's ambiguous cells are filled in another way."""
    shifts: set[Decimal] = set()
    for number, way in enumerate(ways(ambiguous, all_numbers=all_numbers)):
        if number >= _WAYS:
            return None
        shift = ZERO
        for cell, value in zip(ambiguous, way, strict=True):
            change = (value or ZERO) - _value(cell)
            shift += change * (left.count(cell.key) - right.count(cell.key))
        shifts.add(shift)
    return shifts


def _value(cell: CellValue) -> Decimal:
    return cell.value or ZERO
