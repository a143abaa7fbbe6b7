"""What the index holds of a document."""

from __future__ import annotations

from django.utils import timezone

from gongkai.documents.models import Document, Edition
from gongkai.search.index import Text

KIND = "document"


def findable(document: Document, edition: Edition) -> Text:
    """The public text of a live edition, ready for the index: title, numbers, summary, body, attachments."""
    assert document.published_at is not None
    parts = (
        edition.document_number,
        document.index_number or "",
        edition.summary,
        " ".join(edition.keywords),
        edition.text,
        *(f"{name}\n{text}" for name, text in edition.attachments.values_list("name", "text")),
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
    )
