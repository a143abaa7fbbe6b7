"""What the navigation needs to know about the person."""

from __future__ import annotations

from django import template
from django.utils import timezone

from gongkai.kernel.permissions import Permission
from gongkai.organs import policy
from gongkai.organs.models import User

register = template.Library()


@register.filter
def may(user: User, permission: str) -> bool:
    """Does the person hold the named permission anywhere today? ValueError for an unknown name."""
    return policy.actor_of(user, timezone.localdate()).may(Permission(permission))


@register.filter
def may_everywhere(user: User, permission: str) -> bool:
    """Does the person hold the named permission in every division today? ValueError for an unknown name."""
    return policy.may_everywhere(policy.actor_of(user, timezone.localdate()), Permission(permission))
