"""Random lawful histories: seeded, near the edges of the periods, both regimes, every event of the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from tests.statute.clocks import naive

from gongkai.statute.clocks import events as ev

FIRST, LAST = date(2016, 1, 1), date(2027, 3, 1)
NEAR_THE_CHANGE = date(2019, 5, 1)
NAMES = ("甲公司", "乙公司", "丙局")
STEPS = (0, 0, 1, 1, 2, 3, 5, 7, 8, 10, 15, 20, 21, 22, 27, 28, 29, 30, 45)
RARE = {ev.Withdrawn, ev.Merged, ev.Prepared, ev.Converted, ev.Succeeded}
"""Drawn less often, so that lives are longer and more happens within them."""
Taken = tuple[list[ev.Event], ev.Event, bool]
"""A history, the event somebody tries next, and whether the naive clock allows it."""


def start(rng: Random) -> date:
    if rng.random() < 0.2:
        return NEAR_THE_CHANGE + timedelta(days=rng.randrange(30))
    return FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))


def candidate(rng: Random, kind: type[ev.Event], on: date) -> ev.Event:
    """An event of a kind with words that are mostly, not always, lawful."""
    later = on + timedelta(days=rng.choice((0, 1, 5, 10, 15, 30, 60, 90)))
    name, pick = rng.choice(NAMES), rng.choice
    words: dict[type[ev.Event], tuple[object, ...]] = {
        ev.Submitted: (pick(list(ev.Channel)),),
        ev.CorrectionAsked: (later,),
        ev.ReasonsDemanded: (later,),
        ev.Corrected: (pick(("", "住院")),),
        ev.ConsultationSent: (name, pick(list(ev.Consulted))),
        ev.ConsultationReceived: (name,),
        ev.ConsultationAnswered: (name, pick(list(ev.Opinion))),
        ev.ConsultationClosed: (name,),
        ev.Extended: (pick((0, 1, 5, 10, 15, 16, 20, 21)), pick(("李主任", "李主任", ""))),
        ev.ReasonsAccepted: (pick((None, later)),),
        ev.Served: (pick(list(ev.Service)),),
        ev.Merged: ("2024-2",),
        ev.Succeeded: ("承接机关",),
        ev.Reopened: ("复议决定", pick((None, later))),
    }
    return kind(on, *words.get(kind, ()))


def tries(rng: Random, length: int = 14) -> Iterator[Taken]:
    """The life of one application, with what somebody tried at each moment, lawful or not."""
    events: list[ev.Event] = []
    on = start(rng)
    for _ in range(length):
        here = naive.state(events, on)
        kinds = [kind for kind, places in naive.FROM.items() if here in places]
        if not kinds:
            return
        kind = rng.choice(kinds)
        if kind in RARE and rng.random() < 0.7:
            kind = rng.choice(kinds)
        event = candidate(rng, kind, on)
        fits = naive.allowed(events, event)
        yield list(events), event, fits
        if fits:
            events.append(event)
        on += timedelta(days=rng.choice(STEPS))


def history(rng: Random) -> list[ev.Event]:
    """A lawful history."""
    done: list[ev.Event] = []
    for before, event, fits in tries(rng):
        done = [*before, event] if fits else before
    return done
