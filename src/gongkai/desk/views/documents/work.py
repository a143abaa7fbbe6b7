"""What waits for a person, when things are due, and the list of all documents within reach."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.desk.doors import staff
from gongkai.documents.models import EditionState
from gongkai.documents.policy import HANDLING
from gongkai.documents.queries import desk
from gongkai.documents.queries.clocks import Task
from gongkai.documents.queries.desk import Waiting
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.statute.calendar import DayStatus, WorkCalendar

PER_PAGE = 30
SOON = 5  # working days


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do, with where to do it."""

    title: str
    label: str
    address: str
    due: datetime.date | None
    workdays_left: int | None
    why: str = ""

    @property
    def clock(self) -> str:
        """overdue, soon or "" for the mark beside the date."""
        return clock(self.workdays_left)


@dataclass(frozen=True, slots=True)
class Group:
    """The part of the queue at one gate."""

    label: str
    gate: str
    rows: tuple[Waiting, ...]

    @property
    def together(self) -> bool:
        """Can several be passed at once?"""
        return bool(self.gate) and sum(1 for row in self.rows if not row.blocked) > 1


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One field of the month."""

    status: DayStatus
    this_month: bool
    today: bool
    lines: list[Line] = field(default_factory=list)


def clock(workdays_left: int | None) -> str:
    """How pressing: "overdue", "soon" or ""."""
    if workdays_left is None:
        return ""
    return "overdue" if workdays_left < 0 else "soon" if workdays_left <= SOON else ""


def handles_documents(actor: Actor) -> bool:
    """Does the person have anything to do with documents?"""
    return any(actor.may(right) for right in HANDLING)


def work_context(actor: Actor) -> dict[str, Any]:
    """The lists of the first page: the queue by gate, and what is due, reforms of organs included."""
    if not handles_documents(actor) and not actor.may(Permission.CHANGE_ORGAN):
        return {}
    today = timezone.localdate()
    groups: dict[tuple[str, str], list[Waiting]] = {}
    for row in desk.queue(actor):
        groups.setdefault((row.next_step, row.edition.gate), []).append(row)
    return {
        "handles_documents": True,
        "may_draft": actor.may(Permission.DRAFT_DOCUMENT),
        "queue": [Group(label, gate, tuple(rows)) for (label, gate), rows in groups.items()],
        "tasks": [_line(task, today) for task in desk.tasks(actor, today)],
    }


@staff
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All editions within reach, by state; ``?q=`` looks in titles and numbers."""
    chosen = desk.editions(actor)
    state, wanted = request.GET.get("state", ""), request.GET.get("q", "").strip()
    if state in EditionState.values:
        chosen = chosen.filter(state=state)
    if wanted:
        number = Q(document_number__icontains=wanted) | Q(document__index_number__icontains=wanted)
        chosen = chosen.filter(Q(title__icontains=wanted) | number)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "documents",
        "page": page,
        "state": state,
        "wanted": wanted,
        "states": EditionState.choices,
        "query": "&".join(f"{name}={value}" for name, value in (("state", state), ("q", wanted)) if value),
        "may_draft": actor.may(Permission.DRAFT_DOCUMENT),
    }
    return render(request, "desk/documents/list.html", context)


@staff
def month(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Due dates of a month, as a grid and as a list; ``?month=2026-11``."""
    today = timezone.localdate()
    first = _first_day(request.GET.get("month", ""), today)
    lines = [_line(task, today) for task in desk.tasks(actor, today)]
    weeks = _weeks(first, today, lines)
    context = {
        "here": "documents",
        "first": first,
        "before": first - datetime.timedelta(days=1),
        "after": first + datetime.timedelta(days=31),
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.this_month and day.lines],
        "overdue": [line for line in lines if line.due is None or line.due < today],
        "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
    }
    return render(request, "desk/documents/calendar.html", context)


def _first_day(text: str, today: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _weeks(first: datetime.date, today: datetime.date, lines: list[Line]) -> list[list[CalendarDay]]:
    work = WorkCalendar.load()
    by_day: dict[datetime.date, list[Line]] = {}
    for line in lines:
        if line.due is not None:
            by_day.setdefault(line.due, []).append(line)
    return [
        [CalendarDay(work.day(day), day.month == first.month, day == today, by_day.get(day, [])) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _line(task: Task, today: datetime.date) -> Line:
    left = desk.workdays_left(task.due, today)
    if task.kind == "catalogue" and task.organ is not None:
        return Line(task.organ.name, task.label, reverse("desk:catalogue", args=[task.organ.pk]), task.due, left)
    if task.document is None and task.organ is not None:
        place = "desk:transfer" if task.kind == "divide" else "desk:catalogues"
        return Line(task.organ.name, task.label, reverse(place), task.due, left)
    if task.kind in ("feedback", "call_ends"):
        address = reverse("desk:consultation", args=[task.about])
    else:
        address = reverse("desk:document", args=[task.document.pk]) if task.document else ""
    return Line(_title(task), task.label, address, task.due, left, task.why)


def _title(task: Task) -> str:
    if task.document is None:
        return ""
    edition = task.document.live or task.document.editions.first()
    return edition.title if edition else str(task.document)
