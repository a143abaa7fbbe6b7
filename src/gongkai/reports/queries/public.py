"""Published reports for everybody: lists, and one report with its findings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, JSONField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from gongkai.organs.models import Organ
from gongkai.reading.model import AnnualReport, Span
from gongkai.reading.writers.from_json import from_json
from gongkai.reports.models import FindingRecord, Origin, Report, ReportCell, ReportStatus, WithdrawalKind
from gongkai.statute.forms import FormId, Severity

PUBLISHED = Q(status=ReportStatus.PUBLISHED)
READABLE = PUBLISHED | Q(published_at__isnull=False, withdrawal_kind=WithdrawalKind.REPLACED)
"""Whose content everybody may read: live editions, and those that a newer edition has replaced."""


@dataclass(frozen=True, slots=True)
class OrganRef:
    """An organ as lists show it; ``code`` (530802-government) is its public identifier."""

    id: int
    code: str
    name: str
    short_name: str
    kind: Organ.Kind
    division_code: str
    division_name: str

    @staticmethod
    def of(organ: Organ) -> OrganRef:
        """Needs ``organ.division`` loaded."""
        return OrganRef(
            organ.pk,
            organ.code,
            organ.name,
            organ.short_name,
            Organ.Kind(organ.kind),
            organ.division_id,
            organ.division.name,
        )


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """One report as lists show it. ``errors``/``warnings``/``questions`` count findings, acknowledged ones too.

    ``open_errors``/``open_warnings`` count those that nobody has explained.
    """

    id: int
    organ: OrganRef
    year: int
    edition: int
    statutory: bool
    form: FormId | None
    title: str
    origin: Origin
    status: ReportStatus
    printed_on: datetime.date | None
    published_at: datetime.datetime | None
    errors: int
    warnings: int
    questions: int
    open_errors: int
    open_warnings: int

    @property
    def explained(self) -> int:
        """Errors and warnings with a reason beside them."""
        return self.errors + self.warnings - self.open_errors - self.open_warnings


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a finding; ``span`` points into ``ReportPage.report.document.text``."""

    label: str
    value: Decimal | None
    cells: tuple[str, ...]
    figures: tuple[int, ...]
    quote: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, gravest first; ``acknowledged_reason`` is empty while it is open."""

    id: int
    rule: str
    kind: str
    severity: Severity
    message: str
    hint: str
    expression: str
    arithmetic: str
    basis: str
    sides: tuple[SideView, ...]
    fingerprint: str
    acknowledged_reason: str
    acknowledged_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class WithdrawnReport:
    """What is left to be seen of a report that was taken from public view: which it was, and why."""

    summary: ReportSummary
    reason: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything one report's page shows: its structure from the snapshot, its findings, its other editions."""

    summary: ReportSummary
    report: AnnualReport
    findings: tuple[FindingView, ...]
    years: tuple[ReportSummary, ...]  # published reports of the organ, newest first, this one included
    file_sha256: str
    snapshot_sha256: str
    snapshot: dict[str, Any]  # for the JSON download
    withdrawal: str  # why it is no longer live, empty while it is


def summaries(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The rows that :func:`summary` needs: organ and division joined, findings counted, no snapshot."""
    counts = {
        f"{severity.value}_count": how_many(FindingRecord.objects.filter(severity=severity.value))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    }
    for severity in (Severity.ERROR, Severity.WARNING):
        unexplained = FindingRecord.objects.filter(severity=severity.value, acknowledged_reason="")
        counts[f"open_{severity.value}_count"] = how_many(unexplained)
    return reports.select_related("organ__division").defer("snapshot").annotate(**counts)


def how_many(parts: QuerySet[FindingRecord] | QuerySet[ReportCell]) -> Coalesce:
    """How many of ``parts`` a report has, as a column. (Counting over joins would multiply several counts.)"""
    counted = parts.filter(report=OuterRef("pk")).order_by().values("report").annotate(number=Count("*"))
    return Coalesce(Subquery(counted.values("number")), 0)


def summary(report: Report) -> ReportSummary:
    """A row of :func:`summaries` as a value."""
    return ReportSummary(
        id=report.pk,
        organ=OrganRef.of(report.organ),
        year=report.year,
        edition=report.edition,
        statutory=report.statutory,
        form=FormId(report.form) if report.form else None,
        title=report.title,
        origin=Origin(report.origin),
        status=ReportStatus(report.status),
        printed_on=report.printed_on,
        published_at=report.published_at,
        errors=getattr(report, "error_count"),  # noqa: B009 (annotated)
        warnings=getattr(report, "warning_count"),  # noqa: B009
        questions=getattr(report, "question_count"),  # noqa: B009
        open_errors=getattr(report, "open_error_count"),  # noqa: B009
        open_warnings=getattr(report, "open_warning_count"),  # noqa: B009
    )


def latest_reports(limit: int = 10) -> tuple[ReportSummary, ...]:
    """The reports published last (1 query)."""
    rows = summaries(Report.objects.filter(PUBLISHED)).order_by("-published_at", "-id")[:limit]
    return tuple(summary(row) for row in rows)


def published_reports(*, division: str = "", year: int | None = None) -> QuerySet[Report]:
    """Published reports, newest year first, to be paged by the caller and turned to values by :func:`summary`.

    ``division``: a GB/T 2260 prefix (53, 5308, 530802).
    """
    chosen = Report.objects.filter(PUBLISHED, organ__division__code__startswith=division)
    if year is not None:
        chosen = chosen.filter(year=year)
    return summaries(chosen).order_by("-year", "organ__division_id", "organ__position", "id")


def report_page(report_id: int) -> ReportPage | None:
    """A report whose content is public (2 queries); None = unknown, never published, or taken from view."""
    readable = Report.objects.filter(READABLE, organ__reports=report_id)
    with_content = Case(When(pk=report_id, then=F("snapshot")), default=None, output_field=JSONField())
    rows = list(summaries(readable).annotate(content=with_content).order_by("-year", "-statutory"))
    own = next((row for row in rows if row.pk == report_id), None)
    if own is None:
        return None
    own.snapshot = getattr(own, "content")  # noqa: B009 (annotated)
    return page_of(own, tuple(summary(row) for row in rows if row.status == ReportStatus.PUBLISHED))


def withdrawn_report(report_id: int) -> WithdrawnReport | None:
    """A report that was public and is no longer to be read (1 query); None = there is none."""
    gone = summaries(Report.objects.exclude(published_at=None).exclude(READABLE).filter(pk=report_id)).first()
    return None if gone is None else WithdrawnReport(summary(gone), _withdrawal(gone))


def page_of(report: Report, years: tuple[ReportSummary, ...] | None = None) -> ReportPage:
    """The page of a row of :func:`summaries` (2 further queries, 3 without ``years``)."""
    if years is None:
        published = summaries(Report.objects.filter(PUBLISHED, organ_id=report.organ_id))
        years = tuple(map(summary, published.order_by("-year", "-statutory")))
    return ReportPage(
        summary=summary(report),
        report=from_json(report.snapshot),
        findings=tuple(finding_view(record) for record in report.findings.all()),
        years=years,
        file_sha256=report.file_id,
        snapshot_sha256=report.snapshot_sha256,
        snapshot=report.snapshot,
        withdrawal=_withdrawal(report),
    )


def _withdrawal(report: Report) -> str:
    return f"{report.get_withdrawal_kind_display()}：{report.withdrawal_reason}" if report.withdrawal_kind else ""


def exact(value: Decimal | None) -> Decimal | None:
    """The number without the zeros that the column adds: 48.0000 → 48."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def finding_view(record: FindingRecord) -> FindingView:
    """A stored finding as a value."""
    return FindingView(
        id=record.pk,
        rule=record.rule,
        kind=record.kind,
        severity=Severity(record.severity),
        message=record.message,
        hint=record.hint,
        expression=record.expression,
        arithmetic=record.arithmetic,
        basis=record.basis,
        sides=tuple(_side(side) for side in record.sides),
        fingerprint=record.fingerprint,
        acknowledged_reason=record.acknowledged_reason,
        acknowledged_at=record.acknowledged_at,
    )


def _side(stored: dict[str, Any]) -> SideView:
    return SideView(
        label=stored["label"],
        value=None if stored["value"] is None else Decimal(stored["value"]),
        cells=tuple(stored["cells"]),
        figures=tuple(stored["figures"]),
        quote=stored["quote"],
        span=None if stored["span"] is None else Span(*stored["span"]),
    )
