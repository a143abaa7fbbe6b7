"""The cheapest ways to fill several lines at once, so that the columns balance as far as they can.

Lines are layers of a graph, its nodes the balances of the identities that are still open, its edges the candidates of a
line. A forward and a backward pass give, for each candidate, the price of the best solution it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from gongkai.reading.tables.candidates import VIOLATED, Candidate, Number

SLACK = 1.0  # solutions up to this much dearer than the best are still possible
EDGES = 12_000  # work limit
_STEPS = 8  # how many broken identities are tried before giving up

State = tuple[Number | None, ...]  # balance of each identity so far; None = already broken or closed


@dataclass(frozen=True, slots=True)
class Layer:
    """One line: its candidates and what each adds to the balances of the shared identities."""

    candidates: Sequence[Candidate]
    added: Sequence[tuple[Number, ...]]


class TooMuchWork(Exception):  # noqa: N818 - control flow, caught by the only caller
    """The search was cut off."""


def cheapest(layers: Sequence[Layer], start: State) -> tuple[list[list[float]], float] | None:
    """For each layer and candidate the price of the best whole solution with it (inf = none near the best).

    With it how much dearer than the best a solution may be: where even the best breaks a shared identity, the table is
    misprinted, and one that breaks another is no less likely. None when the search had to be cut off.
    """
    floor = sum(min(candidate.cost for candidate in layer.candidates) for layer in layers)
    try:
        for step in range(_STEPS):
            prices = _within(layers, start, floor + step * VIOLATED + SLACK)
            best = min((price for price in prices[0]), default=inf)
            if best <= floor + step * VIOLATED:
                if step == 0 or _balances(layers, start, best + SLACK):
                    return prices, SLACK
                slack = SLACK + VIOLATED
                return _within(layers, start, best + slack), slack
    except TooMuchWork:
        return None
    return None


def _balances(layers: Sequence[Layer], start: State, limit: float) -> bool:
    """Whether a solution that costs at most ``limit`` breaks no shared identity."""
    return min(_within(layers, start, limit, may_break=False)[0], default=inf) < inf


def _within(layers: Sequence[Layer], start: State, limit: float, *, may_break: bool = True) -> list[list[float]]:
    """Prices of all candidates in solutions that cost at most ``limit``."""
    reach = _reach(layers, len(start))
    rest = [0.0] * (len(layers) + 1)
    for index in range(len(layers) - 1, -1, -1):
        rest[index] = rest[index + 1] + min(candidate.cost for candidate in layers[index].candidates)
    nodes: list[dict[State, float]] = [{start: 0.0}]
    edges: list[list[tuple[State, int, State, float]]] = []
    work = 0
    for index, layer in enumerate(layers):
        following: dict[State, float] = {}
        step: list[tuple[State, int, State, float]] = []
        for state, spent in nodes[-1].items():
            for place, candidate in enumerate(layer.candidates):
                if spent + candidate.cost + rest[index + 1] > limit:
                    break
                work += 1
                after, broken = _advance(state, layer.added[place], reach[index + 1])
                price = candidate.cost + broken * VIOLATED if may_break or not broken else inf
                if spent + price + rest[index + 1] > limit:
                    continue
                step.append((state, place, after, price))
                following[after] = min(following.get(after, inf), spent + price)
            if work > EDGES:
                raise TooMuchWork
        edges.append(step)
        nodes.append(following)
    return _through(layers, nodes, edges)


def _advance(state: State, added: tuple[Number, ...], reach: Sequence[tuple[Number, Number]]) -> tuple[State, int]:
    """Balances after a line; those that no later line can bring back to zero are broken."""
    after: list[Number | None] = []
    broken = 0
    for balance, more, (least, most) in zip(state, added, reach, strict=True):
        if balance is None:
            after.append(None)
        elif least <= -(balance + more) <= most:
            after.append(balance + more)
        else:
            after.append(None)
            broken += 1
    return tuple(after), broken


def _reach(layers: Sequence[Layer], width: int) -> list[list[tuple[Number, Number]]]:
    """What the lines from each layer on can add to each balance at least and at most."""
    reach: list[list[tuple[Number, Number]]] = [[(0, 0)] * width]
    for layer in reversed(layers):
        columns = list(zip(*layer.added, strict=True)) if width else []
        reach.append(
            [(low + min(column), high + max(column)) for (low, high), column in zip(reach[-1], columns, strict=True)]
        )
    return reach[::-1]


def _through(
    layers: Sequence[Layer], nodes: Sequence[dict[State, float]], edges: Sequence[list[tuple[State, int, State, float]]]
) -> list[list[float]]:
    prices = [[inf] * len(layer.candidates) for layer in layers]
    onward: dict[State, float] = dict.fromkeys(nodes[-1], 0.0)
    for index in range(len(layers) - 1, -1, -1):
        before: dict[State, float] = {}
        for state, place, after, price in edges[index]:
            if after not in onward:
                continue
            remaining = price + onward[after]
            before[state] = min(before.get(state, inf), remaining)
            prices[index][place] = min(prices[index][place], nodes[index][state] + remaining)
        onward = before
    return prices
