"""The queue of the desk: applications by their due date, a fixed number of statements whatever its length."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from gongkai.applications import course, persons
from gongkai.applications.models import Application, Happening
from gongkai.applications.policy import visible
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ, User
from gongkai.statute.clocks import Standing, states

OPEN, ENDED = "open", "ended"
"""Not stopped, and stopped: choices beside the states of the process."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the person wants to see. ``state``: ``OPEN``, ``ENDED`` or a state; None = everybody's, every organ's."""

    state: str = OPEN
    handler: int | None = None
    organ: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue. ``days_left``: working days, negative = late; None while no period runs."""

    application: Application
    masked: str
    standing: Standing
    days_left: int | None

    @property
    def wanted(self) -> str:
        """What is asked for, in one line."""
        return wanted_of(self.application)


def queue(actor: Actor, chosen: Chosen) -> QuerySet[Application]:
    """Applications within reach, what is due first at the top; without a due date last. 3 statements a page."""
    happened = Happening.objects.only("application", "position", "kind", "on", "facts")
    rows = Application.objects.filter(visible(actor)).select_related("organ", "handler")
    rows = rows.prefetch_related(Prefetch("happenings", queryset=happened))
    if chosen.state in (OPEN, ENDED):
        rows = rows.filter(stopped_on__isnull=chosen.state == OPEN)
    elif chosen.state in states():
        rows = rows.filter(state=chosen.state)
    if chosen.handler is not None:
        rows = rows.filter(handler=chosen.handler)
    if chosen.organ is not None:
        rows = rows.filter(organ=chosen.organ)
    if chosen.number:
        rows = rows.filter(number__contains=chosen.number)
    if chosen.state == ENDED:
        return rows.order_by(F("stopped_on").desc(), "-id")
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def rows_of(applications: Iterable[Application], today: datetime.date) -> Iterator[Row]:
    """The lines of one page."""
    for item in applications:
        standing = course.standing(item, today)
        left = standing.days_left(today) if standing.open else None
        yield Row(item, persons.masked_name(item), standing, left)


def organs_of(actor: Actor) -> QuerySet[Organ]:
    """The organs whose applications the actor sees, for the filter."""
    return Organ.objects.filter(pk__in=Application.objects.filter(visible(actor)).order_by().values("organ"))


def handlers_of(actor: Actor) -> QuerySet[User]:
    """Who handles or handled what the actor sees, for the filter."""
    return User.objects.filter(pk__in=Application.objects.filter(visible(actor)).order_by().values("handler"))


def wanted_of(application: Application) -> str:
    """What is asked for, in one line."""
    parts = (application.wanted_name, application.wanted_number, application.wanted_description)
    return "，".join(filter(None, parts))
