"""Roles and the rights they bundle. A post (:class:`gongkai.organs.models.Post`) gives a person a role at a place."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.permissions import Permission


class Role(models.TextChoices):
    """What a post is for."""

    CLERK = "clerk", _("经办")
    REVIEWER = "reviewer", _("审核")
    ADMIN = "admin", _("管理员")


RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: frozenset({Permission.IMPORT_REPORT, Permission.CONFIRM_REPORT}),
    Role.REVIEWER: frozenset({Permission.CONFIRM_REPORT, Permission.PUBLISH_REPORT, Permission.WITHDRAW_REPORT}),
    Role.ADMIN: frozenset(
        {Permission.LOAD_ORGANS, Permission.CHANGE_ORGAN, Permission.MANAGE_ACCOUNTS, Permission.READ_LEDGER}
    ),
}
