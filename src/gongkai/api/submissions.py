"""For an organ's own office system: hand in a draft with its determination, ask how far it is."""

from __future__ import annotations

import datetime
import hashlib
from typing import Annotated, Any, TypeAlias

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Header, Router, Schema
from ninja.security import HttpBearer

from gongkai.api.schemas import MISSING, DocumentId, OrganCode, Problem
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.intake import Call, KeyTaken, Obstructed, receive, state_of, told
from gongkai.documents.models import Edition
from gongkai.kernel.errors import NotPermitted, Refused, TooMany
from gongkai.kernel.limits import spend
from gongkai.organs.models import ApiToken
from gongkai.organs.tokens import actor_of_token, find_token
from gongkai.statute.disclosure import Attribute, Making, Origin, Responsible


class TokenAuth(HttpBearer):
    """``Authorization: Bearer gongkai_…``, issued by ``gongkai manage api_token issue``."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002
        return find_token(token, timezone.localdate())


router = Router(auth=TokenAuth(), tags=["submissions"])


class SubmissionIn(Schema):
    """A draft with the disclosure decision made at its source (公开属性认定)."""

    title: str = Field(min_length=1, max_length=300)
    plan: str = Field(description="ordinary, normative, information, interpretation or consultation")
    formed_on: datetime.date = Field(description="成文日期; the period for disclosure runs from here")
    attribute: Attribute = Field(Attribute.ACTIVE, description="active, on_request or none")
    grounds: tuple[str, ...] = Field((), description="Grounds of 条例 14–16 for not disclosing")
    reason: str = Field("", description="Needed where the law says 可以不予公开")
    limit: str = Field("publication", description="Period for disclosure")
    duty: str = Field("", description="Item of 条例 20 or 21")
    entry: int | None = Field(None, description="Leaf of the organ's catalogue (GET /organs/{code}/catalogue)")
    channels: tuple[str, ...] = ("website",)
    secrecy_level: str = Field("", description="密级 as printed; whatever stands here, the document is refused")
    third_party_consents: bool = False
    public_interest: str = ""
    obtained_from: Origin = Origin.NOBODY
    joint: bool = False
    responsible: Responsible | None = Field(None, description="Only where it is not the organ 条例 10 names")
    responsible_reason: str = ""
    body: str = Field("", description="HTML; scripts and styles are taken out")
    summary: str = ""
    document_number: str = Field("", max_length=60)
    doc_type: str = ""
    genre: str = ""
    theme: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    source: str = Field("", max_length=200)
    unit: str = Field("", max_length=100)
    effective_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    submit: bool = Field(True, description="False: stays a draft for people to complete")


class ObstacleOut(Schema):
    """What stands against a draft."""

    field: str
    message: str
    basis: str = Field(description="The norm and article that say so")


class SubmissionOut(Schema):
    """How far a document is."""

    id: int
    edition: int
    state: str = Field(
        description="draft, in_review, referred, cleared, numbered, published, filed, withdrawn, discarded"
    )
    state_label: str
    gate: str
    attribute: str
    index_number: str | None
    document_number: str
    publish_by: datetime.date | None
    published: bool
    obstacles: list[ObstacleOut]


class RefusalOut(Schema):
    """Why a draft was not taken; nothing was stored."""

    detail: str
    obstacles: list[ObstacleOut] = Field(default_factory=list)


_DRAFT = ("title", "body", "summary", "document_number", "doc_type", "genre", "theme", "audience", "keywords")
_DATED = ("source", "unit", "effective_on", "expires_on")
_PROPOSAL = ("formed_on", "attribute", "grounds", "reason", "limit", "duty", "entry", "channels", "secrecy_level")
_CONSENT = ("third_party_consents", "public_interest", "responsible", "responsible_reason")
_REFUSALS = {404: Problem, 403: RefusalOut, 409: RefusalOut, 422: RefusalOut, 429: RefusalOut}


IdempotencyKey: TypeAlias = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=100,
        description="Chosen by the caller, one for each hand-in: sent again, the first answer comes back",
    ),
]


@router.post("/{code}/documents", response={201: SubmissionOut, **_REFUSALS}, summary="Hand in a draft of an organ")
def hand_in(
    request: HttpRequest,
    response: HttpResponse,
    code: OrganCode,
    given: SubmissionIn,
    key: IdempotencyKey,
) -> tuple[int, dict[str, Any]]:
    token = _token(request, code)
    try:
        now = timezone.now()
        spend("api.submissions", str(token.pk), limit=settings.SUBMISSIONS_PER_HOUR, seconds=3600, now=now)
        received, again = receive(
            actor_of_token(token, timezone.localdate()),
            token.pk,
            Call(key, hashlib.sha256(request.body).hexdigest(), given.submit),
            given.plan,
            Draft(**{name: getattr(given, name) for name in (*_DRAFT, *_DATED)}),
            Proposal(
                making=Making(given.obtained_from, given.joint),
                **{name: getattr(given, name) for name in (*_PROPOSAL, *_CONSENT)},
            ),
        )
    except Refused as refused:
        if isinstance(refused, TooMany):
            response["Retry-After"] = str(refused.retry_after)
        return _status(refused), {"detail": refused.message, "obstacles": _obstacles(refused)}
    if again:
        response["Idempotent-Replayed"] = "true"
    return 201, received.answer


@router.get(
    "/{code}/documents/{int:document_id}",
    response={200: SubmissionOut, **MISSING},
    summary="How far a document is that the organ's system handed in",
)
def handed_in(request: HttpRequest, code: OrganCode, document_id: DocumentId) -> dict[str, Any]:
    token = _token(request, code)
    mine = Edition.objects.filter(document__received_by__token__organ=token.organ_id, document=document_id)
    edition = mine.select_related("document").order_by("-number").first()
    if edition is None:
        raise Http404("没有由本机关系统送来的这份文件。")
    return state_of(edition)


def _token(request: HttpRequest, code: str) -> ApiToken:
    token: ApiToken = request.auth  # type: ignore[attr-defined] # set by ninja
    if token.organ.code != code:
        raise Http404("凭证不是这个机关的。")
    return token


def _status(refused: Refused) -> int:
    kinds = {NotPermitted: 403, KeyTaken: 409, TooMany: 429}
    return next((status for kind, status in kinds.items() if isinstance(refused, kind)), 422)


def _obstacles(refused: Refused) -> list[Any]:
    return [told(item) for item in refused.obstacles] if isinstance(refused, Obstructed) else []
