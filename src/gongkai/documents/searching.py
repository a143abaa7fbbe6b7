"""What the index holds of a document."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from gongkai.documents.models import Document, Edition
from gongkai.search.index import Text

KIND = "document"


def findable(document: Document, edition: Edition, attachments: Iterable[tuple[str, str]] | None = None) -> Text:
    """The public text of a live edition, ready for the index: title, numbers, summary, body, attachments.

    ``attachments``: names and texts where they are known; None asks for them (1 query).
    """
    assert document.published_at is not None
    if attachments is None:
        attachments = edition.attachments.values_list("name", "text")
    parts = (
        edition.document_number,
        document.index_number or "",
        edition.summary,
        " ".join(edition.keywords),
        edition.text,
        *(f"{name}\n{text}" for name, text in attachments),
    )
    dated = timezone.localdate(document.published_at)
    return Text(
        kind=KIND,
        object_id=document.pk,
        url=f"/documents/{document.pk}/",
        title=edition.title,
        body="\n".join(part for part in parts if part),
        dated=dated,
        organ=document.organ_id,
        year=dated.year,
        mark=document.validity,
    )
