"""A finding as a card on a page, whether it comes from the database or straight from a check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from gongkai.look.tables import CellNote
from gongkai.look.text import Highlight
from gongkai.reading.model import Finding, Span
from gongkai.reports.queries import FindingView
from gongkai.statute.forms import Severity


class _Side(Protocol):
    """What a stored side and a side of a fresh check have in common."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def cells(self) -> tuple[str, ...]: ...
    @property
    def quote(self) -> str: ...
    @property
    def span(self) -> Span | None: ...


@dataclass(frozen=True, slots=True)
class SideCard:
    """One side: what it says, and where on the page it can be seen."""

    label: str
    value: Decimal | None
    quote: str
    cells: tuple[str, ...]
    span: Span | None

    @property
    def cell(self) -> str:
        """The first cell it stands on, empty when it stands on the text."""
        return self.cells[0] if self.cells else ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding; ``number`` counts from 1 down the page, ``id`` is 0 when it is not stored."""

    number: int
    id: int
    rule: str
    severity: Severity
    message: str
    hint: str
    arithmetic: str
    basis: str
    sides: tuple[SideCard, ...]
    acknowledged: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings under one heading: of one severity, or (``explained``) all that have a reason beside them."""

    severity: Severity
    explained: bool
    cards: tuple[FindingCard, ...]


def grouped(cards: Sequence[FindingCard]) -> tuple[FindingGroup, ...]:
    """What is open by severity, gravest first; then what is explained."""
    still_open = [card for card in cards if not card.acknowledged]
    groups = [
        FindingGroup(severity, False, tuple(card for card in still_open if card.severity is severity))
        for severity in Severity
    ]
    explained = tuple(card for card in cards if card.acknowledged)
    return tuple(group for group in (*groups, FindingGroup(Severity.INFO, True, explained)) if group.cards)


def cards_of_records(records: Sequence[FindingView]) -> tuple[FindingCard, ...]:
    """Cards of stored findings, in their order."""
    return tuple(
        FindingCard(
            number=number,
            id=record.id,
            rule=record.rule,
            severity=record.severity,
            message=record.message,
            hint=record.hint,
            arithmetic=record.arithmetic,
            basis=record.basis,
            sides=_sides(record.sides),
            acknowledged=record.acknowledged_reason,
        )
        for number, record in enumerate(records, 1)
    )


def cards_of_check(findings: Sequence[Finding]) -> tuple[FindingCard, ...]:
    """Cards of a check whose result is not stored."""
    return tuple(
        FindingCard(
            number=number,
            id=0,
            rule=found.relation.id,
            severity=found.severity,
            message=found.message,
            hint=found.hint,
            arithmetic=found.relation.arithmetic,
            basis=found.relation.basis,
            sides=_sides((found.relation.left, found.relation.right)),
            acknowledged=found.acknowledged,
        )
        for number, found in enumerate(findings, 1)
    )


def cell_notes(cards: Iterable[FindingCard]) -> dict[str, list[CellNote]]:
    """Per cell key the findings that name it, without mere remarks: those often name a whole table."""
    notes: dict[str, list[CellNote]] = {}
    for card in cards:
        if card.severity is Severity.INFO:
            continue
        for key in dict.fromkeys(key for side in card.sides for key in side.cells):
            notes.setdefault(key, []).append(CellNote(card.number, card.severity))
    return notes


def highlights(cards: Iterable[FindingCard]) -> tuple[Highlight, ...]:
    """The places in the text that the findings point to; a side that stands on cells is shown in its table."""
    return tuple(
        Highlight(side.span, card.severity, card.number)
        for card in cards
        for side in card.sides
        if side.span is not None and not side.cells
    )


def _sides(sides: Iterable[_Side]) -> tuple[SideCard, ...]:
    """The sides that say something. A sentence is quoted once; what stands in cells is seen in the table."""
    cards: list[SideCard] = []
    for side in sides:
        quote = "" if side.cells else " ".join(side.quote.split())
        if any(quote == card.quote for card in cards):
            quote = ""
        if side.label or side.quote:
            cards.append(SideCard(side.label, side.value, quote, side.cells, side.span))
    return tuple(cards)
