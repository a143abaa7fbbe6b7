"""The people of the tests and a small register: three divisions, a clerk, a reviewer, a second clerk, an outsider."""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache

from gongkai.kernel.actors import INSTALLER, Actor
from gongkai.organs.acts import create_account, give_post, load_register
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.register import Register, register_from_law
from gongkai.organs.roles import Role

DIVISIONS = frozenset({"530000", "530500", "530502", "530700", "530800", "530802", "530121"})
KINDS = ("-government", "-office", "-education")
TODAY = datetime.date(2026, 3, 2)
PASSWORD = "correct horse battery 9"


@cache
def small_register() -> Register:
    """Some divisions of the law's register with their governments, offices and education departments."""
    whole = register_from_law()
    return dataclasses.replace(
        whole,
        divisions=tuple(entry for entry in whole.divisions if entry.code in DIVISIONS | {"530100"}),
        organs=tuple(entry for entry in whole.organs if entry.division in DIVISIONS and entry.code.endswith(KINDS)),
    )


@dataclasses.dataclass(frozen=True)
class People:
    """李经办 and 王审核 work for the province, 周经办 only for 保山's office, 外人 has an account without a post."""

    clerk: Actor
    reviewer: Actor
    local_clerk: Actor
    outsider: Actor


def settle() -> People:
    """Load the register and make the accounts."""
    load_register(INSTALLER, small_register())
    clerk = _account("li", "李经办", "530000-office", Role.CLERK, Post.Scope.DIVISION)
    reviewer = _account("wang", "王审核", "530000-office", Role.REVIEWER, Post.Scope.DIVISION)
    local_clerk = _account("zhou", "周经办", "530500-office", Role.CLERK, Post.Scope.ORGAN)
    home = Organ.objects.get(code="530700-office")
    outsider = create_account(INSTALLER, "wai", "外人", home.pk, PASSWORD)
    return People(clerk, reviewer, local_clerk, actor_of(outsider, TODAY))


def _account(username: str, name: str, organ: str, role: Role, scope: Post.Scope) -> Actor:
    home = Organ.objects.get(code=organ)
    user: User = create_account(INSTALLER, username, name, home.pk, PASSWORD)
    give_post(INSTALLER, user.pk, home.pk, role, scope)
    return actor_of(user, TODAY)
