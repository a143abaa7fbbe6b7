"""What is written in the official layout reads back as the same report, in every form and every document format."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai.reading import read
from gongkai.reading.model import AnnualReport, CellStatus, Figure, FigureKind
from gongkai.reading.writers.documents import ReportFormat, blank_report, empty_form, write_report
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form
from tests.reading.reports import reports
from tests.seeds.truth import TEXTS, needs_seeds

FORMATS: tuple[ReportFormat, ...] = ("html", "docx", "md", "xlsx")
COUNTED = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE)


def reread(report: AnnualReport, file_format: ReportFormat) -> AnnualReport:
    return read(write_report(report, file_format), f"report.{file_format}")


def values(report: AnnualReport) -> dict[str, tuple[CellStatus, object]]:
    return {key: (cell.status, cell.value) for key, cell in report.cells.items()}


def counts(report: AnnualReport) -> list[tuple[object, str, str]]:
    kept: list[Figure] = [figure for figure in report.figures if figure.kind in COUNTED]
    return [(figure.value, figure.unit, "".join(figure.text.split())) for figure in kept]


@pytest.mark.parametrize("file_format", FORMATS)
@given(report=reports())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_written_report_reads_back_the_same(file_format: ReportFormat, report: AnnualReport) -> None:
    again = reread(report, file_format)
    assert values(again) == values(report)
    assert (again.form, again.unit, again.year) == (report.form, report.unit, report.year)
    assert (again.period, again.published) == (report.period, report.published)
    assert [section.title for section in again.sections] == [section.title for section in report.sections]
    assert again.contact == report.contact
    assert counts(again) == counts(report)


@pytest.mark.parametrize("file_format", FORMATS)
@given(report=reports())
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
def test_writing_what_was_read_changes_nothing_more(file_format: ReportFormat, report: AnnualReport) -> None:
    once = reread(report, file_format)
    twice = reread(once, file_format)
    assert values(twice) == values(once)
    assert counts(twice) == counts(once)
    assert twice.sections
    assert [s.title for s in twice.sections] == [s.title for s in once.sections]


class TestRealReports:
    pytestmark = needs_seeds

    @pytest.mark.parametrize("file_format", FORMATS)
    @pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
    def test_a_published_report_reads_back_the_same(self, path: Path, file_format: ReportFormat) -> None:
        report = read(path)
        again = reread(report, file_format)
        assert {key: cell.value for key, cell in again.cells.items()} == {
            key: cell.value for key, cell in report.cells.items()
        }
        assert (again.unit, again.year, again.period, again.published) == (
            report.unit, report.year, report.period, report.published,
        )  # fmt: skip
        assert [section.title for section in again.sections] == [section.title for section in report.sections]
        assert (again.contact, again.signature) == (report.contact, report.signature)
        assert counts(again) == counts(report)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("form_id", FormId)
def test_an_empty_form_reads_back_as_that_form_with_blanks_only(form_id: FormId, file_format: ReportFormat) -> None:
    again = read(empty_form(form_id, file_format), f"form.{file_format}")
    assert again.form is form_id
    assert {cell.key for cell in form(form_id).cells} == set(again.cells) == set(blank_report(form_id).cells)
    assert {cell.status for cell in again.cells.values()} == {CellStatus.BLANK}
