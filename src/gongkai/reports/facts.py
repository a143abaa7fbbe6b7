"""What an act must know before it decides: the structure of a report, its neighbours, what still stands open."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.organs.models import Organ
from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.reading.writers.from_json import from_json
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportStatus
from gongkai.statute.forms import Severity


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
