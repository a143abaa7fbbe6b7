"""The column 政府信息公开 of an organ (国办公开办函〔2019〕61号): guide, rules, statutory contents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Max
from django.utils import timezone

from gongkai.documents.models import CatalogueEntry, DisclosureOffice, Document
from gongkai.documents.queries.desk import level_of
from gongkai.documents.queries.public import PUBLIC, listed
from gongkai.organs.models import Organ
from gongkai.statute.vocabulary import Duty, duties

RULES_SHOWN = 50
GUIDE = ("name", "address", "hours", "phone", "fax", "contact", "classification", "arrangement", "obtaining")


class LeafState(StrEnum):
    """What a leaf of the catalogue can say for itself."""

    FILLED = "filled"
    STALE = "stale"  # its update is overdue
    EMPTY = "empty"
    ON_REQUEST = "on_request"
    NOT_INVOLVED = "not_involved"
    WHERE_IT_APPLIES = "where_it_applies"  # nothing there, and nothing need be


@dataclass(frozen=True, slots=True)
class PublicLeaf:
    """A leaf: its documents are those of the list with ``entry`` (or ``duty`` where the organ wrote no entry)."""

    label: str
    duty: str
    entry: int | None
    number: int
    latest: datetime.date | None
    state: LeafState
    note: str
    limit: str


@dataclass(frozen=True, slots=True)
class Column:
    """What the column of an organ shows besides its annual reports."""

    organ: Organ
    office: DisclosureOffice | None
    rules: tuple[Document, ...]
    leaves: tuple[PublicLeaf, ...]

    @property
    def guide(self) -> list[tuple[str, str]]:
        """What a guide must say (条例 12), each with its label; "" where the organ has not said it."""
        office = self.office
        if office is None:
            return []
        labels = {field.name: str(field.verbose_name) for field in DisclosureOffice._meta.fields}
        return [(labels[name], getattr(office, name)) for name in GUIDE]

    @property
    def filled(self) -> int:
        """How many leaves hold something."""
        return sum(leaf.number > 0 for leaf in self.leaves)

    @property
    def lacking(self) -> int:
        """How many leaves ought to hold something, or something newer."""
        return sum(leaf.state in (LeafState.EMPTY, LeafState.STALE) for leaf in self.leaves)


Counted = Mapping[tuple[int | None, str], tuple[int, datetime.datetime]]


def column(organ: Organ, on: datetime.date) -> Column:
    """The column of an organ on a day (4 queries)."""
    entries = list(CatalogueEntry.objects.filter(organ=organ))
    rows = Document.objects.filter(PUBLIC, organ=organ).order_by().values_list("entry", "duty")
    counted = {
        (entry, duty): (number, last)
        for entry, duty, number, last in rows.annotate(number=Count("pk"), last=Max("live__published_at"))
    }
    rules = [entry.pk for entry in entries if entry.part == CatalogueEntry.Part.RULES]
    shown = listed(Document.objects.filter(PUBLIC, organ=organ, entry__in=rules))[:RULES_SHOWN] if rules else ()
    office = DisclosureOffice.objects.filter(organ=organ).first()
    return Column(organ, office, tuple(shown), tuple(_leaves(organ, entries, counted, on)))


def _leaves(organ: Organ, entries: Iterable[CatalogueEntry], counted: Counted, on: datetime.date) -> list[PublicLeaf]:
    own = [entry for entry in entries if entry.part == CatalogueEntry.Part.DUTIES]
    covered = {entry.duty for entry in own}
    leaves = [_of_entry(entry, counted, on) for entry in own]
    leaves += [_of_duty(duty, counted) for duty in duties(level_of(organ)) if duty.id not in covered]
    return sorted(leaves, key=lambda leaf: (leaf.duty or "99", leaf.label))


def _of_entry(entry: CatalogueEntry, counted: Counted, on: datetime.date) -> PublicLeaf:
    number, latest = _sum(
        value
        for (filed, duty), value in counted.items()
        if filed == entry.pk or (filed is None and duty and duty == entry.duty)
    )
    state = LeafState.FILLED if number else LeafState.EMPTY
    if not number and entry.not_involved.strip():
        state = LeafState.NOT_INVOLVED
    elif not number and entry.on_request:
        state = LeafState.ON_REQUEST
    elif latest and entry.update_months and _months_later(latest, entry.update_months) < on:
        state = LeafState.STALE
    return PublicLeaf(str(entry), entry.duty, entry.pk, number, latest, state, entry.not_involved, entry.limit)


def _of_duty(duty: Duty, counted: Counted) -> PublicLeaf:
    number, latest = _sum(value for (_, filed), value in counted.items() if filed == duty.id)
    state = LeafState.EMPTY if duty.mandatory else LeafState.WHERE_IT_APPLIES
    return PublicLeaf(duty.label, duty.id, None, number, latest, LeafState.FILLED if number else state, "", duty.limit)


def _sum(values: Iterable[tuple[int, datetime.datetime]]) -> tuple[int, datetime.date | None]:
    found = list(values)
    latest = max((last for _, last in found), default=None)
    return sum(number for number, _ in found), timezone.localdate(latest) if latest else None


def _months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, 28))
