"""From posts to rights: the actor behind an account, and the accounts behind a right."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from gongkai.kernel.actors import Actor, ActorKind, Place, Reach, division_prefix
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Division, Post, User, valid_on
from gongkai.organs.roles import RIGHTS, Role


def actor_of(user: User, on: datetime.date) -> Actor:
    """The account as an actor with the rights of its posts on a day (1 query); none when it is switched off."""
    posts = user.posts.filter(valid_on(on)).select_related("organ") if user.is_active else ()
    grants = {(permission, reach_of(post)) for post in posts for permission in RIGHTS[Role(post.role)]}
    return Actor(ActorKind.USER, user.pk, user.display_name, frozenset(grants))


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
    return User.objects.filter(valid_on(on, "posts__"), reaching, is_active=True, posts__role__in=roles).distinct()


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
