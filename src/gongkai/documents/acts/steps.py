"""What the acts on an edition share: locking it, asking for obstacles, and moving it along the process table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts, outgoing, policy
from gongkai.documents.models import Attachment, Document, Edition, EditionState, Review, ScreeningItem
from gongkai.kernel.acts import Step, lock
from gongkai.kernel.errors import NotFound
from gongkai.kernel.permissions import Permission
from gongkai.screening import Hit
from gongkai.statute.disclosure import Attribute
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import Gate, document_process


def locked(step: Step, edition_id: int, *, at_gate: bool = False, named: str = "") -> Edition:
    """The edition with its document, both locked.

    The actor must hold the right of the act at the document's organ; ``at_gate``: the right of the gate at hand.
    """
    whole = Document.objects.select_related("organ__disclosure_office")
    document = lock(whole, editions=edition_id)
    edition = lock(Edition.objects, pk=edition_id)
    edition.document = document  # as it is now that nobody else can change it
    gate = named or edition.gate
    right = Permission(document_process().gate(gate).right) if at_gate and gate else None
    step.permit(edition.document.organ.place, right)
    return edition


def demand_none(step: Step, obstacles: Iterable[Obstacle]) -> None:
    """Refuse the act with everything that stands against it, a line each."""
    found = [str(item) for item in obstacles]
    step.demand(not found, "\n".join(found))


def demand_fit(step: Step, text: str, organ_id: int, kept: str = "") -> None:
    """Refuse words that are published as they are typed while the machine check finds what must not go out.

    ``kept`` is the reason why something it asks about stays, "" where nothing was excused.
    """
    found = outgoing.check(text, organ_id, timezone.localdate(step.now))
    demand_settled(step, found.forbidden, found.open, kept)


def demand_settled(step: Step, forbidden: Sequence[Hit], asked: Sequence[Hit], kept: str = "") -> None:
    """Refuse with what the machine check found; what is asked about may stay for a reason, what is forbidden never."""
    step.demand(not forbidden, outgoing.said(forbidden))
    step.demand(
        not asked or bool(kept.strip()),
        _("%(findings)s\n请修改或者遮盖；确须保留的，写明理由。"),
        findings=outgoing.said(asked),
    )


def gate_at_hand(step: Step, edition: Edition) -> Gate:
    """The gate where an edition waits. Refused when it is not under review."""
    step.demand(bool(edition.gate), _("文件处于“%(state)s”，不在审查中。"), state=edition.get_state_display())
    return document_process().gate(edition.gate)


def move(step: Step, edition: Edition, act_id: str, reason: str = "") -> None:
    """Follow the process table: check the state, the attribute and the reason, set state and gate, save."""
    process = document_process()
    act = process.act(act_id)
    gates = facts.gates_of(edition.document)
    demand_fitting(step, edition, act_id, reason)
    left = _remaining(gates, edition.gate)
    edition.state = EditionState(process.next_state(act_id, edition.state, len(left)))
    if edition.state == EditionState.IN_REVIEW and act_id != "resume":
        edition.gate, edition.gate_since = left[1 if act.checklist else 0].id, step.now
    elif edition.state not in (EditionState.IN_REVIEW, EditionState.REFERRED):
        edition.gate, edition.gate_since = "", None
    edition.save()


def sign(
    step: Step, edition: Edition, act_id: str, *, opinion: str = "", reason: str = "", checklist: Sequence[str] = ()
) -> None:
    """Keep who did what at the gate at hand, and on which text."""
    Review.objects.create(
        edition=edition,
        round=edition.round,
        gate=edition.gate,
        act=act_id,
        by_id=step.person,
        on_behalf_of_id=step.behalf.id if step.behalf else None,
        at=step.now,
        opinion=opinion,
        reason=reason.strip(),
        checklist=list(checklist),
        text_sha256=edition.text_sha256,
        attribute=edition.document.attribute,
    )


def demand_fitting(step: Step, edition: Edition, act_id: str, reason: str = "") -> None:
    """Refuse an act that the process table does not know for this state, gate or attribute, or that lacks a reason."""
    process = document_process()
    act = process.act(act_id)
    step.demand(
        edition.state in act.from_,
        _("文件处于“%(state)s”，不能“%(act)s”。可能已由别人办理，请刷新。"),
        state=edition.get_state_display(),
        act=act.label,
    )
    step.demand(not act.only_gates or edition.gate in act.only_gates, _("这一关口不能“%(act)s”。"), act=act.label)
    step.demand(not act.reason or bool(reason.strip()), _("“%(act)s”须写明理由。"), act=act.label)
    if act.not_drafter or act.not_also:
        lender = step.behalf.id if step.behalf else None
        demand_none(step, facts.against_doing(edition, act, step.person, lender))
    active = edition.document.attribute == Attribute.ACTIVE
    step.demand(act.attribute != "active" or active, _("只有主动公开的文件才能发布。"))
    step.demand(act.attribute != "not_active" or not active, _("主动公开的文件应当发布，不能只存档。"))


def _remaining(gates: Sequence[Gate], gate: str) -> Sequence[Gate]:
    """The gates still to pass, the one at hand first."""
    names = [item.id for item in gates]
    return gates[names.index(gate) :] if gate in names else gates


def lock_known(step: Step, document_id: int) -> Document:
    """A document that another one refers to, locked. Raises NotFound where the actor may not know of it."""
    return lock(Document.objects.filter(policy.known(step.actor)), pk=document_id)


def edition_of(part: type[ScreeningItem] | type[Attachment], pk: int) -> int:
    """The edition that a part belongs to, to be locked before it. Raises NotFound."""
    edition_id = part._default_manager.filter(pk=pk).values_list("edition", flat=True).first()
    if edition_id is None:
        raise NotFound(_("要办理的事项不存在，可能已被删除。"))
    return edition_id
