"""Numbers with their units in one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter

from gongkai.reading.figures.masks import Mention, find_dates, find_document_numbers, find_masks, is_hotline
from gongkai.reading.figures.measures import ASCII_UNIT, CHINESE_UNIT, IDIOM, unit_fits
from gongkai.reading.figures.prose import Sentence
from gongkai.reading.model import FigureKind
from gongkai.reading.numbers import (
    ASCII_PATTERN,
    CHINESE_DIGITS,
    CHINESE_PATTERN,
    Number,
    find_fractions,
    read_number,
    without_multiplier,
)

_ASCII = re.compile(rf"{ASCII_PATTERN}\s*(?P<unit>%|‰|个百分点|{ASCII_UNIT})?")
_CHINESE = re.compile(rf"{CHINESE_PATTERN}(?P<unit>{CHINESE_UNIT})")
_ANY = re.compile(rf"\d|分之|[{CHINESE_DIGITS}](?:[年月余多几万亿]|{CHINESE_UNIT})")
_SHARES = frozenset({"%", "‰", "个百分点"})
_EQUATION = re.compile(r"\d[^,;。()]{0,12}(?:[+＋][^,;。()]{0,14}\d[^,;。()]{0,12})+=\s*\d+")
_ONE_THING = re.compile(
    r"(?:召开|举办|组织|开展|举行|收到|受理|发布|印发|出台|制定|审结|发生)了?$|[^,;。每至再逐任第统唯]{2,}$"
)
_DONE = re.compile(r"(?:召开|举办|组织|开展|举行|参加|收到|受理|发布|印发|审结|发生)[^,;。第]*$")
_OCCASIONS = frozenset({"次", "场", "期", "场次", "批", "批次", "篇", "份", "起"})
_COUNTED_IN_TWOS = frozenset({"个", "方面", "部分", "项", "件", "人", "名", "位"})
_PERIODIC = re.compile(r"每|最|跑|至少|逐|任|再|原则上|不少于")
_CLAUSE_END = re.compile(r"\s*(?:[,;。、)]|$)")


@dataclass(slots=True)
class Found:
    """A figure before it has a label."""

    start: int
    end: int
    value: Decimal | None
    unit: str
    kind: FigureKind
    upper: Decimal | None = None
    approximate: bool = False
    mention: Mention | None = None
    missing: bool = False


def scan(text: str, sentence: Sentence) -> list[Found]:
    """All figures of a sentence of half-width ``text``, in order, without labels."""
    start, end = sentence.start, sentence.end
    if _ANY.search(text, start, end) is None:
        return []
    found = [_mention(m, FigureKind.DOCUMENT_NUMBER) for m in find_document_numbers(text, start, end)]
    masks = [*((item.start, item.end) for item in found), *find_masks(text, start, end)]
    closed = Ranges(masks)
    dates = [date for date in find_dates(text, start, end) if date.start not in closed]
    found.extend(_mention(date, FigureKind.DATE) for date in dates)
    closed = Ranges([*masks, *((date.start, date.end) for date in dates)])
    found.extend(_counts(text, sentence, closed))
    return sorted(found, key=lambda item: item.start)


def _mention(mention: Mention, kind: FigureKind) -> Found:
    return Found(mention.start, mention.end, None, "", kind, mention=mention)


class Ranges:
    """Tells whether a position lies in one of some ranges, which may overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the furthest end so far

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _counts(text: str, sentence: Sentence, closed: Ranges) -> Iterator[Found]:
    yield from (item for item in _fractions(text, sentence) if item.start not in closed)
    equations = Ranges(match.span() for match in _EQUATION.finditer(text, sentence.start, sentence.end))
    bare: list[Found] = []
    counted: list[Found] = []
    for match in _ASCII.finditer(text, sentence.start, sentence.end):
        if match.start("number") in closed:
            continue
        item = _ascii_figure(text, match)
        if item is not None:
            (counted if item.unit else bare).append(item)
    yield from counted
    yield from (item for item in bare if item.start in equations or _is_list_item(text, item, counted))
    for match in _CHINESE.finditer(text, sentence.start, sentence.end):
        if match.start("number") not in closed and _counts_something(text, sentence, match):
            item = _figure(match)
            if item is not None:
                yield item


def _fractions(text: str, sentence: Sentence) -> Iterator[Found]:
    for fraction in find_fractions(text[sentence.start : sentence.end]):
        start, end = sentence.start + fraction.start, sentence.start + fraction.end
        yield Found(start, end, fraction.percent, "%", FigureKind.SHARE, approximate=not fraction.exact)


def _ascii_figure(text: str, match: re.Match[str]) -> Found | None:
    unit = match["unit"]
    if unit and not unit_fits(unit, text, match.end()):
        return None
    return _figure(match)


def _figure(match: re.Match[str]) -> Found | None:
    number = read_number(match)
    if number is None:
        return None
    unit, kind = match["unit"] or "", FigureKind.COUNT
    if unit in _SHARES:
        kind = FigureKind.SHARE
    elif unit.endswith("元"):
        kind, unit, number = FigureKind.MONEY, _money_unit(number, unit), without_multiplier(number)
    return Found(
        match.start("number"), match.end(), number.value, unit, kind, upper=number.upper, approximate=number.approximate
    )


def _money_unit(number: Number, unit: str) -> str:
    return number.multiplier + unit


def _counts_something(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """两次培训 counts, 一系列 and 四个意识 do not; 一次 only where it is the count of something done."""
    number, start = match["number"], match.start("number")
    if IDIOM.match(text, start) or not unit_fits(match["unit"], text, match.end()):
        return False
    if number[0] in "百千" or text[start - 1 : start].isdigit():
        return False
    if number not in {"一", "二"}:
        return True
    before = text[max(sentence.start, start - 14) : start]
    if number == "二":  # 二次供水, 工程二期 mean the second one, 召开会议二次 means two
        done = _CLAUSE_END.match(text, match.end()) is not None and _DONE.search(before) is not None
        return match["unit"] in _COUNTED_IN_TWOS or (done and match["unit"] in _OCCASIONS)
    if _PERIODIC.search(before) or match["unit"] not in {"次", "场", "期", "件", "起", "部", "场次"}:
        return False
    return _CLAUSE_END.match(text, match.end()) is not None and _ONE_THING.search(before) is not None


_BROKEN_SEPARATOR = re.compile(r",\d")  # 1,2345: no thousands, and no list either
_NEIGHBOUR_BEFORE = re.compile(r"[、,;]")
_SIBLING_GAP = 30  # characters
_LABELLED = re.compile(r"[一-鿿”》)][::]?\s*$")


def _is_list_item(text: str, item: Found, counted: list[Found]) -> bool:
    """A number without a unit counts only between siblings: 一郡940;铁厂979套."""
    if (
        not _CLAUSE_END.match(text, item.end)
        or _BROKEN_SEPARATOR.match(text, item.end)
        or is_hotline(text[item.start : item.end])
    ):
        return False
    if _LABELLED.search(text[max(0, item.start - 4) : item.start]) is None:
        return False
    first = bisect_left(counted, item.start - 2 * _SIBLING_GAP, key=attrgetter("start"))
    last = bisect_right(counted, item.end + _SIBLING_GAP, key=attrgetter("start"))
    return any(_siblings(text, item, other) for other in counted[first:last])


def _siblings(text: str, item: Found, other: Found) -> bool:
    """Nothing but one separator and a label stands between the two, and the separator follows the first number."""
    first, second = (item, other) if item.start < other.start else (other, item)
    gap = text[first.end : second.start]
    return (
        gap[:1] in {"、", ",", ";"}
        and _NEIGHBOUR_BEFORE.search(gap[1:]) is None
        and "(" not in gap
        and len(gap) < _SIBLING_GAP
    )
