"""Ways to a report: home, by year, by division, by organ."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.documents.queries.consultations import Stage, consultations
from gongkai.documents.queries.public import latest
from gongkai.documents.queries.reform import followers
from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.asked import asked_number
from gongkai.portal.document_values import row
from gongkai.reports.models import Origin
from gongkai.reports.queries import (
    DivisionNode,
    division_page,
    division_tree,
    organ_page,
    published_reports,
    summary,
)
from gongkai.statute.report_forms import forms

PER_PAGE = 30
LATEST = 8


@kept_until_changed
def home(request: HttpRequest) -> HttpResponse:
    """Search, newest documents and reports, open calls for opinions, the prefectures (8 queries).

    Reports stand by the date printed on them, invented ones last.
    """
    roots, today = division_tree(), timezone.localdate()
    invented = Case(When(origin=Origin.SYNTHETIC, then=1), default=0)
    newest = published_reports().order_by(invented, F("printed_on").desc(nulls_last=True), "-published_at", "-id")
    context = {
        "roots": roots,
        "latest": [summary(report) for report in newest[:LATEST]],
        "reports": sum(root.reports for root in roots),
        "documents": [row(document, today) for document in latest(8)],
        "interpretations": [row(document, today) for document in latest(4, plan="interpretation")],
        "open_calls": consultations(today, Stage.OPEN)[:4],
    }
    return render(request, "portal/home.html", context)


@kept_until_changed
def reports(request: HttpRequest) -> HttpResponse:
    """All published reports, by year and division."""
    year = asked_number(request.GET.get("year", ""))
    division = request.GET.get("division", "")
    roots = division_tree()
    chosen = published_reports(division=division if division.isdigit() else "", year=year)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "reports",
        "page": page,
        "reports": [summary(row) for row in page.object_list],
        "year": year,
        "division": division,
        "years": range(timezone.localdate().year - 1, forms()[0].first_year - 1, -1),
        "roots": roots,
        "query": _query(request),
    }
    return render(request, "portal/reports.html", context)


@kept_until_changed
def organs(request: HttpRequest) -> HttpResponse:
    """The tree of divisions."""
    return render(request, "portal/organs.html", {"here": "organs", "roots": division_tree()})


@kept_until_changed
def division(request: HttpRequest, code: str) -> HttpResponse:
    """One division: the divisions below it, its organs and the years they have published (5 queries)."""
    found = division_page(code, timezone.localdate())
    if found is None:
        raise Http404(_("没有代码为 %(code)s 的行政区划。") % {"code": code})
    context = {
        "here": "organs",
        "division": found,
        "below": _below(code, division_tree()),
        "reporting": [row for row in found.organs if row.years],
        "silent": [row for row in found.organs if not row.years],
    }
    return render(request, "portal/division.html", context)


@kept_until_changed
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """One organ: its newest documents, its open calls for opinions, its published reports."""
    found = organ_page(code)
    if found is None:
        raise Http404(_("没有代码为 %(code)s 的机关。") % {"code": code})
    today = timezone.localdate()
    context = {
        "here": "organs",
        "page": found,
        "followers": followers(found.organ.id),
        "documents": [row(document, today) for document in latest(8, organ=found.organ.id)],
        "calls": consultations(today, Stage.OPEN, found.organ.id)[:4],
    }
    return render(request, "portal/organ.html", context)


def _below(code: str, divisions: Sequence[DivisionNode]) -> tuple[DivisionNode, ...]:
    """The divisions directly below one, wherever in the tree it stands."""
    for node in divisions:
        below = node.children if node.code == code else _below(code, node.children)
        if below:
            return below
    return ()


def _query(request: HttpRequest) -> str:
    """The filters of the address without the page number, for the links to other pages."""
    parameters = request.GET.copy()
    parameters.pop("page", None)
    return parameters.urlencode()
