"""The clock a second time, day by day and without cleverness, written from the Regulation and not from the product.

It knows no table and no sums: it walks the calendar one day after the other and asks of each day whether it counts.
The numbers of the law stand here on purpose: a slip in ``law/`` shows as a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.clocks import events as ev

DAY = timedelta(days=1)
NEW_REGULATION = date(2019, 5, 15)
FEES_FROM = date(2021, 1, 1)
NEVER = date(2078, 1, 1)

UNTIL_DECIDED = {
    "registered",
    "in_review",
    "awaiting_correction",
    "awaiting_reasons",
    "consulting",
    "awaiting_fee",
    "decision_drafted",
    "approved",
}
FROM: dict[type[ev.Event], set[str]] = {
    ev.Submitted: {"draft"},
    ev.Unreached: {"awaiting_confirmation"},
    ev.Confirmed: {"awaiting_confirmation"},
    ev.Begun: {"registered"},
    ev.CorrectionAsked: {"registered", "in_review"},
    ev.Corrected: {"awaiting_correction"},
    ev.CorrectionLapsed: {"awaiting_correction"},
    ev.StillUnclear: {"in_review"},
    ev.ConsultationSent: {"registered", "in_review", "consulting"},
    ev.ConsultationReceived: {"consulting"},
    ev.ConsultationAnswered: UNTIL_DECIDED - {"registered"},
    ev.ConsultationClosed: {"consulting"},
    ev.Extended: {"registered", "in_review", "consulting", "awaiting_reasons", "decision_drafted"},
    ev.ReasonsDemanded: {"registered", "in_review"},
    ev.ReasonsGiven: {"awaiting_reasons"},
    ev.ReasonsAccepted: {"awaiting_reasons"},
    ev.ReasonsRejected: {"awaiting_reasons"},
    ev.FeeNotified: {"registered", "in_review"},
    ev.FeeNoticeReceived: {"awaiting_fee"},
    ev.Paid: {"awaiting_fee"},
    ev.FeeLapsed: {"awaiting_fee"},
    ev.Converted: {"registered", "in_review"},
    ev.Prepared: {"registered", "in_review"},
    ev.Returned: {"decision_drafted", "approved"},
    ev.Approved: {"decision_drafted"},
    ev.Issued: {"approved"},
    ev.Served: {"issued"},
    ev.Withdrawn: UNTIL_DECIDED | {"awaiting_confirmation"},
    ev.Merged: {"registered", "in_review"},
    ev.Succeeded: UNTIL_DECIDED | {"awaiting_confirmation"},
    ev.Archived: {"served"},
    ev.Reopened: {"served", "archived", "abandoned_correction", "abandoned_fee"},
}
TO: dict[type[ev.Event], str] = {
    ev.Confirmed: "registered",
    ev.Begun: "in_review",
    ev.CorrectionAsked: "awaiting_correction",
    ev.Corrected: "in_review",
    ev.CorrectionLapsed: "abandoned_correction",
    ev.StillUnclear: "decision_drafted",
    ev.ConsultationSent: "consulting",
    ev.ReasonsDemanded: "awaiting_reasons",
    ev.ReasonsAccepted: "in_review",
    ev.ReasonsRejected: "decision_drafted",
    ev.FeeNotified: "awaiting_fee",
    ev.Paid: "in_review",
    ev.FeeLapsed: "abandoned_fee",
    ev.Converted: "decision_drafted",
    ev.Prepared: "decision_drafted",
    ev.Returned: "in_review",
    ev.Approved: "approved",
    ev.Issued: "issued",
    ev.Served: "served",
    ev.Withdrawn: "withdrawn",
    ev.Merged: "merged",
    ev.Archived: "archived",
    ev.Reopened: "in_review",
}


@cache
def is_workday(day: date) -> bool:
    return WorkCalendar.load().is_workday(day)


def workday_after(start: date, count: int) -> date:
    """The count-th working day after a day."""
    day = start
    while count:
        day += DAY
        if is_workday(day):
            count -= 1
    return day


def workday_from(day: date) -> date:
    while not is_workday(day):
        day += DAY
    return day


@dataclass
class Asked:
    """A question to somebody: from the day after ``sent`` until ``end`` days do not count; no end = for ever."""

    who: ev.Consulted
    sent: date
    received: date | None = None
    answered: date | None = None
    closed: date | None = None

    def limit(self, old: bool) -> date | None:
        if old or self.received is None or self.who is ev.Consulted.OTHER_ORGAN:
            return None
        return workday_after(self.received, 15)

    def end(self, old: bool) -> date:
        known = [day for day in (self.answered, self.closed, self.limit(old)) if day]
        return min(known, default=NEVER)


def received_on(events: Sequence[ev.Event]) -> date | None:
    """In person, orally or signed for: that day. E-mail before 2019: the day it came. Else: when both confirmed."""
    for event in events:
        if isinstance(event, ev.Submitted):
            at_once = event.channel in {ev.Channel.IN_PERSON, ev.Channel.ORAL, ev.Channel.SIGNED_MAIL}
            if at_once or (event.channel is ev.Channel.EMAIL and event.on < NEW_REGULATION):
                return event.on
        if isinstance(event, ev.Confirmed):
            return event.on
    return None


def questions(events: Sequence[ev.Event]) -> dict[str, Asked]:
    asked: dict[str, Asked] = {}
    for event in events:
        if isinstance(event, ev.ConsultationSent):
            asked[event.name] = Asked(event.consulted, event.on)
        elif isinstance(event, ev.ConsultationReceived):
            asked[event.name].received = event.on
        elif isinstance(event, ev.ConsultationAnswered):
            asked[event.name].answered = event.on
        elif isinstance(event, ev.ConsultationClosed):
            asked[event.name].closed = event.on
    return asked


def is_old(events: Sequence[ev.Event]) -> bool:
    received = received_on(events)
    return received is not None and received < NEW_REGULATION


def due(events: Sequence[ev.Event]) -> date | None:  # noqa: C901 (one branch per rule)
    """The last day to answer, found by walking."""
    base = received_on(events)
    if base is None:
        return None
    old = is_old(events)
    length = 15 if old else 20
    waiting, extension = False, 0
    delayed: date | None = None
    ordered: date | None = None
    for event in events:
        if isinstance(event, ev.CorrectionAsked | ev.FeeNotified):
            waiting = True
        elif isinstance(event, ev.Corrected | ev.Paid):
            waiting, base = False, event.on
        elif isinstance(event, ev.Extended):
            extension = event.days
        elif isinstance(event, ev.ReasonsAccepted) and event.delayed_until:
            delayed = event.delayed_until
        elif isinstance(event, ev.Reopened):
            waiting, base, extension, delayed, ordered = False, event.on, 0, None, event.answer_by
    if waiting:
        return None
    if ordered:
        return workday_from(ordered)
    stops = [(item.sent, item.end(old)) for item in questions(events).values() if pauses(item, old)]
    day, left = base, length + extension
    while left:
        day += DAY
        if any(sent < day and end == NEVER for sent, end in stops) and is_workday(day):
            return None
        if is_workday(day) and not any(sent < day <= end for sent, end in stops):
            left -= 1
    return max(day, workday_from(delayed)) if delayed else day


def pauses(item: Asked, old: bool) -> bool:
    """Before 2019 only asking a third party stopped the count."""
    return not old or item.who is ev.Consulted.THIRD_PARTY


def still_asked(events: Sequence[ev.Event], on: date) -> list[str]:
    """Whose answer is awaited on a day; on the last day of the limit it still may come."""
    old = is_old(events)
    found = []
    for name, item in questions(events).items():
        limit = item.limit(old)
        if item.answered is None and item.closed is None and (limit is None or on <= limit):
            found.append(name)
    return found


def state(events: Sequence[ev.Event], on: date) -> str:
    now = "draft"
    for place, event in enumerate(events):
        now = _before(now, events[:place], event.on)
        if isinstance(event, ev.Submitted):
            now = "awaiting_confirmation" if received_on([event]) is None else "registered"
        now = TO.get(type(event), now)
        if isinstance(event, ev.ConsultationAnswered | ev.ConsultationClosed):
            now = _before(now, events[: place + 1], event.on)
    return _before(now, events, on)


def _before(now: str, events: Sequence[ev.Event], on: date) -> str:
    return "in_review" if now == "consulting" and not still_asked(events, on) else now


def allowed(events: Sequence[ev.Event], event: ev.Event) -> bool:
    """Whether the law allows ``event`` after ``events``."""
    if events and event.on < events[-1].on:
        return False
    if state(events, event.on) not in FROM[type(event)]:
        return False
    return _rightly(events, event, is_old(events))


def last_of(events: Sequence[ev.Event], kind: type[ev.Event]) -> ev.Event | None:
    return next((item for item in reversed(events) if isinstance(item, kind)), None)


def _rightly(events: Sequence[ev.Event], event: ev.Event, old: bool) -> bool:  # noqa: C901, PLR0911, PLR0912 (one branch per rule)
    last = due(events)
    in_time = last is None or event.on <= last
    match event:
        case ev.Submitted():
            return event.on >= date(2008, 5, 1)
        case ev.CorrectionAsked():
            received = received_on(events)
            assert received
            early = old or event.on <= workday_after(received, 7)
            return (old or not last_of(events, ev.CorrectionAsked)) and early and event.answer_by > event.on
        case ev.Corrected():
            asked = last_of(events, ev.CorrectionAsked)
            assert isinstance(asked, ev.CorrectionAsked)
            return event.on <= asked.answer_by or bool(event.late_reason)
        case ev.CorrectionLapsed():
            asked = last_of(events, ev.CorrectionAsked)
            assert isinstance(asked, ev.CorrectionAsked)
            return event.on > asked.answer_by
        case ev.StillUnclear():
            return last_of(events, ev.Corrected) is not None
        case ev.ConsultationSent():
            return event.name not in questions(events)
        case ev.ConsultationReceived():
            waiting = still_asked(events, event.on)
            return event.name in waiting and questions(events)[event.name].received is None
        case ev.ConsultationAnswered():
            return event.name in questions(events) and questions(events)[event.name].answered is None
        case ev.ConsultationClosed():
            return event.name in still_asked(events, event.on)
        case ev.Extended():
            current = _since_order(events)
            once = last_of(current, ev.Extended) is None and not _ordered(current)
            return once and in_time and 1 <= event.days <= (15 if old else 20) and bool(event.approver.strip())
        case ev.ReasonsDemanded():
            return not old and event.answer_by > event.on
        case ev.ReasonsAccepted():
            later = event.delayed_until is None or (in_time and (last is None or event.delayed_until > last))
            return _reasons_given(events) and later
        case ev.ReasonsRejected():
            asked = last_of(events, ev.ReasonsDemanded)
            assert isinstance(asked, ev.ReasonsDemanded)
            return _reasons_given(events) or event.on > asked.answer_by
        case ev.FeeNotified():
            received = received_on(events)
            assert received
            return received >= FEES_FROM and in_time and not last_of(events, ev.FeeNotified)
        case ev.FeeNoticeReceived():
            return not last_of(events, ev.FeeNoticeReceived)
        case ev.Paid() | ev.FeeLapsed():
            told = last_of(events, ev.FeeNoticeReceived)
            over = told is not None and event.on > workday_after(told.on, 20)
            return over if isinstance(event, ev.FeeLapsed) else not over
        case ev.Reopened():
            return event.answer_by is None or event.answer_by > event.on
    return True


def _reasons_given(events: Sequence[ev.Event]) -> bool:
    for event in reversed(events):
        if isinstance(event, ev.ReasonsGiven | ev.ReasonsDemanded):
            return isinstance(event, ev.ReasonsGiven)
    return False


def _since_order(events: Sequence[ev.Event]) -> Sequence[ev.Event]:
    """The events of the present round: since the last order to decide anew."""
    for place in range(len(events) - 1, -1, -1):
        if isinstance(events[place], ev.Reopened):
            return events[place:]
    return events


def _ordered(events: Sequence[ev.Event]) -> bool:
    first = events[0] if events else None
    return isinstance(first, ev.Reopened) and first.answer_by is not None
