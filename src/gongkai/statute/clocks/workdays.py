"""Working days counted in constant time: what :class:`WorkCalendar` says day by day, laid out once as running sums."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from gongkai.statute.calendar import ONE_DAY, WorkCalendar

FIRST = datetime.date(2008, 1, 1).toordinal()
LAST = datetime.date(2079, 12, 31).toordinal()
"""The days that are laid out: from before the first Regulation to beyond the life of any application at hand."""

Span = tuple[datetime.date, datetime.date | None]
"""A pause: the days after the first up to and including the second do not count; None = it is still open."""


def merged(pauses: Iterable[Span]) -> list[tuple[int, int]]:
    """Pauses as ordinals, in order, those that overlap or touch as one. An open pause ends with the last day of all."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((a.toordinal(), LAST if b is None else b.toordinal()) for a, b in pauses):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


class Workdays:
    """Sums over one calendar. Days outside of 2008–2079 are refused with a ValueError."""

    __slots__ = ("_days", "_doubt", "_sum", "calendar")

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self._days: list[int] = []  # the ordinals of the working days
        self._sum: list[int] = []  # how many of them lie on or before a day
        self._doubt: list[int] = []  # how many days on or before it have no notice
        doubt = 0
        for ordinal in range(FIRST, LAST + 1):
            status = calendar.day(datetime.date.fromordinal(ordinal))
            if status.is_workday:
                self._days.append(ordinal)
            doubt += status.provisional
            self._sum.append(len(self._days))
            self._doubt.append(doubt)

    def _place(self, day: datetime.date) -> int:
        place = day.toordinal() - FIRST
        if not 0 <= place <= LAST - FIRST:
            raise ValueError(f"日期超出可以计算的范围：{day}")
        return place

    def due(self, start: datetime.date, count: int, pauses: Sequence[Span] = ()) -> datetime.date | None:
        """The ``count``-th working day after ``start`` that lies in no pause; None when an open pause comes before it.

        Overlapping pauses count once. A pause that begins when the period is over changes nothing.

        Raises:
            ValueError: ``count`` is not positive, or a day lies outside of the range.
        """
        if count < 1:
            raise ValueError(f"工作日数必须大于零：{count}")
        begun = self._sum[self._place(start)]
        target = begun + count
        for first, last in merged(pauses) if pauses else ():
            if last < FIRST:
                continue
            before = max(self._sum[max(first - FIRST, 0)], begun)
            if before >= target:
                break
            if last >= LAST:
                return None
            target += max(self._sum[last - FIRST] - before, 0)
        if target > len(self._days):
            raise ValueError(f"自 {start} 起的期限超出可以计算的范围")
        return datetime.date.fromordinal(self._days[target - 1])

    def between(self, start: datetime.date, end: datetime.date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return max(self._sum[self._place(end)] - self._sum[self._place(start)], 0)

    def on_or_after(self, day: datetime.date) -> datetime.date:
        """The day itself when it is a working day, else the next one."""
        place = self._place(day - ONE_DAY)
        return datetime.date.fromordinal(self._days[bisect_right(self._days, place + FIRST)])

    def provisional(self, start: datetime.date, end: datetime.date) -> bool:
        """Whether a day after ``start`` up to and including ``end`` has no published notice yet."""
        return self._doubt[self._place(end)] > self._doubt[self._place(start)]


@cache
def workdays(known_on: datetime.date | None = None) -> Workdays:
    """The sums of the calendar in ``law/calendar``; with ``known_on`` as the notices issued by that day have it."""
    return Workdays(WorkCalendar.load(known_on))
