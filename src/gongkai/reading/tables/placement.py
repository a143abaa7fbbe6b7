"""Put printed items into the cells of a table and say for each cell how it is known.

Where every place is printed there is nothing to solve. Where flattening lost blanks or separators, all ways to fill the
lines are weighed together; a cell that has the same value in all the cheapest of them is inferred, any other ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import inf

from gongkai.reading.model import CellStatus, CellValue
from gongkai.reading.tables.candidates import (
    BLANK_TOTAL,
    HABITUAL_BLANK_TOTAL,
    Balance,
    Candidate,
    candidates,
    is_glued,
    may_add_up,
    number,
)
from gongkai.reading.tables.cellnumber import halfwidth
from gongkai.reading.tables.parts import CUMULATIVE, Item, Line, TableReading
from gongkai.reading.tables.search import SLACK, Layer, cheapest
from gongkai.reading.tables.splits import longest
from gongkai.statute.forms import Form, Identity, Table

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_WISH = 0.0002  # weight of a preference: far below any price, so that it only orders what is equally possible
_HABIT = 3  # one blank total among so many printed ones is a slip, so many to a printed one are a habit
_PAIR = 2
_SEVERAL = 3  # rows that show a habit
_ALTERNATIVES = 100  # enough for every part of a run of digits
_FEW = 4  # an identity of so few cells says nothing when one of them is not printed


def place(reading: TableReading, form: Form) -> dict[str, CellValue]:
    """Values of all slots of one printed table, by slot."""
    return _Placement(reading, form).solve()


@dataclass
class _Placement:
    reading: TableReading
    form: Form
    settled: dict[str, Item | None] = field(default_factory=dict)
    open: list[Line] = field(default_factory=list)
    cells: dict[str, CellValue] = field(default_factory=dict)
    blank_total: float = BLANK_TOTAL

    def __post_init__(self) -> None:
        self.settled.update(self.reading.fixed)
        for line in self.reading.lines:
            if not line.items:
                self.settled.update(dict.fromkeys(line.slots))
            elif len(line.items) == len(line.slots) and not is_glued(line):
                self.settled.update(zip(line.slots, line.items, strict=True))
            else:
                self.open.append(line)
        slots = self.reading.slots
        self.identities = [identity for identity in self.form.identities if _is_usable(identity, slots)]
        never_parted = self._is_never_parted()
        if never_parted:  # in the wrong column the numbers of a sum add up as well
            self.identities = []
        self.glued = never_parted or any(is_glued(line) for line in self.open) or self._adds_up_when_cut()
        lines = self.reading.lines
        sums = any(identity.relation == "=" for identity in self.identities)
        self.full = sums and len(lines) >= _SEVERAL and all(longest(line.items) >= len(line.slots) for line in lines)
        self.blank_total = self._price_of_blank_totals()
        self.tidy = not self.reading.fixed and _is_tidy(lines)

    def solve(self) -> dict[str, CellValue]:
        for slot, item in self.settled.items():
            self.cells[slot] = read_cell(slot, item)
        if not self.open:
            return self.cells
        pattern = self._pattern_wish(self._solve_open(self._position_wish(), joint=False))
        return self.cells | self._solve_open(pattern, joint=True)

    def _adds_up_when_cut(self) -> bool:
        """Whether rows are runs of digits that read as numbers and their sum; misprinted ones may be among them."""
        if not any(identity.relation == "=" for identity in self.identities):
            return False
        runs = [line for line in self.open if len(line.items) == 1 and len(line.items[0].raw) > 1]
        return len(runs) >= _SEVERAL and sum(map(may_add_up, runs)) > len(runs) / 2

    def _is_never_parted(self) -> bool:
        """Whether no row shows two numbers though a cumulative column is printed: they may be one run of digits."""
        lines = [line for line in self.open if any(slot.startswith(CUMULATIVE) for slot in line.slots)]
        return len(lines) >= _SEVERAL and len(lines) == len(self.open) and all(len(line.items) == 1 for line in lines)

    # --- what orders equally possible solutions

    def _position_wish(self) -> dict[str, float]:
        """Fill totals first (the last column of a table without sums), then the columns in the order of the form."""
        totals = {identity.right[0] for identity in self.identities if identity.relation == "="}
        wish: dict[str, float] = {}
        for block in self._table.blocks:
            for row in block.rows:
                keys = [self._table.cell_key(row.key, column.key) for column in block.columns]
                for index, key in enumerate(keys):
                    total = key in totals or (not totals and key == keys[-1])
                    wish[key] = -_WISH if total else _WISH * index
        return wish

    def _pattern_wish(self, cells: dict[str, CellValue]) -> dict[str, float]:
        """Fill the columns that most rows fill."""
        filled: dict[str, int] = {}
        for slot, cell in (self.cells | cells).items():
            if cell.value is not None:
                column = slot.rpartition(".")[2]
                filled[column] = filled.get(column, 0) + 1
        wish = self._position_wish()
        return {slot: wish[slot] - _WISH * filled.get(slot.rpartition(".")[2], 0) for slot in wish}

    def _price_of_blank_totals(self) -> float:
        """Low where it is the habit of this table to print parts without their total: rows whose ends do not add up.

        While as many rows do add up the others may as well be misprinted, though blank totals are the better guess.
        """
        totals = {identity.right[0] for identity in self.identities if identity.relation == "="}
        printed = blank = 0
        for line in self.open:
            numbers = [number(item) for item in line.items]
            if len(numbers) < _PAIR or not _is_row(line) or line.slots[-1] not in totals:
                continue
            adds_up = numbers[-1] == sum(numbers[:-1])
            printed, blank = printed + adds_up, blank + (not adds_up)
        if blank < _PAIR or blank <= printed / _HABIT:
            return BLANK_TOTAL
        return HABITUAL_BLANK_TOTAL if blank > printed * _HABIT else BLANK_TOTAL - HABITUAL_BLANK_TOTAL

    @property
    def _table(self) -> Table:
        return next(table for table in self.form.tables if table.key == self.reading.table)

    # --- the search

    def _solve_open(self, wish: Mapping[str, float], *, joint: bool) -> dict[str, CellValue]:
        """Cells of the open lines, weighed together (``joint``) or each line on its own."""
        shared = self._shared_identities()
        lines = _in_closing_order(self.open, shared)
        weighed = [self._candidates(line, shared, wish) for line in lines]
        hopeless = [line for line, found in zip(lines, weighed, strict=True) if not found]
        if hopeless:
            self._give_up(hopeless)
            return self._solve_open(wish, joint=joint)
        each = [[candidate.cost for candidate in found] for found in weighed]
        prices, slack = (self._joint_prices(lines, weighed, shared) if joint else None) or (each, SLACK)
        cells: dict[str, CellValue] = {}
        for line, found, price in zip(lines, weighed, prices, strict=True):
            cells |= self._known(line, found, price, slack)
        return cells

    def _candidates(self, line: Line, shared: Sequence[Identity], wish: Mapping[str, float]) -> list[Candidate]:
        glued = is_glued(line) or (self.glued and len(line.items) < len(line.slots))
        return candidates(line, self._own_balances(line, shared), wish, glued=glued, full=self.full) or []

    def _give_up(self, lines: Sequence[Line]) -> None:
        """Lines with too many possibilities, and all identities that would need them."""
        for line in lines:
            self.cells |= _unknown(line)
            self.open.remove(line)
            self.identities = [identity for identity in self.identities if _keys(identity).isdisjoint(line.slots)]

    def _shared_identities(self) -> list[Identity]:
        """Identities over cells of several open lines."""
        return [
            identity
            for identity in self.identities
            if identity.relation == "=" and sum(not _keys(identity).isdisjoint(line.slots) for line in self.open) > 1
        ]

    def _own_balances(self, line: Line, shared: Sequence[Identity]) -> list[Balance]:
        return [
            self._balance(identity, line)
            for identity in self.identities
            if identity not in shared and not _keys(identity).isdisjoint(line.slots)
        ]

    def _balance(self, identity: Identity, line: Line) -> Balance:
        signs = tuple((slot in identity.left) - (slot in identity.right) for slot in line.slots)
        zero = BLANK_TOTAL if self.tidy else HABITUAL_BLANK_TOTAL
        return Balance(signs, self._known_part(identity), identity, self.blank_total, min(zero, self.blank_total))

    def _known_part(self, identity: Identity) -> int | Decimal:
        left = sum(number(self.settled.get(key)) for key in identity.left)
        return left - sum(number(self.settled.get(key)) for key in identity.right)

    def _joint_prices(
        self, lines: Sequence[Line], weighed: Sequence[list[Candidate]], shared: Sequence[Identity]
    ) -> tuple[list[list[float]], float] | None:
        """For each line the price of each candidate in the best solution of all lines, and what may be added to it.

        None when that is too much.
        """
        if not lines:
            return None
        signs = [[self._balance(identity, line).signs for identity in shared] for line in lines]
        layers = [
            Layer(
                found,
                [
                    tuple(
                        sum(s * number(item) for s, item in zip(row, candidate.items, strict=True) if s) for row in own
                    )
                    for candidate in found
                ],
            )
            for found, own in zip(weighed, signs, strict=True)
        ]
        return cheapest(layers, tuple(self._known_part(identity) for identity in shared))

    def _known(
        self, line: Line, found: Sequence[Candidate], prices: Sequence[float], slack: float
    ) -> dict[str, CellValue]:
        best = min(prices)
        near = sorted((price, place) for place, price in enumerate(prices) if price <= best + slack and price < inf)
        cells: dict[str, CellValue] = {}
        for index, slot in enumerate(line.slots):
            choices: dict[Decimal | None, Item | None] = {}
            for _, place in near:
                item = found[place].items[index]
                choices.setdefault(None if item is None else item.value, item)
            chosen = next(iter(choices.values()))
            if len(choices) > 1:
                cells[slot] = _ambiguous(slot, chosen, tuple(choices))
            else:
                basis = tuple(identity.id for identity in self.identities if slot in _keys(identity))
                cells[slot] = read_cell(slot, chosen, basis=basis)
        return cells


def _is_row(line: Line) -> bool:
    """Whether the slots of a line are one row of the form, not a column or several rows."""
    return len({slot.rpartition(".")[0] for slot in line.slots}) == 1


def _is_tidy(lines: Sequence[Line]) -> bool:
    """Whether zeros are printed by a rule: as many numbers in every row, or in every row that has only zeros."""
    if any(not item.raw for line in lines for item in line.items):
        return False
    counts = {len(line.items) for line in lines if line.items}
    zeros = [len(line.items) for line in lines if line.items and all(item.value == 0 for item in line.items)]
    if len(counts) == 1:
        return counts != {1} and len(lines) >= _SEVERAL
    return len(zeros) >= _SEVERAL and len(set(zeros)) == 1 and all(line.items for line in lines)


def _keys(identity: Identity) -> frozenset[str]:
    return frozenset((*identity.left, *identity.right))


def _is_usable(identity: Identity, slots: set[str]) -> bool:
    keys = _keys(identity)
    missing = keys - slots
    if not missing:
        return True
    return len(keys) > _FEW and not missing.issuperset(identity.right) and not missing.issuperset(identity.left)


def _in_closing_order(lines: Sequence[Line], shared: Sequence[Identity]) -> list[Line]:
    """Lines so ordered that identities over few lines can be closed early: the search then has little to remember."""
    members = {
        identity.id: [line for line in lines if not _keys(identity).isdisjoint(line.slots)] for identity in shared
    }
    weight = {line.slots: sum(line in own for own in members.values()) for line in lines}
    ordered: list[Line] = []
    for own in sorted(members.values(), key=len):
        ordered += [line for line in sorted(own, key=lambda line: -weight[line.slots]) if line not in ordered]
    return ordered + [line for line in lines if line not in ordered]


def read_cell(slot: str, item: Item | None, *, basis: tuple[str, ...] = ()) -> CellValue:
    """The cell of an item whose place is certain, or made certain by the identities in ``basis``."""
    if item is None:
        return CellValue(slot, None, CellStatus.BLANK, basis=basis)
    if item.value is None and (item.glued or _DIGITS.search(item.raw)):  # printed, but no number: 12。5, 1/-2, O
        printed = (Decimal(digits) for digits in _DIGITS.findall(halfwidth(item.raw)))
        return _ambiguous(slot, item, (None, *dict.fromkeys(printed)))
    status = CellStatus.INFERRED if basis else CellStatus.READ
    if item.value is None:
        status = CellStatus.BLANK
    return CellValue(slot, item.value, status, item.raw, basis, remark=item.remark, unit=item.unit, span=item.span)


def _ambiguous(slot: str, item: Item | None, alternatives: tuple[Decimal | None, ...]) -> CellValue:
    if item is None:
        return CellValue(slot, None, CellStatus.AMBIGUOUS, alternatives=alternatives)
    return CellValue(
        slot,
        item.value,
        CellStatus.AMBIGUOUS,
        item.raw,
        alternatives=alternatives,
        remark=item.remark,
        unit=item.unit,
        span=item.span,
    )


def _unknown(line: Line) -> dict[str, CellValue]:
    """Too many ways to look at: every printed number may stand in every cell."""
    values = tuple(dict.fromkeys([None, *(value for item in line.items for value in _parts(item))]))[:_ALTERNATIVES]
    return {slot: CellValue(slot, None, CellStatus.AMBIGUOUS, alternatives=values) for slot in line.slots}


def _parts(item: Item) -> Iterator[Decimal | None]:
    """The number of an item; when separators were lost in it, every number that may be part of it."""
    yield item.value
    if item.glued:
        places = range(len(item.raw))
        parts = (item.raw[start : end + 1] for start in places for end in places[start:])
        yield from (Decimal(part) for part in parts if part.isdigit() and (part == "0" or part[0] != "0"))
