"""Up to four reports side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.asked import asked_number
from gongkai.reports.queries import Comparison, ReportSummary, compare, published_reports, summary
from gongkai.reports.queries.comparison import MAX_COMPARED

CHOICES = 200  # reports offered for choosing; more are reached through an organ's page


@kept_until_changed
def show(request: HttpRequest) -> HttpResponse:
    """The comparison for ``?report=1&report=2``; without reports a form to choose them."""
    asked = (asked_number(text) for text in request.GET.getlist("report"))
    wanted = [number for number in asked if number is not None]
    found = compare(wanted)
    without = _without_values(found)
    if without:  # they would be columns of nothing
        found = compare(report.id for report in found.reports if report not in without)
    choices = [summary(row) for row in published_reports()[:CHOICES]]
    context = {
        "here": "compare",
        "comparison": found,
        "without": without,
        "approximate": [line for line in found.lines if line.approximate],
        "slots": [wanted[place] if place < len(wanted) else None for place in range(MAX_COMPARED)],
        "choices": choices,
    }
    return render(request, "portal/compare.html", context)


def _without_values(found: Comparison) -> list[ReportSummary]:
    """The reports that have no value on any line."""
    columns = enumerate(found.reports)
    return [report for place, report in columns if all(line.points[place].value is None for line in found.lines)]
