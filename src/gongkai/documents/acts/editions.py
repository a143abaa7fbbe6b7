"""A new edition that starts from an earlier one: for corrections, amendments, and what becomes public later."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import Document, Edition
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.kernel.acts import Step
from gongkai.kernel.typed import Typed


@dataclass(frozen=True, slots=True)
class Draft(Typed):
    """What a drafter writes: text (HTML, cleaned when saved) and metadata; values as in ``law/documents``."""

    title: str
    body: str = ""
    summary: str = ""
    document_number: str = ""
    doc_type: str = ""
    genre: str = ""
    theme: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    unit: str = ""
    effective_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    change_note: str = ""


COPIED = (*(item.name for item in dataclasses.fields(Draft)), "text", "text_sha256", "theme_version")


def begin_edition(
    step: Step, document: Document, origin: Edition, drafters: list[int], change_note: str = ""
) -> Edition:
    """A draft with text, metadata and attachments of ``origin``. Refused while another edition is on its way."""
    on_its_way = document.editions.filter(state__in=OPEN_STATES).exists()
    step.demand(not on_its_way, _("这份文件已有一个新版本在办理。"))
    last = document.editions.order_by("-number").values_list("number", flat=True)[0]
    copied = {name: getattr(origin, name) for name in COPIED} | {"change_note": change_note}
    edition = Edition.objects.create(document=document, number=last + 1, drafters=drafters, saved_at=step.now, **copied)
    for attachment in origin.attachments.all():
        attachment.pk, attachment.edition = None, edition
        attachment.save(force_insert=True)
    return edition
