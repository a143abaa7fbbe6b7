"""Who sees which documents inside the house, and which act is theirs to do."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from gongkai.documents import facts
from gongkai.documents.models import Edition, EditionState
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.organs.policy import within_reach
from gongkai.statute.disclosure import Attribute
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import ProcessAct, document_process

HANDLING = (
    Permission.DRAFT_DOCUMENT,
    Permission.REVIEW_UNIT,
    Permission.REVIEW_ATTRIBUTE,
    Permission.REVIEW_SECRECY,
    Permission.REVIEW_LEGALITY,
    Permission.CHECK_TEXT,
    Permission.SIGN_DOCUMENT,
    Permission.PUBLISH_DOCUMENT,
    Permission.MANAGE_DISCLOSURE,
)
"""Whoever holds one of these at an organ sees its documents, drafts included."""

_RIGHTS = {
    "author": Permission.DRAFT_DOCUMENT,
    "publisher": Permission.PUBLISH_DOCUMENT,
    "signer": Permission.SIGN_DOCUMENT,
}


def right_for(act: ProcessAct, edition: Edition) -> Permission:
    """The right an act on an edition takes: the gate's own at a gate."""
    if act.who == "gate":
        return Permission(document_process().gate(edition.gate).right)
    return _RIGHTS[act.who]


def objections(actor: Actor, edition: Edition) -> list[Obstacle]:
    """Why the actor may not pass the gate at hand although they hold its right (职责分离)."""
    if not edition.gate or actor.id is None:
        return []
    gate = document_process().gate(edition.gate)
    lender = actor.behalf(Permission(gate.right), edition.document.organ.place)
    return list(facts.against_passing(edition, gate, actor.id, lender.id if lender else None))


def against(actor: Actor, edition: Edition, act: ProcessAct) -> list[Obstacle]:
    """Why the actor may not do an act although they hold its right (职责分离)."""
    if actor.id is None:
        return []
    lender = actor.behalf(right_for(act, edition), edition.document.organ.place)
    return list(facts.against_doing(edition, act, actor.id, lender.id if lender else None))


def possible_acts(actor: Actor, edition: Edition) -> Iterator[ProcessAct]:
    """The acts of the process table that this actor may do on the edition as it stands now."""
    active = edition.document.attribute == Attribute.ACTIVE
    place = edition.document.organ.place
    for act in document_process().acts_in(edition.state):
        fits = act.attribute == "" or (act.attribute == "active") == active
        if act.only_gates and edition.gate not in act.only_gates:
            fits = False
        if act.id == "pass" and objections(actor, edition):
            fits = False
        if fits and (act.not_drafter or act.not_also) and against(actor, edition, act):
            fits = False
        if fits and actor.may(right_for(act, edition), place):
            yield act


def visible(actor: Actor, document: str = "document__") -> Q:
    """List filter: editions (or, with ``document=""``, documents) of organs where the actor handles documents."""
    return within_reach(actor, *HANDLING, organ=f"{document}organ")


def known(actor: Actor) -> Q:
    """List filter over documents that the actor may refer to: public ones, and those handled where they work."""
    return Q(live__isnull=False) | visible(actor, "")


def waiting_for(actor: Actor) -> Q:
    """List filter over editions: those whose next step is the actor's by right (separation is judged row by row)."""
    process = document_process()
    mine = Q(pk__in=())
    for gate in process.gates:
        right = Permission(gate.right)
        if actor.reaches(right):
            mine |= Q(state=EditionState.IN_REVIEW, gate=gate.id) & within_reach(actor, right, organ="document__organ")
    for state, right in (
        (EditionState.DRAFT, Permission.DRAFT_DOCUMENT),
        (EditionState.REFERRED, Permission.REVIEW_ATTRIBUTE),
        (EditionState.CLEARED, Permission.PUBLISH_DOCUMENT),
        (EditionState.NUMBERED, Permission.PUBLISH_DOCUMENT),
    ):
        if actor.reaches(right):
            mine |= Q(state=state) & within_reach(actor, right, organ="document__organ")
    return mine


def organs_within(actor: Actor, *permissions: Permission) -> QuerySet[Organ]:
    """The organs of today where the actor holds any of ``permissions``, in the order of the register."""
    reached = Q(pk__in=())
    for permission in permissions:
        for reach in actor.reaches(permission):
            reached |= Q(division__code__startswith=reach.prefix) if reach.organ is None else Q(pk=reach.organ)
    return Organ.objects.filter(reached, valid_to=None)
