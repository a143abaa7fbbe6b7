"""Dates of a report against each other, the statistics period and the calendar."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from gongkai.reading.checks import check
from gongkai.reading.model import AnnualReport, Signature
from gongkai.statute.forms import Severity
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


def test_a_period_that_is_not_the_whole_year_is_a_warning() -> None:
    period = datetime.date(2022, 1, 1), datetime.date(2022, 11, 30)
    assert told(replace(dated(), period=period)) == {("D.period", Severity.WARNING)}


def test_a_day_that_no_calendar_has_is_a_warning() -> None:
    assert told(dated(text="于2022年12月32日召开会议。")) == {("D.exists", Severity.WARNING)}


def test_a_file_number_is_no_day() -> None:
    assert told(dated(text="按照2022-13-45号文件办理。")) == set()
    assert told(dated(text="于2022年12月召开会议，2022年2月28日印发方案。")) == set()
