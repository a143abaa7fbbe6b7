"""Every right there is, named once. What is not named here nobody may do."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # the stubs are for developers only
    from django_stubs_ext import StrPromise


class Permission(StrEnum):
    """A right to one kind of act. Roles (``organs.roles``) bundle them, posts place them."""

    IMPORT_REPORT = "report.import"
    CONFIRM_REPORT = "report.confirm"
    PUBLISH_REPORT = "report.publish"
    WITHDRAW_REPORT = "report.withdraw"
    PROCESS_IMPORT = "report.process_import"
    CHECK_REPORT = "report.check"
    LOAD_ORGANS = "organ.load"
    CHANGE_ORGAN = "organ.change"
    MANAGE_ACCOUNTS = "account.manage"
    READ_LEDGER = "ledger.read"

    @property
    def label(self) -> StrPromise:
        return _LABELS[self]


_LABELS: dict[Permission, StrPromise] = {
    Permission.IMPORT_REPORT: _("导入年度报告"),
    Permission.CONFIRM_REPORT: _("核对年度报告"),
    Permission.PUBLISH_REPORT: _("发布年度报告"),
    Permission.WITHDRAW_REPORT: _("撤回年度报告"),
    Permission.PROCESS_IMPORT: _("处理导入任务"),
    Permission.CHECK_REPORT: _("重新计算核对结果"),
    Permission.LOAD_ORGANS: _("装载行政区划与机关名录"),
    Permission.CHANGE_ORGAN: _("变更机关"),
    Permission.MANAGE_ACCOUNTS: _("管理账号"),
    Permission.READ_LEDGER: _("查看操作留痕"),
}
