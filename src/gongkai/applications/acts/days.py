"""What only a day brings to an application: an opinion that did not come in time, holidays that were published."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course
from gongkai.applications.models import Application
from gongkai.kernel.acts import Step, act
from gongkai.kernel.permissions import Permission

BATCH = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """One batch: how many changed, and the last application looked at (None: there was none left)."""

    changed: int
    last: int | None


@act("application.follow_day", Permission.FOLLOW_DAYS, _("按日期更新申请的状态和期限"))
def follow_day(step: Step, on: datetime.date, after: int = 0) -> Followed:
    """Bring the applications of one batch, those behind number ``after``, to where they stand on a day.

    What stands right stays untouched, so the same day may be followed again after any interruption.
    """
    step.permit()
    waiting = Q(state="consulting") | Q(provisional=True)
    rows = Application.objects.filter(waiting, stopped_on=None, pk__gt=after).select_for_update(of=("self",))
    batch = list(rows.prefetch_related("happenings").order_by("pk")[:BATCH])
    changed = [application for application in batch if course.follow(application, on)]
    for application in changed:
        due = application.due_on.isoformat() if application.due_on else None
        step.record(application, state=application.state, due=due, on=on.isoformat())
    if not changed:
        step.unchanged()
    return Followed(len(changed), batch[-1].pk if batch else None)
