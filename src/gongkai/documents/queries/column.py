"""The column 政府信息公开 of an organ (国办公开办函〔2019〕61号): guide, rules, statutory contents."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.documents.models import CatalogueEntry, DisclosureOffice, Document
from gongkai.documents.queries.catalogue import FAULTS, Leaf, leaves_of
from gongkai.documents.queries.public import PUBLIC, listed
from gongkai.organs.models import Organ

RULES_SHOWN = 50
GUIDE = ("name", "address", "hours", "phone", "fax", "contact", "classification", "arrangement", "obtaining")


@dataclass(frozen=True, slots=True)
class Column:
    """What the column of an organ shows besides its annual reports."""

    organ: Organ
    office: DisclosureOffice | None
    rules: tuple[Document, ...]
    leaves: tuple[Leaf, ...]

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
        return sum(leaf.state in FAULTS for leaf in self.leaves)


def column(organ: Organ, on: datetime.date) -> Column:
    """The column of an organ on a day (4 queries)."""
    rules = Document.objects.filter(PUBLIC, organ=organ, entry__part=CatalogueEntry.Part.RULES)
    office = DisclosureOffice.objects.filter(organ=organ).first()
    return Column(organ, office, tuple(listed(rules)[:RULES_SHOWN]), tuple(leaves_of(organ, on)))
