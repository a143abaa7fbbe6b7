"""Looking a report over before it is published: settle ambiguous cells, acknowledge findings, check again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.reading.model import CellStatus, CellValue
from gongkai.reports import facts
from gongkai.reports.acts.parts import demand_seen, set_check
from gongkai.reports.facts import Settlement
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportStatus

NOT_OPEN = _("报告已核对、发布或撤回，不能再修改；如需修改，请先退回或导入新版本。")
REASON_NEEDED = _("请写明理由。")


@act("report.settle_cells", Permission.CONFIRM_REPORT, _("确认存疑的格"))
def settle_cells(
    step: Step,
    report_id: int,
    values: Mapping[int, Decimal | None],
    reason: str,
    *,
    reopened: Collection[int] = (),
    seen: str | None = None,
) -> Settlement:
    """Settle ambiguous cells by id (None = printed blank), infer what follows from them, and check the report once.

    A settled cell may be settled anew, or opened again (``reopened``), as long as the report is open: what followed
    from it is then ambiguous again. ``seen`` is the snapshot a person had before them; another one is refused.
    """
    report = _open_report(step, pk=report_id)
    demand_seen(step, report, seen)
    doubts = {cell.pk: cell for cell in facts.doubtful_cells(report).select_for_update(of=("self",))}
    step.demand(doubts.keys() >= {*values, *reopened}, _("只有存疑的单元格需要确认。"))
    step.demand(bool(values or reopened), _("请先选定至少一格的数值。"))
    step.demand(bool(reason.strip()), REASON_NEEDED)
    found = facts.settlement(report, doubts.values(), values, reopened)
    changed = {}
    for cell in doubts.values():
        if cell.pk in values or cell.pk in reopened:
            changed[cell.key] = [_text(cell.value), _text(found.cells[cell.key].value)]
            _confirm(step, cell, cell.pk in values, reason.strip())
        _write(cell, found.cells[cell.key])
    ReportCell.objects.bulk_update(doubts.values(), CELL_FIELDS)
    set_check(report, found.result)
    step.record(
        report,
        reason=reason.strip(),
        cells=changed,
        reopened=[doubts[pk].key for pk in reopened],
        derived={cell.key: _text(cell.value) for cell in found.derived},
    )
    return found


@act("report.acknowledge", Permission.CONFIRM_REPORT, _("说明问题"))
def acknowledge_finding(step: Step, finding_id: int, reason: str) -> FindingRecord:
    """Accept a finding as it is, with the reason that will be published beside it."""
    report = _open_report(step, findings=finding_id)
    finding = lock(FindingRecord.objects, pk=finding_id)
    step.demand(bool(reason.strip()), REASON_NEEDED)
    finding.acknowledged_reason = reason.strip()
    finding.acknowledged_by_id, finding.acknowledged_at = step.person, step.now
    finding.save(update_fields=["acknowledged_reason", "acknowledged_by", "acknowledged_at"])
    step.record(report, finding=finding.fingerprint, rule=finding.rule, reason=reason.strip())
    return finding


@act("report.check", Permission.CHECK_REPORT, _("重新计算核对结果"))
def check_report(step: Step, report_id: int) -> Report:
    """Check an unpublished report as last year's report stands now; nothing happens when that says the same.

    The system does it: after the report of the year before was published or withdrawn, and before a decision.
    """
    report = lock(Report.objects.select_related("organ"), pk=report_id)
    step.permit(report.organ.place)
    before = report.snapshot_sha256
    if not report.is_open or set_check(report, facts.check_now(report)) == before:
        step.unchanged()
    else:
        step.record(report, before=before, snapshot=report.snapshot_sha256)
    return report


CELL_FIELDS = ("value", "status", "confirmed_value", "confirmation_reason", "confirmed_by", "confirmed_at")


def _confirm(step: Step, cell: ReportCell, chosen: bool, reason: str) -> None:
    cell.confirmed_value, cell.confirmation_reason = chosen, reason if chosen else ""
    cell.confirmed_by_id, cell.confirmed_at = (step.person, step.now) if chosen else (None, None)


def _write(cell: ReportCell, found: CellValue) -> None:
    cell.value, cell.status = found.value, CellStatus(found.status)


def _open_report(step: Step, **part: int) -> Report:
    """The report of a cell or finding. It is locked before its parts: whoever holds it may replace its findings."""
    report = lock(Report.objects.select_related("organ"), **part)
    step.permit(report.organ.place)
    step.demand(report.status == ReportStatus.IMPORTED, NOT_OPEN)
    return report


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
