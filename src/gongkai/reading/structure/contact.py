"""How to reach the unit, out of the preamble."""

from __future__ import annotations

import re

from gongkai.reading.model import Contact
from gongkai.reading.numbers import to_halfwidth

_HOST = r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:/[\w./?=&%#~-]*)?"
_SEPARATOR = r"\s*(?:为|是)?\s*[::]?\s*"
_PATTERNS = {
    "website": re.compile(rf"(?:网\s*址|网站地址|网站|域名|主页)[^:,;。一-鿿(]{{0,4}}{_SEPARATOR}[(<]?\s*({_HOST})"),
    "address": re.compile(
        rf"(?:通讯|联系|单位|办公)?地\s*址{_SEPARATOR}((?!.{{0,3}}https?|.{{0,3}}www)[^,;。)\n]{{4,60}})"
    ),
    "postcode": re.compile(rf"(?:邮\s*编|邮政编码){_SEPARATOR}(\d{{6}})(?!\d)"),
    "telephone": re.compile(
        rf"(?:电\s*话|联系方式|热线)(?:号码)?(?:[(/][^):]*[)]?|及传真|/传真)?{_SEPARATOR}(\(?\+?\d[\d()\-—–－\s]{{5,20}}\d)"
    ),
    "fax": re.compile(rf"传\s*真(?:号码)?{_SEPARATOR}(\(?\d[\d()\-—–－\s]{{5,20}}\d)"),
    "email": re.compile(r"([A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})"),
}
_ANY_HOST = re.compile(rf"[(<]\s*({_HOST})\s*[)>]|((?:https?://|www\.)[A-Za-z0-9./-]+[A-Za-z0-9/])")


def read_contact(text: str, start: int, end: int) -> Contact:
    """Contact data in ``text[start:end]``, as printed; empty strings where the text says nothing."""
    half = to_halfwidth(text[start:end])
    found = {}
    for name, pattern in _PATTERNS.items():
        if match := pattern.search(half):
            found[name] = text[start + match.start(1) : start + match.end(1)].strip()
    if "website" not in found and (match := _ANY_HOST.search(half)):
        group = 1 if match[1] else 2
        found["website"] = text[start + match.start(group) : start + match.end(group)]
    return Contact(**found)
