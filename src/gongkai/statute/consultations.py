"""How long the public must be asked: the shortest lawful period of a call for opinions, by what is consulted on."""

from __future__ import annotations

import datetime

from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import Bound, Due, TimeLimit, due, time_limits

_PREFIX = "consultation."


def consultation_limits(on: datetime.date) -> tuple[TimeLimit, ...]:
    """The shortest periods that any law sets for a call that opens on a day, as ``law/time_limits.yaml`` has them."""
    return tuple(
        item
        for item in time_limits()
        if item.id.startswith(_PREFIX) and item.bound is Bound.AT_LEAST and item.holds_on(on)
    )


def shortest_call(limit_id: str, plan: str, opens_on: datetime.date) -> Due | None:
    """Until when at least a call stays open that opens on ``opens_on``; None on a day for which no law sets a period.

    ``limit_id`` is the period that was named ("" = none), ``plan`` the class of the draft that is consulted on ("" =
    not known here). The later day holds. Where neither names a law, the longest of all is presumed: that none applies
    is for the organ to say, in public.
    """
    by_plan = document_process().plan(plan).consultation if plan else ""
    named = {name for name in (limit_id, by_plan) if name}
    held = [item for item in consultation_limits(opens_on) if not named or item.id in named]
    return max((due(item.id, opens_on) for item in held), key=lambda found: found.date, default=None)
