"""Which ways there are to fill the ambiguous cells of a row: what a check may prove and a choice may decide.

Where a row lost only the places of its numbers, every way to fill it keeps all of them in their order. Where a number
may also belong to another row or to none, the alternatives of each cell are taken independently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from gongkai.reading.model import CellValue

Value = Decimal | None
Way = tuple[Value, ...]
"""A value for each ambiguous cell of a row, in their order."""


def row_of(key: str) -> str:
    """Table and row of a cell key; the one-column form has a row per cell."""
    return key.rsplit(".", 1)[0] if key.count(".") > 1 else key


def by_row(ambiguous: Iterable[CellValue]) -> dict[str, list[CellValue]]:
    """The ambiguous cells by the row they stand in."""
    rows: dict[str, list[CellValue]] = {}
    for cell in ambiguous:
        rows.setdefault(row_of(cell.key), []).append(cell)
    return rows


def rows_with_all_numbers(rows: Mapping[str, Sequence[CellValue]]) -> set[str]:
    """The rows that surely hold the numbers they were read with: only the places of these are in doubt.

    ``rows`` are all ambiguous cells by row. The alternatives of any other row tell numbers that may stand there; a row
    read with one of them may lose it.
    """
    sure = {row for row, cells in rows.items() if _explains_all(cells)}
    while True:
        loose = {value for row in rows.keys() - sure for cell in rows[row] for value in cell.alternatives} - {None}
        lost = {row for row in sure if not loose.isdisjoint(_printed(rows[row]))}
        if not lost:
            return sure
        sure -= lost


def ways(cells: Sequence[CellValue], *, all_numbers: bool, chosen: Mapping[str, Value] | None = None) -> Iterator[Way]:
    """Every way to fill the ambiguous cells of one row that agrees with ``chosen``, values by cell key.

    ``all_numbers``: the row is one of :func:`rows_with_all_numbers`; a choice against its numbers then fits no way.
    """
    chosen = chosen or {}
    if all_numbers:
        for way in _moved(cells):
            if all(chosen.get(cell.key, value) == value for cell, value in zip(cells, way, strict=True)):
                yield way
    else:
        yield from product(*((chosen[cell.key],) if cell.key in chosen else _options(cell) for cell in cells))


def _explains_all(cells: Sequence[CellValue]) -> bool:
    """Whether moving the row's numbers gives every alternative of every cell."""
    missing = [set(_options(cell)) for cell in cells]
    for way in _moved(cells):
        for values, value in zip(missing, way, strict=True):
            values.discard(value)
    return not any(missing)


def _moved(cells: Sequence[CellValue]) -> Iterator[Way]:
    printed, options = _printed(cells), [_options(cell) for cell in cells]
    for places in combinations(range(len(cells)), len(printed)):
        way: list[Value] = [None] * len(cells)
        for place, value in zip(places, printed, strict=True):
            way[place] = value
        if all(value in allowed for value, allowed in zip(way, options, strict=True)):
            yield tuple(way)


def _options(cell: CellValue) -> tuple[Value, ...]:
    return cell.alternatives or (cell.value,)


def _printed(cells: Iterable[CellValue]) -> list[Decimal]:
    return [cell.value for cell in cells if cell.value is not None]
