"""Printed numbers → exact values: digits, thousand separators, 万/亿, Chinese numerals, ranges, "about".

The patterns work on text that went through :func:`to_halfwidth`, which keeps every offset.
cn2an is not used here: it takes 27 µs a number, refuses 〇 and text around the number, and knows no spans;
the grammar needed is the forty lines below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_WHOLE_TEXT = 500  # characters; a longer text is a whole document
_HALFWIDTH = str.maketrans("０１２３４５６７８９．，％（）：；＋＝－～！？　﹒﹐", "0123456789.,%():;+=-~!? .,")

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"○": 0, "两": 2}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_MULTIPLIERS = {"百": 100, "千": 1000} | _MYRIADS

CHINESE_DIGITS = "零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
ASCII_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE_NUMBER = rf"[{CHINESE_DIGITS}]+(?:[万亿][{CHINESE_DIGITS}]+)*"
_TAIL = r"(?P<odd>[余多几])?(?P<multiplier>万亿|亿|万|千|百)?(?P<odd_after>[余多几])?"
_RANGE = r"(?:\s*(?:[-—–~]{1,2}|至|到)\s*(?P<upper>%s))?"

ASCII_PATTERN = rf"(?<![\d.])(?<!\d,)(?P<number>{ASCII_NUMBER})" + _RANGE % ASCII_NUMBER + _TAIL
"""An ASCII number with everything that belongs to its value; compose it with a unit. 1,2345 is none."""
CHINESE_PATTERN = rf"(?P<number>{CHINESE_NUMBER})" + _RANGE % CHINESE_NUMBER + _TAIL
"""The same for Chinese numerals."""
_APPROXIMATE_BEFORE = re.compile(
    r"(?:将?近|接近|大?约|超过?|逾|突破|不[低少高多]于|不下|不超过|不足|至少|最多|多达|[大小高低]于|[≥≤<>])\s*$"
)
_LONGEST_BEFORE = 5
_APPROXIMATE_AFTER = re.compile(r"以上|以下|左右|上下|有余|之多")

_FRACTION = re.compile(
    rf"(?P<whole>{CHINESE_NUMBER})分之(?P<part>{CHINESE_NUMBER}(?:点{CHINESE_NUMBER})?|{ASCII_NUMBER})"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed. ``upper`` is the end of a range; ``approximate`` for 余, 近, 约, 以上 …"""

    value: Decimal
    upper: Decimal | None
    approximate: bool
    multiplier: str  # 万, 亿 … already multiplied into the value; the caller of money takes it back


def to_halfwidth(text: str) -> str:
    """Full-width digits and punctuation → ASCII, one character for one, so that offsets stay."""
    return _whole_text_to_halfwidth(text) if len(text) > _WHOLE_TEXT else text.translate(_HALFWIDTH)


@lru_cache(maxsize=2)
def _whole_text_to_halfwidth(text: str) -> str:
    """The text of a document, for which every part of the reading and every check asks again."""
    return text.translate(_HALFWIDTH)


def parse_number(text: str) -> Decimal | None:
    """Value of a string that is a number and nothing else, None when it is not one.

    Takes "1,234.5", "１２", "70.2万", "一百三十", "二〇二〇", "-3". The table reader uses it for cells.
    """
    bare = to_halfwidth(text).strip()
    sign = -1 if bare[:1] in {"-", "−"} else 1
    match = _WHOLE.fullmatch(bare.lstrip("-−+"))
    if match is None:
        return None
    value = parse_digits(match["number"])
    return None if value is None else sign * value * _MULTIPLIERS.get(match["multiplier"] or "", 1)


_WHOLE = re.compile(rf"(?P<number>{ASCII_NUMBER}|{CHINESE_NUMBER})(?P<multiplier>万亿|亿|万)?")


def parse_digits(text: str) -> Decimal | None:
    """Value of one run of digits or Chinese numerals without 万/亿 behind it."""
    if text[:1].isascii():
        return Decimal(text.replace(",", ""))
    return _parse_chinese(text)


def _parse_chinese(text: str) -> Decimal | None:
    """一百三十 → 130, 二〇二〇 → 2020 (digit by digit), 两万三千 → 23000; None for 百百 or 一二十."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    pending = False  # a digit that waits for its 十/百/千
    smallest = 10**4
    for char in text:
        if char in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[char], True
        elif char in _TENS:
            if _TENS[char] >= smallest or (not pending and section):
                return None
            smallest = _TENS[char]
            section += (digit if pending else 1) * smallest
            digit, pending = 0, False
        else:
            total, section, digit, pending, smallest = (total + section + digit) * _MYRIADS[char], 0, 0, False, 10**4
    return Decimal(total + section + digit)


def read_number(match: re.Match[str]) -> Number | None:
    """The value of a match of a pattern made of :data:`ASCII_PATTERN` or :data:`CHINESE_PATTERN` and a unit.

    Looks around the match for words that make it approximate. None for what is no number, or a range that falls.
    """
    multiplier = match["multiplier"] or ""
    value = parse_digits(match["number"])
    upper = parse_digits(match["upper"]) if match["upper"] else None
    if value is None or (upper is not None and upper <= value):
        return None
    factor = _MULTIPLIERS.get(multiplier, 1)
    return Number(
        value=_multiplied(value, factor),
        upper=None if upper is None else _multiplied(upper, factor),
        approximate=bool(match["odd"] or match["odd_after"]) or _is_approximate(match),
        multiplier=multiplier,
    )


def _multiplied(value: Decimal, factor: int) -> Decimal:
    """A printed 54.0 keeps its decimal place, for it tells how exactly a share was rounded."""
    return value if factor == 1 else _plain(value * factor)


def _plain(value: Decimal) -> Decimal:
    """1.2亿 is 120000000, not 120000000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _is_approximate(match: re.Match[str]) -> bool:
    text, start = match.string, match.start("number")
    before = _APPROXIMATE_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
    return before is not None or _APPROXIMATE_AFTER.match(text, match.end()) is not None


def without_multiplier(number: Number) -> Number:
    """Money keeps its printed unit: 1522.63万元 is 1522.63, not 15226300."""
    factor = _MULTIPLIERS.get(number.multiplier, 1)
    upper = None if number.upper is None else number.upper / factor
    return Number(_plain(number.value / factor), upper, number.approximate, number.multiplier)


@dataclass(frozen=True, slots=True)
class Fraction:
    """百分之八十, 三分之二: percent, with the place where it stands."""

    percent: Decimal
    exact: bool
    start: int
    end: int


def find_fractions(text: str) -> list[Fraction]:
    """All "X分之Y" in ``text`` (half-width) as percentages; thirds are rounded to 0.01 and not exact."""
    found = []
    for match in _FRACTION.finditer(text):
        whole, part = parse_digits(match["whole"]), _parse_with_point(match["part"])
        if not whole or part is None:
            continue
        percent = part * 100 / whole
        rounded = percent.quantize(Decimal("0.01"))
        exact = rounded == percent
        found.append(Fraction(percent if exact else rounded, exact, match.start(), match.end()))
    return found


def _parse_with_point(text: str) -> Decimal | None:
    before, point, after = text.partition("点")
    value = parse_digits(before)
    if not point or value is None:
        return value
    return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in after if char in _DIGITS))
