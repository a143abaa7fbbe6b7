"""The file of a major administrative decision (国务院令第713号)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.documents.acts.steps import demand_none
from gongkai.documents.models import DecisionRecord, Document, MajorDecision
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.models import StoredFile
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import Organ
from gongkai.statute.decisions import DISCUSSION, decision_kinds, decision_step, missing_before_discussion, too_soon


@act("decision.start", Permission.DRAFT_DOCUMENT, _("启动重大决策"))
def start_decision(step: Step, organ_id: int, title: str, kind: str, on: datetime.date) -> MajorDecision:
    """Open the file of a decision."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(title.strip()), _("请填写决策事项。"))
    step.demand(kind in {item.id for item in decision_kinds()}, _("请选择决策事项的类别（第三条）。"))
    decision = MajorDecision.objects.create(organ=organ, title=title.strip(), kind=kind, started_on=on)
    step.record(decision, title=title.strip(), kind=kind, on=on.isoformat())
    return decision


@dataclass(frozen=True, slots=True)
class Proof(Typed):
    """What shows a step: a stored file (its digest) with its name, and the day from which its period runs."""

    file: str = ""
    name: str = ""
    since: datetime.date | None = None


@act("decision.record", Permission.DRAFT_DOCUMENT, _("记录决策步骤"))
def record_step(
    step: Step,
    decision_id: int,
    step_id: str,
    on: datetime.date,
    *,
    done: bool,
    note: str = "",
    proof: Proof | None = None,
) -> DecisionRecord:
    """Record one step as done, with its evidence, or as not applicable, with the reason.

    The collective discussion is refused until every step before it is recorded, a step that takes time until its
    period is over.
    """
    decision = lock(MajorDecision.objects.select_related("organ"), pk=decision_id)
    step.permit(decision.organ.place)
    wanted = decision_step(step_id)
    step.demand(
        done or not wanted.never_skipped,
        _("“%(wanted)s”不能省略（%(article)s）。"),
        wanted=wanted.label,
        article=wanted.source.article,
    )
    step.demand(done or bool(note.strip()), _("不适用的，请写明理由。"))
    proof = proof or Proof()
    if done:
        demand_none(step, too_soon(wanted, proof.since, on))
    if step_id == DISCUSSION:
        rows = list(decision.records.values_list("step", "done"))
        demand_none(
            step,
            missing_before_discussion({name for name, yes in rows if yes}, {name for name, yes in rows if not yes}),
        )
    step.demand(not decision.records.filter(step=step_id).exists(), _("“%(wanted)s”已经记录。"), wanted=wanted.label)
    record = DecisionRecord.objects.create(
        decision=decision,
        step=step_id,
        done=done,
        on=on,
        note=note.strip(),
        since=proof.since,
        evidence=StoredFile.objects.get(pk=proof.file) if proof.file else None,
        evidence_name=proof.name[:200],
        by_id=step.person,
    )
    step.record(record, decision=decision.pk, step=step_id, done=done, on=on.isoformat())
    return record


@act("decision.publish", Permission.DRAFT_DOCUMENT, _("关联决策公布文件"))
def link_decision(step: Step, decision_id: int, document_id: int) -> MajorDecision:
    """Name the document by which the decision is published."""
    decision = lock(MajorDecision.objects.select_related("organ"), pk=decision_id)
    step.permit(decision.organ.place)
    document = lock(Document.objects, pk=document_id)
    step.demand(document.organ_id == decision.organ_id, _("公布决策的文件须属于同一机关。"))
    discussed = decision.records.filter(step=DISCUSSION, done=True).exists()
    step.demand(discussed, _("集体讨论决定之后才能公布。"))
    decision.document = document
    decision.save(update_fields=["document"])
    step.record(decision, document=document_id)
    return decision
