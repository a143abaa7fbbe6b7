"""Documents in the open interface: what is public of them, as the pages show it, read only."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, TypeAlias

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from gongkai.api.document_schemas import (
    ConsultationOut,
    CountOut,
    DocumentOut,
    EditionTextOut,
    WholeDocumentOut,
)
from gongkai.api.paging import Paging, paged
from gongkai.api.schemas import MISSING, REFUSED, DocumentId, Page
from gongkai.documents import facts
from gongkai.documents.models import Consultation, Document, Edition
from gongkai.documents.queries import public
from gongkai.documents.queries.consultations import Stage, consultations, stage_of
from gongkai.documents.queries.moved import code_of_follower
from gongkai.documents.queries.public import DocumentPage, Filters
from gongkai.kernel.freshness import kept_until_changed
from gongkai.organs.models import Organ
from gongkai.statute.vocabulary import vocabulary

router = Router(tags=["documents"])
calls = Router(tags=["consultations"])
_NOT_THERE = "没有这份公开的文件,或它已被撤下。"
EditionNumber: TypeAlias = Annotated[int, Path(description="Number of an edition of the document, 1 for the first")]


class DocumentFilter(Schema):
    """Which documents."""

    organ: Annotated[str, Field(description="Code of an organ; of a merged one: what its follower has")] = ""
    plan: Annotated[str, Field(description="normative, ordinary, information, interpretation or consultation")] = ""
    genre: Annotated[str, Field(description="Genre (体裁), e.g. normative, budget, news")] = ""
    theme: Annotated[str, Field(description="Theme, or the beginning of one: 02 holds 0201")] = ""
    validity: Annotated[str, Field(description="in_force, amended, abolished or lapsed, as marked")] = ""
    year: Annotated[int | None, Field(ge=1949, le=9999, description="Year of publication")] = None
    on: Annotated[datetime.date | None, Field(description="In force on this day")] = None
    duty: Annotated[str, Field(description="Statutory item, e.g. 20-01")] = ""

    def filters(self) -> Filters:
        """The same for the query; an unknown organ finds nothing, a merged one what the follower has."""
        code = code_of_follower(self.organ, timezone.localdate()) or self.organ
        organ = Organ.objects.filter(code=code).values_list("pk", flat=True).first() if code else None
        rest = self.dict(exclude={"organ"})
        return Filters(organ=organ or (-1 if self.organ else None), **rest)


class ConsultationFilter(Schema):
    """Which calls for opinions."""

    stage: Annotated[Stage | None, Field(description="coming, open, closed or answered")] = None
    organ: Annotated[str, Field(description="Code of an organ")] = ""


@router.get("", response={200: Page[DocumentOut], **REFUSED}, summary="List public documents, newest first")
@decorate_view(kept_until_changed)
def documents(request: HttpRequest, chosen: Query[DocumentFilter], paging: Query[Paging]) -> dict[str, Any]:
    rows = public.listed(public.narrowed(chosen.filters()))
    today = timezone.localdate()
    return paged(request, rows, paging, lambda row: _document(request, row, today))


@router.get("/counts", response={200: list[CountOut], **REFUSED}, summary="How many documents fit, by class, year …")
@decorate_view(kept_until_changed)
def counts(request: HttpRequest, chosen: Query[DocumentFilter]) -> list[dict[str, Any]]:
    rows = public.narrowed(chosen.filters())
    fields = {"plan": "plan", "validity": "validity", "year": "published_at__year"}
    return [
        {"by": by, "value": str(value), "count": count}
        for by, field in fields.items()
        for value, count in public.count_by(rows, field).items()
    ]


@router.get("/{int:document_id}", response={200: WholeDocumentOut, **MISSING}, summary="One document, whole")
@decorate_view(kept_until_changed)
def document(request: HttpRequest, document_id: DocumentId) -> dict[str, Any]:
    page = _page(document_id)
    today = timezone.localdate()
    return {
        **_head(request, page.document, page.edition, page.validity_on(today)),
        **_text(page.edition),
        "maker": page.maker,
        "partners": [organ.code for organ in page.partners],
        "editions": [_edition(edition) for edition in page.readable],
        "attachments": _attachments(request, page),
        "family": [
            {"kind": item.kind, "label": item.label, "id": item.document.pk, "title": _title(item.document)}
            for item in page.family
        ],
        "decisions": [
            {
                "validity": item.validity,
                "on": item.on,
                "basis": item.basis_id if item.basis is not None and item.basis.live_id is not None else None,
                "basis_text": item.basis_text,
            }
            for item in page.decisions
        ],
    }


@router.get(
    "/{int:document_id}/editions/{int:number}",
    response={200: EditionTextOut, **MISSING},
    summary="One readable edition with its text",
)
@decorate_view(kept_until_changed)
def edition(request: HttpRequest, document_id: DocumentId, number: EditionNumber) -> dict[str, Any]:
    page = _page(document_id, number)
    return {**_edition(page.edition), **_text(page.edition), "attachments": _attachments(request, page)}


@calls.get("", response={200: Page[ConsultationOut], **REFUSED}, summary="List calls for opinions, latest first")
@decorate_view(kept_until_changed)
def consultation_list(request: HttpRequest, chosen: Query[ConsultationFilter], paging: Query[Paging]) -> dict[str, Any]:
    today = timezone.localdate()
    rows = consultations(today, chosen.stage)
    rows = rows.filter(notice__organ__code=chosen.organ) if chosen.organ else rows
    return paged(request, rows, paging, lambda row: _consultation(request, row, today))


def _page(document_id: DocumentId, number: int | None = None) -> DocumentPage:
    page = public.document_page(document_id, number) if document_id < 1 << 63 else None
    if not isinstance(page, DocumentPage):
        raise Http404(_NOT_THERE)
    return page


def _document(request: HttpRequest, row: Document, today: datetime.date) -> dict[str, Any]:
    assert row.live is not None
    return _head(request, row, row.live, facts.validity_on(row, today))


def _head(request: HttpRequest, row: Document, shown: Edition, validity: str) -> dict[str, Any]:
    fields = ("title", "document_number", "doc_type", "genre", "theme", "theme_version", "audience", "keywords")
    return {
        "id": row.pk,
        "url": request.build_absolute_uri(reverse("portal:document", args=[row.pk])),
        "index_number": row.index_number,
        "organ": row.organ.code,
        "organ_name": row.organ.name,
        "plan": row.plan,
        "duty": row.duty,
        "formed_on": row.formed_on,
        "published_at": row.published_at,
        "validity": validity,
        "validity_label": vocabulary().validity.label(validity),
        "live": shown.pk == row.live_id,
        "edition": shown.number,
        **{name: getattr(shown, name) for name in (*fields, "summary", "source", "effective_on", "expires_on")},
    }


def _text(shown: Edition) -> dict[str, str]:
    return {"body": shown.body, "text": shown.text, "text_sha256": shown.text_sha256}


def _edition(shown: Edition) -> dict[str, Any]:
    names = ("number", "title", "published_at", "withdrawn_at", "withdrawal_kind")
    return {**{name: getattr(shown, name) for name in names}, "live": shown.withdrawn_at is None}


def _attachments(request: HttpRequest, page: DocumentPage) -> list[dict[str, Any]]:
    return [
        {
            "id": item.pk,
            "name": item.name,
            "size": item.file.size,
            "sha256": item.file_id,
            "url": request.build_absolute_uri(reverse("portal:attachment", args=[item.pk])),
        }
        for item in page.attachments
    ]


def _title(row: Document) -> str:
    return row.live.title if row.live else ""


def _consultation(request: HttpRequest, row: Consultation, today: datetime.date) -> dict[str, Any]:
    stage = stage_of(row, today)
    return {
        "id": row.pk,
        "url": request.build_absolute_uri(reverse("portal:consultation", args=[row.pk])),
        "notice": row.notice_id,
        "title": _title(row.notice),
        "organ": row.notice.organ.code,
        "organ_name": row.notice.organ.name,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "stage": stage,
        "feedback": row.feedback_id if stage is Stage.ANSWERED else None,
        "feedback_by": row.feedback_by,
    }
