"""Calls for opinions for everybody: what is asked, what was said, what came of it. Never who said it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from gongkai.documents.models import Consultation, Document, Opinion

PUBLIC = Q(notice__live__isnull=False)
ANSWERED = Q(feedback__live__isnull=False)
SHOWN_AT_MOST = 200  # opinions on a page; all of them are counted


class Stage(StrEnum):
    """Where a consultation stands on a day (征集中, 已截止, 已反馈)."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class PublicOpinion:
    """An opinion that moderation let through; the answer stands here once the feedback is public."""

    number: int
    channel: str
    received_on: datetime.datetime
    body: str
    outcome: str
    outcome_label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the public hears about its opinions, all of them: those not shown count too."""

    received: int
    adopted: int
    partly: int
    not_adopted: int
    hidden: int


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """A call for opinions; its draft is the text of ``consultation.notice``."""

    consultation: Consultation
    stage: Stage
    opinions: tuple[PublicOpinion, ...]
    waiting: int  # received and not shown (yet)
    result: Result | None
    feedback: Document | None


def stage_of(consultation: Consultation, on: datetime.date) -> Stage:
    """Where a consultation stands on a day. Needs ``feedback`` loaded."""
    if consultation.feedback is not None and consultation.feedback.live_id is not None:
        return Stage.ANSWERED
    if on < consultation.opens_on:
        return Stage.COMING
    return Stage.OPEN if on <= consultation.closes_on else Stage.CLOSED


def consultations(on: datetime.date, stage: Stage | None = None, organ: int | None = None) -> QuerySet[Consultation]:
    """The public calls of a stage, those that close last first."""
    asked = {
        Stage.COMING: ~ANSWERED & Q(opens_on__gt=on),
        Stage.OPEN: ~ANSWERED & Q(opens_on__lte=on, closes_on__gte=on),
        Stage.CLOSED: ~ANSWERED & Q(closes_on__lt=on),
        Stage.ANSWERED: ANSWERED,
    }
    rows = Consultation.objects.filter(PUBLIC)
    rows = rows.filter(asked[stage]) if stage else rows
    rows = rows.filter(notice__organ=organ) if organ else rows
    rows = rows.select_related("notice__live", "notice__organ", "feedback")
    return rows.defer("notice__live__body", "notice__live__text").order_by("-closes_on", "-id")


def consultation_page(consultation_id: int, on: datetime.date) -> ConsultationPage | None:
    """One call with the opinions that are shown; None unless its announcement can be read (4 queries)."""
    found = (
        Consultation.objects.filter(PUBLIC, pk=consultation_id)
        .select_related("notice__live", "notice__organ__division", "feedback__live")
        .first()
    )
    if found is None:
        return None
    stage = stage_of(found, on)
    answered = stage is Stage.ANSWERED
    shown = found.opinions.filter(showing=Opinion.Showing.SHOWN).order_by("id")[:SHOWN_AT_MOST]
    opinions = tuple(_opinion(number, item, answered) for number, item in enumerate(shown, 1))
    result = _result(found)
    return ConsultationPage(
        found,
        stage,
        opinions,
        result.received - len(opinions),
        result if answered else None,
        found.feedback if answered else None,
    )


def known_consultation(consultation_id: int) -> int | None:
    """The number of the document that announced a call, also after it was taken down."""
    return Consultation.objects.filter(pk=consultation_id).values_list("notice", flat=True).first()


def _opinion(number: int, opinion: Opinion, answered: bool) -> PublicOpinion:
    return PublicOpinion(
        number,
        opinion.get_channel_display(),
        opinion.received_at,
        opinion.shown_body,
        opinion.outcome if answered else "",
        opinion.get_outcome_display() if answered else "",
        opinion.answer if answered else "",
    )


def _result(consultation: Consultation) -> Result:
    outcome = Opinion.Outcome
    counted = consultation.opinions.aggregate(
        received=Count("pk"),
        adopted=Count("pk", filter=Q(outcome=outcome.ADOPTED)),
        partly=Count("pk", filter=Q(outcome=outcome.PARTLY)),
        not_adopted=Count("pk", filter=Q(outcome=outcome.NOT_ADOPTED)),
        hidden=Count("pk", filter=~Q(showing=Opinion.Showing.SHOWN)),
    )
    return Result(**counted)
