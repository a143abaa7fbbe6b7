"""What the acts on an application share: locking it, seeing that nobody was quicker, letting the event happen."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course
from gongkai.applications.models import Application, Happening
from gongkai.kernel.actors import Place
from gongkai.kernel.acts import Step, lock
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import Rules, rules_on
from gongkai.statute.clocks.events import Corrected, Event

LATE = "见说明"


def locked(step: Step, application_id: int) -> Application:
    """The application with its organ, locked; the actor must hold the right of the act at the organ."""
    application = lock(Application.objects.select_related("organ__division"), pk=application_id)
    step.permit(application.organ.place)
    return application


def demand_seen(step: Step, application: Application, seen: int) -> None:
    """Refuse when more has happened than the person who acts has looked at: ``seen`` happenings."""
    happened = application.happenings.count()
    step.demand(happened == seen, _("这件申请刚刚有了新的进展，请重新打开后再办理。"))


def proceed(step: Step, application_id: int, seen: int, event: Event, note: str = "") -> Application:
    """Let one event happen and record it; see :func:`gongkai.applications.course.happen`."""
    application = locked(step, application_id)
    go_on(step, application, seen, event, note)
    return application


def go_on(step: Step, application: Application, seen: int, event: Event, note: str = "") -> Happening:
    """Let one event happen to a locked application and record it."""
    demand_seen(step, application, seen)
    happening = course.happen(application, event, step, note)
    record(step, application, event)
    return happening


def corrected(on: datetime.date, words: str, late_reason: str) -> tuple[Corrected, str]:
    """A correction as an event and its note. The reason for being late is personal: its words go with the sealed note,
    the clock and the ledger know only that there is one.
    """
    given = late_reason.strip()
    return Corrected(on, LATE if given else ""), "\n".join(filter(None, (words.strip(), given)))


def rules_of(application: Application) -> Rules:
    """The law that governs a received application."""
    if application.received_on is None:
        raise Unlawful(_("还没有确认收到申请。"))
    return rules_on(application.received_on)


def permit_any(step: Step, place: Place, *rights: Permission) -> None:
    """May they, by any of these rights? Raises NotPermitted."""
    step.permit(place, next((right for right in rights if step.actor.may(right, place)), rights[0]))


def record(step: Step, application: Application, event: Event) -> None:
    """The ledger entry of an event; what it says names no applicant."""
    step.record(application, event=event.kind, on=event.on.isoformat(), facts=course.facts_of(event))
