"""Keys of other systems: what they are made of, and as whom they act."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import replace

from gongkai.kernel.actors import Actor, ActorKind, Reach
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import ApiToken
from gongkai.organs.policy import actor_of

RIGHTS = (Permission.DRAFT_DOCUMENT,)
"""What a system may be allowed at all: it brings drafts, people decide."""


def new_secret() -> str:
    """256 bits, with a beginning by which leaked ones are found."""
    return f"gongkai_{secrets.token_urlsafe(32)}"


def fingerprint(secret: str) -> str:
    """SHA-256 (hex): the secret has 256 random bits, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_token(secret: str, on: datetime.date) -> ApiToken | None:
    """The token with this secret that holds on a day; notes the day of use (housekeeping, not an act)."""
    rows = ApiToken.objects.filter(valid_from__lte=on, valid_to__gt=on, revoked_at=None, account__is_active=True)
    token = rows.select_related("organ", "account").filter(secret_sha256=fingerprint(secret)).first()
    if token is not None and token.last_used_on != on:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=on)
    return token


def actor_of_token(token: ApiToken, on: datetime.date) -> Actor:
    """The account, with those of its rights that the token names, at the organ of the token only."""
    account = replace(actor_of(token.account, on), borrowed=())  # what a colleague lent is lent to the person
    held = [right for right in map(Permission, token.rights) if account.may(right, token.organ.place)]
    grants = frozenset((right, Reach("", token.organ_id)) for right in held)
    return Actor(ActorKind.USER, account.id, f"{account.name}（{token.name}）", grants)
