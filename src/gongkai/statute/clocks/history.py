"""From the events of an application to where it stands. An unlawful history is refused, never bent."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import MappingProxyType

from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks.course import Consultation, Course
from gongkai.statute.clocks.guards import standing_against, wrong_in
from gongkai.statute.clocks.process import Effect, steps
from gongkai.statute.clocks.rules import receipt_rule, rules_on
from gongkai.statute.clocks.workdays import Workdays
from gongkai.statute.explain import Obstacle


class UnlawfulEventError(ValueError):
    """An event that the law does not allow at its place: which, why, by which article, and what would be possible.

    ``position`` counts from 0; ``possible`` holds the kinds of events that could happen on that day instead.
    """

    def __init__(self, event: ev.Event, position: int, obstacle: Obstacle, possible: tuple[str, ...]) -> None:
        self.event, self.position, self.obstacle, self.possible = event, position, obstacle, possible
        labels = "、".join(steps()[kind].label for kind in possible) or "无"
        super().__init__(
            f"第{position + 1}项（{event.on:%Y-%m-%d} {steps()[event.kind].label}）：{obstacle}；此时可以：{labels}"
        )


def run(events: Iterable[ev.Event], on: datetime.date | None, days: Workdays, accepted: int = 0) -> Course:
    """Play the events up to and including ``on`` (None = all); the first ``accepted`` are not judged again.

    Raises:
        UnlawfulEventError: the first event that the law does not allow there.
    """
    course = Course(days)
    for place, event in enumerate(events):
        if on is not None and event.on > on:
            break
        _take(course, event, judged=place >= accepted)
    if on is not None:
        elapse(course, on)
    return course


def _take(course: Course, event: ev.Event, *, judged: bool) -> None:
    if event.on < course.today:
        _refuse(course, event, Obstacle("on", f"日期早于前一事件（{course.today:%Y-%m-%d}）"))
    elapse(course, event.on)
    obstacle = (standing_against(course, event.kind, event.on) or wrong_in(course, event)) if judged else None
    if obstacle:
        _refuse(course, event, obstacle)
    course.events.append(event)
    step = steps()[event.kind]
    course.state = step.to or course.state
    remember = _REMEMBER.get(event.kind)
    if remember:
        remember(course, event)
    tick = _CLOCK.get(step.clock)
    if tick:
        tick(course, event)


def _refuse(course: Course, event: ev.Event, obstacle: Obstacle) -> None:
    day = max(event.on, course.today)
    raise UnlawfulEventError(event, len(course.events), obstacle, tuple(possible_kinds(course, day)))


def possible_kinds(course: Course, on: datetime.date) -> list[str]:
    """The kinds of events that nothing stands against on a day."""
    return [kind for kind in steps() if standing_against(course, kind, on) is None]


def elapse(course: Course, on: datetime.date) -> None:
    """Let time pass: consultations whose limit is over end by themselves, with the silence the law gives a meaning."""
    course.today = on
    if course.state != "consulting":
        return
    for item in course.consultations.values():
        if item.ended_on is None and not item.open_on(on):
            course.consultations[item.name] = replace(item, ended_on=item.limit_on)
    _leave_consulting(course, on)


def _leave_consulting(course: Course, on: datetime.date) -> None:
    if course.state == "consulting" and not any(item.open_on(on) for item in course.consultations.values()):
        course.state = "in_review"


def _freeze(course: Course, _event: ev.Event) -> None:
    course.frozen = True


def _begin_anew(course: Course, event: ev.Event) -> None:
    course.base_on, course.frozen = event.on, False


def _stop(course: Course, event: ev.Event) -> None:
    course.stopped_on = event.on
    if event.kind != "serve":
        course.closed_on = course.closed_on or event.on


def _start(course: Course, day: datetime.date) -> None:
    course.receipt_on = course.base_on = day
    course.rules = rules_on(day)


def _submit(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.Submitted)
    course.channel, course.submitted_on = event.channel, event.on
    course.receipt = receipt_rule(event.channel, event.on)
    if course.receipt.on_confirmation:
        course.state = "awaiting_confirmation"
    else:
        _start(course, event.on)


def _ask_correction(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.CorrectionAsked)
    course.correction_asked_on, course.correction_by = event.on, event.answer_by


def _correct(course: Course, event: ev.Event) -> None:
    course.corrected_on = event.on


def _consult(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ConsultationSent)
    rule = course.law.consultations[event.consulted]
    sent = Consultation(event.name, event.consulted, event.on, rule.pauses, rule.silence)
    course.consultations[event.name] = sent


def _consultation_received(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ConsultationReceived)
    item = course.consultations[event.name]
    limit = course.law.consultations[item.consulted].limit
    last = course.workdays.due(event.on, limit.count) if limit else None
    course.consultations[event.name] = replace(item, received_on=event.on, limit_on=last)


def _answer_consultation(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ConsultationAnswered)
    item = course.consultations[event.name]
    ended = item.ended_on or event.on
    course.consultations[event.name] = replace(item, answered_on=event.on, opinion=event.opinion, ended_on=ended)
    _leave_consulting(course, event.on)


def _close_consultation(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ConsultationClosed)
    course.consultations[event.name] = replace(course.consultations[event.name], ended_on=event.on)
    _leave_consulting(course, event.on)


def _extend(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.Extended)
    course.extension = event.days


def _demand_reasons(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ReasonsDemanded)
    course.reasons_by, course.reasons_given = event.answer_by, False
    if course.law.reasons_pause:
        course.reason_pauses.append((event.on, event.answer_by))


def _give_reasons(course: Course, event: ev.Event) -> None:
    course.reasons_given = True
    if course.law.reasons_pause and course.reasons_by:
        start, _ = course.reason_pauses.pop()
        course.reason_pauses.append((start, min(event.on, course.reasons_by)))


def _accept_reasons(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.ReasonsAccepted)
    course.delayed_until = event.delayed_until or course.delayed_until


def _reject_reasons(course: Course, _event: ev.Event) -> None:
    course.reasons_rejected = True


def _notify_fee(course: Course, event: ev.Event) -> None:
    course.fee_notified_on = event.on


def _fee_received(course: Course, event: ev.Event) -> None:
    limit = course.law.fee
    course.fee_by = course.workdays.due(event.on, limit.count) if limit else None


def _pay(course: Course, event: ev.Event) -> None:
    course.fee_paid_on = event.on


def _issue(course: Course, event: ev.Event) -> None:
    course.closed_on = course.closed_on or event.on


def _reopen(course: Course, event: ev.Event) -> None:
    assert isinstance(event, ev.Reopened)
    course.stopped_on, course.extension, course.delayed_until = None, 0, None
    course.order_until = event.answer_by


_CLOCK: MappingProxyType[Effect, Callable[[Course, ev.Event], None]] = MappingProxyType(
    {
        Effect.START: lambda course, event: _start(course, event.on),
        Effect.FREEZE: _freeze,
        Effect.RESET: _begin_anew,
        Effect.RESTART: _begin_anew,
        Effect.STOP: _stop,
    }
)
_REMEMBER: MappingProxyType[str, Callable[[Course, ev.Event], None]] = MappingProxyType(
    {
        "submit": _submit,
        "ask_correction": _ask_correction,
        "correct": _correct,
        "consult": _consult,
        "consultation_received": _consultation_received,
        "answer_consultation": _answer_consultation,
        "close_consultation": _close_consultation,
        "extend": _extend,
        "demand_reasons": _demand_reasons,
        "give_reasons": _give_reasons,
        "accept_reasons": _accept_reasons,
        "reject_reasons": _reject_reasons,
        "notify_fee": _notify_fee,
        "fee_received": _fee_received,
        "pay": _pay,
        "issue": _issue,
        "reopen": _reopen,
    }
)
