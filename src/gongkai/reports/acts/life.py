"""The legal life of a report: confirmed by one person, published by another, withdrawn with a reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.kernel.actors import SYSTEM, Actor
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.reports import facts, policy
from gongkai.reports.acts.parts import FINDABLE, demand_seen, findable, set_snapshot
from gongkai.reports.acts.review import check_report
from gongkai.reports.models import Report, ReportStatus, WithdrawalKind
from gongkai.search import index


class OutOfDate(Unlawful):
    """The findings that were looked at are not those of today."""


def confirm_report(actor: Actor, report_id: int, *, accept_ambiguous: bool = False, seen: str | None = None) -> Report:
    """Declare a report looked over and ready for publication, checked as last year's report stands now.

    Refused while an error is not acknowledged, or a cell is ambiguous unless ``accept_ambiguous``: then it is
    published as ambiguous. Refused too when the check says something else than what is stored: what it says now is
    stored then, to be looked at. ``seen`` is the snapshot a person had before them; another one is refused as well.
    """
    try:
        return _confirm(actor, report_id, seen, accept_ambiguous=accept_ambiguous)
    except OutOfDate:
        check_report(SYSTEM, report_id)
        raise


def publish_report(actor: Actor, report_id: int, *, seen: str | None = None) -> Report:
    """Make a confirmed report public and freeze it; the edition that was live is replaced by it.

    Whoever imported or confirmed it may not publish it (``policy.SEPARATIONS``). Refused, as by
    :func:`confirm_report`, when the check has changed since.
    """
    try:
        return _publish(actor, report_id, seen)
    except OutOfDate:
        check_report(SYSTEM, report_id)
        raise


@act("report.confirm", Permission.CONFIRM_REPORT, _("核对完毕"))
def _confirm(step: Step, report_id: int, seen: str | None, *, accept_ambiguous: bool) -> Report:
    report = _locked(step, report_id, "confirm")
    demand_seen(step, report, seen)
    _demand_current(report)
    _demand_settled(step, report, accept_ambiguous)
    report.status = ReportStatus.CONFIRMED
    report.ambiguous_accepted = accept_ambiguous
    report.confirmed_by_id, report.confirmed_at = step.person, step.now
    report.save(update_fields=["status", "ambiguous_accepted", "confirmed_by", "confirmed_at"])
    step.record(report, accept_ambiguous=accept_ambiguous, snapshot=report.snapshot_sha256)
    return report


@act("report.return", Permission.PUBLISH_REPORT, _("退回核对"))
def return_report(step: Step, report_id: int, reason: str) -> Report:
    """Send a confirmed report back to be looked over again."""
    report = _locked(step, report_id, "return")
    step.demand(bool(reason.strip()), _("请写明退回理由。"))
    report.status = ReportStatus.IMPORTED
    report.confirmed_by, report.confirmed_at = None, None
    report.save(update_fields=["status", "confirmed_by", "confirmed_at"])
    step.record(report, reason=reason.strip())
    return report


@act("report.publish", Permission.PUBLISH_REPORT, _("发布报告"))
def _publish(step: Step, report_id: int, seen: str | None) -> Report:
    report = _locked(step, report_id, "publish")
    demand_seen(step, report, seen)
    objection = policy.separated(step.actor, Permission.PUBLISH_REPORT, report)
    step.demand(not objection, objection)
    lock(Organ.objects, pk=report.organ_id)  # its reports of two years must not be published past each other
    _demand_current(report)
    _demand_settled(step, report, report.ambiguous_accepted)
    live = facts.live_edition(report).select_for_update().first()
    if live is not None:
        _withdraw(step, live, WithdrawalKind.REPLACED, f"由第 {report.edition} 版取代")
    report.status = ReportStatus.PUBLISHED
    report.published_by_id, report.published_at = step.person, step.now
    report.save(update_fields=["status", "published_by", "published_at"])
    index.put(findable(report))
    step.record(report, snapshot=report.snapshot_sha256, replaces=live.pk if live else None)
    step.announce("report.published", report=report.pk)
    return report


@act("report.withdraw", Permission.WITHDRAW_REPORT, _("撤回报告"))
def withdraw_report(step: Step, report_id: int, kind: WithdrawalKind, reason: str) -> Report:
    """Take a report from public view, or discard one that was not published yet."""
    report = _locked(step, report_id, "withdraw")
    step.demand(bool(reason.strip()), _("请写明撤回理由。"))
    published = report.status == ReportStatus.PUBLISHED
    step.demand(
        published != (kind == WithdrawalKind.DISCARDED), _("“发布前作废”只用于未发布的报告，已发布的请选择撤回原因。")
    )
    _withdraw(step, report, kind, reason.strip())
    step.record(report, kind=kind.value, reason=reason.strip())
    return report


def _locked(step: Step, report_id: int, name: str) -> Report:
    move = policy.MOVES[name]
    report = lock(Report.objects.select_related("organ").defer("snapshot"), pk=report_id)
    step.permit(report.organ.place)
    step.demand(report.status in move.states, move.otherwise)
    return report


def _demand_current(report: Report) -> None:
    looked_at = report.snapshot_sha256
    set_snapshot(report, facts.check_now(report))
    if report.snapshot_sha256 != looked_at:
        raise OutOfDate(_("上一年度的报告或核对规则有变化，核对结果已重新计算。请看过新的结果再办理。"))


def _demand_settled(step: Step, report: Report, accept_ambiguous: bool) -> None:
    errors, ambiguous = facts.open_errors(report), facts.ambiguous_cells(report)
    step.demand(not errors, _("还有 %(errors)s 个错误没有说明理由，请先更正或逐条说明。"), errors=errors)
    step.demand(
        not ambiguous or accept_ambiguous,
        _("还有 %(ambiguous)s 个单元格存疑，请先逐一确认，或明确选择按“存疑”发布。"),
        ambiguous=ambiguous,
    )


def _withdraw(step: Step, report: Report, kind: WithdrawalKind, reason: str) -> None:
    was_public = report.status == ReportStatus.PUBLISHED
    report.status = ReportStatus.WITHDRAWN
    report.withdrawal_kind, report.withdrawal_reason = kind, reason
    report.withdrawn_at = step.now
    report.save(update_fields=["status", "withdrawal_kind", "withdrawal_reason", "withdrawn_at"])
    if was_public:
        index.remove(FINDABLE, report.pk)
        step.announce("report.withdrawn", report=report.pk)
