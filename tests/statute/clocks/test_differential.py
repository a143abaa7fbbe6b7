"""The clock against the naive one on random histories: same refusals, same state, same due date.

``GONGKAI_HISTORIES=100000 pytest tests/statute/clocks/test_differential.py`` runs more than the sample of the suite.
"""

from __future__ import annotations

import os
from random import Random

from tests.statute.clocks import naive
from tests.statute.clocks.histories import tries

from gongkai.statute.clocks import UnlawfulEventError, replay
from gongkai.statute.clocks import events as ev

HISTORIES = int(os.environ.get("GONGKAI_HISTORIES", "1000"))


def lawful(before: list[ev.Event], event: ev.Event) -> bool:
    try:
        replay([*before, event])
    except UnlawfulEventError:
        return False
    return True


def test_two_clocks_agree_on_random_histories() -> None:
    kinds: set[type[ev.Event]] = set()
    for seed in range(HISTORIES):
        done: list[ev.Event] = []
        for before, event, fits in tries(Random(seed)):
            assert lawful(before, event) == fits, (seed, before, event)
            done = [*before, event] if fits else before
            kinds |= {type(event)} if fits else set()
        if done:
            found = replay(done)
            assert (found.state, found.due) == (naive.state(done, done[-1].on), naive.due(done)), (seed, done)
            assert found.receipt_on == naive.received_on(done), (seed, done)
    assert kinds == set(naive.FROM), "the sample uses every kind of event"
