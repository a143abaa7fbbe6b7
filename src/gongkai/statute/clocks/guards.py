"""What stands against an event: by the state of things on a day, and by what the event itself says."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import MappingProxyType

from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks.course import Course
from gongkai.statute.clocks.process import states, steps
from gongkai.statute.clocks.rules import conventions, receipt_rule
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import Source

Day = datetime.date


def standing_against(course: Course, kind: str, on: Day) -> Obstacle | None:
    """Why an event of this kind cannot happen on a day, whatever it says; None = nothing stands against it."""
    step = steps()[kind]
    if course.state not in step.from_:
        return Obstacle("state", f"“{states()[course.state]}”状态下不能“{step.label}”", step.source)
    guard = _BY_STATE.get(kind)
    return guard(course, on) if guard else None


def wrong_in(course: Course, event: ev.Event) -> Obstacle | None:
    """What is wrong with the words of an event whose kind is possible."""
    check = _BY_CONTENT.get(event.kind)
    return check(course, event) if check else None


def _ask_correction(course: Course, on: Day) -> Obstacle | None:
    law = course.law
    if law.correction_once and course.correction_asked_on:
        return Obstacle("on", f"补正只能一次性告知，{course.correction_asked_on} 已经告知", law.correction)
    if law.correction_limit and course.receipt_on:
        last = course.workdays.due(course.receipt_on, law.correction_limit.count)
        if last and on > last:
            return Obstacle("on", f"告知补正的期限是 {last}，已经过期", law.correction_limit.source)
    return None


def _lapse_correction(course: Course, on: Day) -> Obstacle | None:
    if course.correction_by and on <= course.correction_by:
        return Obstacle("on", f"补正期限到 {course.correction_by}，还没有届满", course.law.correction)
    return None


def _unclear(course: Course, _on: Day) -> Obstacle | None:
    if course.corrected_on is None:
        return Obstacle("state", "申请没有补正过，不能以补正后仍不明确答复，应当先告知补正", course.law.correction)
    return None


def _answer_consultation(course: Course, _on: Day) -> Obstacle | None:
    if all(item.answered_on for item in course.consultations.values()):
        return Obstacle("state", "没有等待答复的征求意见", steps()["answer_consultation"].source)
    return None


def _consultation_received(course: Course, on: Day) -> Obstacle | None:
    if not any(item.open_on(on) and item.received_on is None for item in course.consultations.values()):
        return Obstacle("state", "征求意见书的送到之日都已经记录", steps()["consultation_received"].source)
    return None


def _extend(course: Course, on: Day) -> Obstacle | None:
    limit = course.law.extension
    if course.extension:
        return Obstacle("on", "答复期限已经延长过一次，不能再次延长", limit.source)
    if course.order_until:
        return Obstacle("on", f"决定书或者判决书已定答复期限至 {course.order_until}", conventions().order_fixed)
    return _after_due(course, on, "应当在期限届满前延长", limit.source)


def _after_due(course: Course, on: Day, demand: str, basis: Source) -> Obstacle | None:
    due = course.due()
    return Obstacle("on", f"答复期限 {due} 已经届满，{demand}", basis) if due and on > due else None


def _demand_reasons(course: Course, _on: Day) -> Obstacle | None:
    if course.law.reasons is None:
        return Obstacle("state", f"{course.law.label}没有要求说明理由的规定", course.law.source)
    return None


def _accept_reasons(course: Course, _on: Day) -> Obstacle | None:
    if not course.reasons_given:
        return Obstacle("state", "还没有收到申请人的理由", course.law.reasons)
    return None


def _reject_reasons(course: Course, on: Day) -> Obstacle | None:
    if not course.reasons_given and course.reasons_by and on <= course.reasons_by:
        return Obstacle("on", f"说明理由的期限到 {course.reasons_by}，还没有届满", course.law.reasons)
    return None


def _notify_fee(course: Course, on: Day) -> Obstacle | None:
    fee = course.law.fee
    if fee is None:
        return Obstacle("state", f"{course.receipt_on} 收到的申请没有收取信息处理费的规定", course.law.source)
    if course.fee_notified_on:
        return Obstacle("on", f"{course.fee_notified_on} 已经通知缴费，一件申请只收一次", fee.source)
    return _after_due(course, on, "收费通知应当在答复期限内发出", fee.source)


def _fee_received(course: Course, _on: Day) -> Obstacle | None:
    if course.fee_by:
        return Obstacle("on", "收费通知的送到之日已经记录", steps()["fee_received"].source)
    return None


def _pay(course: Course, on: Day) -> Obstacle | None:
    if course.fee_by and on > course.fee_by:
        return Obstacle("on", f"缴费期限 {course.fee_by} 已经届满，视为放弃申请", steps()["pay"].source)
    return None


def _lapse_fee(course: Course, on: Day) -> Obstacle | None:
    if course.fee_by is None:
        return Obstacle("state", "没有收费通知的送到之日，缴费期限无法起算", steps()["lapse_fee"].source)
    if on <= course.fee_by:
        return Obstacle("on", f"缴费期限到 {course.fee_by}，还没有届满", steps()["lapse_fee"].source)
    return None


def _submit(_course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.Submitted)
    try:
        receipt_rule(event.channel, event.on)
    except LookupError as error:
        return Obstacle("on", str(error), steps()["submit"].source)
    return None


def _answer_by(_course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.CorrectionAsked | ev.ReasonsDemanded)
    if event.answer_by <= event.on:
        return Obstacle("answer_by", "应当给申请人合理的期限", steps()[event.kind].source)
    return None


def _correct(course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.Corrected)
    late = course.correction_by is not None and event.on > course.correction_by
    if late and not event.late_reason.strip():
        message = f"补正期限 {course.correction_by} 已过，逾期补正须写明正当理由，否则不再处理"
        return Obstacle("late_reason", message, course.law.correction)
    return None


def _consult(course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.ConsultationSent)
    if event.name in course.consultations:
        return Obstacle("name", f"已经征求过“{event.name}”的意见", steps()["consult"].source)
    return None


def _known(course: Course, event: ev.Event) -> Obstacle | None:
    """A consultation must have been sent and not have ended; a late answer is taken, once."""
    assert isinstance(event, ev.ConsultationReceived | ev.ConsultationAnswered | ev.ConsultationClosed)
    found, basis = course.consultations.get(event.name), steps()[event.kind].source
    if found is None:
        return Obstacle("name", f"没有征求过“{event.name}”的意见", basis)
    if found.answered_on:
        return Obstacle("name", f"“{event.name}”已经在 {found.answered_on} 答复", basis)
    if isinstance(event, ev.ConsultationAnswered):
        return None
    if not found.open_on(event.on):
        return Obstacle("name", f"征求“{event.name}”的意见已经在 {found.ended_on or found.limit_on} 结束", basis)
    if isinstance(event, ev.ConsultationReceived) and found.received_on:
        return Obstacle("name", f"“{event.name}”的送到之日已经记录", basis)
    return None


def _days(course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.Extended)
    limit = course.law.extension
    if not 1 <= event.days <= limit.count:
        return Obstacle("days", f"延长{limit.length}，不能是{event.days}个工作日", limit.source)
    if not event.approver.strip():
        return Obstacle("approver", "延长须经政府信息公开工作机构负责人同意", limit.source)
    return None


def _delayed(course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.ReasonsAccepted)
    due = course.due()
    if event.delayed_until is None:
        return None
    if due and event.delayed_until <= due:
        return Obstacle("delayed_until", f"延迟答复之日应当在原期限 {due} 之后", course.law.reasons)
    return _after_due(course, event.on, "延迟答复应当在期限届满前确定", steps()["accept_reasons"].source)


def _order(_course: Course, event: ev.Event) -> Obstacle | None:
    assert isinstance(event, ev.Reopened)
    if event.answer_by and event.answer_by <= event.on:
        return Obstacle("answer_by", "决定书或者判决书所定期限应当在收到之日以后", steps()["reopen"].source)
    return None


_BY_STATE: MappingProxyType[str, Callable[[Course, Day], Obstacle | None]] = MappingProxyType(
    {
        "ask_correction": _ask_correction,
        "lapse_correction": _lapse_correction,
        "unclear": _unclear,
        "answer_consultation": _answer_consultation,
        "consultation_received": _consultation_received,
        "extend": _extend,
        "demand_reasons": _demand_reasons,
        "accept_reasons": _accept_reasons,
        "reject_reasons": _reject_reasons,
        "notify_fee": _notify_fee,
        "fee_received": _fee_received,
        "pay": _pay,
        "lapse_fee": _lapse_fee,
    }
)
_BY_CONTENT: MappingProxyType[str, Callable[[Course, ev.Event], Obstacle | None]] = MappingProxyType(
    {
        "submit": _submit,
        "ask_correction": _answer_by,
        "demand_reasons": _answer_by,
        "correct": _correct,
        "consult": _consult,
        "consultation_received": _known,
        "answer_consultation": _known,
        "close_consultation": _known,
        "extend": _days,
        "accept_reasons": _delayed,
        "reopen": _order,
    }
)
