"""The act runner: every change goes lock → may they? → does the law allow it? → write → ledger → after commit.

An act is a function that takes a :class:`Step` first and is called with an :class:`Actor` instead::

    @act("report.withdraw", Permission.WITHDRAW_REPORT, _("撤回报告"))
    def withdraw_report(step: Step, report_id: int, reason: str) -> Report:
        report = lock(Report.objects, pk=report_id)
        step.permit(report.organ.place)
        step.demand(report.status == "published", _("只能撤回已发布的报告。"))
        ...
        step.record(report, reason=reason)
        return report

    withdraw_report(actor, report_id, reason="…")

It runs in one transaction; one that ends in a deadlock with another begins anew. An act that forgets to ask for
permission or to record is a fault of the program and is rolled back.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Manager, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.kernel import ledger, outbox, pretence
from gongkai.kernel.actors import Actor, Borrowed, Place
from gongkai.kernel.errors import NotFound, NotPermitted, Unlawful
from gongkai.kernel.ledger import Json
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import tidy

if TYPE_CHECKING:  # the stubs are for developers only
    from django_stubs_ext import StrPromise

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Registered:
    """What is known of an act before it runs: the right it needs and what people call it."""

    permission: Permission
    label: StrPromise


REGISTRY: dict[str, Registered] = {}
"""Every act by the name that stands in the ledger."""


@dataclass(slots=True)
class Step:
    """One run of an act: who, when, and the duties it has fulfilled."""

    name: str
    permission: Permission
    actor: Actor
    now: datetime.datetime
    permitted: bool = field(default=False, init=False)
    recorded: bool = field(default=False, init=False)
    behalf: Borrowed | None = field(default=None, init=False)

    def permit(self, place: Place | None = None, permission: Permission | None = None) -> None:
        """May they? Raise NotPermitted unless the actor holds the right at ``place`` (None: anywhere).

        ``permission``: the right that the state of the subject asks for, where it is not the act's own.
        """
        right = permission or self.permission
        if not self.actor.may(right, place):
            raise NotPermitted(_("您没有在此处“%(right)s”的权限。"), right=right.label)
        self.permitted = True
        self.behalf = self.behalf or self.actor.behalf(right, place)

    @property
    def person(self) -> int:
        """The account that acts. Raise NotPermitted for the system: this act needs a person."""
        if self.actor.id is None:
            raise NotPermitted(_("此事项须由登录的工作人员办理。"))
        return self.actor.id

    def demand(self, lawful: bool, message: str | StrPromise, **values: object) -> None:
        """Does the law, or the present state, allow it? Raise Unlawful with ``message`` if not.

        ``message`` is a lazy translation; ``values`` fill its named places.
        """
        if not lawful:
            raise Unlawful(message, **values)

    def record(self, subject: Model, **detail: Json) -> None:
        """Write the ledger entry of this act; with a borrowed right, it says on whose behalf."""
        if self.behalf is not None:
            detail["on_behalf_of"] = self.behalf.name
        if pretence.pretended() is not None:
            detail["as_of"] = self.now.isoformat()
        ledger.append(
            actor=self.actor,
            act=self.name,
            subject=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=detail,
            at=self.now if pretence.pretended() is None else timezone.now(),
        )
        self.recorded = True

    def unchanged(self) -> None:
        """Nothing was written, so there is nothing to record."""
        self.recorded = True

    def announce(self, kind: str, *, due: datetime.datetime | None = None, **payload: Json) -> None:
        """Tell others after commit, by the outbox; not before ``due``."""
        outbox.put(kind, payload, max(self.now, due or self.now))


def act(
    name: str, permission: Permission, label: StrPromise
) -> Callable[[Callable[Concatenate[Step, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function an act; see the module. ``name`` is ``<subject>.<verb>``, ``label`` what pages call it."""
    if name in REGISTRY:
        raise ValueError(f"two acts are named {name}")
    REGISTRY[name] = Registered(permission, label)

    def decorate(function: Callable[Concatenate[Step, P], R]) -> Callable[Concatenate[Actor, P], R]:
        def once(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                step = Step(name, permission, actor, pretence.pretended() or timezone.now())
                result = function(step, *tidy(args), **tidy(kwargs))
                if not (step.permitted and step.recorded):
                    raise RuntimeError(f"act {name} ended without asking for permission or without a ledger entry")
            return result

        @functools.wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            for _attempt in range(DEADLOCKS):
                try:
                    return once(actor, *args, **kwargs)
                except OperationalError as error:
                    if connection.in_atomic_block or not _is_deadlock(error):
                        raise
            return once(actor, *args, **kwargs)

        return run

    return decorate


DEADLOCKS = 3  # how often an act that PostgreSQL gave up for another one begins anew


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == "40P01"


def lock(rows: Manager[M] | QuerySet[M], **lookup: object) -> M:
    """The one row that matches, locked until the act ends; rows that refer to it can still be written.

    What belongs together is locked from the whole to its parts: organ, document, edition, part; two of one kind in the
    order of their keys. Raises NotFound.
    """
    found = rows.select_for_update(of=("self",), no_key=True).filter(**lookup).first()
    if found is None:
        raise NotFound(_("要办理的事项不存在，可能已被删除。"))
    return found
