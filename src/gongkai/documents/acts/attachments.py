"""Files of a draft: the public one without hidden data, the one handed in kept inside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.acts.screening import attachment_findings, recheck
from gongkai.documents.acts.steps import edition_of, locked
from gongkai.documents.models import Attachment, Edition, EditionState
from gongkai.documents.workshop import Cleaned, Unusable, clean_file
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.files import path_of, store
from gongkai.kernel.models import StoredFile
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import printable

MOST = 50  # attachments of one edition
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def prepare(original: StoredFile, name: str) -> Cleaned:
    """What may go out of a file that was handed in. Not within a transaction: it may take a minute.

    Raises Unlawful, saying what to mend.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in TYPES:
        raise Unlawful(_("%(name)s：附件只能是 PDF、.docx、.xlsx、JPEG、PNG、WebP，其他格式请先转换。"), name=name)
    try:
        return clean_file(path_of(original.sha256).read_bytes(), name, timezone.localdate())
    except Unusable as error:
        raise Unlawful(str(error)) from error


@act("document.attach", Permission.DRAFT_DOCUMENT, _("添加附件"))
def attach(step: Step, edition_id: int, name: str, original: str, cleaned: Cleaned) -> Attachment:
    """Add a file to a draft. ``original`` is the SHA-256 as handed in, ``cleaned`` comes of :func:`prepare`."""
    edition = _draft(step, edition_id)
    name = PurePath(name.replace("\\", "/")).name.strip()[:200]
    step.demand(bool(name), _("附件没有文件名。"))
    step.demand(
        not edition.attachments.filter(name=name).exists(), _("已有同名附件“%(name)s”，请先移除或者改名。"), name=name
    )
    position = edition.attachments.count()
    step.demand(position < MOST, _("附件最多 %(most)s 个，请合并或者压缩。"), most=MOST)
    attachment = Attachment.objects.create(
        edition=edition,
        position=position,
        name=name,
        file=store([cleaned.data], settings.MAX_UPLOAD_BYTES),
        original=StoredFile.objects.get(sha256=original),
        removed=list(cleaned.removed),
        text=printable(cleaned.text),
    )
    attachment_findings(edition, attachment, cleaned.findings)
    _saved(step, edition)
    step.record(attachment, edition=edition.pk, name=name, file=attachment.file_id, original=original)
    return attachment


@act("document.detach", Permission.DRAFT_DOCUMENT, _("移除附件"))
def detach(step: Step, attachment_id: int) -> None:
    """Take a file from a draft."""
    edition = _draft(step, edition_of(Attachment, attachment_id))
    attachment = lock(Attachment.objects, pk=attachment_id)
    name, file = attachment.name, attachment.file_id
    attachment.delete()
    _saved(step, edition)
    step.record(edition, attachment=attachment_id, name=name, file=file)


@act("document.arrange", Permission.DRAFT_DOCUMENT, _("调整附件顺序"))
def arrange(step: Step, edition_id: int, order: Sequence[int]) -> Edition:
    """Put the files of a draft in this order; ``order`` names every one of them."""
    edition = _draft(step, edition_id)
    rows = {row.pk: row for row in edition.attachments.all()}
    step.demand(sorted(order) == sorted(rows), _("附件刚有增减，请刷新后再排序。"))
    for position, pk in enumerate(order):
        rows[pk].position = position
    Attachment.objects.bulk_update(rows.values(), ["position"])
    step.record(edition, order=list(order))
    return edition


def _draft(step: Step, edition_id: int) -> Edition:
    edition = locked(step, edition_id)
    step.demand(edition.state == EditionState.DRAFT, _("文件已送审，须先撤回修改。"))
    return edition


def _saved(step: Step, edition: Edition) -> None:
    edition.drafters = sorted({*edition.drafters, step.person})
    edition.save(update_fields=["drafters"])
    recheck(step, edition)
