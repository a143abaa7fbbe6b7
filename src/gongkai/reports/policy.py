"""Who may do what with a report: deny by default, scopes as query filters, and who must not be the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.reports.models import Report, ReportStatus

if TYPE_CHECKING:  # the stubs are for developers only
    from django_stubs_ext import StrPromise

DESK_PERMISSIONS = (
    Permission.IMPORT_REPORT,
    Permission.CONFIRM_REPORT,
    Permission.PUBLISH_REPORT,
    Permission.WITHDRAW_REPORT,
)


@dataclass(frozen=True, slots=True)
class Separation:
    """Whoever stands in ``field`` of a report must not use ``permission`` on it."""

    permission: Permission
    field: str
    message: StrPromise


SEPARATIONS = (
    Separation(Permission.PUBLISH_REPORT, "imported_by_id", _("导入人不能发布自己导入的报告，请由审核岗位发布。")),
    Separation(Permission.PUBLISH_REPORT, "confirmed_by_id", _("核对人不能发布自己核对的报告，请由另一位审核人发布。")),
)


@dataclass(frozen=True, slots=True)
class Move:
    """One step in the life of a report: the right it needs, the states it starts from, what is said in any other."""

    permission: Permission
    states: frozenset[ReportStatus]
    otherwise: StrPromise


MOVES = {
    "confirm": Move(Permission.CONFIRM_REPORT, frozenset({ReportStatus.IMPORTED}), _("只能核对待核对的报告。")),
    "return": Move(Permission.PUBLISH_REPORT, frozenset({ReportStatus.CONFIRMED}), _("只能退回已核对的报告。")),
    "publish": Move(Permission.PUBLISH_REPORT, frozenset({ReportStatus.CONFIRMED}), _("只能发布已核对的报告。")),
    "withdraw": Move(
        Permission.WITHDRAW_REPORT, frozenset(ReportStatus) - {ReportStatus.WITHDRAWN}, _("报告已经撤回。")
    ),
}
"""The life of a report as a table; acts refuse by it and pages offer by it."""


def moves(actor: Actor, report: Report) -> frozenset[str]:
    """The steps that ``actor`` may take with ``report`` as it stands now."""
    return frozenset(
        name
        for name, move in MOVES.items()
        if report.status in move.states
        and actor.may(move.permission, report.organ.place)
        and not (name == "publish" and separated(actor, move.permission, report))
    )


def separated(actor: Actor, permission: Permission, report: Report) -> str:
    """Why ``actor`` must not use ``permission`` on ``report`` although they hold it; empty = nothing against it."""
    for rule in SEPARATIONS:
        if rule.permission is permission and actor.id is not None and getattr(report, rule.field) == actor.id:
            return str(rule.message)
    return ""


def own_work(actor: Actor) -> Q:
    """List filter: the reports that ``actor`` must not publish by ``SEPARATIONS``."""
    own = Q(pk__in=())
    for rule in SEPARATIONS:
        own |= Q(**{rule.field: actor.id})
    return own
