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

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from gongkai.documents import facts
from gongkai.documents.models import Consultation, Document, Edition, Opinion, Posting, Relation, ValidityDecision
from gongkai.documents.queries.sieves import in_force_on, of_duty
from gongkai.statute.document_counts import CellSource, cell_sources
from gongkai.statute.vocabulary import duties, vocabulary

Rows = Callable[[int, "Span"], QuerySet[Any]]
_RULE = Edition.objects.filter(document=OuterRef("pk"), genre="rule", state__in=("published", "withdrawn", "filed"))
KINDS = (
    ("rules", "规章", Q(Exists(_RULE))),
    ("normative", "行政规范性文件", Q(plan="normative") & ~Q(Exists(_RULE))),
)
CHANNELS_OF_2014 = ("gazette", "website", "weibo", "wechat")


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
    rows: Rows

    def value(self, organ: int, span: Span) -> int:
        """How many rows there are."""
        return self.rows(organ, span).count()


def _published(organ: int, span: Span) -> QuerySet[Document]:
    return Document.objects.filter(organ=organ, published_at__date__range=(span.first, span.last))


def _of_kind(kind: Q) -> dict[str, Rows]:
    """The counts of one kind of documents with a term of validity: rules (规章) or normative documents."""

    def made(organ: int, span: Span) -> QuerySet[Document]:
        """Made within the span: formed then, and issued (numbered) whether public or not."""
        return Document.objects.filter(
            kind, organ=organ, formed_on__range=(span.first, span.last), index_number__isnull=False
        )

    def published(organ: int, span: Span) -> QuerySet[Document]:
        return _published(organ, span).filter(kind)

    def public(organ: int, span: Span) -> QuerySet[Document]:
        """Public on the last day of the span, from whatever year."""
        return Document.objects.filter(kind, organ=organ, live__isnull=False, published_at__date__lte=span.last)

    def ended(organ: int, span: Span) -> QuerySet[Document]:
        """Declared abolished or lapsed within the span, or over by their own term then."""
        decided = ValidityDecision.objects.filter(on__range=(span.first, span.last), validity__in=facts.ENDED)
        before = ValidityDecision.objects.filter(on__lt=span.first, validity__in=facts.ENDED)
        day = datetime.timedelta(days=1)
        term = Q(live__expires_on__range=(span.first - day, span.last - day))  # it lapses on the day after its last
        over = Q(live__expires_on__lt=span.first - day) | Q(pk__in=before.values("document"))
        chosen = Document.objects.filter(kind, organ=organ, published_at__isnull=False)
        return chosen.filter(term | Q(pk__in=decided.values("document"))).exclude(over)

    def in_force(organ: int, span: Span) -> QuerySet[Document]:
        """In force on the last day of the span."""
        return Document.objects.filter(kind, in_force_on(span.last), organ=organ)

    return {"made": made, "published": published, "public": public, "ended": ended, "in_force": in_force}


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


def _postings(channel: str) -> Rows:
    def rows(organ: int, span: Span) -> QuerySet[Posting]:
        return Posting.objects.filter(document__organ=organ, channel=channel, on__range=(span.first, span.last))

    return rows


def _through(chosen: Q) -> Rows:
    """Items that went out through some channels within the span, each once however often it did."""

    def rows(organ: int, span: Span) -> QuerySet[Document]:
        postings = Posting.objects.filter(chosen, document=OuterRef("pk"), on__range=(span.first, span.last))
        return Document.objects.filter(Exists(postings), organ=organ)

    return rows


def _issues(organ: int, span: Span) -> QuerySet[Posting]:
    """Issues of the gazette that carried anything: the first posting of each."""
    postings = Posting.objects.filter(document__organ=organ, channel="gazette", on__range=(span.first, span.last))
    first = postings.exclude(locator="").order_by().values("locator").annotate(first=Min("pk"))
    return Posting.objects.filter(pk__in=first.values("first"))


def _forwarded(organ: int, span: Span) -> QuerySet[Document]:
    """What others made and the organ passed on (转发), among what it published."""
    forwards = Relation.objects.filter(source=OuterRef("pk"), kind="forwards")
    return _published(organ, span).filter(Exists(forwards))


def _of_duty(duty: str) -> Rows:
    def rows(organ: int, span: Span) -> QuerySet[Document]:
        return _published(organ, span).filter(of_duty(duty))

    return rows


_LABELS = ("本年制发{kind}", "本年新公开{kind}", "对外公开{kind}总数", "本年废止、失效{kind}", "现行有效{kind}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of the report's form with the number that fills it; None where it comes from a register, by hand."""

    source: CellSource
    count: Count | None

    def value(self, organ: int, span: Span) -> int | None:
        """How many rows there are; None: to be entered."""
        return self.count.value(organ, span) if self.count else None


def form_cells(year: int) -> tuple[Filled, ...]:
    """The cells on proactive disclosure by the form of the report year, each with its count."""
    known = {count.id: count for count in document_counts()}
    return tuple(Filled(source, known[source.count] if source.count else None) for source in cell_sources(year))


def document_counts() -> tuple[Count, ...]:
    """Every number about documents, in the order people read them."""
    return (
        Count("items", "主动公开信息（条，去重）", _published),
        *(
            Count(f"{name}.{part}", label.format(kind=kind), rows)
            for name, kind, chosen in KINDS
            for (part, rows), label in zip(_of_kind(chosen).items(), _LABELS, strict=True)
        ),
        Count("forwarded", "转发的上级和其他机关文件", _forwarded),
        Count("interpretations", "政策解读", _interpretations),
        Count("consultations", "意见征集", _consultations),
        Count("opinions", "收到公众意见", _opinions),
        Count("opinions.adopted", "采纳、部分采纳公众意见", _adopted),
        *(
            Count(f"channel.{item.id}", f"{item.label}发布（条次）", _postings(item.id))
            for item in vocabulary().channels.items
        ),
        *(
            Count(
                f"through.{channel}",
                f"{vocabulary().channels.label(channel)}公开信息（条）",
                _through(Q(channel=channel)),
            )
            for channel in CHANNELS_OF_2014
        ),
        Count("through.other", "其他方式公开信息（条）", _through(~Q(channel__in=CHANNELS_OF_2014))),
        Count("gazette.issues", "登载信息的政府公报（期）", _issues),
        *(Count(f"duty.{item.id}", item.label, _of_duty(item.id)) for item in duties()),
    )
