"""What staff read: batches and their progress, reports at work, one report under review."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from gongkai.kernel import heartbeat
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.policy import within_reach
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reports import facts, policy
from gongkai.reports.models import ImportBatch, ImportItem, ItemStatus, Report, ReportCell, ReportStatus
from gongkai.reports.queries.public import ReportPage, ReportSummary, exact, how_many, page_of, summaries, summary
from gongkai.statute.forms import Cell, FormId
from gongkai.statute.report_forms import form

WORKER = "worker"
"""The name under which workers give their signs of life."""


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
    taken_up_at: datetime.datetime | None  # when a file that is being read is read anew, should its worker have died


@dataclass(frozen=True, slots=True)
class DeskReport:
    """A report in the work list with what is left to do."""

    summary: ReportSummary
    ambiguous: int


@dataclass(frozen=True, slots=True)
class CellToConfirm:
    """A cell that reading left ambiguous: ``alternatives`` are the values that fit what is settled now (None = blank).

    ``row`` and ``column`` are the two parts of its label. ``confirmed``: a person chose the value; neither confirmed
    nor ``ambiguous``: the value follows from what was chosen elsewhere.
    """

    id: int
    key: str
    label: str
    row: str
    column: str
    value: Decimal | None
    alternatives: tuple[Decimal | None, ...]
    raw: str
    confirmed: bool
    ambiguous: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One report under review: the page as it will be, cells to settle, and what this actor may do now."""

    page: ReportPage
    doubts: tuple[CellToConfirm, ...]  # all cells that reading left ambiguous, in the order of the form
    moves: frozenset[str]  # the steps of ``policy.MOVES`` that this actor may take now
    publish_hindrance: str  # why this actor may not publish although they hold the right

    @property
    def to_confirm(self) -> tuple[CellToConfirm, ...]:
        """The cells that are ambiguous still."""
        return tuple(cell for cell in self.doubts if cell.ambiguous)


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
            taken_up_at=item.lease_until if item.status == ItemStatus.READING else None,
        )
        for item in items
    )


def desk_reports(actor: Actor) -> QuerySet[Report]:
    """Reports within the actor's reach, newest first, to be paged and turned to values by :func:`desk_report`."""
    chosen = Report.objects.filter(within_reach(actor, *policy.DESK_PERMISSIONS)).order_by("-id")
    return summaries(chosen).annotate(ambiguous_count=how_many(ReportCell.objects.filter(status=CellStatus.AMBIGUOUS)))


def to_confirm(actor: Actor) -> QuerySet[Report]:
    """What this actor may look over now."""
    reach = within_reach(actor, Permission.CONFIRM_REPORT)
    return desk_reports(actor).filter(reach, status=ReportStatus.IMPORTED)


def to_publish(actor: Actor) -> QuerySet[Report]:
    """What this actor may publish now: not what they imported or confirmed themselves."""
    reach = within_reach(actor, Permission.PUBLISH_REPORT)
    return desk_reports(actor).filter(reach, status=ReportStatus.CONFIRMED).exclude(policy.own_work(actor))


def desk_report(report: Report) -> DeskReport:
    """A row of :func:`desk_reports` as a value."""
    return DeskReport(
        summary=summary(report),
        ambiguous=getattr(report, "ambiguous_count"),  # noqa: B009 (annotated)
    )


def review_page(actor: Actor, report_id: int) -> ReviewPage | None:
    """One report for the desk (4 queries); None = unknown or out of reach."""
    report = desk_reports(actor).defer(None).filter(pk=report_id).first()
    if report is None:
        return None
    could_publish = report.status == ReportStatus.CONFIRMED and actor.may(Permission.PUBLISH_REPORT, report.organ.place)
    page = page_of(report)
    return ReviewPage(
        page=page,
        doubts=_doubts(report, page.report),
        moves=policy.moves(actor, report),
        publish_hindrance=policy.separated(actor, Permission.PUBLISH_REPORT, report) if could_publish else "",
    )


def preview(
    actor: Actor, report_id: int, values: Mapping[int, Decimal | None], reopened: Collection[int]
) -> facts.Settlement | None:
    """What :func:`gongkai.reports.acts.settle_cells` would make of the report; None = unknown or out of reach."""
    reach = within_reach(actor, Permission.CONFIRM_REPORT)
    report = Report.objects.filter(reach, pk=report_id).select_related("organ").first()
    return None if report is None else facts.settlement(report, facts.doubtful_cells(report), values, reopened)


def last_work() -> datetime.datetime | None:
    """When a worker last gave a sign of life (1 query); None = never."""
    return heartbeat.last_beat(WORKER)


def _doubts(report: Report, structure: AnnualReport) -> tuple[CellToConfirm, ...]:
    used = {cell.key: cell for cell in form(FormId(report.form)).cells} if report.form else {}
    order = {key: place for place, key in enumerate(used)}
    found = sorted(facts.doubtful_cells(report), key=lambda cell: order.get(cell.key, len(order)))
    return tuple(_to_confirm(cell, used.get(cell.key), structure.cells[cell.key]) for cell in found)


def _to_confirm(cell: ReportCell, known: Cell | None, now: CellValue) -> CellToConfirm:
    label = known.label if known else cell.key
    row, _, column = label.rpartition(" / ") if known and known.column.key != "value" else (label, "", "")
    ambiguous = cell.status == CellStatus.AMBIGUOUS
    as_read = tuple(None if value is None else Decimal(value) for value in cell.alternatives)
    return CellToConfirm(
        id=cell.pk,
        key=cell.key,
        label=label,
        row=row,
        column=column,
        value=exact(cell.value),
        alternatives=now.alternatives or as_read if ambiguous else as_read,
        raw=cell.raw,
        confirmed=cell.confirmed_value,
        ambiguous=ambiguous,
        reason=cell.confirmation_reason,
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
