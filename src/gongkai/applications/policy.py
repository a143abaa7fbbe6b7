"""Who sees which applications, and who may do what to one."""

from __future__ import annotations

from django.db.models import Q

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.policy import within_reach

HANDLING = (
    Permission.RECEIVE_APPLICATION,
    Permission.HANDLE_APPLICATION,
    Permission.APPROVE_ANSWER,
)
"""Whoever holds one of these at an organ sees its applications, and opens the personal part where duty asks for it."""
SEEING = (*HANDLING, Permission.ADVISE_ON_ANSWER)
"""The legal adviser sees applications, with the applicant masked."""


def visible(actor: Actor, application: str = "") -> Q:
    """List filter: applications to organs where the actor handles them. ``application``: a prefix like ``letter__``."""
    return within_reach(actor, *SEEING, organ=f"{application}organ")
