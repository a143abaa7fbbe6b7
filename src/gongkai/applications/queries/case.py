"""Everything about one application as the desk shows it: what is known, what happened, what may be done now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.applications import course, persons
from gongkai.applications.acts.answers import decision_of
from gongkai.applications.acts.working import note_text, searched
from gongkai.applications.models import (
    Answer,
    Application,
    Assignment,
    Consulted,
    Fee,
    Happening,
    Letter,
    Note,
    ReviewCase,
    SearchRecord,
)
from gongkai.applications.policy import right_for, visible
from gongkai.kernel.actors import Actor
from gongkai.statute.clocks import Consultation, Deadline, LedgerLine, Standing, steps
from gongkai.statute.clocks.process import WHO
from gongkai.statute.explain import Obstacle
from gongkai.statute.outcomes import DecisionFacts


@dataclass(frozen=True, slots=True)
class Move:
    """An event of the process for one person today: ``obstacle`` "" = it may be done."""

    kind: str
    label: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A proposed answer with its words in clear."""

    answer: Answer
    decision: DecisionFacts


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose opinion was asked: what is kept, and how the clock stands for it."""

    kept: Consulted
    course: Consultation


@dataclass(frozen=True, slots=True)
class Case:
    """One application on a day. The applicant is masked; the events that ``moves`` holds follow the process table."""

    application: Application
    today: datetime.date
    masked: str
    standing: Standing
    happenings: tuple[Happening, ...]
    deadlines: tuple[Deadline, ...]
    ledger: tuple[LedgerLine, ...]
    lacking: tuple[Obstacle, ...]
    letters: tuple[Letter, ...]
    drafts: tuple[Drafted, ...]
    asked: tuple[Asked, ...]
    searches: tuple[SearchRecord, ...]
    searched: str
    notes: tuple[tuple[Note, str], ...]
    assignments: tuple[Assignment, ...]
    fees: tuple[Fee, ...]
    cases: tuple[ReviewCase, ...]
    moves: tuple[Move, ...]

    @property
    def seen(self) -> int:
        """How much had happened when this was looked at."""
        return len(self.happenings)

    @property
    def days_left(self) -> int | None:
        """Working days, negative = late; None while no period runs."""
        return self.standing.days_left(self.today) if self.standing.open else None

    @property
    def able(self) -> list[Move]:
        """What this person can do today."""
        return [move for move in self.moves if not move.obstacle]

    @property
    def unable(self) -> list[Move]:
        """What cannot be done today, or not by this person, with the reason."""
        return [move for move in self.moves if move.obstacle]


def case(actor: Actor, application_id: int, today: datetime.date) -> Case | None:
    """An application within reach; None: there is none, or it is none of the person's business."""
    rows = Application.objects.select_related("organ__division", "handler", "entered_by", "split_from", "merged_into")
    application = rows.filter(visible(actor), pk=application_id).first()
    if application is None:
        return None
    standing = course.standing(application, today)
    drafts = application.answers.select_related("drafted_by", "approved_by", "happening")
    asked_of = {item.label: item for item in application.consulted.all()}
    return Case(
        application=application,
        today=today,
        masked=persons.masked_name(application),
        standing=standing,
        happenings=tuple(application.happenings.select_related("by")),
        deadlines=standing.deadlines(),
        ledger=standing.ledger(),
        lacking=persons.lacking(application),
        letters=tuple(application.letters.select_related("by", "consulted").prefetch_related("deliveries")),
        drafts=tuple(Drafted(item, decision_of(item)) for item in drafts),
        asked=tuple(Asked(asked_of[item.name], item) for item in standing.consultations if item.name in asked_of),
        searches=tuple(application.searches.select_related("by")),
        searched=searched(application),
        notes=tuple((item, note_text(item)) for item in application.notes.select_related("by")),
        assignments=tuple(application.assignments.select_related("to", "given_by")),
        fees=tuple(application.fees.all()),
        cases=tuple(application.cases.all()),
        moves=tuple(_moves(actor, application, standing, today)),
    )


def _moves(actor: Actor, application: Application, standing: Standing, today: datetime.date) -> Iterator[Move]:
    for item in standing.possible(today):
        obstacle = str(item.obstacle) if item.obstacle else _not_theirs(actor, application, item.kind)
        yield Move(item.kind, item.label, obstacle)


def _not_theirs(actor: Actor, application: Application, kind: str) -> str:
    right, place = right_for(kind), application.organ.place
    if not actor.may(right, place):
        return _("由%(who)s办理。") % {"who": WHO[steps()[kind].who]}
    lender = actor.behalf(right, place)
    answer = application.answers.last() if kind == "approve" else None
    if answer is not None and answer.drafted_by_id in {actor.id, lender.id if lender else actor.id}:
        return _("拟写答复的人不能批准自己的答复。")
    return ""
