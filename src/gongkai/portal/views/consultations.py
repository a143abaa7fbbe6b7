"""Opinions on drafts: which calls are open, one call with its draft and its form, and what came of the opinions."""

from __future__ import annotations

import secrets

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.documents.acts.participation import LONGEST_OPINION
from gongkai.documents.queries import public
from gongkai.documents.queries.consultations import (
    Stage,
    consultation_page,
    consultations,
    known_consultation,
    stage_of,
)
from gongkai.documents.queries.public import Withdrawn
from gongkai.documents.visitor import visitor_opinion
from gongkai.kernel.errors import Refused, TooMany
from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.document_body import body_html
from gongkai.portal.views.documents import gone

PER_PAGE = 20


def stage_words() -> dict[Stage, str]:
    """The stages as people read them."""
    return {
        Stage.OPEN: _("征集中"),
        Stage.COMING: _("即将开始"),
        Stage.CLOSED: _("已截止，待反馈"),
        Stage.ANSWERED: _("已反馈"),
    }


@require_safe
@kept_until_changed
def index(request: HttpRequest) -> HttpResponse:
    """The calls for opinions, ``?stage=open``."""
    today = timezone.localdate()
    words = stage_words()
    wanted = request.GET.get("stage", "")
    stage = Stage(wanted) if wanted in set(Stage) else None
    page = Paginator(consultations(today, stage), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(item, stage_of(item, today), words[stage_of(item, today)]) for item in page.object_list]
    context = {
        "here": "consultations",
        "page": page,
        "rows": [(item, at, word, (item.closes_on - today).days) for item, at, word in rows],
        "stage": stage,
        "stages": list(words.items()),
        "query": f"stage={stage}" if stage else "",
    }
    return render(request, "portal/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_until_changed
def show(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """One call; while it is open with a form, whose answer is a page that can be loaded again without harm."""
    today = timezone.localdate()
    page = consultation_page(consultation_id, today)
    if page is None:
        return _withdrawn(request, consultation_id)
    context = {
        "here": "consultations",
        "page": page,
        "consultation": page.consultation,
        "notice": page.consultation.notice,
        "stage_word": stage_words()[page.stage],
        "is_open": page.stage is Stage.OPEN,
        "days_left": (page.consultation.closes_on - today).days,
        "body": body_html(page.consultation.notice.live.body if page.consultation.notice.live else ""),
        "longest": LONGEST_OPINION,
        "token": secrets.token_urlsafe(24),
    }
    status = 200
    if request.method == "POST":
        refused = _take(request, consultation_id)
        if refused is None:
            # a fragment of its own, else browsers keep the form's
            return HttpResponseRedirect(reverse("portal:opinion_received", args=[consultation_id]) + "#main")
        given = {name: request.POST.get(name, "") for name in ("body", "name", "contact", "token")}
        context |= {"refused": refused.message, "given": given, "token": given["token"] or context["token"]}
        status = 429 if isinstance(refused, TooMany) else 422
    response = render(request, "portal/consultation.html", context, status=status)
    if page.stage is Stage.OPEN:
        response["Cache-Control"] = "no-store"  # the form is one visitor's own
    return response


def _take(request: HttpRequest, consultation_id: int) -> Refused | None:
    """Keep what was sent. A filled trap field is a machine's work: it is thanked and forgotten."""
    sent = request.POST
    if sent.get("homepage"):
        return None
    try:
        visitor_opinion(
            consultation_id,
            sent.get("body", "").replace("\r\n", "\n"),
            sent.get("token", ""),
            name=sent.get("name", ""),
            contact=sent.get("contact", ""),
            address=request.META.get("REMOTE_ADDR", ""),
            now=timezone.now(),
        )
    except Refused as refusal:
        return refusal
    return None


@require_safe
@kept_until_changed
def received(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """The opinion arrived, and what happens next."""
    page = consultation_page(consultation_id, timezone.localdate())
    if page is None:
        return _withdrawn(request, consultation_id)
    context = {"here": "consultations", "consultation": page.consultation, "notice": page.consultation.notice}
    return render(request, "portal/opinion_received.html", context)


def _withdrawn(request: HttpRequest, consultation_id: int) -> HttpResponse:
    notice = known_consultation(consultation_id)
    found = public.document_page(notice) if notice is not None else None
    if isinstance(found, Withdrawn):
        return gone(request, found)
    raise Http404(_("没有这项意见征集，或者它不再公开。"))
