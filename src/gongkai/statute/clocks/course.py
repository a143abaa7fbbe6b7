"""The course of an application: what its events have brought about so far. Only :mod:`history` changes it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.statute.clocks.events import Channel, Consulted, Event, Opinion
from gongkai.statute.clocks.rules import Receipt, Rules, Silence
from gongkai.statute.clocks.workdays import Span, Workdays, merged


@dataclass(frozen=True, slots=True)
class Consultation:
    """A question to somebody else. ``limit_on`` is None while it cannot be known or where the law sets none.

    ``ended_on`` is the last day that does not count: of the answer in time, of the closing, or the limit when silent.
    """

    name: str
    consulted: Consulted
    sent_on: datetime.date
    pauses: bool
    silence: Silence
    received_on: datetime.date | None = None
    limit_on: datetime.date | None = None
    answered_on: datetime.date | None = None
    opinion: Opinion | None = None
    ended_on: datetime.date | None = None

    @property
    def in_time(self) -> bool:
        """Answered, and not after the limit."""
        return self.answered_on is not None and (self.limit_on is None or self.answered_on <= self.limit_on)

    @property
    def deemed_consent(self) -> bool:
        """Silent until the limit, where silence is consent (条例 34). Ask it when the consultation has ended."""
        return self.ended_on is not None and self.ended_on == self.limit_on and not self.in_time and self.consents

    @property
    def consents(self) -> bool:
        """Whether silence is consent."""
        return self.silence == "consent"

    def open_on(self, day: datetime.date) -> bool:
        """Whether somebody still waits for the answer on that day."""
        return self.ended_on is None and (self.limit_on is None or day <= self.limit_on)

    @property
    def span(self) -> Span:
        """The days that do not count: until the answer, at the latest until the limit."""
        return self.sent_on, self.ended_on or self.limit_on


@dataclass(slots=True)
class Course:
    """Everything a guard may ask about. Days are None until they are known."""

    workdays: Workdays
    events: list[Event] = field(default_factory=list)
    state: str = "draft"
    today: datetime.date = datetime.date.min
    channel: Channel | None = None
    submitted_on: datetime.date | None = None
    receipt: Receipt | None = None
    receipt_on: datetime.date | None = None
    rules: Rules | None = None
    base_on: datetime.date | None = None
    extension: int = 0
    frozen: bool = False
    stopped_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    delayed_until: datetime.date | None = None
    order_until: datetime.date | None = None
    consultations: dict[str, Consultation] = field(default_factory=dict)
    reason_pauses: list[Span] = field(default_factory=list)
    correction_asked_on: datetime.date | None = None
    correction_by: datetime.date | None = None
    corrected_on: datetime.date | None = None
    reasons_by: datetime.date | None = None
    reasons_given: bool = False
    reasons_rejected: bool = False
    fee_notified_on: datetime.date | None = None
    fee_by: datetime.date | None = None
    fee_paid_on: datetime.date | None = None

    @property
    def law(self) -> Rules:
        """The rules of the day of receipt; only asked once the application is received."""
        if self.rules is None:
            raise ValueError("申请还没有收到，没有适用的规定")
        return self.rules

    @property
    def spans(self) -> list[Span]:
        """All pauses, in no order."""
        found = [item.span for item in self.consultations.values() if item.pauses]
        return found + self.reason_pauses

    def merged_spans(self) -> Iterator[tuple[datetime.date, datetime.date]]:
        """All pauses in order, overlapping ones as one; an open one ends with the last day of all."""
        for start, end in merged(self.spans):
            yield datetime.date.fromordinal(start), datetime.date.fromordinal(end)

    def due(self) -> datetime.date | None:
        """The last day to answer, as far as it is known: None before receipt, while frozen, or in an open pause."""
        if self.base_on is None or self.frozen:
            return None
        if self.order_until is not None:
            return self.workdays.on_or_after(self.order_until)
        counted = self.workdays.due(self.base_on, self.law.reply.count + self.extension, self.spans)
        if counted is None or self.delayed_until is None:
            return counted
        return max(counted, self.workdays.on_or_after(self.delayed_until))
