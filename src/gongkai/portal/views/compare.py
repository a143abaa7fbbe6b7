"""Up to four reports side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.asked import asked_number
from gongkai.reports.queries import compare, published_reports, summary
from gongkai.reports.queries.comparison import MAX_COMPARED

CHOICES = 200  # reports offered for choosing; more are reached through an organ's page


@kept_until_changed
def show(request: HttpRequest) -> HttpResponse:
    """The comparison for ``?report=1&report=2``; without reports a form to choose them."""
    asked = (asked_number(text) for text in request.GET.getlist("report"))
    wanted = [number for number in asked if number is not None]
    found = compare(wanted)
    choices = [summary(row) for row in published_reports()[:CHOICES]]
    context = {
        "here": "compare",
        "comparison": found,
        "without": found.without,
        "approximate": [line for line in found.lines if line.approximate],
        "slots": [wanted[place] if place < len(wanted) else None for place in range(MAX_COMPARED)],
        "choices": choices,
    }
    return render(request, "portal/compare.html", context)
