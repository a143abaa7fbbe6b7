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
    DELEGATE_POST = "post.delegate"
    READ_LEDGER = "ledger.read"
    CHANGE_KEYS = "keys.change"
    DRAFT_DOCUMENT = "document.draft"
    REVIEW_UNIT = "document.review_unit"
    REVIEW_ATTRIBUTE = "document.review_attribute"
    REVIEW_SECRECY = "document.review_secrecy"
    REVIEW_LEGALITY = "document.review_legality"
    CHECK_TEXT = "document.check_text"
    SIGN_DOCUMENT = "document.sign"
    PUBLISH_DOCUMENT = "document.publish"
    MANAGE_DISCLOSURE = "document.manage"
    IMPORT_DOCUMENT = "document.import"
    FOLLOW_DAYS = "document.follow_days"
    GIVE_OPINION = "opinion.give"
    ANSWER_OPINION = "opinion.answer"
    SUBMIT_APPLICATION = "application.submit"
    FOLLOW_APPLICATION = "application.follow"
    RECEIVE_APPLICATION = "application.receive"
    HANDLE_APPLICATION = "application.handle"
    EXTEND_REPLY = "application.extend"
    ADVISE_ON_ANSWER = "application.advise"
    APPROVE_ANSWER = "application.approve"
    SUPERVISE_APPLICATIONS = "application.supervise"

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
    Permission.DELEGATE_POST: _("委托他人代行"),
    Permission.READ_LEDGER: _("查看操作留痕"),
    Permission.CHANGE_KEYS: _("更换加密密钥"),
    Permission.DRAFT_DOCUMENT: _("起草文件"),
    Permission.REVIEW_UNIT: _("部门审核"),
    Permission.REVIEW_ATTRIBUTE: _("公开属性审核"),
    Permission.REVIEW_SECRECY: _("保密审查"),
    Permission.REVIEW_LEGALITY: _("合法性审核"),
    Permission.CHECK_TEXT: _("文字审校"),
    Permission.SIGN_DOCUMENT: _("签发文件"),
    Permission.PUBLISH_DOCUMENT: _("编号和发布文件"),
    Permission.MANAGE_DISCLOSURE: _("管理公开指南、目录和时效"),
    Permission.IMPORT_DOCUMENT: _("导入已在别处公开的文件"),
    Permission.FOLLOW_DAYS: _("按日期更新有效性"),
    Permission.GIVE_OPINION: _("对征求意见稿提出意见"),
    Permission.ANSWER_OPINION: _("办理公众意见"),
    Permission.SUBMIT_APPLICATION: _("提出政府信息公开申请"),
    Permission.FOLLOW_APPLICATION: _("凭查询码办理自己的申请"),
    Permission.RECEIVE_APPLICATION: _("接收登记申请"),
    Permission.HANDLE_APPLICATION: _("办理申请"),
    Permission.EXTEND_REPLY: _("批准延长答复期限"),
    Permission.ADVISE_ON_ANSWER: _("对答复提出法律意见"),
    Permission.APPROVE_ANSWER: _("批准答复"),
    Permission.SUPERVISE_APPLICATIONS: _("监督检查申请办理"),
}
