"""What the annual report counts of documents, each number with its rows: a count is the length of its query.

An item (信息) counts once however many channels carried it; a channel counts every posting.

A count follows the documents. After a merger the successor's count of any year holds what its predecessors published
then, and theirs is nothing: series go on without a break and no document counts twice or not at all. What an organ
reported before it ended stands in its signed reports, which are snapshots. A divided organ keeps its counts until
people have dealt its documents out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.documents import facts
from gongkai.documents.models import Consultation, Document, Opinion, Posting, ValidityDecision
from gongkai.statute.vocabulary import duties, vocabulary

NORMATIVE = Q(plan="normative")


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it: the report year is 1 January to 31 December."""

    first: datetime.date
    last: datetime.date

    @staticmethod
    def year(year: int) -> Span:
        """A calendar year."""
        return Span(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Count:
    """One number: what it says, and the rows behind it for an organ and a span."""

    id: str
    label: str
    rows: Callable[[int, Span], QuerySet[Any]]

    def value(self, organ: int, span: Span) -> int:
        """How many rows there are."""
        return self.rows(organ, span).count()


def _published(organ: int, span: Span) -> QuerySet[Document]:
    return Document.objects.filter(organ=organ, published_at__date__range=(span.first, span.last))


def _made(organ: int, span: Span) -> QuerySet[Document]:
    """Made within the span: formed then, and issued (numbered) whether public or not."""
    return Document.objects.filter(
        NORMATIVE, organ=organ, formed_on__range=(span.first, span.last), index_number__isnull=False
    )


def _ended(organ: int, span: Span) -> QuerySet[Document]:
    """Declared abolished or lapsed within the span, or over by their own term then."""
    decided = ValidityDecision.objects.filter(on__range=(span.first, span.last), validity__in=facts.ENDED)
    before = ValidityDecision.objects.filter(on__lt=span.first, validity__in=facts.ENDED)
    day = datetime.timedelta(days=1)
    term = Q(live__expires_on__range=(span.first - day, span.last - day))  # it lapses on the day after its last
    over = Q(live__expires_on__lt=span.first - day) | Q(pk__in=before.values("document"))
    chosen = Document.objects.filter(NORMATIVE, organ=organ, published_at__isnull=False)
    return chosen.filter(term | Q(pk__in=decided.values("document"))).exclude(over)


def _in_force(organ: int, span: Span) -> QuerySet[Document]:
    """In force on the last day of the span."""
    ended = ValidityDecision.objects.filter(on__lte=span.last, validity__in=facts.ENDED)
    term = Q(live__expires_on=None) | Q(live__expires_on__gte=span.last)
    chosen = Document.objects.filter(NORMATIVE, term, organ=organ, live__isnull=False)
    return chosen.filter(published_at__date__lte=span.last).exclude(pk__in=ended.values("document"))


def _interpretations(organ: int, span: Span) -> QuerySet[Document]:
    return _published(organ, span).filter(plan="interpretation")


def _consultations(organ: int, span: Span) -> QuerySet[Consultation]:
    return Consultation.objects.filter(
        notice__organ=organ, notice__published_at__isnull=False, opens_on__range=(span.first, span.last)
    )


def _opinions(organ: int, span: Span) -> QuerySet[Opinion]:
    return Opinion.objects.filter(consultation__notice__organ=organ, received_at__date__range=(span.first, span.last))


def _adopted(organ: int, span: Span) -> QuerySet[Opinion]:
    return _opinions(organ, span).filter(outcome__in=(Opinion.Outcome.ADOPTED, Opinion.Outcome.PARTLY))


def _postings(channel: str) -> Callable[[int, Span], QuerySet[Posting]]:
    def rows(organ: int, span: Span) -> QuerySet[Posting]:
        return Posting.objects.filter(document__organ=organ, channel=channel, on__range=(span.first, span.last))

    return rows


def _of_duty(duty: str) -> Callable[[int, Span], QuerySet[Document]]:
    def rows(organ: int, span: Span) -> QuerySet[Document]:
        return _published(organ, span).filter(duty=duty)

    return rows


def document_counts() -> tuple[Count, ...]:
    """Every number about documents, in the order people read them."""
    return (
        Count("items", "主动公开信息（条，去重）", _published),
        Count("normative.made", "本年制发行政规范性文件", _made),
        Count(
            "normative.published",
            "本年新公开行政规范性文件",
            lambda organ, span: _published(organ, span).filter(NORMATIVE),
        ),
        Count("normative.ended", "本年废止、失效行政规范性文件", _ended),
        Count("normative.in_force", "现行有效行政规范性文件", _in_force),
        Count("interpretations", "政策解读", _interpretations),
        Count("consultations", "意见征集", _consultations),
        Count("opinions", "收到公众意见", _opinions),
        Count("opinions.adopted", "采纳、部分采纳公众意见", _adopted),
        *(
            Count(f"channel.{item.id}", f"{item.label}发布（条次）", _postings(item.id))
            for item in vocabulary().channels.items
        ),
        *(Count(f"duty.{item.id}", item.label, _of_duty(item.id)) for item in duties()),
    )
