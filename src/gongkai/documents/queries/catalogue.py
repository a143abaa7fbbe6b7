"""The catalogue of an organ leaf by leaf, and what stands behind each; many organs side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Max
from django.utils import timezone

from gongkai.documents.models import CatalogueEntry, Document
from gongkai.organs.models import Division, Organ
from gongkai.statute.time_limits import months_after
from gongkai.statute.vocabulary import Duty, Level, duties, primary_fields

Counted = Mapping[tuple[int | None, str], tuple[int, datetime.datetime]]
"""Of each pair of entry and statutory item: how many documents are public, and when the last went out."""


class LeafState(StrEnum):
    """What a leaf of the catalogue can say for itself."""

    FILLED = "filled"
    STALE = "stale"  # its update is overdue
    EMPTY = "empty"
    ON_REQUEST = "on_request"
    NOT_INVOLVED = "not_involved"
    WHERE_IT_APPLIES = "where_it_applies"  # nothing there, and nothing need be


FAULTS = (LeafState.EMPTY, LeafState.STALE)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf: its documents are those of the list with ``entry`` (or ``duty`` where the organ wrote no entry)."""

    label: str
    duty: str
    entry: CatalogueEntry | None
    number: int
    latest: datetime.date | None
    state: LeafState
    note: str
    limit: str

    @property
    def fault(self) -> str:
        """ "" where nothing is wrong, else ``empty`` or ``stale``."""
        return self.state.value if self.state in FAULTS else ""

    @property
    def renew_by(self) -> datetime.date | None:
        """Until when it is to be renewed, by its own cycle."""
        return _renew_by(self.entry, self.latest) if self.entry else None


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the picture: an organ's leaves of one field or item."""

    filled: int
    stale: int
    empty: int

    @property
    def leaves(self) -> int:
        """How many leaves ought to hold something there."""
        return self.filled + self.stale + self.empty

    @property
    def state(self) -> str:
        """none, filled, stale or empty: the worst of its leaves."""
        if not self.leaves:
            return "none"
        return "empty" if self.empty else "stale" if self.stale else "filled"


@dataclass(frozen=True, slots=True)
class Picture:
    """Organs by columns; ``columns`` are (id, label) of the fields or items that any of the organs has."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Organ, tuple[Square, ...]], ...]


def level_of(organ: Organ) -> Level:
    """Which of the lists of 条例 21 binds an organ: cities and counties; the province only has the general one."""
    return "all" if organ.division.level == Division.Level.PROVINCE else "city_county"


def leaves_of(organ: Organ, on: datetime.date) -> list[Leaf]:
    """The contents that must be disclosed, as of a day; an item without its own entry is a leaf too (2 queries)."""
    entries = CatalogueEntry.objects.filter(organ=organ)
    return _leaves(organ, entries, _counted([organ.pk]).get(organ.pk, {}), on)


def picture(organs: Sequence[Organ], by: str, on: datetime.date) -> Picture:
    """The leaves of many organs by ``field`` (领域) or ``duty`` (法定事项); 2 queries for all of them."""
    known = [organ.pk for organ in organs]
    counted = _counted(known)
    entries: dict[int, list[CatalogueEntry]] = {}
    for entry in CatalogueEntry.objects.filter(organ__in=known):
        entries.setdefault(entry.organ_id, []).append(entry)
    found = {
        organ.pk: list(_leaves(organ, entries.get(organ.pk, ()), counted.get(organ.pk, {}), on)) for organ in organs
    }
    names = primary_fields() if by == "field" else duties()
    used = {_column(leaf, by) for leaves in found.values() for leaf in leaves}
    columns = tuple((item.id, item.label) for item in names if item.id in used)
    rows = tuple((organ, tuple(_square(found[organ.pk], by, column) for column, _ in columns)) for organ in organs)
    return Picture(columns, rows)


def _column(leaf: Leaf, by: str) -> str:
    return (leaf.entry.field if leaf.entry else "") if by == "field" else leaf.duty


def _square(leaves: Iterable[Leaf], by: str, column: str) -> Square:
    states = [leaf.state for leaf in leaves if _column(leaf, by) == column]
    return Square(*(states.count(state) for state in (LeafState.FILLED, LeafState.STALE, LeafState.EMPTY)))


def _counted(organs: Sequence[int]) -> dict[int, Counted]:
    rows = Document.objects.filter(live__isnull=False, organ__in=organs).order_by()
    found: dict[int, dict[tuple[int | None, str], tuple[int, datetime.datetime]]] = {}
    chosen = rows.values_list("organ", "entry", "duty").annotate(number=Count("pk"), last=Max("live__published_at"))
    for organ, entry, duty, number, last in chosen:
        found.setdefault(organ, {})[entry, duty] = (number, last)
    return dict(found)


def _leaves(organ: Organ, entries: Iterable[CatalogueEntry], counted: Counted, on: datetime.date) -> list[Leaf]:
    own = [entry for entry in entries if entry.part == CatalogueEntry.Part.DUTIES]
    covered = {entry.duty for entry in own}
    leaves = [_of_entry(entry, counted, on) for entry in own]
    leaves += _of_duties((duty for duty in duties(level_of(organ)) if duty.id not in covered), counted)
    return sorted(leaves, key=lambda leaf: (leaf.duty or "99", leaf.label))


def _of_entry(entry: CatalogueEntry, counted: Counted, on: datetime.date) -> Leaf:
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
    elif (renew_by := _renew_by(entry, latest)) and renew_by < on:
        state = LeafState.STALE
    return Leaf(str(entry), entry.duty, entry, number, latest, state, entry.not_involved, entry.limit)


def _of_duties(items: Iterable[Duty], counted: Counted) -> Iterator[Leaf]:
    for duty in items:
        number, latest = _sum(value for (_, filed), value in counted.items() if filed == duty.id)
        bare = LeafState.EMPTY if duty.mandatory else LeafState.WHERE_IT_APPLIES
        state = LeafState.FILLED if number else bare
        yield Leaf(duty.label, duty.id, None, number, latest, state, "", duty.limit)


def _sum(values: Iterable[tuple[int, datetime.datetime]]) -> tuple[int, datetime.date | None]:
    found = list(values)
    latest = max((last for _, last in found), default=None)
    return sum(number for number, _ in found), timezone.localdate(latest) if latest else None


def _renew_by(entry: CatalogueEntry, latest: datetime.date | None) -> datetime.date | None:
    return months_after(latest, entry.update_months) if latest and entry.update_months else None
