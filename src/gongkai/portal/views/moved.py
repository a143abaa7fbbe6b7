"""Old addresses: those of organs that ended, and those that documents had before they were imported."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.views.defaults import page_not_found

from gongkai.documents.queries.moved import code_of_follower, document_at


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address nobody answers to: the document that stood there on the old site, else the page that says so."""
    if request.method in ("GET", "HEAD"):
        asked = request.get_full_path()
        document = document_at(request.get_host().partition(":")[0], (asked, uri_to_iri(asked), iri_to_uri(asked)))
        if document is not None:
            return HttpResponsePermanentRedirect(reverse("portal:document", args=[document]))
    return page_not_found(request, exception)


def to_follower(request: HttpRequest) -> HttpResponse | None:
    """The same list for the organ that follows, where ``?organ=`` names one that has ended; None: all is well."""
    following = code_of_follower(request.GET.get("organ", ""), timezone.localdate())
    if not following:
        return None
    asked = request.GET.copy()
    asked["organ"] = following
    return HttpResponsePermanentRedirect(f"{request.path}?{asked.urlencode()}")
