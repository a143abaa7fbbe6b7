"""Every way the printed items of one line can fill its slots, with the price of each.

The identities of a form are soft, a published table may break them: each broken one costs, so does each other oddity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, pairwise
from math import comb

from gongkai.reading.tables.parts import Item, Line
from gongkai.reading.tables.splits import TooManySplits, balanced_splits, longest, splits
from gongkai.statute.forms import Identity

VIOLATED = 4.0  # an identity does not hold
BLANK_TOTAL = 4.0  # parts are printed, their total is not
HABITUAL_BLANK_TOTAL = (
    0.5  # the same where it is likely: the table does it in other rows, or nothing but a 0 is printed
)
SURPLUS = 3.0  # a printed number that no cell of the form takes
LIMIT = 4000  # ways to fill one line that are still looked at

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to fill a line: an item or None (blank) for each slot."""

    items: tuple[Item | None, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Balance:
    """An identity seen from one line: signs of its slots (+1 left, −1 right), and the sum of cells known elsewhere."""

    signs: tuple[int, ...]
    known: Number
    identity: Identity
    blank_total: float = BLANK_TOTAL
    blank_zero_total: float = BLANK_TOTAL  # the same when the parts sum to 0

    @property
    def total_slots(self) -> tuple[int, ...]:
        """The slot that holds the whole when one side of the identity is a single cell."""
        return tuple(i for i, sign in enumerate(self.signs) if sign < 0) if len(self.identity.right) == 1 else ()


def number(item: Item | None) -> Number:
    """Value for sums; blanks count as 0."""
    if item is None or item.value is None:
        return 0
    value = item.value
    return int(value) if value == value.to_integral_value() else value


def is_glued(line: Line) -> bool:
    """Separators were certainly lost: a leading zero, a sign inside, or more digits than a count has."""
    hard = [item for item in line.items if item.glued]
    if len(line.items) == len(line.slots):
        hard = [item for item in hard if item.value is None or item.raw.lstrip("+-").startswith("0")]
    return bool(hard)


def may_add_up(line: Line) -> bool:
    """Whether the items of a line read as two or more numbers of which the last is the sum of the others."""
    try:
        return any(balanced_splits(line.items, (count,)) for count in range(2, len(line.slots) + 1))
    except TooManySplits:
        return True


def candidates(
    line: Line, balances: Sequence[Balance], preference: Mapping[str, float], *, glued: bool, full: bool
) -> list[Candidate] | None:
    """All ways to fill ``line``, cheapest first; None when there are too many to look at.

    ``glued``: separators may be lost; ``full``: every cell of the table has something printed.
    """
    found: list[Candidate] = []
    try:
        for items, surplus in _readings(line, balances, glued=glued, full=full):
            if comb(len(line.slots), len(items)) + len(found) > LIMIT:
                return None
            found += _placed(line, items, surplus, balances, preference)
    except TooManySplits:
        return None
    return sorted(found, key=lambda candidate: candidate.cost)


def _placed(
    line: Line, items: Sequence[Item], surplus: float, balances: Sequence[Balance], preference: Mapping[str, float]
) -> Iterator[Candidate]:
    """All ways to spread items over the slots in their order."""
    width = len(line.slots)
    for places in combinations(range(width), len(items)):
        filled: list[Item | None] = [None] * width
        for place, item in zip(places, items, strict=True):
            filled[place] = item
        wish = sum(preference.get(line.slots[place], 0.0) for place in places)
        yield Candidate(tuple(filled), surplus + wish + sum(price(balance, filled) for balance in balances))


def price(balance: Balance, filled: Sequence[Item | None]) -> float:
    """What it costs that these cells stand against an identity."""
    total = sum((sign * number(item) for sign, item in zip(balance.signs, filled, strict=True) if sign), balance.known)
    identity = balance.identity
    if identity.relation != "=":
        holds = total <= 0 if identity.relation == "<=" else total >= 0
        return 0.0 if holds else 0.4
    totals = balance.total_slots
    if totals and all(filled[slot] is None for slot in totals):
        parts = any(item is not None for sign, item in zip(balance.signs, filled, strict=True) if sign > 0)
        return (balance.blank_total if total else balance.blank_zero_total) if parts else 0.0
    return 0.0 if total == 0 else VIOLATED


def _readings(
    line: Line, balances: Sequence[Balance], *, glued: bool, full: bool
) -> Iterator[tuple[Sequence[Item], float]]:
    """The items as printed, or cut into every number of cells they may be; each with what it costs."""
    width = len(line.slots)
    if glued:
        yield from ((items, 0.0) for items in _cut(line, balances, full=full))
    elif len(line.items) <= width:
        yield line.items, 0.0
    else:
        left_out = len(line.items) - width
        for items in islice(combinations(line.items, width), LIMIT):
            yield items, SURPLUS * left_out


def _cut(line: Line, balances: Sequence[Balance], *, full: bool) -> Iterator[tuple[Item, ...]]:
    """Readings of glued items: those that add up when there are any, else all."""
    width = len(line.slots)
    most = min(width, longest(line.items))
    counts = range(most, (width if full else 1) - 1, -1)
    sizes = _blocks(width, balances)
    balanced: list[tuple[Item, ...]] = []
    if len(sizes) == 1:
        for count in counts:
            balanced += balanced_splits(line.items, (count,))
    elif sizes and most == width:
        balanced += balanced_splits(line.items, sizes)
    if balanced:
        yield from balanced
        return
    digits = longest(line.items)
    for count in counts:
        if comb(digits - 1, count - 1) > LIMIT:
            raise TooManySplits
        yield from splits(line.items, count)


def _blocks(width: int, balances: Sequence[Balance]) -> tuple[int, ...]:
    """Sizes of the blocks of slots that add up to their last slot; empty when the line is not made of such blocks."""
    ends = sorted(
        slots[0] for balance in balances if balance.identity.relation == "=" and (slots := balance.total_slots)
    )
    edges = [-1, *ends]
    return tuple(b - a for a, b in pairwise(edges)) if ends and ends[-1] == width - 1 else ()
