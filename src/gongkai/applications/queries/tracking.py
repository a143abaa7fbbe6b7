"""What an applicant sees of the own application: where it stands, until when, and how that date came about."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from gongkai.applications import course
from gongkai.applications.letters import for_applicant
from gongkai.applications.models import Application, Letter
from gongkai.statute.clocks import Consultation, Deadline, LedgerLine, Standing, replay, steps
from gongkai.statute.clocks.events import CorrectionAsked, Event, Extended, ReasonsDemanded

INTERNAL = frozenset({"unclear", "convert", "prepare", "return", "approve", "issue", "reject_reasons", "archive"})
"""What an office weighs before it answers, and does with its files afterwards: not for the pages (条例 16)."""
IN_WORK = frozenset({"registered", "in_review", "decision_drafted", "approved", "issued"})
"""States that are one to the applicant."""
_TOLD = frozenset({CorrectionAsked.kind, ReasonsDemanded.kind, Extended.kind})
"""Events whose note is addressed to the applicant."""
OWN_ACTS = ("correct", "give_reasons", "withdraw")


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, as the applicant hears of it; ``words`` are the office's to them, "" = none."""

    on: datetime.date
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """An application as its applicant sees it. ``may``: own acts that the law allows today."""

    application: Application
    standing: Standing
    state: str
    happened: tuple[Told, ...]
    ledger: tuple[LedgerLine, ...]
    expected: tuple[Deadline, ...]
    waiting_for: tuple[Consultation, ...]
    letters: tuple[Letter, ...]
    may: frozenset[str]

    @property
    def asked(self) -> str:
        """What the office wrote when it last asked the applicant for something."""
        return next((item.words for item in reversed(self.happened) if item.words), "")


def tracked(application: Application, today: datetime.date) -> Tracked:
    """An application on a day. The caller has seen the code."""
    happenings = [*application.happenings.all()]
    events = [_as_told(course.event_of(item)) for item in happenings]
    found = replay(events, today)
    labels = steps()
    hidden = {labels[kind].label for kind in INTERNAL}
    possible = {item.kind for item in found.possible(today) if item.obstacle is None}
    return Tracked(
        application=application,
        standing=found,
        state="in_review" if found.state in IN_WORK else found.state,
        happened=tuple(
            Told(item.on, labels[item.kind].label, course.note_of(item) if item.kind in _TOLD else "")
            for item in happenings
            if item.kind not in INTERNAL
        ),
        ledger=tuple(line for line in found.ledger() if line.text not in hidden),
        expected=tuple(item for item in found.deadlines() if item.who == "applicant"),
        waiting_for=tuple(item for item in found.consultations if item.ended_on is None),
        letters=tuple(for_applicant(application)),
        may=frozenset(possible & set(OWN_ACTS)),
    )


def _as_told(event: Event) -> Event:
    """Who of the staff agreed to an extension is not for the pages."""
    return dataclasses.replace(event, approver="负责人") if isinstance(event, Extended) else event
