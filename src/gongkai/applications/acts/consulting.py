"""Asking others for an opinion: third parties, co-makers, other organs (条例 32–34)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters
from gongkai.applications.acts.steps import demand_seen, locked, proceed, record, rules_of
from gongkai.applications.models import Application, Consulted, Happening
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.reading.writers.page import chinese_date
from gongkai.statute import letters as law
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
    happening = course.happen(application, event, step)
    record(step, application, event)
    _tell(step, application, happening, asked)
    return asked


def _tell(step: Step, application: Application, happening: Happening, asked: Consulted) -> None:
    """The letter to the asked, and the one that tells the applicant, who learns neither name nor question."""
    kind = ev.Consulted(asked.kind)
    rule = rules_of(application).consultations[kind]
    third = kind is ev.Consulted.THIRD_PARTY
    values = {
        "information": asked.question,
        "limit": law.within(rule.limit),
        "consequence": law.of_silence(rule.silence),
        "basis": str(rule.source),
    }
    reader = letters.Reader(asked_name(asked), "你（单位）" if third else "贵机关", asked)
    written = "consultation" if third else "co_maker_consultation"
    letters.write(step, application, written, happening, values, reader=reader)
    told = {
        "since": chinese_date(happening.on),
        "excluded": law.of_pause(pauses=rule.pauses),
        "basis": str(rule.source),
    }
    letters.write(step, application, "consultation_told", happening, told)


def asked_name(asked: Consulted) -> str:
    """Whom a letter to them is addressed to."""
    return str(sealing.unseal(asked.sealed)["name"])


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
