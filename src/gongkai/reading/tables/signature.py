"""The line under the form of 2014: who answers for it, who checked and filled it in, telephone and date."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from gongkai.reading.model import Signature
from gongkai.reading.tables.cellnumber import halfwidth

_LABELS = {
    "unit": "填报单位",
    "responsible_person": "单位负责人|负责人",
    "reviewer": "审核人|审核",
    "filled_by": "填报人|填表人|制表人",
    "telephone": "联系电话|电话",
    "filled_on": "填报日期|填表日期|报出日期|填报时间",
}
FIELD_LABEL = "|".join(_LABELS.values())
"""Pattern of the label of any field."""

_FIELD = re.compile(
    rf"(?P<label>{FIELD_LABEL})(?:\(?(?:签字|签名|盖章)\)?)?\s*[:|\t]\s*(?P<value>[^\n|\t]*?)(?=\s*(?:{FIELD_LABEL})|[\n|\t]|$)"
)
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")


def read_signature(text: str) -> Signature:
    """The signature fields printed in a text, the first non-empty value of each; empty where there is none."""
    found: dict[str, str] = {}
    for match in _FIELD.finditer(halfwidth(text)):
        name = next(name for name, words in _LABELS.items() if re.fullmatch(words, match["label"]))
        value = match["value"].strip(" ,;。")
        if value:
            found.setdefault(name, value)
    filled_on = _date(found.pop("filled_on", ""))
    return replace(Signature(filled_on=filled_on), **found)  # type: ignore[arg-type] # every other field is a string


def _date(text: str) -> datetime.date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        return None
