"""What visitors write into addresses."""

from __future__ import annotations

DIGITS = 18  # every number so long fits the database


def asked_number(text: str) -> int | None:
    """A whole number from an address; None for anything else, also for one that no record could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None
