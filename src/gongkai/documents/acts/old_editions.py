"""Editions that others replaced: closed alone when they hold what must not be read, opened again after a look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts
from gongkai.documents.acts.steps import demand_fit, locked
from gongkai.documents.models import Edition, EditionState
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission
from gongkai.statute.vocabulary import vocabulary


@act("edition.close", Permission.SIGN_DOCUMENT, _("不再公开旧版本"))
def close_edition(step: Step, edition_id: int, kind: str, reason: str, kept: str = "") -> Edition:
    """Take an old edition from view, and those before it; the live one stays. ``kind`` is one that leaves no text."""
    edition = _old(step, edition_id)
    step.demand(not vocabulary().withdrawals.get(kind).keeps_text, _("请选择不保留正文的种类。"))
    step.demand(bool(reason.strip()), _("请写明理由。"))
    if vocabulary().withdrawals.get(kind).keeps_title:
        demand_fit(step, reason, edition.document.organ_id, kept)
    before = edition.withdrawal_kind
    edition.withdrawal_kind, edition.withdrawal_reason = kind, reason.strip()
    edition.save(update_fields=["withdrawal_kind", "withdrawal_reason"])
    close_earlier(edition)
    step.record(edition, before=before, kind=kind, reason=reason.strip())
    return edition


@act("edition.reopen", Permission.SIGN_DOCUMENT, _("恢复公开旧版本"))
def reopen_edition(step: Step, edition_id: int, reason: str) -> Edition:
    """Let an old edition be read again that was closed with a later one; not by whoever drafted it."""
    edition = _old(step, edition_id)
    step.demand(
        vocabulary().withdrawals.get(edition.withdrawal_kind).keeps_text,
        _("这一版本身因不能公开而撤下，不能恢复；需要公开的请做新版本。"),
    )
    step.demand(step.person not in facts.drafters(edition), _("起草人不能恢复公开自己起草的版本。"))
    step.demand(bool(reason.strip()), _("请写明理由。"))
    edition.reopened_at = step.now
    edition.save(update_fields=["reopened_at"])
    step.record(edition, reason=reason.strip())
    return edition


def close_earlier(edition: Edition) -> None:
    """Nothing that was opened again up to this edition stays open; for acts that have permitted and will record."""
    earlier = Edition.objects.filter(
        document=edition.document_id, number__lte=edition.number, reopened_at__isnull=False
    )
    earlier.update(reopened_at=None)


def _old(step: Step, edition_id: int) -> Edition:
    edition = locked(step, edition_id)
    step.demand(edition.state == EditionState.WITHDRAWN, _("只有已被取代或者撤下的版本才这样办理。"))
    return edition
