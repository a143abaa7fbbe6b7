"""Full text search over the published reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.search.queries import search


def show(request: HttpRequest) -> HttpResponse:
    """Hits for ``?q=…&organ=…&year=…&page=…`` (3 queries)."""
    question = request.GET.get("q", "")
    organ, year = _number(request.GET.get("organ", "")), _number(request.GET.get("year", ""))
    found = search(question, organ=organ, year=year, page=_number(request.GET.get("page", "")) or 1)
    context = {
        "here": "search",
        "found": found,
        "organ": organ,
        "year": year,
        "asked": bool(question.strip()),
        "previous": found.page - 1,
        "next": found.page + 1,
    }
    return render(request, "portal/search.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
