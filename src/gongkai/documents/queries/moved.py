"""Where old addresses lead: those of an organ that ended, and those documents had on the site they came from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from gongkai.documents.models import Posting
from gongkai.documents.queries.reform import follower
from gongkai.organs.models import Organ


def code_of_follower(code: str, on: datetime.date) -> str:
    """The code of the organ that mergers lead to from one that has ended by a day; "" where none or several follow."""
    ended = Organ.objects.filter(code=code, valid_to__lte=on).values_list("pk", flat=True).first() if code else None
    found = follower(ended) if ended is not None else None
    return Organ.objects.values_list("code", flat=True).get(pk=found) if found is not None else ""


def document_at(host: str, paths: Iterable[str]) -> int | None:
    """The document that was imported from an address of this host; it was public there and here (1 query)."""
    places = [f"{scheme}://{host}{path}" for path in dict.fromkeys(paths) for scheme in ("http", "https")]
    rows = Posting.objects.filter(
        locator__in=places, document__imported_key__isnull=False, document__published_at__isnull=False
    )
    return rows.order_by("document_id").values_list("document_id", flat=True).first()


def old_addresses() -> Iterator[tuple[str, int]]:
    """(host and path, document) of everything that was imported from an address, a row a time."""
    rows = Posting.objects.filter(
        locator__startswith="http", document__imported_key__isnull=False, document__published_at__isnull=False
    )
    for locator, document in rows.order_by("document_id", "pk").values_list("locator", "document_id").iterator():
        parts = urlsplit(locator)
        query = f"?{parts.query}" if parts.query else ""
        if parts.hostname:
            yield f"{parts.hostname}{parts.path or '/'}{query}", document
