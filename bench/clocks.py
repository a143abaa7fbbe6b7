"""Due dates against counting day by day: the bare date, and a whole history replayed with every guard."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tests.statute.clocks import naive
from tests.statute.clocks.histories import history

from bench.measure import report
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks import replay, workdays

DATES = 200_000
HISTORIES = 2_000
BY_HAND = 20  # the naive way gets this share of the work: one in BY_HAND
Item = TypeVar("Item")
Case = tuple[date, int, list[tuple[date, date | None]]]


def run(*, quick: bool) -> None:
    """Seconds of processor time for a million, so that the load of the machine does not count."""
    rng, sums = Random(1), workdays()
    cases = [_case(rng) for _ in range(DATES // 10 if quick else DATES)]
    ours = _per_million(lambda case: sums.due(*case), cases)
    by_hand = _per_million(_walk, cases[::BY_HAND])
    print(f"{60 * 1_000_000 / ours:,.0f} due dates a minute on one processor (goal ≥ 1,000,000)")
    report("a million due dates", ours, "s", "day by day", by_hand, "≤ 0.5")
    lives = [done for seed in range(HISTORIES // 10 if quick else HISTORIES) if (done := history(Random(seed)))]
    ours = _per_million(lambda events: replay(events).due, lives)
    by_hand = _per_million(_check, lives)
    print(f"{60 * 1_000_000 / ours:,.0f} whole histories a minute, {sum(map(len, lives)) / len(lives):.1f} events each")
    report("a million histories", ours, "s", "day by day", by_hand, "≤ 0.5")


def _case(rng: Random) -> Case:
    """A start, a length and up to two pauses, as they happen."""
    start = date(2017, 1, 1) + timedelta(days=rng.randrange(3500))
    pauses: list[tuple[date, date | None]] = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        sent = start + timedelta(days=rng.randrange(20))
        pauses.append((sent, sent + timedelta(days=rng.randrange(30))))
    return start, rng.choice((15, 20, 30, 40)), pauses


def _walk(case: Case) -> date:
    day, left, pauses = case
    while left:
        day += naive.DAY
        left -= naive.is_workday(day) and not any(first < day <= last for first, last in pauses if last)
    return day


def _check(events: list[ev.Event]) -> date | None:
    """What the replay answers: every event is lawful at its place, the state, the due date."""
    for place, event in enumerate(events):
        naive.allowed(events[:place], event)
    naive.state(events, events[-1].on)
    return naive.due(events)


def _per_million(work: Callable[[Item], object], items: list[Item]) -> float:
    """Seconds of processor time that a million would take."""
    work(items[0])
    started = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - started) / len(items) * 1_000_000
