"""Full text search over published reports and documents."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.documents.queries import public
from gongkai.documents.searching import KIND as DOCUMENT
from gongkai.kernel.freshness import kept_until_changed
from gongkai.portal.asked import asked_number
from gongkai.portal.document_values import Mark, mark_of
from gongkai.search.backends import Filters
from gongkai.search.queries import Facet, Hit, SearchPage, Status, search
from gongkai.statute.vocabulary import vocabulary

REPORT = "report"
KINDS = (DOCUMENT, REPORT)
ORGANS_SHOWN = 15


@kept_until_changed
def show(request: HttpRequest) -> HttpResponse:
    """Hits for ``?q=…&kind=…&mark=…&organ=…&year=…&page=…`` (5 queries)."""
    question = request.GET.get("q", "")
    kind, mark = request.GET.get("kind", ""), request.GET.get("mark", "")
    filters = Filters(
        asked_number(request.GET.get("organ", "")),
        asked_number(request.GET.get("year", "")),
        kind if kind in KINDS else "",
        mark if mark in dict(vocabulary().validity.choices()) else "",
    )
    found = search(question, page=asked_number(request.GET.get("page", "")) or 1, **asdict(filters))
    today = timezone.localdate()
    marks = public.marks([hit.object_id for hit in found.hits if hit.kind == DOCUMENT], today)
    context = {
        "here": "search",
        "found": found,
        "filters": filters,
        "hits": [(hit, _mark_of(hit, marks), _undated(hit)) for hit in found.hits],
        "groups": _groups(found, filters),
        "hidden": [(name, value) for name, value in asdict(filters).items() if value],
        "asked": bool(question.strip()),
        "previous": found.page - 1,
        "next": found.page + 1,
    }
    response = render(request, "portal/search.html", context)
    if found.status in (Status.BEHIND, Status.DOWN):
        response["Cache-Control"] = "no-store"  # the index recovers without an act
    return response


def _undated(hit: Hit) -> bool:
    """A report that prints no date stands in the index under the last day of its year."""
    return hit.kind == REPORT and hit.year is not None and hit.dated == datetime.date(hit.year, 12, 31)


def _mark_of(hit: Hit, marks: Mapping[int, public.Standing]) -> Mark | None:
    """The status mark of a document, unless it holds as it stands."""
    found = marks.get(hit.object_id) if hit.kind == DOCUMENT else None
    mark = mark_of(found.validity, found.effective_on, timezone.localdate()) if found else None
    return mark if mark and not mark.plain else None


def _groups(found: SearchPage, filters: Filters) -> list[tuple[str, str, list[tuple[Facet, str, bool]]]]:
    """The choices beside the hits: (heading, name in the address, (facet, label, chosen) …)."""
    kinds = {DOCUMENT: _("文件"), REPORT: _("年度报告")}
    validity = dict(vocabulary().validity.choices())
    groups: list[tuple[str, str, tuple[Facet, ...], dict[Any, str]]] = [
        (_("内容"), "kind", found.kinds, kinds),
        (_("有效性"), "mark", found.marks, validity),
        (_("年度"), "year", found.years, {}),
        (_("机关"), "organ", found.organs[:ORGANS_SHOWN], {}),
    ]
    return [
        (
            heading,
            name,
            [(item, words.get(item.value, item.label), item.value == getattr(filters, name)) for item in facets],
        )
        for heading, name, facets, words in groups
        if facets
    ]
