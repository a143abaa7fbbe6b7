"""What screening finds, and how a thing is masked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.sources import Source


class Severity(StrEnum):
    """How far a hit stands against publication."""

    BLOCK = "block"  # 阻断: not published with it, no excuse
    SETTLE = "settle"  # 须处理: masked, mended, or excused with a reason
    HINT = "hint"  # 提示: to be looked at


class Kind(StrEnum):
    """What a hit is about."""

    PERSONAL = "personal"  # identifiers and details of persons; the suggestion is a mask
    SECRECY = "secrecy"  # marks of secrecy and internal use
    FORM = "form"  # a document number in a wrong form; the suggestion is the standard form
    NAME = "name"  # an organ or a law under a name out of use
    TERM = "term"  # an entry of the term list


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: ``text[start:end]`` of the text as it was given.

    ``message`` says what it is, why it matters and what to do. ``suggestion`` is what could stand in its place, None
    where a person must decide. ``text`` holds the very data that must not go out: keep it no longer than the report.
    """

    rule: str
    label: str
    kind: Kind
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None = None
    source: Source | None = None
