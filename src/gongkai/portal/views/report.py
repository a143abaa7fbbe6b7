"""One published report: its page, what needs other reports, its downloads."""

from __future__ import annotations

import datetime
import hashlib
from typing import NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import gongkai
from gongkai.look.findings import cards_of_records
from gongkai.look.preferences import COOKIE
from gongkai.look.reading_view import reading_view
from gongkai.portal.downloads import DOWNLOADS
from gongkai.portal.report_charts import SIBLING_LINE, history_charts, report_charts
from gongkai.reading.writers.from_json import check_from_json
from gongkai.reports.queries import ReportHead, page_of, report_head, siblings, summary, trend

MAX_AGE = 300  # seconds a shared cache may keep the page of a published report
STATE_KEPT = 5  # seconds until a withdrawal is seen by every server process
PAGE_KEPT = 3600  # seconds a process keeps a drawn page; another version is another page


class State(NamedTuple):
    """Which version of a report is to be seen, and since when it is public."""

    version: str
    published_at: datetime.datetime | None


@require_safe
def show(request: HttpRequest, report_id: int) -> HttpResponse:
    """The page of one report: 3 queries when it is drawn, none while its state was asked for a moment ago."""
    if _is_personal(request):
        return HttpResponse(_draw(request, _head(report_id)), headers={"Cache-Control": "private, no-store"})
    head: ReportHead | None = None
    state: State | None = cache.get(f"report-state-{report_id}")
    if state is None:
        head = _head(report_id)
        state = State(head.version, head.report.published_at)
        cache.set(f"report-state-{report_id}", state, STATE_KEPT)
    etag = _etag(request, state)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _cacheable(unchanged, state, etag)
    key = f"report-{etag[1:-1]}"
    html = cache.get(key)
    if html is None:
        html = _draw(request, head or _head(report_id))
        cache.set(key, html, PAGE_KEPT)
    return _cacheable(HttpResponse(html), state, etag)


@require_safe
def history(request: HttpRequest, report_id: int) -> HttpResponse:
    """The organ over the years and beside organs of its kind."""
    head = _head(report_id)
    organ_id = head.report.organ_id
    charts = history_charts(trend(organ_id), siblings(report_id, SIBLING_LINE), organ_id)
    return render(
        request, "portal/history.html", {"here": "reports", "summary": summary(head.report), "charts": charts}
    )


@require_safe
def download(request: HttpRequest, report_id: int, extension: str) -> HttpResponse:
    """The report as a file in one of :data:`DOWNLOADS`."""
    if extension not in DOWNLOADS:
        raise Http404(_("没有这种下载格式。"))
    head = _head(report_id)
    state = State(head.version, head.report.published_at)
    etag = f'"{head.report.snapshot_sha256[:32]}-{extension}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _cacheable(unchanged, state, etag)
    kind = DOWNLOADS[extension]
    response = HttpResponse(kind.write(page_of(head.report, head.years)), content_type=kind.media_type)
    name = f"{head.report.organ.name}{head.report.year}年政府信息公开工作年度报告.{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return _cacheable(response, state, etag)


def _head(report_id: int) -> ReportHead:
    head = report_head(report_id)
    if head is None:
        raise Http404(_("没有这份报告，或者它没有公布过。"))
    return head


def _draw(request: HttpRequest, head: ReportHead) -> bytes:
    page = page_of(head.report, head.years)
    checked = check_from_json(page.snapshot)
    context = {
        "here": "reports",
        "page": page,
        "summary": page.summary,
        "view": reading_view(page.report, cards_of_records(page.findings), checked.confirmed if checked else ()),
        "charts": report_charts(page.report),
        "history_url": reverse("portal:history", args=[page.summary.id]) if page.report.form else "",
        "downloads": tuple(DOWNLOADS),
    }
    return render(request, "portal/report.html", context).content


def _is_personal(request: HttpRequest) -> bool:
    """Whether the page may carry a message meant for this visitor alone (staff who come from the desk)."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or CookieStorage.cookie_name in request.COOKIES


def _etag(request: HttpRequest, state: State) -> str:
    """Changes with the report's version, the address it was asked under, and the way the visitor reads."""
    parts = (
        state.version,
        request.build_absolute_uri(),
        request.COOKIES.get(COOKIE, ""),
        getattr(request, "LANGUAGE_CODE", ""),
        gongkai.__version__,
    )
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _cacheable(response: HttpResponse, state: State, etag: str) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["ETag"] = etag
    if state.published_at:
        response["Last-Modified"] = http_date(state.published_at.timestamp())
    return response
