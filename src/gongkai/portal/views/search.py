"""Full text search over the published reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.asked import asked_number
from gongkai.search.queries import Status, search


@kept_until_changed
def show(request: HttpRequest) -> HttpResponse:
    """Hits for ``?q=…&organ=…&year=…&page=…`` (3 queries)."""
    question = request.GET.get("q", "")
    organ, year = asked_number(request.GET.get("organ", "")), asked_number(request.GET.get("year", ""))
    found = search(question, organ=organ, year=year, page=asked_number(request.GET.get("page", "")) or 1)
    context = {
        "here": "search",
        "found": found,
        "organ": organ,
        "year": year,
        "asked": bool(question.strip()),
        "previous": found.page - 1,
        "next": found.page + 1,
    }
    response = render(request, "portal/search.html", context)
    if found.status in (Status.BEHIND, Status.DOWN):
        response["Cache-Control"] = "no-store"  # the index recovers without an act
    return response
