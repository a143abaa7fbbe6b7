"""Which documents belong to an item or are in force on a day: one condition for lists and for counts."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q

from gongkai.documents import facts
from gongkai.documents.models import ValidityDecision


def of_duty(duty: str) -> Q:
    """Documents of a statutory item, by their own word or by the leaf under which they are filed."""
    return Q(duty=duty) | Q(entry__duty=duty)


def in_force_on(on: datetime.date) -> Q:
    """Public documents that went out by a day, had begun to hold and had not ended by then."""
    ended = ValidityDecision.objects.filter(document=OuterRef("pk"), on__lte=on, validity__in=facts.ENDED)
    term = Q(live__expires_on=None) | Q(live__expires_on__gte=on)
    begun = Q(live__effective_on=None) | Q(live__effective_on__lte=on)
    return term & begun & Q(~Exists(ended), live__isnull=False, published_at__date__lte=on)
