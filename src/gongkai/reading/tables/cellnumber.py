"""What stands printed in one cell of a table → a number, a blank, or nothing that can be a value.

``None`` in :attr:`CellNumber.value` is a cell printed empty or struck out ("—", "/", "无"); 0 is a printed zero.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SIGN = r"[+\-−﹣—–]|增加|增长|新增|减少|下降|取消|增|减"
UNIT = r"万元|亿元|元|人次|万件|万条|万|亿|件次|条次|件|条|次|篇|个|人|项|份|起|宗|家|期|场|%"
REMARK = r"\([^()]*\)|\[[^\[\]]*\]|[*#※△▲]+|\(?注\d*\)?|[①-⑳⑴-⒇❶-❿➀-➓¹²³⁰⁴-⁹]+"
BLANK_MARK = r"[-−—–―─_/\\ｰ、.·*×]+|无|空|空白|不涉及|未发生|N/?A|nil"

_NUMBER = re.compile(
    rf"(?P<before>(?:约|共|计|合计)?)(?P<sign>{SIGN})?\s*(?P<digits>{DIGITS})\s*(?P<unit>{UNIT})?\s*(?P<remark>(?:{REMARK}|\s)*)"
)
_BLANK = re.compile(rf"(?:{BLANK_MARK})?", re.IGNORECASE)
_END_MARK = re.compile(r"(?<=\d)\s*[,;。、.]+$")
_SPACED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
_MULTIPLIER = {"万件": ("件", 10**4), "万条": ("条", 10**4), "万": ("", 10**4), "亿": ("", 10**8)}
_MINUS = frozenset("-−﹣—–") | {"减少", "下降", "取消", "减"}


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A cell's content. ``value`` None = blank. ``unit`` only when it is printed in the cell itself."""

    value: Decimal | None
    remark: str = ""
    unit: str = ""


class _HalfWidth(dict[int, str]):
    """NFKC of single characters, found when first met; characters that would grow are left alone.

    So are raised and circled digits: they number a note or a list, beside other digits they would lengthen a number.
    """

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        is_mark = unicodedata.decomposition(chr(code)).startswith(("<super>", "<sub>", "<circle>"))
        self[code] = plain if len(plain) == 1 and not is_mark else chr(code)
        return self[code]


_HALF_WIDTH = _HalfWidth()


def halfwidth(text: str) -> str:
    """NFKC one character at a time, so that every offset stays."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


@lru_cache(maxsize=1_000)
def parse_cell_number(text: str) -> CellNumber | None:
    """Number of a cell that stands alone: "1，234", "1 234", "＋3", "减2", "0 件", "19（含上年1件）", "230万元", "—".

    Returns None when the text is neither a number nor a blank (a label, a sentence, two numbers).
    """
    plain = halfwidth(text).replace("\u200b", "").strip()
    if _BLANK.fullmatch(plain):
        return CellNumber(None)
    plain = _END_MARK.sub("", plain)
    plain = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ","), plain)
    match = _NUMBER.fullmatch(plain)
    return None if match is None else number_of(match)


def number_of(match: re.Match[str]) -> CellNumber:
    """The value of a match with the groups ``sign``, ``digits``, ``unit``, ``remark``."""
    value = Decimal(match["digits"].replace(",", ""))
    if match["sign"] in _MINUS:
        value = -value
    unit, factor = _MULTIPLIER.get(match["unit"] or "", (match["unit"] or "", 1))
    return CellNumber(value * factor, remark=(match["remark"] or "").strip(), unit=unit)
