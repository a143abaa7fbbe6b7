"""What the public pages tell of applications: cells of the yearly report, whether answers came in time, the years."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from gongkai.applications.models import Application
from gongkai.applications.queries.compiling import compiled
from gongkai.applications.queries.counts import YearSets
from gongkai.statute.clocks import Effect, steps
from gongkai.statute.clocks.events import Served


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Applications of a year. ``ended``: concluded without an answer (withdrawn, given up, merged).

    ``open`` and ``overdue`` are those not concluded by the end of the year, or by now within it.
    """

    in_time: int
    late: int
    ended: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class YearLine:
    """How many applications came, were concluded and were carried into the next year."""

    year: int
    received: int
    closed: int
    carried: int


def cells_of(year: int, scope: Q) -> Counter[str]:
    """The cells of the form of a year, summed over the organs of ``scope``; absent = nothing.

    Raises LookupError where no form was prescribed for the year.
    """
    return sum(compiled(year, scope).values(), Counter())


def timeliness(year: int, scope: Q, today: datetime.date) -> Timeliness:
    """Whether the answers of a year came in time: one query.

    Of an application that was decided anew only the later due date is kept; it counts as answered in time or late by
    the answer that stands last.
    """
    table, day = YearSets(year), min(datetime.date(year, 12, 31), today)
    ended = {step.to for step in steps().values() if step.clock is Effect.STOP and step.id != Served.kind}
    answered, still = table.closed & ~Q(state__in=ended), table.carried_forward
    counts = Application.objects.filter(scope).aggregate(
        closed=Count("pk", filter=table.closed),
        answered=Count("pk", filter=answered),
        late=Count("pk", filter=answered & Q(stopped_on__gt=F("due_on"))),
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=still & Q(due_on__lt=day)),
    )
    return Timeliness(
        in_time=counts["answered"] - counts["late"],
        late=counts["late"],
        ended=counts["closed"] - counts["answered"],
        open=counts["open"] - counts["overdue"],
        overdue=counts["overdue"],
    )


def over_years(years: Sequence[int], scope: Q) -> tuple[YearLine, ...]:
    """The years one after the other: one query."""
    counts = {
        f"{name}_{year}": Count("pk", filter=getattr(YearSets(year), row))
        for year in years
        for name, row in (("received", "received"), ("closed", "closed"), ("carried", "carried_forward"))
    }
    found = Application.objects.filter(scope).aggregate(**counts)
    return tuple(
        YearLine(year, *(found[f"{name}_{year}"] for name in ("received", "closed", "carried"))) for year in years
    )
