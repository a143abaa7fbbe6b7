"""From posts to rights: the actor behind an account, and the accounts behind a right."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from gongkai.kernel.actors import Actor, ActorKind, Borrowed, Place, Reach, division_prefix
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Division, Post, User, valid_on
from gongkai.organs.roles import RIGHTS, Role

NEVER_LENT = frozenset({Permission.DELEGATE_POST})
"""What was lent is not lent on."""


def actor_of(user: User, on: datetime.date) -> Actor:
    """The account as an actor with the rights of its posts on a day (1 query); none when it is switched off."""
    posts = list(held_posts(user, on)) if user.is_active else []
    own = {(right, reach_of(post)) for post in posts if post.lent_by is None for right in RIGHTS[Role(post.role)]}
    lent = [
        Borrowed(right, reach_of(post), post.lent_by.user_id, post.lent_by.user.display_name)
        for post in posts
        if post.lent_by is not None
        for right in sorted(RIGHTS[Role(post.role)] - NEVER_LENT)
    ]
    return Actor(ActorKind.USER, user.pk, user.display_name, frozenset(own), tuple(lent))


def held_posts(user: User, on: datetime.date) -> QuerySet[Post]:
    """The posts of a person on a day; one that was lent ends with the post and the account it comes from."""
    return user.posts.filter(valid_on(on), _lender_holds(on)).select_related("organ", "lent_by__user")


def _lender_holds(on: datetime.date, prefix: str = "") -> Q:
    lender = valid_on(on, f"{prefix}lent_by__") & Q(**{f"{prefix}lent_by__user__is_active": True})
    return Q(**{f"{prefix}lent_by": None}) | lender


def reach_of(post: Post) -> Reach:
    """How far a post reaches. Needs ``post.organ`` loaded."""
    prefix = division_prefix(post.organ.division_id)
    return Reach(prefix, None if post.scope == Post.Scope.DIVISION else post.organ_id)


def may_everywhere(actor: Actor, permission: Permission) -> bool:
    """Does the right hold in every division there is? For what cannot be parted by place, such as the ledger."""
    roots = Division.objects.filter(parent=None).values_list("code", flat=True)
    reaches = actor.reaches(permission)
    return bool(reaches) and all(
        any(reach.includes(Reach(division_prefix(code))) for reach in reaches) for code in roots
    )


def who_may(permission: Permission, place: Place, on: datetime.date) -> QuerySet[User]:
    """The active accounts that hold ``permission`` at ``place`` on a day."""
    roles = [role for role, rights in RIGHTS.items() if permission in rights]
    above = {place.division[:digits].ljust(6, "0") for digits in (2, 4, 6)}
    reaching = Q(posts__organ=place.organ) | Q(posts__scope=Post.Scope.DIVISION, posts__organ__division__in=above)
    holding = valid_on(on, "posts__") & _lender_holds(on, "posts__")
    if permission in NEVER_LENT:
        holding &= Q(posts__lent_by=None)
    return User.objects.filter(holding, reaching, is_active=True, posts__role__in=roles).distinct()


def within_reach(actor: Actor, *permissions: Permission, organ: str = "organ") -> Q:
    """List filter: rows whose ``organ`` lies where the actor holds any of ``permissions``; nothing without a right."""
    allowed = Q(pk__in=())
    for permission in permissions:
        for reach in actor.reaches(permission):
            if reach.organ is not None:
                allowed |= Q(**{organ: reach.organ})
            else:
                allowed |= Q(**{f"{organ}__division__code__startswith": reach.prefix})
    return allowed
