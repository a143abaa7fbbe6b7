"""The key that a form or an address names."""

from __future__ import annotations

DIGITS = 18  # what a database holds; longer numbers are none, and Python refuses to read those of 4,300


def number_of(typed: object) -> int | None:
    """The number that was typed, None where it is none or longer than any key."""
    text = str(typed or "")
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def numbers_of(typed: list[str]) -> list[int]:
    """Those of the ticked values that are numbers, in order."""
    return [number for value in typed if (number := number_of(value)) is not None]
