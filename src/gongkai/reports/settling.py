"""What follows from settled cells: the row order and the identities decide others with them. Pure: no database.

A doubt is an ambiguous cell as the reader gave it. Where a row lost only the places of its numbers, every way to
fill it keeps all of them in their order. What people chose is kept whatever the identities say: a report may contradict
itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, product

from gongkai.reading.model import CellStatus, CellValue
from gongkai.statute.forms import Identity

Value = Decimal | None
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
    rows = {row: _worlds(own, chosen) for row, own in _by_row(doubts).items()}
    known = {key: cell.value or ZERO for key, cell in cells.items() if key not in doubts}
    basis: dict[str, set[str]] = {key: set() for key in doubts}
    usable = [identity for identity in identities if not doubts.keys().isdisjoint(identity.left + identity.right)]
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


def row_of(key: str) -> str:
    """Table and row of a cell key; the one-column form has a row per cell."""
    return key.rsplit(".", 1)[0] if key.count(".") > 1 else key


def _by_row(doubts: Mapping[str, CellValue]) -> dict[str, list[CellValue]]:
    rows: dict[str, list[CellValue]] = {}
    for key, doubt in doubts.items():
        rows.setdefault(row_of(key), []).append(doubt)
    return rows


def _worlds(row: list[CellValue], chosen: Mapping[str, Value]) -> list[World]:
    """Ways to fill the row that agree with what was chosen; empty = too many, or the choice is none of them."""
    printed = [cell.value for cell in row if cell.value is not None]
    only_places = all(value is None or value in printed for cell in row for value in cell.alternatives)
    options = [
        (chosen[cell.key],) if cell.key in chosen and not only_places else cell.alternatives or (cell.value,)
        for cell in row
    ]
    ways = _placements(len(row), printed) if only_places else product(*options)
    fitting = (
        dict(zip((cell.key for cell in row), way, strict=True))
        for way in islice(ways, MAX_WORLDS * 4)
        if all(value in allowed for value, allowed in zip(way, options, strict=True))
    )
    worlds = [world for world in fitting if all(chosen.get(key, value) == value for key, value in world.items())]
    return worlds if len(worlds) <= MAX_WORLDS else []


def _placements(places: int, printed: Sequence[Value]) -> Iterable[tuple[Value, ...]]:
    for taken in combinations(range(places), len(printed)):
        filled: list[Value] = [None] * places
        for place, value in zip(taken, printed, strict=True):
            filled[place] = value
        yield tuple(filled)


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
