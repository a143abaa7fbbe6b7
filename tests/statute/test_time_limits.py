"""Periods by the law of their day."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.time_limits import Bound, LimitUnit, due, time_limit, time_limits

DAYS = st.dates(date(2019, 6, 1), date(2026, 6, 1))


def test_a_period_in_working_days_shows_holidays_and_working_weekends() -> None:
    found = due("publication", date(2024, 9, 20))
    assert found.date == date(2024, 10, 23)
    assert "10-01—10-07" in found.derivation
    assert "09-29、10-12 调休上班" in found.derivation
    assert "第二十六条" in found.derivation


def test_the_version_in_force_on_the_day_of_the_fact_counts() -> None:
    assert time_limit("publication", date(2019, 5, 14)).source.instrument == "regulation_2008"
    assert time_limit("publication", date(2019, 5, 15)).source.instrument == "regulation_2019"
    with pytest.raises(LookupError, match="2008-04-30"):
        time_limit("publication", date(2008, 4, 30))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 12, 31), date(2025, 12, 31)),
    ],
)
def test_a_year_ends_on_the_day_of_the_same_number(start: date, end: date) -> None:
    assert due("reassessment", start).date == end


@given(DAYS)
def test_a_period_in_days_ends_that_many_days_later(start: date) -> None:
    assert due("consultation.rules", start).date - start == datetime.timedelta(days=30)


@given(DAYS)
def test_a_period_in_working_days_ends_on_a_working_day(start: date) -> None:
    found = due("publication", start)
    assert WorkCalendar.load().is_workday(found.date)
    assert WorkCalendar.load().workdays_between(start, found.date) == found.limit.count


def test_a_date_beyond_the_notices_is_marked_provisional() -> None:
    beyond = date(max(WorkCalendar.load().years) + 1, 3, 1)
    found = due("publication", beyond)
    assert found.provisional
    assert "尚无放假通知" in found.derivation


def test_every_period_names_its_norm_and_reads_as_a_length() -> None:
    for limit in time_limits():
        assert limit.source.title
        assert limit.length.startswith("不超过" if limit.bound is Bound.AT_MOST else "不少于")
        assert ("个月" in limit.length) == (limit.unit is LimitUnit.MONTH)
