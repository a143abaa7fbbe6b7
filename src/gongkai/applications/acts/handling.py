"""The way of an application through the office: an act for each event of ``law/applications/process.yaml``.

``seen`` is how many happenings the person had before them: who was overtaken by a colleague is told so.
"""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters
from gongkai.applications.acts.steps import corrected, demand_seen, go_on, locked, proceed, record, rules_of
from gongkai.applications.acts.telling import deadline, tell_lapse
from gongkai.applications.models import Application
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.reading.writers.page import chinese_date
from gongkai.statute.clocks import events as ev

Day = datetime.date
PENDING = "待中止的事由消除后确定"


@act("application.unreached", Permission.RECEIVE_APPLICATION, _("登记联系不上申请人"))
def note_unreached(step: Step, application_id: int, seen: int, on: Day, note: str) -> Application:
    """An attempt to confirm failed: when, how, who tried."""
    step.demand(bool(note.strip()), _("请写明何时、以何种方式、由谁联系。"))
    return proceed(step, application_id, seen, ev.Unreached(on), note)


@act("application.confirm", Permission.RECEIVE_APPLICATION, _("与申请人确认"))
def confirm(step: Step, application_id: int, seen: int, on: Day, note: str) -> Application:
    """Office and applicant confirmed (条例 31); from this day the period runs."""
    step.demand(bool(note.strip()), _("请写明与谁、以何种方式确认。"))
    application = locked(step, application_id)
    happening = go_on(step, application, seen, ev.Confirmed(on), note)
    letters.write(step, application, "receipt", happening, {})
    return application


@act("application.begin", Permission.HANDLE_APPLICATION, _("开始办理"))
def begin(step: Step, application_id: int, seen: int, on: Day) -> Application:
    """Take an application up; whoever does becomes its handler."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    application.handler_id = step.person
    application.save(update_fields=["handler"])
    event = ev.Begun(on)
    course.happen(application, event, step)
    record(step, application, event)
    return application


@act("application.ask_correction", Permission.HANDLE_APPLICATION, _("告知补正"))
def ask_correction(
    step: Step, application_id: int, seen: int, on: Day, answer_by: Day, what: str, guidance: str = ""
) -> Application:
    """Ask once for what is unclear, with guidance and a reasonable period (条例 30); the notice goes out with it."""
    step.demand(bool(what.strip()), _("请写明需要补正的事项。"))
    application = locked(step, application_id)
    happening = go_on(step, application, seen, ev.CorrectionAsked(on, answer_by), what)
    values = {
        "items": what,
        "guidance": guidance,
        "answer_by": chinese_date(answer_by),
        "basis": str(rules_of(application).correction),
    }
    letters.write(step, application, "correction_notice", happening, values)
    return application


@act("application.correct", Permission.HANDLE_APPLICATION, _("登记补正"))
def correct(step: Step, application_id: int, seen: int, on: Day, note: str, late_reason: str = "") -> Application:
    """The correction arrived on paper; the period begins anew. A reason for being late is kept with the note."""
    event, said = corrected(on, note, late_reason)
    return proceed(step, application_id, seen, event, said)


@act("application.lapse_correction", Permission.HANDLE_APPLICATION, _("逾期不补正，不再处理"))
def lapse_correction(step: Step, application_id: int, seen: int, on: Day) -> Application:
    """No correction came in time and no good reason: the application counts as given up."""
    application = locked(step, application_id)
    until = deadline(application, "correction")
    happening = go_on(step, application, seen, ev.CorrectionLapsed(on))
    tell_lapse(step, application, happening, ("correction_notice", until, rules_of(application).correction))
    return application


@act("application.extend", Permission.EXTEND_REPLY, _("延长答复期限"))
def extend(step: Step, application_id: int, seen: int, on: Day, days: int, reason: str) -> Application:
    """Agree to an extension and tell the applicant (条例 33(2))."""
    step.demand(bool(reason.strip()), _("请写明延长的理由。"))
    approver = step.behalf.name if step.behalf else step.actor.name
    application = locked(step, application_id)
    before = application.due_on
    happening = go_on(step, application, seen, ev.Extended(on, days, approver), reason)
    values = {
        "due_before": chinese_date(before) if before else PENDING,
        "due": chinese_date(application.due_on) if application.due_on else PENDING,
        "reason": reason,
        "approver": approver,
        "basis": str(rules_of(application).extension.source),
    }
    letters.write(step, application, "extension_notice", happening, values)
    return application


@act("application.demand_reasons", Permission.HANDLE_APPLICATION, _("要求说明理由"))
def demand_reasons(step: Step, application_id: int, seen: int, on: Day, answer_by: Day, facts: str) -> Application:
    """Number and frequency are clearly beyond reason (条例 35); ``facts`` say how many, how often."""
    step.demand(bool(facts.strip()), _("请写明申请的数量、频次等事实。"))
    application = locked(step, application_id)
    happening = go_on(step, application, seen, ev.ReasonsDemanded(on, answer_by), facts)
    basis = rules_of(application).reasons
    values = {"quantity": facts, "answer_by": chinese_date(answer_by), "basis": str(basis or "")}
    letters.write(step, application, "reasons_notice", happening, values)
    return application


@act("application.give_reasons", Permission.HANDLE_APPLICATION, _("登记申请人说明的理由"))
def give_reasons(step: Step, application_id: int, seen: int, on: Day, note: str) -> Application:
    """The applicant's reasons arrived."""
    return proceed(step, application_id, seen, ev.ReasonsGiven(on), note)


@act("application.accept_reasons", Permission.HANDLE_APPLICATION, _("认定理由合理"))
def accept_reasons(
    step: Step, application_id: int, seen: int, on: Day, note: str, delayed_until: Day | None = None
) -> Application:
    """The reasons are good; where the period cannot suffice, a later day is named and told."""
    application = locked(step, application_id)
    happening = go_on(step, application, seen, ev.ReasonsAccepted(on, delayed_until), note)
    if delayed_until is not None:
        basis = str(rules_of(application).reasons or "")
        values = {"delayed_until": chinese_date(delayed_until), "reason": note, "basis": basis}
        letters.write(step, application, "delay_notice", happening, values)
    return application


@act("application.withdraw", Permission.HANDLE_APPLICATION, _("登记撤回"))
def withdraw(step: Step, application_id: int, seen: int, on: Day, note: str) -> Application:
    """The applicant withdrew in writing."""
    step.demand(bool(note.strip()), _("请写明申请人以何种方式撤回。"))
    return proceed(step, application_id, seen, ev.Withdrawn(on), note)


@act("application.merge", Permission.HANDLE_APPLICATION, _("并案办理"))
def merge(step: Step, application_id: int, seen: int, on: Day, into_id: int) -> Application:
    """Handle it together with another application of the same applicant at the same organ."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    into = lock(Application.objects, pk=into_id, organ=application.organ_id)
    same = application.person_mark and application.person_mark == into.person_mark
    step.demand(bool(same), _("只有同一申请人向同一机关提出的申请才能并案。"))
    step.demand(into.merged_into_id is None and into.stopped_on is None, _("只能并入正在办理的申请。"))
    application.merged_into = into
    application.save(update_fields=["merged_into"])
    event = ev.Merged(on, into.number)
    course.happen(application, event, step)
    record(step, application, event)
    return application


@act("application.archive", Permission.HANDLE_APPLICATION, _("归档"))
def archive(step: Step, application_id: int, seen: int, on: Day) -> Application:
    """Everything is there: the file is closed."""
    return proceed(step, application_id, seen, ev.Archived(on))


@act("application.reopen", Permission.HANDLE_APPLICATION, _("按决定书、判决书重新办理"))
def reopen(
    step: Step, application_id: int, seen: int, on: Day, order: str, answer_by: Day | None = None
) -> Application:
    """A reconsideration organ or a court orders a new answer."""
    step.demand(bool(order.strip()), _("请写明决定书或者判决书的文号。"))
    return proceed(step, application_id, seen, ev.Reopened(on, order.strip(), answer_by))
