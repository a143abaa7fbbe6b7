"""Characters that may not stand in XML, HTML or spreadsheets, and cells that a spreadsheet would run as formulas."""

from __future__ import annotations

import re

# everything XML 1.0 forbids: control characters but tab and line ends, surrogates, non-characters
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text without characters that no document may hold (control characters of a broken file)."""
    return FORBIDDEN.sub("", text)


def harmless(text: str) -> str:
    """The text for a CSV cell: an apostrophe keeps spreadsheets from running it as a formula (CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
