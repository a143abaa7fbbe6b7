"""What staff read: batches and their progress, reports at work, one report under review."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.policy import within_reach
from gongkai.reading.model import CellStatus
from gongkai.reports import policy
from gongkai.reports.models import FindingRecord, ImportBatch, ImportItem, ItemStatus, Report, ReportCell
from gongkai.reports.queries.public import ReportPage, ReportSummary, exact, how_many, page_of, summaries, summary
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is; ``finished`` of ``total`` files need no more work by the machine."""

    id: int
    created_at: datetime.datetime
    created_by: str
    total: int
    pending: int
    reading: int
    waiting: int
    done: int
    failed: int

    @property
    def finished(self) -> int:
        return self.waiting + self.done + self.failed

    @property
    def running(self) -> bool:
        return self.finished < self.total


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One file of a batch and what came of it."""

    id: int
    file_name: str
    status: ItemStatus
    reason: str
    unit_name: str
    year: int | None
    report: ReportSummary | None


@dataclass(frozen=True, slots=True)
class DeskReport:
    """A report in the work list with what is left to do."""

    summary: ReportSummary
    ambiguous: int
    open_errors: int


@dataclass(frozen=True, slots=True)
class CellToConfirm:
    """A cell whose value a person must settle: ``alternatives`` are the values that fit (None = blank)."""

    id: int
    key: str
    label: str
    value: Decimal | None
    alternatives: tuple[Decimal | None, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One report under review: the page as it will be, cells to settle, and what this actor may do now."""

    page: ReportPage
    to_confirm: tuple[CellToConfirm, ...]
    confirmed: tuple[CellToConfirm, ...]
    may_confirm: bool
    may_publish: bool
    may_withdraw: bool
    publish_hindrance: str  # why this actor may not publish although they hold the right


def batches(actor: Actor, limit: int = 50) -> tuple[BatchProgress, ...]:
    """The batches within the actor's reach, newest first (1 query)."""
    chosen = ImportBatch.objects.filter(within_reach(actor, Permission.IMPORT_REPORT)).order_by("-id")
    return tuple(_progress(batch) for batch in _counted(chosen)[:limit])


def batch(actor: Actor, batch_id: int) -> BatchProgress | None:
    """One batch (1 query); None = unknown or out of reach. For the progress bar."""
    chosen = ImportBatch.objects.filter(within_reach(actor, Permission.IMPORT_REPORT), pk=batch_id)
    found = _counted(chosen).first()
    return None if found is None else _progress(found)


def batch_items(batch_id: int) -> tuple[ItemRow, ...]:
    """The files of a batch in order (2 queries). Ask :func:`batch` first: it knows the reach."""
    items = list(ImportItem.objects.filter(batch_id=batch_id))
    reports = summaries(Report.objects.filter(pk__in=[item.report_id for item in items if item.report_id]))
    by_id = {report.pk: summary(report) for report in reports}
    return tuple(
        ItemRow(
            id=item.pk,
            file_name=item.file_name,
            status=ItemStatus(item.status),
            reason=item.reason,
            unit_name=item.unit_name,
            year=item.year,
            report=by_id.get(item.report_id) if item.report_id else None,
        )
        for item in items
    )


def desk_reports(actor: Actor) -> QuerySet[Report]:
    """Reports within the actor's reach, newest first, to be paged and turned to values by :func:`desk_report`."""
    chosen = Report.objects.filter(within_reach(actor, *policy.DESK_PERMISSIONS)).order_by("-id")
    open_errors = FindingRecord.objects.filter(severity=Severity.ERROR, acknowledged_reason="")
    return summaries(chosen).annotate(
        ambiguous_count=how_many(ReportCell.objects.filter(status=CellStatus.AMBIGUOUS)),
        open_error_count=how_many(open_errors),
    )


def desk_report(report: Report) -> DeskReport:
    """A row of :func:`desk_reports` as a value."""
    return DeskReport(
        summary=summary(report),
        ambiguous=getattr(report, "ambiguous_count"),  # noqa: B009 (annotated)
        open_errors=getattr(report, "open_error_count"),  # noqa: B009
    )


def review_page(actor: Actor, report_id: int) -> ReviewPage | None:
    """One report for the desk (4 queries); None = unknown or out of reach."""
    report = desk_reports(actor).defer(None).filter(pk=report_id).first()
    if report is None:
        return None
    labels = {cell.key: cell.label for cell in form(FormId(report.form)).cells} if report.form else {}
    cells = report.cells.filter(Q(status=CellStatus.AMBIGUOUS) | Q(confirmed_value=True))
    shown = [(cell.confirmed_value, _to_confirm(cell, labels)) for cell in cells]
    may_publish = actor.may(Permission.PUBLISH_REPORT, report.organ.place)
    return ReviewPage(
        page=page_of(report),
        to_confirm=tuple(cell for confirmed, cell in shown if not confirmed),
        confirmed=tuple(cell for confirmed, cell in shown if confirmed),
        may_confirm=report.is_open and actor.may(Permission.CONFIRM_REPORT, report.organ.place),
        may_publish=policy.may(actor, Permission.PUBLISH_REPORT, report),
        may_withdraw=actor.may(Permission.WITHDRAW_REPORT, report.organ.place),
        publish_hindrance=policy.separated(actor, Permission.PUBLISH_REPORT, report) if may_publish else "",
    )


def _to_confirm(cell: ReportCell, labels: dict[str, str]) -> CellToConfirm:
    return CellToConfirm(
        id=cell.pk,
        key=cell.key,
        label=labels.get(cell.key, cell.key),
        value=exact(cell.value),
        alternatives=tuple(None if value is None else Decimal(value) for value in cell.alternatives),
        raw=cell.raw,
    )


def _counted(chosen: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    counts = {f"{status.value}_count": Count("items", filter=Q(items__status=status)) for status in ItemStatus}
    return chosen.select_related("created_by").annotate(**counts)


def _progress(row: ImportBatch) -> BatchProgress:
    counts = {status.value: int(getattr(row, f"{status.value}_count")) for status in ItemStatus}
    return BatchProgress(
        id=row.pk,
        created_at=row.created_at,
        created_by=row.created_by.display_name,
        total=sum(counts.values()),
        **counts,
    )
