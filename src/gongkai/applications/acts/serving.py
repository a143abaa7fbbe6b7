"""The approved answer goes out: numbered, told to whom it concerns, served, with the proof (条例 36; 235号)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters
from gongkai.applications.acts.answers import current_answer, decision_of
from gongkai.applications.acts.consulting import asked_name
from gongkai.applications.acts.steps import demand_seen, go_on, locked, record
from gongkai.applications.letters.printing import PROOF, content_of
from gongkai.applications.models import Answer, Application, Delivery, Happening, Letter
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.reading.writers.page import chinese_date
from gongkai.statute import letters as law
from gongkai.statute.clocks import day_of_service, services
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks import letters as kinds
from gongkai.statute.outcomes import DecisionFacts, judge, outcome

Day = datetime.date
_APART = {"manner", "withheld"}  # needs of an outcome that have a place of their own in the letter


@dataclass(frozen=True, slots=True)
class Proof(Typed):
    """How a letter was served. Direct and entrusted: ``signed_on``; mail: ``posted_on``; electronic: neither.

    ``reference``: number of the mail, who signed; it is sealed.
    """

    mode: ev.Service
    posted_on: Day | None = None
    signed_on: Day | None = None
    reference: str = ""


@act("application.issue", Permission.HANDLE_APPLICATION, _("印发答复"))
def issue(step: Step, application_id: int, seen: int, on: Day) -> Letter:
    """Make the approved answer a numbered letter with its remedies; the outcome is kept for the yearly report.

    Third parties who objected to what is given out are told by a letter of their own (条例 32).
    """
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    answer = current_answer(application)
    event = ev.Issued(on)
    happening = course.happen(application, event, step, answered=answer.outcome)
    record(step, application, event)
    decision = decision_of(answer)
    files = tuple(answer.files.values_list("name", flat=True))
    decided = letters.Decided(answer.outcome, decision.grounds, files)
    values, kind = _of_decision(application, decision), outcome(answer.outcome).letter
    letter = letters.write(step, application, kind, happening, values, decided=decided)
    _tell_third_parties(step, application, happening, answer)
    return letter


def _of_decision(application: Application, decision: DecisionFacts) -> dict[str, str]:
    """What the letter says of the decision: its name, its norms, and everything that was written down for it."""
    judged = judge(decision, course.standing(application))
    finer = next((one for one in judged.outcome.sub_reasons if one.id == decision.sub_reason), None)
    needs = (*judged.outcome.needs, *(finer.needs if finer else ()))
    fields = dict.fromkeys(need.field for need in needs if need.field not in _APART)
    reasons = [decision.stated[name].strip() for name in fields if decision.stated.get(name, "").strip()]
    return {
        "decision": finer.label if finer else judged.outcome.label,
        "grounds": "；".join(map(str, judged.reasons[1:] or judged.reasons)),
        "manner": decision.stated.get("manner", ""),
        "withheld": decision.stated.get("withheld", ""),
        "reason": "\n".join(reasons),
    }


def _tell_third_parties(step: Step, application: Application, happening: Happening, answer: Answer) -> None:
    decision = decision_of(answer)
    why = decision.public_interest.strip() or decision.objection_unfounded.strip()
    if not why or outcome(answer.outcome).kind not in ("granted", "partial"):
        return
    for item in course.standing(application).consultations:
        if item.opinion is ev.Opinion.OBJECTION and item.consulted is ev.Consulted.THIRD_PARTY:
            asked = application.consulted.get(label=item.name)
            reader = letters.Reader(asked_name(asked), "你（单位）", asked)
            values = {"information": asked.question, "public_interest": why}
            decided = letters.Decided("1")
            letters.write(step, application, "third_party_told", happening, values, reader=reader, decided=decided)


@act("application.serve", Permission.HANDLE_APPLICATION, _("登记送达"))
def serve(step: Step, application_id: int, seen: int, proof: Proof) -> Delivery:
    """Serve the answer. The day that counts follows from the way (``law/applications/clock.yaml``).

    Electronic: today, by the system; ``links.token_of(delivery)`` is the link for the applicant, for some days.
    """
    application = locked(step, application_id)
    letter = application.letters.filter(happening__kind="issue", consulted=None).last()
    step.demand(letter is not None, _("答复还没有印发。"))
    assert letter is not None
    named = not kinds()[letter.kind].remedy or content_of(letter).internet
    electronic = proof.mode is ev.Service.ELECTRONIC
    step.demand(named or not electronic, _("答复没有写明行政复议的互联网渠道，不能电子送达。"))
    delivery = _deliver(step, letter, proof)
    happening = go_on(step, application, seen, ev.Served(delivery.on, proof.mode))
    days = {"posted_on": proof.posted_on or (delivery.on if electronic else None), "signed_on": proof.signed_on}
    values = {
        "notice": " ".join(filter(None, (kinds()[letter.kind].label, letter.number))),
        "mode": services()[proof.mode].label,
        "reference": proof.reference,
        **{name: chinese_date(day) for name, day in days.items() if day},
    }
    letters.write(step, application, PROOF, happening, values)
    return delivery


@act("application.tell_correction", Permission.HANDLE_APPLICATION, _("告知更正、转送"))
def tell_correction(step: Step, application_id: int, on: Day, what: str) -> Letter:
    """Tell an applicant who asked to correct a record of themselves what was done with it (条例 41)."""
    application = locked(step, application_id)
    step.demand(application.received_on is not None and application.received_on <= on, _("还没有确认收到申请。"))
    step.demand(on <= timezone.localdate(step.now), _("日期不能在今天之后。"))
    decided = letters.Decided("6.3")
    letter = letters.write(step, application, "corrected_record", on, {"corrected": what}, decided=decided)
    step.record(letter, number=letter.number)
    return letter


@act("application.note_delivery", Permission.HANDLE_APPLICATION, _("登记文书送达"))
def note_delivery(step: Step, letter_id: int, proof: Proof) -> Delivery:
    """How another letter than the answer was served. What its arrival starts has acts of its own (fee_received…)."""
    letter = lock(Letter.objects.select_related("application__organ", "happening"), pk=letter_id)
    step.permit(letter.application.organ.place)
    answer = letter.happening is not None and letter.happening.kind == "issue" and letter.consulted_id is None
    step.demand(not answer, _("答复的送达请用“登记送达”办理。"))
    delivery = _deliver(step, letter, proof)
    step.record(letter, mode=proof.mode.value, on=delivery.on.isoformat())
    return delivery


@act("application.note_signature", Permission.HANDLE_APPLICATION, _("登记签收"))
def note_signature(step: Step, delivery_id: int, signed_on: Day, who: str) -> Delivery:
    """The addressee signed for what was posted or sent, once; ``who`` is sealed."""
    delivery = lock(Delivery.objects.select_related("letter__application__organ"), pk=delivery_id)
    step.permit(delivery.letter.application.organ.place)
    step.demand(delivery.signed_on is None, _("签收之日已经登记。"))
    _demand_days(step, delivery.letter, signed_on)
    delivery.signed_on = signed_on
    delivery.receipt_sealed = sealing.seal({"text": who.strip()}) if who.strip() else ""
    delivery.save(update_fields=["signed_on", "receipt_sealed"])
    step.record(delivery, signed_on=signed_on.isoformat())
    return delivery


def _deliver(step: Step, letter: Letter, proof: Proof) -> Delivery:
    today = timezone.localdate(step.now)
    _demand_days(step, letter, *(day for day in (proof.posted_on, proof.signed_on) if day))
    day = day_of_service(proof.mode, proof.signed_on, proof.posted_on, today)
    way = services()[proof.mode]
    step.demand(day is not None, _("%(way)s须写明%(day)s。"), way=way.label, day=way.day)
    assert day is not None
    electronic = proof.mode is ev.Service.ELECTRONIC
    token = sealing.seal({"text": proof.reference.strip()}) if proof.reference.strip() else ""
    delivery = Delivery.objects.create(
        letter=letter,
        mode=proof.mode.value,
        on=day,
        posted_on=proof.posted_on,
        signed_on=proof.signed_on,
        link_until=today + datetime.timedelta(days=law.link_days()) if electronic else None,
        proof_sealed=token,
        proof_digest=sealing.digest(token) if token else "",
        by_id=step.actor.id,
        at=step.now,
    )
    if electronic:
        step.announce("application.delivered", delivery=delivery.pk)
    return delivery


def _demand_days(step: Step, letter: Letter, *days: Day) -> None:
    today = timezone.localdate(step.now)
    step.demand(all(letter.on <= day <= today for day in days), _("送达的日期应当在文书落款日期以后、今天以前。"))
