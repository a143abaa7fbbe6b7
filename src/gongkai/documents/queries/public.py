"""Documents for everybody. Nothing else may be shown on a public address: every query starts from :data:`PUBLIC`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.documents import facts
from gongkai.documents.models import (
    Attachment,
    CatalogueEntry,
    Consultation,
    Document,
    Edition,
    EditionState,
    Relation,
    ValidityDecision,
)
from gongkai.documents.queries.sieves import in_force_on, of_duty
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute, Origin, attribute_of_mark, mark_of_attribute
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.vocabulary import vocabulary

PUBLIC = Q(live__isnull=False)
PER_PAGE = 20
CAP = 10_000  # nobody leafs further; counting stops here
NORMATIVE = "normative"
_NOTED = 12  # lines at the end of a text where its note may stand, above copies and attachments


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list is narrowed; "" or None = not. ``on`` asks what was in force on that day."""

    organ: int | None = None
    plan: str = ""
    genre: str = ""
    theme: str = ""
    validity: str = ""
    year: int | None = None
    on: datetime.date | None = None
    duty: str = ""
    entry: int | None = None  # a leaf of an organ's catalogue


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of documents, newest first; ``total`` stops behind ``cap`` (None: nowhere)."""

    documents: tuple[Document, ...]
    total: int
    page: int
    cap: int | None = CAP

    @property
    def pages(self) -> int:
        """How many pages can be leafed through, at least 1."""
        return max(1, -(-(self.total if self.cap is None else min(self.total, self.cap)) // PER_PAGE))

    @property
    def capped(self) -> bool:
        """Are there more than can be leafed through?"""
        return self.cap is not None and self.total > self.cap


@dataclass(frozen=True, slots=True)
class Related:
    """A public document that belongs to the one shown; ``label`` says how (解读材料, 被修改 …)."""

    kind: str
    label: str
    document: Document


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the page of a document shows. ``edition`` is the one asked for; ``readable`` all that may be read."""

    document: Document
    edition: Edition
    readable: tuple[Edition, ...]
    attachments: tuple[Attachment, ...]
    family: tuple[Related, ...]
    decisions: tuple[ValidityDecision, ...]
    partners: tuple[Organ, ...] = ()

    @property
    def maker(self) -> str:
        """In whose name it goes out: of what another organ made, that organ's; else the organ that answers for it."""
        elsewhere = self.document.obtained_from == Origin.ORGAN
        return self.edition.source if elsewhere and self.edition.source else self.document.organ.name

    @property
    def makers(self) -> tuple[str, ...]:
        """The maker and those who made it together with it (联合发文), the lead organ first."""
        return (self.maker, *(organ.name for organ in self.partners))

    @property
    def printed_note(self) -> str:
        """附注 of an official document (此件公开发布); "" for others and where the text bears one itself."""
        noted = any(attribute_of_mark(line) for line in self.edition.text.splitlines()[-_NOTED:])
        return mark_of_attribute(Attribute.ACTIVE) if self.edition.doc_type and not noted else ""

    @property
    def is_live(self) -> bool:
        """Is this the text that holds now?"""
        return self.edition.pk == self.document.live_id

    def validity_on(self, on: datetime.date) -> str:
        """Whether the text that is shown is in force on a day (``law/documents/vocabulary.yaml``)."""
        return facts.validity_among(self.decisions, self.edition.expires_on, on)

    @property
    def instead(self) -> Edition | None:
        """The public text that stands for a document that was taken down."""
        return public_instead(self.document)

    @property
    def notice_of(self) -> Consultation | None:
        """The call for opinions that this document announces."""
        return getattr(self.document, "consultation", None)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What remains of a document that was taken down. ``title`` and ``reason`` are "" where the law hides them."""

    document: Document
    kind: str
    label: str
    title: str
    reason: str
    at: datetime.datetime

    @property
    def instead(self) -> Edition | None:
        """The public text that stands for it."""
        return public_instead(self.document)


def public_instead(document: Document) -> Edition | None:
    """The live text of the document that stands for one that was taken down; None where there is none now."""
    return document.instead.live if document.instead is not None and document.live_id is None else None


def public_named(typed: str) -> QuerySet[Document]:
    """The public documents that an index number, a document number or an address of a page names."""
    place = re.search(r"/documents/(\d{1,18})(?:/|$)", typed)
    named = Q(index_number=typed) | Q(live__document_number=str(parse_number(typed) or typed))
    return Document.objects.filter(Q(pk=int(place[1])) if place else named, live__isnull=False)


def documents(filters: Filters, page: int = 1, cap: int | None = CAP) -> ListPage:
    """A page of the public documents that fit; ``cap`` None: counted and leafed through to the end."""
    chosen = narrowed(filters)
    total = (chosen.order_by() if cap is None else chosen.order_by()[: cap + 1]).count()
    page = max(1, min(page, ListPage((), total, 1, cap).pages))
    rows = listed(chosen)
    return ListPage(tuple(rows[(page - 1) * PER_PAGE : page * PER_PAGE]), total, page, cap)


def listed(chosen: QuerySet[Document]) -> QuerySet[Document]:
    """Documents as lists show them, newest first: without their texts, with what was decided about their validity."""
    rows = chosen.select_related("live", "organ__division").prefetch_related("validity_decisions")
    return rows.defer("live__body", "live__text").order_by("-published_at", "-id")


def latest(number: int, **equal: object) -> tuple[Document, ...]:
    """The newest public documents, of a class when one is given (``plan="interpretation"``)."""
    return tuple(listed(Document.objects.filter(PUBLIC, **equal))[:number])


def narrowed(filters: Filters) -> QuerySet[Document]:
    """The public documents that fit, in no order."""
    chosen = Document.objects.filter(PUBLIC)
    equal = {
        "organ": filters.organ,
        "plan": filters.plan,
        "live__genre": filters.genre,
        "validity": filters.validity,
        "published_at__year": filters.year,
    }
    chosen = chosen.filter(**{name: value for name, value in equal.items() if value})
    if filters.duty:
        chosen = chosen.filter(of_duty(filters.duty))
    if filters.entry:
        chosen = chosen.filter(_of_leaf(filters.entry))
    if filters.theme:
        chosen = chosen.filter(live__theme__startswith=filters.theme)  # a theme holds its parts
    return chosen.filter(in_force_on(filters.on)) if filters.on else chosen


def _of_leaf(entry_id: int) -> Q:
    """Documents filed under a leaf of the catalogue, and those of its statutory item that are filed under none."""
    entry = CatalogueEntry.objects.filter(pk=entry_id).first()
    if entry is None or not entry.duty:
        return Q(entry=entry_id)
    return Q(entry=entry_id) | Q(entry=None, duty=entry.duty, organ=entry.organ_id)


def count_by(chosen: QuerySet[Document], field: str) -> dict[object, int]:
    """How many of the chosen documents have each value of a field (a facet), most frequent first."""
    rows = chosen.order_by().values_list(field).annotate(number=Count("pk")).order_by("-number")
    return dict(rows)


def document_page(document_id: int, number: int | None = None) -> DocumentPage | Withdrawn | None:
    """A document with its family, or what remains of it; None for what never was public or may not be known."""
    rows = Document.objects.filter(pk=document_id, published_at__isnull=False)
    document = rows.select_related("live", "organ__division", "consultation").first()
    if document is None:
        return None
    editions = _published(document)
    readable = tuple(_readable(document, editions))
    wanted = list(readable[:1]) if number is None else [item for item in readable if item.number == number]
    if not wanted:
        return _withdrawn(document, editions[0]) if number is None else None
    (edition,) = wanted
    live = document.live
    if edition.pk != document.live_id:
        edition = Edition.objects.get(pk=edition.pk)
    return DocumentPage(
        document,
        live if live is not None and live.pk == edition.pk else edition,  # the live one came with its text
        readable,
        tuple(edition.attachments.select_related("file").only("edition", "name", "file__size")),
        tuple(family(document)),
        tuple(document.validity_decisions.select_related("basis__live").only(*_DECISION)),
        tuple(document.partners.all()) if document.joint else (),
    )


_EDITION = (  # of the editions that are only named
    *("document", "number", "state", "title", "published_at", "withdrawn_at", "reopened_at"),
    *("withdrawal_kind", "withdrawal_reason", "change_note"),
)
_DECISION = ("document", "validity", "on", "basis_text", "basis__live__title", "basis__live__document_number")


def _published(document: Document) -> tuple[Edition, ...]:
    """The editions that are or were public, the newest first; asked for only where the first is not the live one."""
    if document.live is not None and document.live.number == 1:
        return (document.live,)
    rows = Edition.objects.filter(document=document, published_at__isnull=False)
    return tuple(rows.only(*_EDITION).order_by("-number"))


def _readable(document: Document, editions: Iterable[Edition]) -> Iterator[Edition]:
    """The live edition; earlier ones whose kind of withdrawal leaves the text, unless the document was taken down.

    What an edition was closed for stands as a rule in those before it too: they are closed with it, until somebody
    looked at one of them and opened it again.
    """
    withdrawals, closed = vocabulary().withdrawals, False
    for place, edition in enumerate(editions):
        if edition.state == EditionState.PUBLISHED:
            yield edition
            continue
        keeps = withdrawals.get(edition.withdrawal_kind).keeps_text
        closed = closed or not keeps
        if document.live_id is None:
            shown = keeps and place == 0
        else:
            shown = keeps and (not closed or edition.reopened_at is not None)
        if shown:
            yield edition


def _withdrawn(document: Document, last: Edition) -> Withdrawn:
    kind = vocabulary().withdrawals.get(last.withdrawal_kind)
    assert last.withdrawn_at is not None
    return Withdrawn(
        document,
        kind.id,
        kind.label,
        last.title if kind.keeps_title else "",
        last.withdrawal_reason if kind.keeps_title else "",
        last.withdrawn_at,
    )


def family(document: Document) -> Iterable[Related]:
    """The public documents linked with this one, from either side (同栏关联), in the order of the vocabulary."""
    kinds = vocabulary().relations
    links = _holding(Q(source=document) | Q(target=document)).values_list("kind", "source", "target")
    others = {
        (kind, kinds.get(kind).label, target) if source == document.pk else (kind, kinds.get(kind).inverse, source)
        for kind, source, target in links
    }
    if not others:
        return []
    shown = Document.objects.filter(PUBLIC, pk__in={other for _, _, other in others}).select_related("live")
    found = shown.only("published_at", "plan", "validity", "live__title", "live__document_number").in_bulk()
    order = [item.id for item in kinds.items]
    return sorted(
        (Related(kind, label, found[other]) for kind, label, other in others if other in found),
        key=lambda item: (order.index(item.kind), -item.document.pk, item.label),
    )


def _holding(wanted: Q) -> QuerySet[Relation]:
    """Links as of today: one that goes with a mark is seen from the day the mark holds, never before it."""
    decided = ValidityDecision.objects.filter(
        document=OuterRef("target"), basis=OuterRef("source"), on__lte=timezone.localdate()
    )
    shown = Q(kind__in=[kind.id for kind in vocabulary().relations.items if not kind.validity])
    for kind in vocabulary().relations.items:
        if kind.validity:
            shown |= Q(Exists(decided.filter(validity=kind.validity)), kind=kind.id)
    return Relation.objects.filter(wanted).filter(shown)


def public_attachment(attachment_id: int) -> Attachment | None:
    """An attachment that everybody may download: one of a readable edition."""
    attachment = Attachment.objects.filter(pk=attachment_id).select_related("edition__document", "file").first()
    if attachment is None:
        return None
    found = document_page(attachment.edition.document_id, attachment.edition.number)
    return attachment if isinstance(found, DocumentPage) else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document holds on a day, for lists that come from elsewhere."""

    validity: str
    effective_on: datetime.date | None


def marks(document_ids: Iterable[int], on: datetime.date) -> dict[int, Standing]:
    """How public documents stand on a day (2 queries, none for none)."""
    wanted = list(document_ids)
    rows = listed(Document.objects.filter(PUBLIC, pk__in=wanted)) if wanted else ()
    return {row.pk: Standing(facts.validity_on(row, on), row.live.effective_on if row.live else None) for row in rows}


def organs_with_documents() -> QuerySet[Organ]:
    """The organs that have published documents."""
    return Organ.objects.filter(Exists(Document.objects.filter(PUBLIC, organ=OuterRef("pk"))))
