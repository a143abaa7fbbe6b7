"""Dates as reports print them: 2021年1月29日, 二〇二一年一月二十九日, 2021-01-29, 2021/1/29, 2021.1.29."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongkai.reading.numbers import parse_number

_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零O0一二三四五六七八九]{3})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = rf"(?P<y>{_YEAR})\s*(?:年|[-./])\s*(?P<m>{_SMALL})\s*(?:月|[-./])\s*(?P<d>{_SMALL})(?:\s*[日号])?"
"""A date in half-width text; groups y, m, d."""
_DATE = re.compile(rf"(?<!\d){DATE}(?!\d)")
_FROM = re.sub(r"<([ymd])>", r"<\g<1>1>", DATE)
_PERIOD = re.compile(
    rf"{_FROM}\s*(?:起|0时|零时)?\s*,?\s*(?:至|到|[-—–―~─－]+)\s*"
    rf"(?:(?P<y2>{_YEAR})\s*(?:年|[-./])\s*)?(?P<m2>{_SMALL})\s*(?:月|[-./])\s*(?P<d2>{_SMALL})\s*日?"
)
_PERIOD_WORDS = re.compile(r"统计|期限|期间|时限|数据|起止")
_BEHIND = 60  # characters behind a range of dates that may still speak of it


def parse_year(text: str) -> int | None:
    """2020 or 二〇二〇 → 2020."""
    digits = text.translate(str.maketrans("〇○零O一二三四五六七八九", "0000123456789"))
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    parts = parse_year(year), parse_number(month), parse_number(day)
    if None in parts:
        return None
    try:
        return datetime.date(*(int(part) for part in parts if part is not None))
    except ValueError:
        return None


def dates_in(text: str) -> Iterator[tuple[datetime.date, int, int]]:
    """Every valid date with its offsets, in order."""
    for match in _DATE.finditer(text):
        if found := _date(match["y"], match["m"], match["d"]):
            yield found, match.start(), match.end()


def first_date(text: str) -> datetime.date | None:
    """The first valid date."""
    return next((found for found, _, _ in dates_in(text)), None)


def find_period(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The statistics period: the range of dates whose sentence speaks of it; a whole year before any other range."""
    found: list[tuple[bool, bool, datetime.date, datetime.date]] = []
    for match in _PERIOD.finditer(text):
        begin = _date(match["y1"], match["m1"], match["d1"])
        end = _date(match["y2"] or match["y1"], match["m2"], match["d2"])
        if begin is None or end is None or end < begin:
            continue
        sentence = text[text.rfind("。", 0, match.start()) + 1 : match.end() + _BEHIND].partition("。")[0]
        whole_year = (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31)
        found.append((bool(_PERIOD_WORDS.search(sentence)), whole_year, begin, end))
    if not found:
        return None
    _, _, begin, end = max(found, key=lambda item: item[:2])  # the first of equals
    return begin, end
