"""Document numbers (发文字号): read in the many ways people write them, written in the one that GB/T 9704 demands.

A number does not identify a document: the same text is cited under different ones, and one number may be given twice.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CODE = r"(?P<code>[一-鿿A-Za-z·]{1,30}?)"
_SERIAL = r"第?\s*0*(?P<serial>[1-9]\d{0,5})\s*号"
_NUMBERED = re.compile(rf"{_CODE}\s*[〔\[(【{{［（]\s*(?P<year>(?:19|20)\d\d)\s*年?\s*[〕\])】}}］）]\s*{_SERIAL}")
_YEARLY = re.compile(rf"(?P<code>[一-鿿A-Za-z·]{{0,30}}?)\s*(?P<year>(?:19|20)\d\d)\s*年\s*{_SERIAL}")
_DECREE = re.compile(rf"{_CODE}令\s*{_SERIAL}")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart: 发文机关代字, year (None for decrees), serial, and as it was written."""

    code: str
    year: int | None
    serial: int
    original: str

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.code}令第{self.serial}号"
        if self.original and _YEARLY.fullmatch(_plain(self.original)):
            return f"{self.code}{self.year}年第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


def parse_number(text: str) -> DocumentNumber | None:
    """Read a document number; brackets of any kind, full-width digits, blanks, 第 and leading zeros are put right.

    ``str()`` of the result is the standard form. None when the text is no document number.
    """
    plain = _plain(text)
    for form in (_NUMBERED, _YEARLY, _DECREE):
        found = form.fullmatch(plain)
        if found:
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else None
            return DocumentNumber(parts["code"].strip(), year, int(parts["serial"]), text)
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").strip()
