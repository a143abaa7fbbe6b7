"""Made-up identifiers that pass their checks, and the day the tests publish on."""

from __future__ import annotations

import datetime

from gongkai.screening import Hit, screen
from gongkai.statute.codes import is_citizen_number, passes_luhn

ON = datetime.date(2026, 11, 22)


def citizen(birth: str = "19900307", region: str = "530102", order: int = 287) -> str:
    stem = f"{region}{birth}{order:03}"
    return next(stem + check for check in "0123456789X" if is_citizen_number(stem + check))


def card(stem: str = "622202123456789012") -> str:
    return next(stem + check for check in "0123456789" if passes_luhn(stem + check))


def hits(text: str, *rules: str) -> list[Hit]:
    """The hits in a text, of the named rules when some are named; each must stand where it says."""
    found = screen(text, on=ON)
    for hit in found:
        assert text[hit.start : hit.end] == hit.text != ""
        assert hit.message.endswith("。")
    return [hit for hit in found if not rules or hit.rule in rules]


def texts(text: str, *rules: str) -> list[str]:
    return [hit.text for hit in hits(text, *rules)]


def masks(text: str, *rules: str) -> list[str | None]:
    return [hit.suggestion for hit in hits(text, *rules)]
