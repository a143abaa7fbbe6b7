"""The answer: drafted by one, approved by another, issued and served (条例 36–39)."""

from __future__ import annotations

import dataclasses
import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course
from gongkai.applications.acts.steps import demand_seen, locked, record
from gongkai.applications.acts.working import searched
from gongkai.applications.models import Answer, Application
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.ledger import Json
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import events as ev
from gongkai.statute.outcomes import DecisionFacts, judge, outcome

Day = datetime.date
_PREPARING: dict[str, type[ev.Event]] = {
    kind.kind: kind for kind in (ev.Prepared, ev.Converted, ev.StillUnclear, ev.ReasonsRejected)
}


@act("application.prepare", Permission.HANDLE_APPLICATION, _("拟写答复"))
def prepare(step: Step, application_id: int, seen: int, by: str, decision: DecisionFacts) -> Answer:
    """Draft a decision. ``by``: the event of the process that leads to it (prepare, convert, unclear, reject_reasons).

    Raises Unlawful with everything that the law has against the decision.
    """
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    if by not in _PREPARING:
        raise Unlawful(_("没有这种拟办方式：%(by)s"), by=by)
    event = _PREPARING[by](decision.decided_on)
    happening = course.happen(application, event, step)
    decision = _with_searches(application, decision)
    _demand_lawful(step, application, decision)
    token = sealing.seal(_words(decision))
    answer = Answer.objects.create(
        application=application,
        happening=happening,
        outcome=decision.outcome,
        sub_reason=decision.sub_reason,
        grounds=list(decision.grounds),
        separable=decision.separable,
        sealed=token,
        digest=sealing.digest(token),
        drafted_by_id=step.person,
        drafted_at=step.now,
    )
    record(step, application, event)
    return answer


@act("application.return", Permission.APPROVE_ANSWER, _("退回重办"))
def return_answer(step: Step, application_id: int, seen: int, on: Day, reason: str) -> Application:
    """Send a draft back with the reason."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    step.demand(bool(reason.strip()), _("请写明退回的理由。"))
    event = ev.Returned(on)
    course.happen(application, event, step, reason)
    record(step, application, event)
    return application


@act("application.approve", Permission.APPROVE_ANSWER, _("批准答复"))
def approve(step: Step, application_id: int, seen: int, on: Day) -> Answer:
    """Approve the draft; the law is asked once more as of today. Who drafted it does not approve it."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    answer = current_answer(application)
    people = {step.person, step.behalf.id if step.behalf else step.person}
    step.demand(answer.drafted_by_id not in people, _("拟写答复的人不能批准自己的答复。"))
    _demand_lawful(step, application, dataclasses.replace(decision_of(answer), decided_on=on))
    answer.approved_by_id, answer.approved_at = step.person, step.now
    answer.save(update_fields=["approved_by", "approved_at"])
    event = ev.Approved(on)
    course.happen(application, event, step)
    record(step, application, event)
    return answer


def current_answer(application: Application) -> Answer:
    """The draft at hand. Raises Unlawful where there is none."""
    answer = application.answers.order_by(F("id").desc()).first()
    if answer is None:
        raise Unlawful(_("还没有拟写答复。"))
    return answer


def decision_of(answer: Answer) -> DecisionFacts:
    """A stored draft as the law judges it."""
    words = sealing.unseal(answer.sealed)
    stated = words["stated"]
    assert isinstance(stated, dict)
    return DecisionFacts(
        outcome=answer.outcome,
        decided_on=answer.happening.on,
        grounds=tuple(answer.grounds),
        separable=answer.separable,
        sub_reason=answer.sub_reason,
        stated={str(name): str(text) for name, text in stated.items()},
        objection_unfounded=str(words["objection_unfounded"]),
        public_interest=str(words["public_interest"]),
    )


def _with_searches(application: Application, decision: DecisionFacts) -> DecisionFacts:
    """What an answer says of searches is what was recorded, not what somebody types."""
    typed = {name: text for name, text in decision.stated.items() if name != "search"}
    return dataclasses.replace(decision, stated={**typed, "search": searched(application)})


def _words(decision: DecisionFacts) -> dict[str, Json]:
    return {
        "stated": dict(decision.stated),
        "objection_unfounded": decision.objection_unfounded,
        "public_interest": decision.public_interest,
    }


def _demand_lawful(step: Step, application: Application, decision: DecisionFacts) -> None:
    outcome(decision.outcome)
    judged = judge(decision, course.standing(application))
    step.demand(judged.lawful, "\n".join(map(str, judged.obstacles)))
