"""Where an application stands: the answer of the clock. Everything that costs time is worked out when it is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.statute.clocks.course import Consultation, Course
from gongkai.statute.clocks.events import Channel, Event
from gongkai.statute.clocks.guards import standing_against
from gongkai.statute.clocks.history import run
from gongkai.statute.clocks.ledger import LedgerLine, ledger
from gongkai.statute.clocks.process import states, steps
from gongkai.statute.clocks.rules import Rules
from gongkai.statute.clocks.workdays import workdays
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import Source
from gongkai.statute.time_limits import time_limit


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that somebody must do by a day: ``who`` is the organ, the applicant or whoever is consulted."""

    id: str
    label: str
    who: str
    by: datetime.date
    provisional: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Possibility:
    """One kind of event; ``obstacle`` says why not, None = it may happen."""

    kind: str
    label: str
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an application after its events (and after the time up to ``on``, where a day was given).

    ``due`` is the last day to answer: None before receipt, while the period waits for a correction or a payment, and
    while an opinion is awaited that has no limit yet. While an opinion with a limit is awaited, it is the day that
    holds if nobody answers. ``provisional``: a day on the way has no published holiday notice yet.
    """

    events: tuple[Event, ...]
    state: str
    channel: Channel | None
    submitted_on: datetime.date | None
    receipt_on: datetime.date | None
    rules: Rules | None
    base_on: datetime.date | None
    due: datetime.date | None
    provisional: bool
    frozen: bool
    extension: int
    stopped_on: datetime.date | None
    closed_on: datetime.date | None
    delayed_until: datetime.date | None
    order_until: datetime.date | None
    consultations: tuple[Consultation, ...]
    correction_asked_on: datetime.date | None
    corrected_on: datetime.date | None
    reasons_rejected: bool
    fee_notified_on: datetime.date | None
    fee_paid_on: datetime.date | None
    _course: Course = field(repr=False, compare=False)

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return states()[self.state]

    @property
    def open(self) -> bool:
        """Received, and neither answered nor ended."""
        return self.receipt_on is not None and self.stopped_on is None

    def paused(self, on: datetime.date) -> bool:
        """Whether the day itself does not count, because an opinion is awaited."""
        return any(start < on and (end is None or on <= end) for start, end in self._course.spans)

    def overdue(self, on: datetime.date) -> bool:
        """Whether the answer is late on the evening of ``on``: the due date is over and nothing was served by then."""
        return self.due is not None and min(on, self.stopped_on or on) > self.due

    def days_left(self, on: datetime.date) -> int | None:
        """Working days after ``on`` that still count; negative = late by so many. None without a due date."""
        if self.due is None:
            return None
        days = self._course.workdays
        if on > self.due:
            return -days.between(self.due, on)
        if self.base_on is None or self.order_until or self.delayed_until:
            return days.between(on, self.due)
        left = days.between(on, self.due)
        return left - sum(
            days.between(max(start, on), min(end, self.due))
            for start, end in self._course.merged_spans()
            if end > on and start < self.due
        )

    def carried_over(self, year: int) -> bool:
        """Received by the end of ``year`` and not yet decided then: row 四 of table III, 结转下年度继续办理.

        The first answer counts; an application that is decided anew is not carried a second time.
        """
        last = datetime.date(year, 12, 31)
        return (
            self.receipt_on is not None and self.receipt_on <= last and not (self.closed_on and self.closed_on <= last)
        )

    def possible(self, on: datetime.date) -> tuple[Possibility, ...]:
        """Every kind of event, in the order of the table, and what stands against it on ``on``.

        Raises:
            ValueError: ``on`` lies before the last event.
        """
        course = self._at(on)
        return tuple(
            Possibility(step.id, step.label, standing_against(course, step.id, on)) for step in steps().values()
        )

    def _at(self, on: datetime.date) -> Course:
        if self.events and on < self.events[-1].on:
            raise ValueError(f"{on} 早于最后一项事件（{self.events[-1].on}）")
        return run(self.events, on, self._course.workdays, len(self.events))

    def deadlines(self) -> tuple[Deadline, ...]:
        """What is due by when, the earliest first."""
        return tuple(sorted(_deadlines(self._course), key=lambda item: item.by))

    def ledger(self) -> tuple[LedgerLine, ...]:
        """How the due date came about, line by line."""
        return ledger(self._course)


def replay(
    events: Sequence[Event],
    on: datetime.date | None = None,
    known_on: datetime.date | None = None,
    accepted: int = 0,
) -> Standing:
    """Where an application with these events stands.

    ``on``: as of that day, later events left out and time passed until then; None = right after the last event.
    ``known_on``: by the holiday notices issued by that day; None = by all that are known.
    ``accepted``: so many events at the beginning were judged when they were recorded. They are taken as they are, so
    that a holiday notice or a mended norm of later cannot make what was lawful then unlawful now.

    Raises:
        UnlawfulEventError: the law does not allow an event at its place.
    """
    course = run(events, on, workdays(known_on), accepted)
    due = course.due()
    base = course.base_on
    return Standing(
        events=tuple(course.events),
        state=course.state,
        channel=course.channel,
        submitted_on=course.submitted_on,
        receipt_on=course.receipt_on,
        rules=course.rules,
        base_on=base,
        due=due,
        provisional=due is not None and base is not None and course.workdays.provisional(base, due),
        frozen=course.frozen,
        extension=course.extension,
        stopped_on=course.stopped_on,
        closed_on=course.closed_on,
        delayed_until=course.delayed_until,
        order_until=course.order_until,
        consultations=tuple(course.consultations.values()),
        correction_asked_on=course.correction_asked_on,
        corrected_on=course.corrected_on,
        reasons_rejected=course.reasons_rejected,
        fee_notified_on=course.fee_notified_on,
        fee_paid_on=course.fee_paid_on,
        _course=course,
    )


def _deadlines(course: Course) -> Iterator[Deadline]:
    if course.stopped_on:
        return
    yield from _intake(course)
    due, base = course.due(), course.base_on
    if due and base:
        yield _deadline(course, "reply", "答复", "organ", (base, due), course.law.reply.source)
    if course.state == "awaiting_correction" and course.correction_asked_on and course.correction_by:
        days = (course.correction_asked_on, course.correction_by)
        yield _deadline(course, "correction", "补正", "applicant", days, course.law.correction)
    if course.state == "awaiting_reasons" and course.reasons_by and course.law.reasons:
        days = (course.reasons_by, course.reasons_by)
        yield _deadline(course, "reasons", "说明理由", "applicant", days, course.law.reasons)
    if course.state == "awaiting_fee" and course.fee_notified_on and course.fee_by and course.law.fee:
        days = (course.fee_notified_on, course.fee_by)
        yield _deadline(course, "fee", course.law.fee.label, "applicant", days, course.law.fee.source)
    for item in course.consultations.values():
        limit = course.law.consultations[item.consulted].limit
        if item.ended_on is None and item.received_on and item.limit_on and limit:
            days = (item.received_on, item.limit_on)
            yield _deadline(course, "consultation", limit.label, item.name, days, limit.source)


def _intake(course: Course) -> Iterator[Deadline]:
    """Confirming, and asking for a correction: what must be done first."""
    if course.state == "awaiting_confirmation" and course.submitted_on and course.receipt:
        limit, arrived = time_limit("application.confirmation", course.submitted_on), course.submitted_on
        by = arrived if course.receipt.same_day else course.workdays.due(arrived, limit.count) or arrived
        basis = course.receipt.source if course.receipt.same_day else limit.source
        yield _deadline(course, "confirmation", limit.label, "organ", (arrived, by), basis)
    if course.state in {"registered", "in_review"} and course.receipt_on and not course.correction_asked_on:
        notice = course.law.correction_limit
        last = course.workdays.due(course.receipt_on, notice.count) if notice else None
        if notice and last and last >= course.today:
            days = (course.receipt_on, last)
            yield _deadline(course, "correction_notice", notice.label, "organ", days, notice.source)


def _deadline(
    course: Course, id_: str, label: str, who: str, days: tuple[datetime.date, datetime.date], basis: Source
) -> Deadline:
    start, by = days
    return Deadline(id_, label, who, by, course.workdays.provisional(start, by), basis)
