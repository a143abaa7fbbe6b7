"""The official working calendar: State Council holiday notices (放假调休) and counting in working days (工作日).

Holidays and working weekends are data in ``law/calendar``, one file per year with the notices that fixed it. A later
notice overrides an earlier one day by day. Days of a year without a notice are counted Monday to Friday and marked
provisional. (A notice may also settle last days of the December before; those are then known with the later year.)
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import model_validator

from gongkai.statute.data import LawDataError, LawModel, law_folder, load
from gongkai.statute.sources import Source, SourceRef, instrument, source

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether a day is a working day, and why. ``provisional`` = no notice for its year has been loaded."""

    date: datetime.date
    is_workday: bool
    reason: str
    source: Source | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day on the way to a due date; ``number`` is its place in the count, None when it is skipped."""

    day: DayStatus
    number: int | None


@dataclass(frozen=True, slots=True)
class DueDate:
    """The end of a period in working days with the days that led to it."""

    date: datetime.date
    provisional: bool
    derivation: tuple[CountedDay, ...]


class _Holiday(LawModel):
    """Days off from ``first`` to ``last`` (both included), and the weekend days worked in exchange (调休上班)."""

    name: str
    first: datetime.date
    last: datetime.date
    working: tuple[datetime.date, ...] = ()

    @model_validator(mode="after")
    def _plausible(self) -> _Holiday:
        if self.last < self.first:
            raise ValueError(f"{self.name}：结束日期早于开始日期")
        for day in self.working:
            if day.weekday() < SATURDAY or self.first <= day <= self.last:
                raise ValueError(f"{self.name}：{day} 不是可以调休上班的周末")
        return self

    def days_off(self) -> tuple[datetime.date, ...]:
        return tuple(self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))


class _Notice(LawModel):
    instrument: str
    holidays: tuple[_Holiday, ...]


class _YearFile(LawModel):
    year: int
    notices: tuple[_Notice, ...]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days by the published notices. Get one with :meth:`load`."""

    years: frozenset[int]
    days: MappingProxyType[datetime.date, DayStatus]  # only the days a notice speaks about

    @staticmethod
    def load(known_on: datetime.date | None = None) -> WorkCalendar:
        """The calendar from ``law/calendar``; with ``known_on`` only the notices issued by that day count.

        Raises:
            LawDataError: a file is faulty or a notice stands in the file of another year.
        """
        return _load(known_on)

    def day(self, date: datetime.date) -> DayStatus:
        """What kind of day it is, with the reason in Chinese and the notice that fixed it."""
        if date in self.days:
            return self.days[date]
        reason = f"星期{_WEEKDAYS[date.weekday()]}"
        return DayStatus(date, date.weekday() < SATURDAY, reason, None, provisional=date.year not in self.years)

    def is_workday(self, date: datetime.date) -> bool:
        """Whether the day is a working day; beyond the published notices: whether it is Monday to Friday."""
        return self.day(date).is_workday

    def add_workdays(self, start: datetime.date, count: int) -> DueDate:
        """The ``count``-th working day after ``start``. The day of the start is not counted (开始的当日不计入).

        Raises:
            ValueError: ``count`` is not positive.
        """
        if count < 1:
            raise ValueError(f"工作日数必须大于零：{count}")
        derivation: list[CountedDay] = []
        date, number = start, 0
        while number < count:
            date += ONE_DAY
            status = self.day(date)
            number += status.is_workday
            derivation.append(CountedDay(status, number if status.is_workday else None))
        return DueDate(date, any(step.day.provisional for step in derivation), tuple(derivation))

    def workdays_between(self, start: datetime.date, end: datetime.date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return sum(self.is_workday(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))


@cache
def _load(known_on: datetime.date | None) -> WorkCalendar:
    years: set[int] = set()
    days: dict[datetime.date, DayStatus] = {}
    folder = law_folder()
    for path in sorted((folder / "calendar").glob("*.yaml")):
        file = load(_YearFile, f"calendar/{path.name}", folder)
        if path.stem != str(file.year):
            raise LawDataError(f"法规数据文件 calendar/{path.name} 写的是{file.year}年，与文件名不一致")
        for notice in file.notices:
            issued = instrument(notice.instrument).issued
            if known_on is None or (issued is not None and issued <= known_on):
                years.add(file.year)
                days |= _statuses(notice)
    return WorkCalendar(frozenset(years), MappingProxyType(days))


def _statuses(notice: _Notice) -> dict[datetime.date, DayStatus]:
    basis = source(SourceRef(instrument=notice.instrument))
    statuses: dict[datetime.date, DayStatus] = {}
    for holiday in notice.holidays:
        for day in holiday.days_off():
            statuses[day] = DayStatus(day, False, f"{holiday.name}放假", basis, provisional=False)
        for day in holiday.working:
            statuses[day] = DayStatus(day, True, f"{holiday.name}调休上班", basis, provisional=False)
    return statuses
