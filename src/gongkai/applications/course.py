"""The course of an application: from stored happenings to the events of the law and back.

The only place that writes :class:`Happening` and the derived columns of :class:`Application`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from gongkai.applications.models import Application, Happening
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.ledger import Json
from gongkai.statute.clocks import Standing, UnlawfulEventError, replay
from gongkai.statute.clocks.events import EVENTS, Event
from gongkai.statute.outcomes import closing_outcome


def standing(application: Application, on: datetime.date | None = None) -> Standing:
    """Where the application stands by the law (on a day; None: after its last happening)."""
    events = [event_of(item) for item in application.happenings.all()]
    return replay(events, on, accepted=len(events))


def event_of(happening: Happening) -> Event:
    """The event of the law that a stored happening is."""
    return _schema(happening.kind).validate_python({"on": happening.on, **happening.facts})


def facts_of(event: Event) -> dict[str, Json]:
    """What an event says besides its day, as it is stored."""
    facts: dict[str, Json] = _schema(event.kind).dump_python(event, mode="json")
    del facts["on"]
    return facts


def begin(application: Application, event: Event, step: Step) -> Happening:
    """Save a new application with its first event. For acts that have permitted and will record."""
    _derive(application, _lawful([event]))
    application.save(force_insert=True)
    return _keep(application, 0, event, step, "")


def repeat(application: Application, past: Sequence[Happening]) -> Happening:
    """Save a new application to which all happened that happened to another, of which it is a part; the last of it."""
    _derive(application, _lawful([*map(event_of, past)], accepted=len(past)))
    application.save(force_insert=True)
    copies = [
        Happening(
            application=application,
            position=item.position,
            kind=item.kind,
            on=item.on,
            facts=item.facts,
            note_sealed=item.note_sealed,
            note_digest=item.note_digest,
            by_id=item.by_id,
            at=item.at,
        )
        for item in past
    ]
    Happening.objects.bulk_create(copies)
    return application.happenings.get(position=past[-1].position)


def happen(application: Application, event: Event, step: Step, note: str = "", answered: str = "") -> Happening:
    """Let something happen to a locked application. For acts that have permitted and will record.

    ``answered``: the outcome of the answer that goes out by this. The first outcome is the one that counts; an answer
    that a court orders later does not count again. Raises Unlawful with the reason and article.
    """
    step.demand(event.on <= timezone.localdate(step.now), _("日期不能在今天之后。"))
    past = [*application.happenings.all()]
    _derive(application, _lawful([*map(event_of, past), event], accepted=len(past)))
    application.outcome = application.outcome or answered or closing_outcome(event.kind, event.on.year)
    application.save(update_fields=[*_DERIVED, "outcome"])
    return _keep(application, len(past), event, step, note)


def follow(application: Application, on: datetime.date) -> bool:
    """Keep where a locked application stands on a day, without anything having happened; True: that is elsewhere.

    For acts that have permitted and will record.
    """
    before = {name: getattr(application, name) for name in _DERIVED}
    now = derived(standing(application, on))
    if now == before:
        return False
    for name, value in now.items():
        setattr(application, name, value)
    application.save(update_fields=_DERIVED)
    return True


def derived(found: Standing) -> dict[str, object]:
    """The columns of an application that follow from its standing."""
    return {
        "state": found.state,
        "received_on": found.receipt_on,
        "due_on": found.due,
        "provisional": found.provisional,
        "closed_on": found.closed_on,
        "stopped_on": found.stopped_on,
    }


_DERIVED = ("state", "received_on", "due_on", "provisional", "closed_on", "stopped_on")


@cache
def _schema(kind: str) -> TypeAdapter[Event]:
    return TypeAdapter(EVENTS[kind])


def _lawful(events: Sequence[Event], accepted: int = 0) -> Standing:
    """``accepted``: so many were judged when they happened and stay lawful whatever was published since."""
    try:
        return replay(events, accepted=accepted)
    except UnlawfulEventError as error:
        raise Unlawful(str(error)) from error


def _derive(application: Application, found: Standing) -> None:
    for name, value in derived(found).items():
        setattr(application, name, value)


def note_of(happening: Happening) -> str:
    """What was noted with a happening; it may hold personal words, see :func:`acts.personal.open_person`."""
    return str(sealing.unseal(happening.note_sealed)["text"]) if happening.note_sealed else ""


def _keep(application: Application, position: int, event: Event, step: Step, note: str) -> Happening:
    token = sealing.seal({"text": note.strip()}) if note.strip() else ""
    return Happening.objects.create(
        application=application,
        position=position,
        kind=event.kind,
        on=event.on,
        facts=facts_of(event),
        note_sealed=token,
        note_digest=sealing.digest(token) if token else "",
        by_id=step.actor.id,
        at=step.now,
    )
