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
    SECTION = "section", _("部门负责人")
    DISCLOSURE = "disclosure", _("公开工作机构")
    SECRECY = "secrecy", _("保密审查")
    LEGAL = "legal", _("合法性审核")
    EDITOR = "editor", _("审校发布")
    LEADER = "leader", _("签发领导")


RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: frozenset(
        {
            Permission.IMPORT_REPORT,
            Permission.CONFIRM_REPORT,
            Permission.DRAFT_DOCUMENT,
            Permission.ANSWER_OPINION,
            Permission.RECEIVE_APPLICATION,
            Permission.HANDLE_APPLICATION,
        }
    ),
    Role.REVIEWER: frozenset({Permission.CONFIRM_REPORT, Permission.PUBLISH_REPORT, Permission.WITHDRAW_REPORT}),
    Role.ADMIN: frozenset(
        {Permission.LOAD_ORGANS, Permission.CHANGE_ORGAN, Permission.MANAGE_ACCOUNTS, Permission.READ_LEDGER}
    ),
    Role.SECTION: frozenset({Permission.DELEGATE_POST, Permission.REVIEW_UNIT}),
    Role.DISCLOSURE: frozenset(
        {
            Permission.DELEGATE_POST,
            Permission.REVIEW_ATTRIBUTE,
            Permission.MANAGE_DISCLOSURE,
            Permission.IMPORT_DOCUMENT,
            Permission.RECEIVE_APPLICATION,
            Permission.HANDLE_APPLICATION,
            Permission.EXTEND_REPLY,
            Permission.SUPERVISE_APPLICATIONS,
        }
    ),
    Role.SECRECY: frozenset({Permission.DELEGATE_POST, Permission.REVIEW_SECRECY}),
    Role.LEGAL: frozenset({Permission.DELEGATE_POST, Permission.REVIEW_LEGALITY, Permission.ADVISE_ON_ANSWER}),
    Role.EDITOR: frozenset({Permission.DELEGATE_POST, Permission.CHECK_TEXT, Permission.PUBLISH_DOCUMENT}),
    Role.LEADER: frozenset({Permission.DELEGATE_POST, Permission.SIGN_DOCUMENT, Permission.APPROVE_ANSWER}),
}
