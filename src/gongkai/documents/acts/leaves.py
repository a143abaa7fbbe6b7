"""Under which leaf of the catalogue a document stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import CatalogueEntry, Document
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission


@act("document.file_under", Permission.MANAGE_DISCLOSURE, _("归入公开目录"))
def file_under(step: Step, document_id: int, entry_id: int | None) -> Document:
    """Put a document under a leaf of its organ's catalogue; None: under that of its statutory item again."""
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    entry = leaf_of(step, document.organ_id, entry_id)
    document.entry = entry
    document.save(update_fields=["entry"])
    step.record(document, entry=str(entry) if entry else "")
    return document


def leaf_of(step: Step, organ_id: int, entry_id: int | None) -> CatalogueEntry | None:
    """The leaf of an organ's catalogue that an act names; refused where the catalogue has none such."""
    found = CatalogueEntry.objects.filter(pk=entry_id, organ=organ_id).first() if entry_id else None
    step.demand(entry_id is None or found is not None, _("这个公开事项不在本机关的公开目录中。"))
    return found
