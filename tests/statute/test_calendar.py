"""Working days follow the State Council's holiday notices, day by day."""

import datetime
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute import calendar
from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.data import LawDataError

YEARS = range(2017, 2027)
CALENDAR = WorkCalendar.load()


def d(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days_of(year: int) -> list[datetime.date]:
    first = datetime.date(year, 1, 1)
    return [first + datetime.timedelta(n) for n in range((datetime.date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_two_independent_packages(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    for day in days_of(year):
        status = CALENDAR.day(day)
        assert not status.provisional
        assert status.is_workday == chinese_calendar.is_workday(day), day
        assert status.is_workday == china.is_working_day(day), day


@pytest.mark.parametrize(
    ("received", "count", "due"),
    [
        ("2025-09-15", 7, "2025-09-24"),  # correction notice (补正告知)
        ("2025-09-15", 20, "2025-10-17"),  # two working weekends and an eight-day holiday in between
        ("2025-09-15", 40, "2025-11-14"),  # with the full extension
        ("2024-02-05", 20, "2024-03-08"),
        ("2024-02-04", 20, "2024-03-07"),  # confirmed on a working Sunday
        ("2024-02-03", 20, "2024-03-06"),
        ("2024-03-04", 7, "2024-03-13"),
        ("2024-03-04", 20, "2024-04-01"),
        ("2024-03-22", 20, "2024-04-22"),  # counted anew from the corrected request
        ("2024-05-13", 20, "2024-06-11"),
        ("2024-05-13", 40, "2024-07-09"),
        ("2024-05-13", 30, "2024-06-25"),
        ("2020-01-15", 20, "2020-02-19"),  # the Spring Festival holiday was extended by a second notice
        ("2024-12-25", 20, "2025-01-23"),
    ],
)
def test_due_dates_count_the_notices_and_not_the_first_day(received: str, count: int, due: str) -> None:
    result = CALENDAR.add_workdays(d(received), count)
    assert result.date == d(due)
    assert not result.provisional


def test_a_due_date_tells_how_it_was_counted() -> None:
    result = CALENDAR.add_workdays(d("2024-09-13"), 2)
    assert [(str(step.day.date), step.number, step.day.reason) for step in result.derivation] == [
        ("2024-09-14", 1, "中秋节调休上班"),
        ("2024-09-15", None, "中秋节放假"),
        ("2024-09-16", None, "中秋节放假"),
        ("2024-09-17", None, "中秋节放假"),
        ("2024-09-18", 2, "星期三"),
    ]
    basis = result.derivation[0].day.source
    assert basis is not None
    assert basis.number == "国办发明电〔2023〕7号"


def test_a_later_notice_overrides_an_earlier_one_day_by_day() -> None:
    before, after = WorkCalendar.load(known_on=d("2020-01-25")), WorkCalendar.load(known_on=d("2020-01-26"))
    assert before.is_workday(d("2020-02-01"))
    assert not after.is_workday(d("2020-02-01"))
    assert WorkCalendar.load(known_on=d("2019-03-21")).is_workday(d("2019-05-02"))
    assert not CALENDAR.is_workday(d("2019-05-02"))


def test_a_notice_may_settle_days_of_the_december_before() -> None:
    assert CALENDAR.is_workday(d("2018-12-29"))
    assert not CALENDAR.is_workday(d("2018-12-31"))


def test_beyond_the_published_notices_monday_to_friday_counts_and_the_result_is_provisional() -> None:
    status = CALENDAR.day(d("2099-01-01"))
    assert (status.is_workday, status.reason, status.source, status.provisional) == (True, "星期四", None, True)
    assert CALENDAR.add_workdays(d("2098-12-30"), 2).provisional
    last = max(CALENDAR.years)
    assert CALENDAR.add_workdays(datetime.date(last, 12, 25), 10).provisional
    assert WorkCalendar.load(known_on=d("2016-01-01")).day(d("2020-05-01")).provisional


@given(st.dates(d("2017-01-01"), d("2027-12-31")), st.integers(1, 60))
def test_counting_forward_and_counting_between_agree(start: datetime.date, count: int) -> None:
    result = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(result.date)
    assert CALENDAR.workdays_between(start, result.date) == count
    assert CALENDAR.workdays_between(result.date, start) == 0
    assert len(result.derivation) == (result.date - start).days


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_without_days_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="工作日数必须大于零"):
        CALENDAR.add_workdays(d("2024-01-02"), count)


@pytest.mark.parametrize(
    ("name", "holiday", "message"),
    [
        ("2030.yaml", "{name: 元旦, first: 2030-01-03, last: 2030-01-01}", "结束日期早于开始日期"),
        (
            "2030.yaml",
            "{name: 元旦, first: 2030-01-01, last: 2030-01-01, working: [2030-01-04]}",
            "不是可以调休上班的周末",
        ),
        (
            "2030.yaml",
            "{name: 元旦, first: 2030-01-05, last: 2030-01-06, working: [2030-01-06]}",
            "不是可以调休上班的周末",
        ),
        ("2031.yaml", "{name: 元旦, first: 2030-01-01, last: 2030-01-01}", "与文件名不一致"),
    ],
)
def test_an_implausible_notice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, holiday: str, message: str
) -> None:
    (tmp_path / "calendar").mkdir()
    text = f"year: 2030\nnotices: [{{instrument: holidays_2026, holidays: [{holiday}]}}]"
    (tmp_path / "calendar" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(calendar, "law_folder", lambda: tmp_path)
    with pytest.raises(LawDataError, match=message):
        calendar._load.__wrapped__(None)
