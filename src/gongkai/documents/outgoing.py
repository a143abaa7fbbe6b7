"""Words that go out without an edition around them: answers, bases, reasons. The machine checks them before they do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.terms import terms_of
from gongkai.screening import Hit, Kind, Severity, masked, screen


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check says of one text. ``masked`` has every personal detail under its mask.

    ``forbidden`` is never published; ``open`` needs a person: mended, masked, or kept for a reason.
    """

    masked: str
    forbidden: tuple[Hit, ...]
    open: tuple[Hit, ...]

    @property
    def personal(self) -> tuple[Hit, ...]:
        """Details of persons for which there is a mask."""
        return tuple(hit for hit in self.open if _has_mask(hit))

    @property
    def unmasked(self) -> tuple[Hit, ...]:
        """What still needs a person when the personal details are masked."""
        return tuple(hit for hit in self.open if not _has_mask(hit))


def check(text: str, organ_id: int, on: datetime.date) -> Checked:
    """Look through a text that an organ will show from a day on (1 query)."""
    hits = screen(text, on=on, terms=terms_of(organ_id)) if text.strip() else ()
    return Checked(
        masked(text, [hit for hit in hits if _has_mask(hit)]),
        tuple(hit for hit in hits if hit.severity is Severity.BLOCK),
        tuple(hit for hit in hits if hit.severity is Severity.SETTLE),
    )


def said(hits: Sequence[Hit]) -> str:
    """The hits as lines for whoever wrote the text, each with what could stand in its place."""
    return "\n".join(
        f"发布前检测：{hit.message}" + (f"（可改为“{hit.suggestion}”）" if hit.suggestion else "") for hit in hits
    )


def _has_mask(hit: Hit) -> bool:
    return hit.kind is Kind.PERSONAL and bool(hit.suggestion)
