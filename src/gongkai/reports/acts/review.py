"""Looking a report over before it is published: settle ambiguous cells, acknowledge findings."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.reports import facts
from gongkai.reports.acts.parts import set_snapshot, write_findings
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportStatus
from gongkai.reports.reader import check_again

NOT_OPEN = "报告已核对、发布或撤回，不能再修改；如需修改，请先退回或导入新版本。"
REASON_NEEDED = "请写明理由。"


@act("report.confirm_cell", Permission.CONFIRM_REPORT)
def confirm_cell(step: Step, cell_id: int, value: Decimal | None, reason: str) -> ReportCell:
    """Settle an ambiguous cell (None = it is printed blank) and check the report again.

    A settled cell may be settled anew as long as the report is open.
    """
    report = _open_report(step, cells=cell_id)
    cell = lock(ReportCell.objects, pk=cell_id)
    step.demand(cell.status == CellStatus.AMBIGUOUS or cell.confirmed_value, "只有存疑的单元格需要确认。")
    step.demand(bool(reason.strip()), REASON_NEEDED)
    status = CellStatus.BLANK if value is None else CellStatus.READ
    structure = _with_cell(facts.structure(report), cell.key, value, status)
    result = check_again(structure, facts.last_year(report.organ, report.year))
    set_snapshot(report, result)
    report.save(update_fields=["snapshot", "snapshot_sha256"])
    write_findings(report, result)
    before, cell.value, cell.status = cell.value, value, status
    cell.confirmed_value, cell.confirmation_reason = True, reason.strip()
    cell.confirmed_by_id, cell.confirmed_at = step.person, step.now
    cell.save()
    step.record(report, cell=cell.key, before=_text(before), value=_text(value), reason=reason.strip())
    return cell


@act("report.acknowledge", Permission.CONFIRM_REPORT)
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


def _open_report(step: Step, **part: int) -> Report:
    """The report of a cell or finding. It is locked before its parts: whoever holds it may replace its findings."""
    report = lock(Report.objects.select_related("organ"), **part)
    step.permit(report.organ.place)
    step.demand(report.status == ReportStatus.IMPORTED, NOT_OPEN)
    return report


def _with_cell(structure: AnnualReport, key: str, value: Decimal | None, status: CellStatus) -> AnnualReport:
    settled = dataclasses.replace(structure.cells[key], value=value, status=status, basis=(), alternatives=())
    return dataclasses.replace(structure, cells={**structure.cells, key: settled})


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
