"""What an act must know before it decides: the structure of a report, its neighbours, what still stands open."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from gongkai.organs.models import Organ
from gongkai.reading.model import AnnualReport, CellStatus, CellValue, CheckResult, Finding
from gongkai.reading.writers.from_json import from_json
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportStatus
from gongkai.reports.reader import check_again
from gongkai.reports.settling import settle
from gongkai.statute.forms import Severity
from gongkai.statute.report_forms import form


def structure(report: Report) -> AnnualReport:
    """The report as reading gave it, with the values that people have confirmed."""
    return from_json(report.snapshot)


def ambiguous_cells(report: Report) -> int:
    """How many cells nobody has settled yet."""
    return ReportCell.objects.filter(report=report, status=CellStatus.AMBIGUOUS).count()


def open_errors(report: Report) -> int:
    """How many findings of severity error nobody has acknowledged with a reason."""
    return FindingRecord.objects.filter(report=report, severity=Severity.ERROR, acknowledged_reason="").count()


def live_edition(report: Report) -> QuerySet[Report]:
    """The published edition of the same report: at most one row."""
    same = Report.objects.filter(organ=report.organ, year=report.year, statutory=report.statutory)
    return same.filter(status=ReportStatus.PUBLISHED).defer("snapshot")


def last_year(organ: Organ, year: int) -> AnnualReport | None:
    """The organ's published statutory report of the year before, for the relations across years."""
    report = Report.objects.filter(organ=organ, year=year - 1, statutory=True, status=ReportStatus.PUBLISHED).first()
    return None if report is None else structure(report)


def check_now(report: Report) -> CheckResult:
    """The check of a stored report as its neighbour of the year before stands now."""
    return check_again(structure(report), last_year(report.organ, report.year))


def following_year(report: Report) -> QuerySet[Report]:
    """The organ's report of the next year while it is not published yet: at most one row."""
    open_ones = (ReportStatus.IMPORTED, ReportStatus.CONFIRMED)
    after = Report.objects.filter(organ=report.organ_id, year=report.year + 1, statutory=True, status__in=open_ones)
    return after.defer("snapshot") if report.statutory else after.none()


def doubtful_cells(report: Report) -> QuerySet[ReportCell]:
    """The cells that reading left ambiguous, whether somebody has settled them since or not."""
    return ReportCell.objects.filter(report=report).exclude(alternatives=[])


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a choice of values would make of a report. Nothing is written yet.

    ``derived`` are the cells that follow from the choice by themselves and did not before, ``new_errors`` the findings
    that the report does not have now.
    """

    chosen: dict[str, Decimal | None]
    cells: dict[str, CellValue]
    derived: tuple[CellValue, ...]
    result: CheckResult
    new_errors: tuple[Finding, ...]


def settlement(
    report: Report, doubts: Collection[ReportCell], values: Mapping[int, Decimal | None], reopened: Collection[int] = ()
) -> Settlement:
    """Try out ``values`` by cell id (None = blank) together with what was settled before, less ``reopened``."""
    kept = {cell.pk: cell.value for cell in doubts if cell.confirmed_value and cell.pk not in reopened}
    by_id = {**kept, **values}
    chosen = {cell.key: by_id[cell.pk] for cell in doubts if cell.pk in by_id}
    now = structure(report)
    identities = form(now.form).identities if now.form else ()
    as_read = {cell.key: _as_read(cell, now.cells[cell.key]) for cell in doubts}
    settled = settle(now.cells, as_read, chosen, identities)
    result = check_again(dataclasses.replace(now, cells={**now.cells, **settled}), last_year(report.organ, report.year))
    known = set(report.findings.values_list("fingerprint", flat=True))
    before = {cell.key for cell in doubts if cell.status == CellStatus.AMBIGUOUS}
    return Settlement(
        chosen=chosen,
        cells=settled,
        derived=tuple(
            cell
            for key, cell in settled.items()
            if key in before and key not in chosen and cell.status is not CellStatus.AMBIGUOUS
        ),
        result=result,
        new_errors=tuple(
            finding
            for finding in result.findings
            if finding.severity is Severity.ERROR and finding.fingerprint not in known
        ),
    )


def _as_read(cell: ReportCell, now: CellValue) -> CellValue:
    """The ambiguous cell as reading gave it, before anybody settled it."""
    alternatives = tuple(None if value is None else Decimal(value) for value in cell.alternatives)
    value = None if cell.read_value is None else next((v for v in alternatives if v == cell.read_value), None)
    return dataclasses.replace(now, value=value, status=CellStatus.AMBIGUOUS, basis=(), alternatives=alternatives)
