"""Who sees which applications, and who may do what to one."""

from __future__ import annotations

from types import MappingProxyType

from django.db.models import Q, QuerySet

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.organs.policy import within_reach
from gongkai.statute.clocks import steps
from gongkai.statute.clocks.process import Who

HANDLING = (
    Permission.RECEIVE_APPLICATION,
    Permission.HANDLE_APPLICATION,
    Permission.APPROVE_ANSWER,
)
"""Whoever holds one of these at an organ sees its applications, and opens the personal part where duty asks for it."""
SEEING = (*HANDLING, Permission.ADVISE_ON_ANSWER)
"""The legal adviser sees applications, with the applicant masked."""

_RIGHTS: MappingProxyType[Who, Permission] = MappingProxyType(
    {
        "applicant": Permission.HANDLE_APPLICATION,
        "receiver": Permission.RECEIVE_APPLICATION,
        "handler": Permission.HANDLE_APPLICATION,
        "chief": Permission.EXTEND_REPLY,
        "approver": Permission.APPROVE_ANSWER,
    }
)


def right_for(kind: str) -> Permission:
    """The right that an event of the process takes; what applicants do on paper, the handler enters."""
    return _RIGHTS[steps()[kind].who]


def visible(actor: Actor, application: str = "") -> Q:
    """List filter: applications to organs where the actor handles them. ``application``: a prefix like ``letter__``."""
    return within_reach(actor, *SEEING, organ=f"{application}organ")


def organs_within(actor: Actor, *permissions: Permission) -> QuerySet[Organ]:
    """The organs of today where the actor holds any of ``permissions``, in the order of the register."""
    reached = Q(pk__in=())
    for permission in permissions:
        for reach in actor.reaches(permission):
            reached |= Q(division__code__startswith=reach.prefix) if reach.organ is None else Q(pk=reach.organ)
    return Organ.objects.filter(reached, valid_to=None)
