"""Asking others for an opinion: third parties, co-makers, other organs (条例 32–34)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course
from gongkai.applications.acts.steps import demand_seen, locked, proceed, record
from gongkai.applications.models import Application, Consulted
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import events as ev

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to ask, how to reach them, and about what. ``organ``: an organ that uses the house."""

    kind: ev.Consulted
    name: str
    address: str
    question: str
    organ: int | None = None


@act("application.consult", Permission.HANDLE_APPLICATION, _("征求意见"))
def consult(step: Step, application_id: int, seen: int, on: Day, question: Question) -> Consulted:
    """Send a letter that asks for an opinion. The clock and the ledger know the asked by a label only."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    step.demand(bool(question.name.strip()), _("请写明征求谁的意见。"))
    step.demand(bool(question.question.strip()), _("请写明就什么内容征求意见。"))
    label = f"{_LABELS[question.kind]}{application.consulted.filter(kind=question.kind.value).count() + 1}"
    asked = Consulted.objects.create(
        application=application,
        label=label,
        kind=question.kind.value,
        organ_id=question.organ,
        sealed=sealing.seal({"name": question.name.strip(), "address": question.address.strip()}),
        question=question.question.strip(),
    )
    event = ev.ConsultationSent(on, label, question.kind)
    course.happen(application, event, step)
    record(step, application, event)
    return asked


@act("application.consultation_received", Permission.HANDLE_APPLICATION, _("登记征求意见书送到"))
def consultation_received(step: Step, application_id: int, seen: int, on: Day, label: str) -> Application:
    """The asked received the letter; their period runs from this day."""
    return proceed(step, application_id, seen, ev.ConsultationReceived(on, label))


@act("application.answer_consultation", Permission.HANDLE_APPLICATION, _("登记反馈意见"))
def answer_consultation(
    step: Step, application_id: int, seen: int, on: Day, label: str, opinion: ev.Opinion, text: str
) -> Application:
    """What the asked answered; the words are sealed."""
    application = proceed(step, application_id, seen, ev.ConsultationAnswered(on, label, opinion))
    asked = lock(Consulted.objects, application=application, label=label)
    asked.answer_sealed = sealing.seal({"text": text.strip()})
    asked.save(update_fields=["answer_sealed"])
    return application


@act("application.close_consultation", Permission.HANDLE_APPLICATION, _("终止征求意见"))
def close_consultation(step: Step, application_id: int, seen: int, on: Day, label: str, reason: str) -> Application:
    """Wait no longer, say because the letter came back."""
    step.demand(bool(reason.strip()), _("请写明为何不再等待。"))
    return proceed(step, application_id, seen, ev.ConsultationClosed(on, label), reason)


_LABELS = {
    ev.Consulted.THIRD_PARTY: "第三方",
    ev.Consulted.CO_MAKER: "共同制作机关",
    ev.Consulted.OTHER_ORGAN: "其他机关",
}
