"""Dates of a report against each other, the statistics period and the calendar."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from gongkai.reading.checks import check
from gongkai.reading.model import AnnualReport, Signature
from gongkai.statute.forms import FormId, Severity
from tests.reading.checks.build import report

JANUARY = datetime.date(2023, 1, 18)


def dated(
    published: datetime.date | None = JANUARY, signed: datetime.date | None = JANUARY, text: str = ""
) -> AnnualReport:
    return replace(report(text, year=2022), published=published, signature=Signature(signed_on=signed))


def told(of: AnnualReport) -> set[tuple[str, Severity]]:
    return {(f.relation.id, f.severity) for f in check(of).findings if f.relation.id.startswith("D.")}


def test_a_report_signed_and_published_in_january_has_right_dates() -> None:
    assert told(dated()) == set()


@pytest.mark.parametrize(
    ("published", "signed"),
    [
        (JANUARY, datetime.date(2022, 1, 18)),
        (JANUARY, datetime.date(2023, 1, 19)),
        (None, datetime.date(2022, 12, 30)),
    ],
)
def test_a_signature_within_the_period_or_after_the_publication_is_a_warning(
    published: datetime.date | None, signed: datetime.date
) -> None:
    assert told(dated(published, signed)) == {("D.signature", Severity.WARNING)}


def test_one_date_that_is_signature_and_publication_is_told_once() -> None:
    early = datetime.date(2022, 12, 30)
    (finding,) = [f for f in check(dated(early, early)).findings if f.relation.id.startswith("D.")]
    assert finding.relation.id == "D.early"
    assert "公布日期和落款日期2022-12-30" in finding.message


def test_years_before_the_forms_are_measured_against_one_that_is_named_and_asked_nothing_of_it() -> None:
    values: dict[str, int | None] = {"statistics_2014_2018.proactive_total.value": 5}
    early = report("一、概述\n", values, form_id=FormId.A2014, year=2010)
    without_rows = {key: cell for key, cell in early.cells.items() if "proactive_total" in key}
    (finding,) = check(replace(early, cells=without_rows)).findings
    assert (finding.relation.id, finding.severity) == ("D.no_form", Severity.INFO)
    assert "2010年度还没有全国统一的报告格式" in finding.message
    assert "政府信息公开情况统计表" in finding.message
    assert "D.no_form" not in {f.relation.id for f in check(replace(early, year=2014)).findings}


def test_a_period_that_is_not_the_whole_year_is_a_warning() -> None:
    period = datetime.date(2022, 1, 1), datetime.date(2022, 11, 30)
    assert told(replace(dated(), period=period)) == {("D.period", Severity.WARNING)}


def test_a_day_that_no_calendar_has_is_a_warning() -> None:
    assert told(dated(text="于2022年12月32日召开会议。")) == {("D.exists", Severity.WARNING)}


def test_a_file_number_is_no_day() -> None:
    assert told(dated(text="按照2022-13-45号文件办理。")) == set()
    assert told(dated(text="于2022年12月召开会议，2022年2月28日印发方案。")) == set()
