"""The counts of the annual report, each opening onto its rows."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.desk.doors import staff
from gongkai.desk.keys import number_of
from gongkai.documents import policy
from gongkai.documents.models import Consultation, Document, Edition, Opinion, Posting
from gongkai.documents.queries.counts import Count, Span, document_counts, form_cells
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ

PER_PAGE = 50
MOST = 100_000  # rows of one download
Row = tuple[str, ...]


@staff
def statistics(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All counts of an organ and a year."""
    organs = policy.organs_within(actor, *policy.HANDLING)
    organ, year = _asked(request, organs)
    span = Span.year(year)
    counts = [(count, count.value(organ.pk, span)) for count in document_counts()] if organ else []
    values = {count.id: value for count, value in counts}
    cells = [(item.source, values[item.count.id] if item.count else None) for item in form_cells(year)] if organ else []
    context = {
        "here": "documents",
        "organs": organs[:200],
        "organ": organ,
        "year": year,
        "cells": cells,
        "main": [pair for pair in counts if not pair[0].id.startswith(("channel.", "through.", "duty."))],
        "channels": [pair for pair in counts if pair[0].id.startswith("channel.")],
        "duties": [pair for pair in counts if pair[0].id.startswith("duty.")],
    }
    return render(request, "desk/documents/statistics.html", context)


@staff
def rows(request: HttpRequest, actor: Actor, count_id: str) -> HttpResponse:
    """The rows behind one number; ``?as=csv`` or ``?as=xlsx`` gives them all."""
    organ, year = _asked(request, policy.organs_within(actor, *policy.HANDLING))
    count = next((item for item in document_counts() if item.id == count_id), None)
    if count is None or organ is None:
        raise Http404(_("没有这个统计数。"))
    chosen = _with_titles(count.rows(organ.pk, Span.year(year)).order_by("pk"))
    if request.GET.get("as") in ("csv", "xlsx"):
        return _download(count, year, request.GET["as"], (_row(item)[0] for item in chosen[:MOST].iterator(1000)))
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "documents",
        "count": count,
        "organ": organ,
        "year": year,
        "page": page,
        "head": _HEAD,
        "rows": [_row(item) for item in page.object_list],
        "query": f"organ={organ.pk}&year={year}",
    }
    return render(request, "desk/documents/statistic.html", context)


_HEAD = ("编号", "标题", "文号", "日期", "说明")


_DOCUMENT = {Document: "", Posting: "document", Consultation: "notice", Opinion: "consultation__notice"}


def _with_titles(chosen: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with what is said of their documents, without any text: two queries for as many as travel together."""
    way = _DOCUMENT[chosen.model]
    titles = Edition.objects.only("document", "number", "title", "document_number").order_by("-number")
    rows = chosen.select_related(way) if way else chosen
    return rows.prefetch_related(Prefetch(f"{way}__editions" if way else "editions", titles))


def _row(item: Any) -> tuple[Row, str]:
    """What a row says, and where it stands."""
    on: datetime.date | None
    match item:
        case Document():
            on, note = item.published_at, ""
            document = item
        case Posting():
            on, note, document = item.on, item.locator, item.document
        case Consultation():
            on, note, document = item.opens_on, item.closes_on.isoformat(), item.notice
        case Opinion():
            on, note, document = item.received_at, item.get_outcome_display(), item.consultation.notice
        case _:
            raise TypeError(type(item))
    editions = list(document.editions.all())
    live = (edition for edition in editions if edition.pk == document.live_id)
    edition = next(live, editions[0] if editions else None)
    title, number = (edition.title, edition.document_number) if edition else ("", "")
    day = timezone.localdate(on).isoformat() if isinstance(on, datetime.datetime) else on.isoformat() if on else ""
    row = (document.index_number or str(item.pk), title, number, day, str(note))
    return row, reverse("desk:document", args=[document.pk])


def _asked(request: HttpRequest, organs: Any) -> tuple[Organ | None, int]:
    wanted, year = number_of(request.GET.get("organ")), number_of(request.GET.get("year"))
    organ = organs.filter(pk=_own(request) if wanted is None else wanted).first() or organs.first()
    return organ, year if year is not None and 1900 <= year <= 2999 else timezone.localdate().year


def _own(request: HttpRequest) -> int | None:
    return getattr(request.user, "organ_id", None)


def _download(count: Count, year: int, kind: str, lines: Iterable[Row]) -> HttpResponse:
    if kind == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(_HEAD)
        writer.writerows([_inert(value) for value in row] for row in lines)
        response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    else:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate((_HEAD, *lines)):
                for column, value in enumerate(row):
                    sheet.write_string(at, column, value)
        kind_of = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(out.getvalue(), content_type=kind_of)
    response["Content-Disposition"] = f'attachment; filename="{count.id}-{year}.{kind}"'
    return response


def _inert(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
