"""依申请公开: choose the organ, fill in the form, get number and query code."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.applications.acts import Received
from gongkai.applications.models import Application
from gongkai.applications.visitor import told_duplicates, visitor_application
from gongkai.kernel import limits
from gongkai.kernel.errors import Refused, TooMany
from gongkai.kernel.freshness import kept_until_changed
from gongkai.organs.models import Organ, valid_on
from gongkai.portal.application_form import ApplicationForm
from gongkai.portal.application_keys import Key, Purpose, give, held, private, take
from gongkai.portal.application_words import rule_of, rules
from gongkai.portal.suggestions import suggestions
from gongkai.reports.queries import division_tree

MOST_ORGANS = 60
HERE = {"here": "applications"}


@require_safe
@kept_until_changed
def index(request: HttpRequest) -> HttpResponse:
    """What one should know, and the organs by name (``?q=``) or division (``?division=``)."""
    today = timezone.localdate()
    question, division = request.GET.get("q", "").strip()[:60], request.GET.get("division", "")
    asked = bool(question or division)
    found = _organs(question, division)[: MOST_ORGANS + 1] if asked else []
    context = {
        **HERE,
        "rules": rules(today),
        "roots": division_tree(),
        "question": question,
        "division": division,
        "asked": asked,
        "organs": list(found)[:MOST_ORGANS],
        "more": len(found) > MOST_ORGANS,
        "most": MOST_ORGANS,
    }
    return render(request, "portal/applications/index.html", context)


def _organs(question: str, division: str) -> list[Organ]:
    """Organs of today whose name, or one of whose names, holds every word; or all of a division."""
    chosen = Q()
    for word in question.split():
        chosen &= Q(name__icontains=word) | Q(names__name__icontains=word)
    if division:
        chosen &= Q(division_id=division)
    rows = Organ.objects.filter(valid_on(timezone.localdate()), chosen).select_related("division").distinct()
    return list(rows[: MOST_ORGANS + 1])


@require_http_methods(["GET", "HEAD", "POST"])
@private
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The form to one organ. What was typed is given back with every refusal."""
    organ = Organ.objects.filter(valid_on(timezone.localdate()), code=code).select_related("division").first()
    if organ is None:
        raise Http404(_("没有这个机关，或者它已经不再办理申请。"))
    if request.method != "POST":
        return _form(request, organ, ApplicationForm(initial={"token": secrets.token_urlsafe(24)}))
    if request.POST.get("homepage"):
        return HttpResponseRedirect(reverse("portal:application_received"))  # a machine's work: thanked and forgotten
    form = ApplicationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, organ, form, status=422)
    try:
        if not form.cleaned_data["again"] and (same := _same(request, organ, form)):
            return _form(request, organ, form, status=409, same=same)
        received = _send(request, organ, form)
    except TooMany as refusal:
        response = _form(request, organ, form, status=429, refusal=refusal.message)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    except Refused as refusal:
        return _form(request, organ, form, status=422, refusal=refusal.message)
    response = HttpResponseRedirect(reverse("portal:application_received"))
    give(response, Purpose.RECEIPT, Key(received.application.number, received.code))
    return response


def _same(request: HttpRequest, organ: Organ, form: ApplicationForm) -> list[Application]:
    return told_duplicates(
        organ.pk,
        form.applicant(),
        form.wanted(),
        form.cleaned_data["token"],
        address=request.META.get("REMOTE_ADDR", ""),
        now=timezone.now(),
    )


def _send(request: HttpRequest, organ: Organ, form: ApplicationForm) -> Received:
    return visitor_application(
        organ.pk,
        form.applicant(),
        form.wanted(),
        form.cleaned_data["token"],
        evidence=form.uploads(),
        address=request.META.get("REMOTE_ADDR", ""),
        now=timezone.now(),
    )


def _form(
    request: HttpRequest,
    organ: Organ,
    form: ApplicationForm,
    *,
    status: int = 200,
    refusal: str = "",
    same: list[Application] | None = None,
) -> HttpResponse:
    context = {**HERE, "organ": organ, "form": form, "refusal": refusal, "same": same or []}
    return render(request, "portal/applications/form.html", context, status=status)


@require_safe
@private
def received(request: HttpRequest) -> HttpResponse:
    """Number and query code: shown once, then the browser forgets them."""
    key = held(request, Purpose.RECEIPT)
    found = Application.objects.select_related("organ").filter(number=key.number).first() if key else None
    context = {
        **HERE,
        "key": key if found else None,
        "application": found,
        "basis": rule_of("receipt").source,
        "track_address": request.build_absolute_uri(reverse("portal:track")),
    }
    response = render(request, "portal/applications/received.html", context)
    take(response, Purpose.RECEIPT)
    return response


@require_POST
@private
def suggest(request: HttpRequest) -> HttpResponse:
    """可能已公开, for what is being typed. By POST, so that it stands in no log of addresses."""
    typed = [request.POST.get(name, "")[:300] for name in ("wanted_name", "wanted_number", "wanted_description")]
    try:
        address, most = request.META.get("REMOTE_ADDR", ""), settings.VISITOR_SUGGESTIONS_PER_HOUR
        limits.spend("suggestions", address, limit=most, seconds=3600, now=timezone.now())
        hits = suggestions(*typed)
    except TooMany:
        hits = []
    return render(request, "portal/applications/suggestions.html", {"hits": hits})
