"""What the navigation needs to know about the person."""

from __future__ import annotations

from django import template
from django.utils import timezone

from gongkai.kernel.permissions import Permission
from gongkai.organs.models import User
from gongkai.organs.policy import actor_of

register = template.Library()


@register.filter
def may(user: User, permission: str) -> bool:
    """Does the person hold the named permission anywhere today? 1 query; :class:`ValueError` for an unknown name."""
    return actor_of(user, timezone.localdate()).may(Permission(permission))
