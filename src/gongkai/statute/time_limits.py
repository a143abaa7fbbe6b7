"""Periods (期限) by the law of a day, and the dates they lead to: ``law/time_limits.yaml`` with arithmetic."""

from __future__ import annotations

import calendar as months
import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import model_validator

from gongkai.statute.calendar import CountedDay, DayStatus, WorkCalendar
from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.sources import Source, SourceRef, source


class LimitUnit(StrEnum):
    """What is counted: 工作日, 日 (every day) or 月."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


class Bound(StrEnum):
    """Whether the period is the longest (不超过) or the shortest (不少于) that is lawful."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


_UNITS = {LimitUnit.WORKDAY: "个工作日", LimitUnit.DAY: "日", LimitUnit.MONTH: "个月"}
_BOUNDS = {Bound.AT_MOST: "不超过", Bound.AT_LEAST: "不少于"}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One period: ``count`` units from the day after the fact ``runs_from``; in force until before ``valid_to``."""

    id: str
    label: str
    count: int
    unit: LimitUnit
    bound: Bound
    runs_from: str
    source: Source
    valid_from: datetime.date | None
    valid_to: datetime.date | None

    @property
    def length(self) -> str:
        """不超过20个工作日."""
        return f"{_BOUNDS[self.bound]}{self.count}{_UNITS[self.unit]}"

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the limit governs a fact of ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period that began with ``start``, and how it was found.

    ``days`` are the counted days of a period in working days, empty for others. ``provisional``: a day lies beyond
    the published holiday notices.
    """

    limit: TimeLimit
    start: datetime.date
    date: datetime.date
    provisional: bool
    days: tuple[CountedDay, ...] = ()

    @property
    def derivation(self) -> str:
        """One sentence: from where, how long, until when, by which article."""
        skipped = [step.day for step in self.days if step.number is None and step.day.source is not None]
        worked = [step.day for step in self.days if step.number is not None and step.day.source is not None]
        remarks = [f"其间{_spans(skipped)}放假"] if skipped else []
        remarks += [f"{'、'.join(day.date.strftime('%m-%d') for day in worked)} 调休上班计入"] if worked else []
        middle = f"（{'，'.join(remarks)}）" if remarks else ""
        doubt = "（其中有日期尚无放假通知，暂按周一至周五推算）" if self.provisional else ""
        return (
            f"自{self.limit.runs_from}（{self.start:%Y-%m-%d}，当日不计）起{self.limit.length}，"
            f"至 {self.date:%Y-%m-%d}{middle}{doubt}；依据{self.limit.source}"
        )


def _spans(days: list[DayStatus]) -> str:
    dates = [day.date for day in days]
    return f" {dates[0]:%m-%d}" + (f"—{dates[-1]:%m-%d} " if len(dates) > 1 else " ")


class _Limit(LawModel):
    id: str
    label: str
    days: int | None = None
    months: int | None = None
    unit: LimitUnit
    bound: Bound
    runs_from: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    source: SourceRef

    @model_validator(mode="after")
    def _one_length(self) -> _Limit:
        if (self.months is None) == (self.days is None) or (self.months is None) == (self.unit is LimitUnit.MONTH):
            raise ValueError(f"{self.id}：月数与天数只能写其一，并与单位相符")
        if (self.months or self.days or 0) < 1:
            raise ValueError(f"{self.id}：期限须大于零")
        return self


class _LimitFile(LawModel):
    limits: tuple[_Limit, ...]


@cache
def time_limits() -> tuple[TimeLimit, ...]:
    """All periods of ``law/time_limits.yaml``. Raises LawDataError when two versions of one overlap."""
    found = tuple(
        TimeLimit(
            item.id,
            item.label,
            item.days or item.months or 0,
            item.unit,
            item.bound,
            item.runs_from,
            source(item.source),
            item.valid_from,
            item.valid_to,
        )
        for item in load(_LimitFile, "time_limits.yaml").limits
    )
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            if one.id == other.id and _overlap(one, other):
                raise LawDataError(f"time_limits.yaml 中 {one.id} 的两个版本有效期重叠")
    return found


def _overlap(one: TimeLimit, other: TimeLimit) -> bool:
    first, last = datetime.date.min, datetime.date.max
    return (one.valid_from or first) < (other.valid_to or last) and (other.valid_from or first) < (one.valid_to or last)


def time_limit(limit_id: str, on: datetime.date) -> TimeLimit:
    """The version of a period that governs a fact of the day ``on``.

    Raises:
        LookupError: no such period was in force on that day.
    """
    for item in time_limits():
        if item.id == limit_id and item.holds_on(on):
            return item
    raise LookupError(f"{on:%Y-%m-%d} 没有生效的期限规定：{limit_id}")


def due(limit_id: str, start: datetime.date, calendar: WorkCalendar | None = None) -> Due:
    """The last day of the period ``limit_id`` that begins with the fact of ``start`` (the day itself not counted).

    A month ends on the day with the same number, or on the last day of a shorter month.

    Raises:
        LookupError: no such period was in force on ``start``.
    """
    return last_day(time_limit(limit_id, start), start, calendar)


def last_day(limit: TimeLimit, start: datetime.date, calendar: WorkCalendar | None = None) -> Due:
    """The last day of a period that begins with the fact of ``start``, for a limit that is already chosen."""
    if limit.unit is LimitUnit.WORKDAY:
        counted = (calendar or WorkCalendar.load()).add_workdays(start, limit.count)
        return Due(limit, start, counted.date, counted.provisional, counted.derivation)
    if limit.unit is LimitUnit.MONTH:
        return Due(limit, start, months_after(start, limit.count), provisional=False)
    return Due(limit, start, start + datetime.timedelta(days=limit.count), provisional=False)


def months_before(limit_id: str, end: datetime.date) -> datetime.date:
    """The first day of a period in months that ends on ``end``.

    Raises:
        LookupError: no such period was in force on ``end``.
    """
    return months_after(end, -time_limit(limit_id, end).count)


def months_after(start: datetime.date, count: int) -> datetime.date:
    """The day with the same number so many months later, or the last day of a shorter month; negative: earlier."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))
