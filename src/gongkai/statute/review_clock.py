"""The clock of a gate: how long a review takes at least and at most, from the day its papers were there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.statute.processes import Gate
from gongkai.statute.time_limits import Bound, Due, due


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """``earliest``: before that day a review is passed only for a recorded reason. ``latest``: its last lawful day."""

    received_on: datetime.date
    earliest: Due | None
    latest: Due | None

    @property
    def derivation(self) -> str:
        """How both days were found."""
        return "；".join(found.derivation for found in (self.earliest, self.latest) if found)

    def too_early(self, on: datetime.date) -> Due | None:
        """The shortest period, where it is not over on a day."""
        return self.earliest if self.earliest and on < self.earliest.date else None


def review_clock(gate: Gate, received_on: datetime.date) -> ReviewClock | None:
    """The clock of a review whose papers came on a day; None where the gate has none."""
    found = [due(name, received_on) for name in gate.limits]
    if not found:
        return None
    shortest = [item for item in found if item.limit.bound is Bound.AT_LEAST]
    longest = [item for item in found if item.limit.bound is Bound.AT_MOST]
    return ReviewClock(received_on, shortest[0] if shortest else None, longest[0] if longest else None)
