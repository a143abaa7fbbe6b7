"""Who may do what with a report: deny by default, scopes as query filters, and who must not be the same person."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.reports.models import Report

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
    message: str


SEPARATIONS = (
    Separation(Permission.PUBLISH_REPORT, "imported_by_id", "导入人不能发布自己导入的报告，请由审核岗位发布。"),
    Separation(Permission.PUBLISH_REPORT, "confirmed_by_id", "核对人不能发布自己核对的报告，请由另一位审核人发布。"),
)


def separated(actor: Actor, permission: Permission, report: Report) -> str:
    """Why ``actor`` must not use ``permission`` on ``report`` although they hold it; empty = nothing against it."""
    for rule in SEPARATIONS:
        if rule.permission is permission and actor.id is not None and getattr(report, rule.field) == actor.id:
            return rule.message
    return ""


def may(actor: Actor, permission: Permission, report: Report) -> bool:
    """May ``actor`` use ``permission`` on ``report``: the right, its reach and the separation of duties."""
    return actor.may(permission, report.organ.place) and not separated(actor, permission, report)
