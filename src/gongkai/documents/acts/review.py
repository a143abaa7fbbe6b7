"""The gates: passed with a signed checklist, returned with a reason, referred where the organ is not sure (条例 17)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts
from gongkai.documents.acts.steps import demand_none, gate_at_hand, locked, move, sign
from gongkai.documents.models import Edition
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission
from gongkai.statute.processes import Gate, document_process, missing_checks


@act("document.pass", Permission.REVIEW_UNIT, _("通过关口"))
def pass_gate(
    step: Step,
    edition_id: int,
    gate_id: str,
    text_sha256: str,
    checklist: Sequence[str],
    opinion: str = "",
    reason: str = "",
) -> Edition:
    """Let an edition through the gate at hand. The reviewer names the gate and the text they looked at.

    Refused to whoever drafted it or passed a gate that must be another person's.
    """
    step.demand(gate_id in {item.id for item in document_process().gates}, _("没有这个关口。"))
    edition, gate = _at_gate(step, edition_id, gate_id)
    step.demand(gate.id == gate_id, _("文件已到另一关口，可能已由别人办理，请刷新。"))
    step.demand(edition.text_sha256 == text_sha256, _("正文与您审查时看到的不同，请重新审查。"))
    demand_none(step, facts.against_passing(edition, gate, step.person, step.behalf.id if step.behalf else None))
    demand_none(step, missing_checks(gate, checklist))
    step.demand(not gate.opinions or opinion in gate.opinions, _("请选择审核结论。"))
    step.demand(
        not gate.opinions or opinion == gate.opinions[0],
        _("结论为“%(opinion)s”的应当退回，不能通过。"),
        opinion=opinion,
    )
    _demand_time(step, edition, gate, reason)
    sign(step, edition, "pass", opinion=opinion, reason=reason, checklist=checklist)
    move(step, edition, "pass")
    step.record(edition, gate=gate.id, opinion=opinion, text=edition.text_sha256, next=edition.gate or edition.state)
    return edition


@act("document.return", Permission.REVIEW_UNIT, _("退回起草"))
def return_edition(step: Step, edition_id: int, reason: str, opinion: str = "") -> Edition:
    """Send an edition back to its drafter with a reason; every gate is passed anew afterwards."""
    edition, gate = _at_gate(step, edition_id)
    sign(step, edition, "return", opinion=opinion, reason=reason)
    move(step, edition, "return", reason)
    step.record(edition, gate=gate.id, reason=reason.strip(), opinion=opinion)
    return edition


@act("document.refer", Permission.REVIEW_ATTRIBUTE, _("提请确定"))
def refer(step: Step, edition_id: int, to: str, reason: str) -> Edition:
    """Ask the competent authority or the secrecy administration whether it may be public; nothing moves until then."""
    edition, gate = _at_gate(step, edition_id)
    step.demand(bool(to.strip()), _("请写明提请哪个机关确定。"))
    sign(step, edition, "refer", reason=f"提请{to.strip()}：{reason.strip()}")
    move(step, edition, "refer", reason)
    step.record(edition, gate=gate.id, to=to.strip(), reason=reason.strip())
    return edition


@act("document.resume", Permission.REVIEW_ATTRIBUTE, _("收到确定意见"))
def resume(step: Step, edition_id: int, answer: str) -> Edition:
    """The answer of the authority has come: the review goes on at the gate that asked."""
    edition, gate = _at_gate(step, edition_id)
    sign(step, edition, "resume", reason=answer)
    move(step, edition, "resume", answer)
    step.record(edition, gate=gate.id, answer=answer.strip())
    return edition


def _demand_time(step: Step, edition: Edition, gate: Gate, reason: str) -> None:
    """A review that the law gives time is passed before only for a reason (紧急), which is signed with it."""
    clock = facts.gate_clock(edition, gate)
    early = clock.too_early(timezone.localdate(step.now)) if clock else None
    step.demand(
        early is None or bool(reason.strip()),
        _("未到法定最短期限（%(why)s）。因紧急情形提前办结的，请在意见中写明理由。"),
        why=early.derivation if early else "",
    )


def _at_gate(step: Step, edition_id: int, named: str = "") -> tuple[Edition, Gate]:
    """The edition, and the gate at hand, whose right the actor must hold at its organ.

    ``named``: the gate the actor speaks of; its right counts, so that who comes late hears that, not of missing rights.
    """
    edition = locked(step, edition_id, at_gate=True, named=named)
    return edition, gate_at_hand(step, edition)
