"""Printed numbers → exact values: digits, thousand separators, 万/亿, Chinese numerals, ranges, "about".

The patterns work on text that went through :func:`to_halfwidth`, which keeps every offset.
cn2an is not used here: it takes 27 µs a number, refuses 〇 and text around the number, and knows no spans;
the grammar needed is the forty lines below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_HALFWIDTH = str.maketrans("０１２３４５６７８９．，％（）：；＋＝－～！？　﹒﹐", "0123456789.,%():;+=-~!? .,")

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3} | {
    "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000} | _MYRIADS

_CHINESE_CHARS = "零〇○一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
ASCII_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE_NUMBER = rf"[{_CHINESE_CHARS}]+(?:[万亿][{_CHINESE_CHARS}]+)*"
_PREFIX = r"(?P<prefix>将近|接近|近|大约|约|超过|超|逾|突破|不低于|不少于|不下|不超过|不足|至少|最多|多达|大于|小于|高于|低于|≥|≤|>|<)?\s*"
_TAIL = r"(?P<odd>[余多几])?(?P<multiplier>万亿|亿|万|千|百|十)?(?P<odd_after>[余多几])?"
_RANGE = r"(?:\s*(?:[-—–~]{1,2}|至|到)\s*(?P<upper>%s))?"

ASCII_PATTERN = _PREFIX + rf"(?<![\d.])(?P<number>{ASCII_NUMBER})" + _RANGE % ASCII_NUMBER + _TAIL
"""An ASCII number with everything that belongs to its value; compose it with a unit."""
CHINESE_PATTERN = _PREFIX + rf"(?P<number>{CHINESE_NUMBER})" + _RANGE % CHINESE_NUMBER + _TAIL
"""The same for Chinese numerals."""
APPROXIMATE_AFTER = re.compile(r"(?:以上|以下|左右|上下|有余|之多)")

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
    """The value of a match of :data:`ASCII_PATTERN` or :data:`CHINESE_PATTERN`."""
    multiplier = match["multiplier"] or ""
    value = parse_digits(match["number"])
    upper = parse_digits(match["upper"]) if match["upper"] else None
    if value is None or (upper is not None and upper <= value):
        return None
    factor = _MULTIPLIERS.get(multiplier, 1)
    return Number(
        value=value * factor,
        upper=None if upper is None else upper * factor,
        approximate=bool(match["prefix"] or match["odd"] or match["odd_after"]),
        multiplier=multiplier,
    )


def without_multiplier(number: Number) -> Number:
    """Money keeps its printed unit: 1522.63万元 is 1522.63, not 15226300."""
    factor = _MULTIPLIERS.get(number.multiplier, 1)
    upper = None if number.upper is None else number.upper / factor
    return Number(number.value / factor, upper, number.approximate, number.multiplier)


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
