"""What the acts on an application share: locking it, seeing that nobody was quicker, letting the event happen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course
from gongkai.applications.models import Application
from gongkai.kernel.acts import Step, lock
from gongkai.statute.clocks.events import Event


def locked(step: Step, application_id: int) -> Application:
    """The application with its organ, locked; the actor must hold the right of the act at the organ."""
    application = lock(Application.objects.select_related("organ"), pk=application_id)
    step.permit(application.organ.place)
    return application


def demand_seen(step: Step, application: Application, seen: int) -> None:
    """Refuse when more has happened than the person who acts has looked at: ``seen`` happenings."""
    happened = application.happenings.count()
    step.demand(happened == seen, _("这件申请刚刚有了新的进展，请重新打开后再办理。"))


def proceed(step: Step, application_id: int, seen: int, event: Event, note: str = "") -> Application:
    """Let one event happen and record it; see :func:`gongkai.applications.course.happen`."""
    application = locked(step, application_id)
    demand_seen(step, application, seen)
    course.happen(application, event, step, note)
    record(step, application, event)
    return application


def record(step: Step, application: Application, event: Event) -> None:
    """The ledger entry of an event; what it says names no applicant."""
    step.record(application, event=event.kind, on=event.on.isoformat(), facts=course.facts_of(event))
