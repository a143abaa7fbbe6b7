"""The unit and the date under the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.model import Signature
from gongkai.reading.structure.dates import DATE, first_date
from gongkai.reading.structure.lines import Line
from gongkai.reading.structure.organs import ORGAN

_ONLY_DATE = re.compile(rf"(?:日期:|时间:)?\s*{DATE}")
_BOTH = re.compile(rf"(?P<unit>[一-鿿·]{{4,40}}?)\s*(?:\([^)]*\))?\s*{DATE}\s*")
_SEAL = re.compile(r"\s*\((?:盖章|印章|公章|章)\)\s*$")
_LINES_ABOVE = 2  # between the date and the name of the unit


def read_signature(lines: Sequence[Line]) -> tuple[Signature, Line | None]:
    """The signature and its last line, searched from the end in the lines after the last chapter heading."""
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.in_grid:
            continue
        text = _SEAL.sub("", line.text)
        if _ONLY_DATE.fullmatch(text):
            return Signature(unit=_unit_above(lines, index), signed_on=first_date(text)), line
        both = _BOTH.fullmatch(text)
        if both and _is_organ(both["unit"]):
            return Signature(unit=both["unit"], signed_on=first_date(text)), line
    return _unsigned(lines)


def _unit_above(lines: Sequence[Line], index: int) -> str:
    for line in reversed(lines[max(0, index - _LINES_ABOVE) : index]):
        name = _SEAL.sub("", line.text)
        if _is_organ(name):
            return re.sub(r"\s+", "", name)
    return ""


def _unsigned(lines: Sequence[Line]) -> tuple[Signature, Line | None]:
    """A signature without a date: the last line if it is the name of an organ."""
    last = next((line for line in reversed(lines) if not line.in_grid), None)
    if last is not None and len(lines) > 1 and _is_organ(_SEAL.sub("", last.text)):
        return Signature(unit=re.sub(r"\s+", "", _SEAL.sub("", last.text))), last
    return Signature(), None


def _is_organ(text: str) -> bool:
    return bool(ORGAN.match(re.sub(r"\s+", "", text)))
