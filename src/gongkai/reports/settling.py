"""What follows from settled cells: the row order and the identities decide others with them. Pure: no database.

A doubt is an ambiguous cell as the reader gave it. What people chose is kept whatever the identities say: a report may
contradict itself. Only identities that prove an error decide anything, and only where every cell of them is printed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from gongkai.reading.model import CellStatus, CellValue
from gongkai.reading.ways import Value, by_row, row_of, rows_with_all_numbers, ways
from gongkai.statute.forms import Identity, Severity

World = dict[str, Value]
"""One way to fill the doubtful cells of a row, by cell key."""

MAX_WORLDS = 4096  # ways to fill one row; a row with more keeps the alternatives it has
MAX_SUMS = 20_000
ZERO = Decimal(0)


def settle(
    cells: Mapping[str, CellValue],
    doubts: Mapping[str, CellValue],
    chosen: Mapping[str, Value],
    identities: Iterable[Identity],
) -> dict[str, CellValue]:
    """The doubtful cells anew: as chosen, inferred where only one value is left, else ambiguous with what is left.

    ``cells`` are all cells of the report, ``doubts`` the ambiguous ones as they were read, by key.
    """
    unsure = by_row(doubts.values())
    complete = rows_with_all_numbers(unsure)
    rows = {row: _worlds(own, chosen, all_numbers=row in complete) for row, own in unsure.items()}
    known = {key: cell.value or ZERO for key, cell in cells.items() if key not in doubts}
    basis: dict[str, set[str]] = {key: set() for key in doubts}
    usable = [identity for identity in identities if _decides(identity, cells, doubts)]
    narrowed = True
    while narrowed:
        narrowed = False
        for identity in usable:
            for row, left in _narrow(identity, rows, doubts, known).items():
                _note(identity, rows[row], left, basis)
                rows[row] = left
                narrowed = True
    worlds = {key: row for row in rows.values() for key in (row[0] if row else ())}
    return {
        key: _cell(doubt, chosen, [world[key] for world in worlds.get(key, ())], basis[key])
        for key, doubt in doubts.items()
    }


def _cell(doubt: CellValue, chosen: Mapping[str, Value], values: Sequence[Value], basis: Collection[str]) -> CellValue:
    if doubt.key in chosen:
        value = chosen[doubt.key]
        status = CellStatus.BLANK if value is None else CellStatus.READ
        return dataclasses.replace(doubt, value=value, status=status, basis=(), alternatives=())
    left = tuple(option for option in doubt.alternatives if option in values) if values else doubt.alternatives
    if len(left) == 1:
        status = CellStatus.BLANK if left[0] is None else CellStatus.INFERRED
        return dataclasses.replace(doubt, value=left[0], status=status, basis=tuple(sorted(basis)), alternatives=())
    return dataclasses.replace(doubt, value=values[0] if values else doubt.value, alternatives=left)


def _decides(identity: Identity, cells: Mapping[str, CellValue], doubts: Mapping[str, CellValue]) -> bool:
    """Whether an identity can tell anything about a doubt: a cell that is not printed is not 0."""
    keys = identity.left + identity.right
    printed = all(key in cells and cells[key].status is not CellStatus.ABSENT for key in keys)
    return identity.severity is Severity.ERROR and printed and not doubts.keys().isdisjoint(keys)


def _worlds(row: Sequence[CellValue], chosen: Mapping[str, Value], *, all_numbers: bool) -> list[World]:
    """Ways to fill the row that agree with what was chosen; empty = too many, or the choice is none of them."""
    found = islice(ways(row, all_numbers=all_numbers, chosen=chosen), MAX_WORLDS + 1)
    worlds = [dict(zip((cell.key for cell in row), way, strict=True)) for way in found]
    return worlds if len(worlds) <= MAX_WORLDS else []


def _narrow(
    identity: Identity, rows: Mapping[str, list[World]], doubts: Mapping[str, CellValue], known: Mapping[str, Decimal]
) -> dict[str, list[World]]:
    """The rows of which ``identity`` rules out some ways but not all: row → ways left."""
    touched = {row_of(key) for key in identity.left + identity.right if key in doubts}
    if not all(rows[row] for row in touched):
        return {}
    fixed = sum((known.get(key, ZERO) for key in identity.left), ZERO)
    fixed -= sum((known.get(key, ZERO) for key in identity.right), ZERO)
    parts = {row: [_difference(identity, world) for world in rows[row]] for row in touched}
    narrowed = {}
    for row in touched:
        others = _sums([set(own) for other, own in parts.items() if other != row], fixed)
        if others is None:
            continue
        left = [world for world, part in zip(rows[row], parts[row], strict=True) if _possible(identity, part, others)]
        if 0 < len(left) < len(rows[row]):
            narrowed[row] = left
    return narrowed


def _difference(identity: Identity, world: World) -> Decimal:
    """What one way to fill a row adds to left − right."""
    left = sum((world.get(key) or ZERO for key in identity.left), ZERO)
    return left - sum((world.get(key) or ZERO for key in identity.right), ZERO)


def _sums(parts: list[set[Decimal]], fixed: Decimal) -> set[Decimal] | None:
    """Every sum of ``fixed`` and one of each part; None = too many to look at."""
    sums = {fixed}
    for part in parts:
        if len(sums) * len(part) > MAX_SUMS:
            return None
        sums = {whole + one for whole in sums for one in part}
    return sums


def _possible(identity: Identity, part: Decimal, others: set[Decimal]) -> bool:
    if identity.relation == "=":
        return -part in others
    return min(others) + part <= 0 if identity.relation == "<=" else max(others) + part >= 0


def _note(identity: Identity, before: list[World], left: list[World], basis: dict[str, set[str]]) -> None:
    """Remember on which identities a cell rests that has fewer values now."""
    for key in before[0]:
        if {world[key] for world in left} != {world[key] for world in before}:
            basis[key].add(identity.id)
