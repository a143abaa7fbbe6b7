"""What the draft of a later edition proposes for its document: kept with the edition until that one is published.

The page of a public document shows what everybody passed, never what one person is writing.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Sequence

from gongkai.documents.models import Document, Edition

_DAYS = ("formed_on", "publish_by", "reassess_on")
_VALUES = (
    *("reason", "third_party_consents", "public_interest", "limit", "duty", "entry_id", "grounds", "channels"),
    *("obtained_from", "joint", "own_name_body", "special_law", "responsible", "responsible_reason"),
)
FIELDS = (*_DAYS, *_VALUES)


def keep(edition: Edition, proposed: Document, partners: Sequence[int]) -> None:
    """Note on an edition what its document is to become; the edition is not saved."""
    days = {name: getattr(proposed, name) for name in _DAYS}
    edition.proposed = {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        **{name: getattr(proposed, name) for name in _VALUES},
        "partners": sorted(partners),
    }


def as_proposed(edition: Edition) -> Document:
    """The document of an edition as the edition proposes it, for reading: it is never saved."""
    found = copy.copy(edition.document)
    _put(found, edition)
    return found


def partners_of(edition: Edition) -> list[int]:
    """The organs that made the document together with its own, as the edition proposes it."""
    if edition.proposed is not None:
        return list(edition.proposed["partners"])
    return list(edition.document.partners.values_list("pk", flat=True))


def carry_out(document: Document, edition: Edition) -> None:
    """Make the document what the edition proposed; for the acts that make it public."""
    if edition.proposed is None:
        return
    _put(document, edition)
    if document.entry is not None and document.entry.organ_id != document.organ_id:
        document.entry = None  # the document passed to another organ while the edition was on its way
    document.save(update_fields=FIELDS)
    document.partners.set(edition.proposed["partners"])


def _put(document: Document, edition: Edition) -> None:
    for name, value in (edition.proposed or {}).items():
        if name in _DAYS:
            setattr(document, name, datetime.date.fromisoformat(value) if value else None)
        elif name in _VALUES:
            setattr(document, name, value)
