"""The derivation of a due date as a ledger: what happened, what it meant, and how each day was counted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from gongkai.statute.calendar import ONE_DAY, DayStatus
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks.course import Course
from gongkai.statute.clocks.history import run
from gongkai.statute.clocks.process import Effect, steps
from gongkai.statute.clocks.rules import channel_labels, conventions, services
from gongkai.statute.sources import Source

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line. ``first`` and ``last`` are the days it speaks of; ``counted`` the numbers of those that count."""

    first: datetime.date
    last: datetime.date
    text: str
    counted: tuple[int, int] | None = None
    source: Source | None = None

    def __str__(self) -> str:
        """``09-28 周日上班，计第 9 日``; a line that spans days names both ends."""
        days = f"{self.first:%m-%d}" + (f"—{self.last:%m-%d}" if self.last > self.first else "")
        return f"{days} {self.text}" + (f"（{self.source}）" if self.source else "")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day on the way; ``kind`` says which days may stand on one line."""

    status: DayStatus
    kind: str
    number: int


def ledger(course: Course) -> tuple[LedgerLine, ...]:
    """The lines of a course in the order of time; those of voided periods keep their events, not their days."""
    happened = [line for place, event in enumerate(course.events) for line in _event_lines(course, place, event)]
    if course.base_on is None:
        return tuple(happened)
    base = course.base_on
    before = [line for line in happened if line.first <= base]
    after = [line for line in happened if line.first > base]
    return (*before, *_opening(course, base), *_between(_days(course, base), after), *_closing(course))


def _opening(course: Course, base: datetime.date) -> Iterator[LedgerLine]:
    law = course.law
    if course.frozen:
        return
    if course.order_until:
        yield LedgerLine(
            base, base, f"决定书或者判决书所定期限至 {course.order_until}", None, conventions().order_fixed
        )
        return
    text = f"适用{law.label}，答复期限{law.reply.count}个工作日，当日不计"
    if course.extension:
        text += f"；延长{course.extension}个工作日"
    yield LedgerLine(base, base, text, None, law.reply.source)
    if law.transition:
        yield LedgerLine(base, base, "新旧条例的适用以收到申请之日为准", None, law.transition)


def _closing(course: Course) -> Iterator[LedgerLine]:
    due, base = course.due(), course.base_on
    if due is None or base is None:
        return
    fixed = course.order_until or course.delayed_until
    if fixed and fixed < due == course.workdays.on_or_after(fixed):
        yield LedgerLine(due, due, f"{fixed} 是休息日，顺延", None, conventions().day_off)
    doubt = "（其中有日期尚无放假通知，暂按周一至周五推算）" if course.workdays.provisional(base, due) else ""
    yield LedgerLine(due, due, f"答复期限届满{doubt}", None, course.law.reply.source)


def _days(course: Course, base: datetime.date) -> Iterator[_Day]:
    """Every day after the base up to the due date; in an open pause up to the last event or the day of the view."""
    if course.frozen:
        return
    last, day, number = course.due() or max(course.today, base), base, 0
    counting = course.order_until is None
    while day < last:
        day += ONE_DAY
        status = course.workdays.calendar.day(day)
        paused = any(start < day and (end is None or day <= end) for start, end in course.spans)
        counts = status.is_workday and not paused
        number += counts
        if counting or not status.is_workday:
            yield _Day(status, _kind(status, paused), number)


def _kind(status: DayStatus, paused: bool) -> str:
    if paused and status.is_workday:
        return "征求意见期间，不计入期限"
    if not status.is_workday:
        return f"{status.reason}，不计" if status.source else "周末，不计"
    return f"{status.date} 周{_WEEKDAYS[status.date.weekday()]}上班" if status.source else "工作日"


def _between(days: Iterator[_Day], events: list[LedgerLine]) -> Iterator[LedgerLine]:
    """The days in runs of one kind; an event breaks a run and stands before the day it happened on."""
    waiting = list(events)

    def place(day: _Day) -> tuple[int, str]:
        return sum(line.first <= day.status.date for line in events), day.kind

    for (due_events, kind), run_of_days in groupby(days, key=place):
        while len(events) - len(waiting) < due_events:
            yield waiting.pop(0)
        yield _line(kind, list(run_of_days))
    yield from waiting


def _line(kind: str, days: list[_Day]) -> LedgerLine:
    first, last = days[0], days[-1]
    source = first.status.source
    if not kind.endswith("上班") and kind != "工作日":
        return LedgerLine(first.status.date, last.status.date, kind, None, source)
    count = f"第 {first.number} 日" if first is last else f"第 {first.number}—{last.number} 日"
    text = f"{kind.split()[1]}，计{count}" if kind.endswith("上班") else f"计{count}"
    return LedgerLine(first.status.date, last.status.date, text, (first.number, last.number), source)


def _event_lines(course: Course, place: int, event: ev.Event) -> Iterator[LedgerLine]:
    source = steps()[event.kind].source
    if isinstance(event, ev.Submitted | ev.Confirmed) and course.receipt:
        source = course.receipt.source
    yield LedgerLine(event.on, event.on, _told(course, event), None, source)
    if isinstance(event, ev.Corrected | ev.Paid):
        yield _void(course, place, event)


def _void(course: Course, place: int, event: ev.Event) -> LedgerLine:
    """What a reset leaves behind: how many days had passed in vain."""
    before = course.events[:place]
    base = run(before, None, course.workdays, len(before)).base_on or event.on
    stop = next(item.on for item in reversed(before) if steps()[item.kind].clock is Effect.FREEZE)
    used = course.workdays.between(base, stop)
    source = course.law.correction_restart if isinstance(event, ev.Corrected) else steps()["pay"].source
    return LedgerLine(event.on, event.on, f"期限自次日起重新计算，此前经过的{used}个工作日作废", None, source)


def _told(course: Course, event: ev.Event) -> str:
    tell = _TOLD.get(event.kind)
    label = steps()[event.kind].label
    return tell(course, event, label) if tell else label


def _submitted(course: Course, event: ev.Event, _label: str) -> str:
    assert isinstance(event, ev.Submitted)
    assert course.receipt is not None
    return f"{channel_labels()[event.channel]}：{course.receipt.statement}"


def _asked(_course: Course, event: ev.Event, label: str) -> str:
    assert isinstance(event, ev.CorrectionAsked | ev.ReasonsDemanded)
    return f"{label}，期限至 {event.answer_by}"


def _consulted(course: Course, event: ev.Event, label: str) -> str:
    assert isinstance(
        event, ev.ConsultationSent | ev.ConsultationReceived | ev.ConsultationAnswered | ev.ConsultationClosed
    )
    item, text = course.consultations[event.name], f"{label}：{event.name}"
    if isinstance(event, ev.ConsultationReceived) and item.limit_on:
        return f"{text}，期限至 {item.limit_on}"
    if isinstance(event, ev.ConsultationAnswered) and not item.in_time:
        return f"{text}（已逾期）"
    return text


def _extended(_course: Course, event: ev.Event, label: str) -> str:
    assert isinstance(event, ev.Extended)
    return f"{label}{event.days}个工作日，{event.approver}同意"


def _accepted(_course: Course, event: ev.Event, label: str) -> str:
    assert isinstance(event, ev.ReasonsAccepted)
    return f"{label}，延迟至 {event.delayed_until} 答复" if event.delayed_until else label


def _served(_course: Course, event: ev.Event, _label: str) -> str:
    assert isinstance(event, ev.Served)
    rule = services()[event.service]
    return f"{rule.label}，以{rule.day}为准"


def _reopened(_course: Course, event: ev.Event, label: str) -> str:
    assert isinstance(event, ev.Reopened)
    return f"{label}：{event.order}"


_TOLD: MappingProxyType[str, Callable[[Course, ev.Event, str], str]] = MappingProxyType(
    {
        "submit": _submitted,
        "confirm": lambda _course, _event, label: f"{label}，即收到申请之日",
        "ask_correction": _asked,
        "demand_reasons": _asked,
        "consult": _consulted,
        "consultation_received": _consulted,
        "answer_consultation": _consulted,
        "close_consultation": _consulted,
        "extend": _extended,
        "accept_reasons": _accepted,
        "fee_received": lambda course, _event, label: f"{label}，缴费期限至 {course.fee_by}",
        "serve": _served,
        "reopen": _reopened,
    }
)
