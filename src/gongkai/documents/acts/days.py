"""What only a day brings: a term that runs out (有效期届满), a decision dated ahead that comes into force."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts
from gongkai.documents.models import Document, ValidityDecision
from gongkai.documents.searching import KIND
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission
from gongkai.search import index

BATCH = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """One batch: how many marks were changed, and the last document looked at (None: there was none left)."""

    changed: int
    last: int | None


@act("document.follow_day", Permission.FOLLOW_DAYS, _("按日期更新有效性"))
def follow_day(step: Step, on: datetime.date, after: int = 0) -> Followed:
    """Mark the documents of one batch, those behind number ``after``, as they stand on a day, each with its entry.

    What is marked rightly stays untouched, so the same day may be followed again after any interruption.
    """
    step.permit()
    rows = list(_doubtful(on).filter(pk__gt=after).order_by("pk")[:BATCH])
    changed = [(document, facts.validity_on(document, on)) for document in rows]
    changed = [(document, word) for document, word in changed if document.validity != word]
    for document, word in changed:
        before, document.validity = document.validity, word
        document.save(update_fields=["validity"])
        step.record(document, before=before, validity=word, on=on.isoformat())
    _mark(changed)
    if not changed:
        step.unchanged()
    return Followed(len(changed), rows[-1].pk if rows else None)


def _doubtful(on: datetime.date) -> QuerySet[Document]:
    """Those whose mark may be of an earlier day, locked: over by their term, lapsed though it runs, decided upon."""
    decided = ValidityDecision.objects.filter(document=OuterRef("pk"), on__lte=on).exclude(
        validity=OuterRef("validity")
    )
    over = Q(live__expires_on__lt=on) & ~Q(validity__in=facts.ENDED)
    prolonged = Q(validity="lapsed") & (Q(live__expires_on=None) | Q(live__expires_on__gte=on))
    rows = Document.objects.filter(over | prolonged | Exists(decided), live__isnull=False)
    return rows.select_for_update(of=("self",)).select_related("live").prefetch_related("validity_decisions")


def _mark(changed: Sequence[tuple[Document, str]]) -> None:
    by_word: dict[str, list[int]] = {}
    for document, word in changed:
        by_word.setdefault(word, []).append(document.pk)
    for word, documents in by_word.items():
        index.mark(KIND, documents, word)
