"""One published report: its page, what needs other reports, its downloads."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.look.findings import cards_of_records
from gongkai.look.preferences import COOKIE
from gongkai.look.reading_view import reading_view
from gongkai.portal.downloads import DOWNLOADS
from gongkai.portal.report_charts import SIBLING_LINE, history_charts, report_charts
from gongkai.reading.writers.from_json import check_from_json
from gongkai.reports.queries import ReportPage, report_page, siblings, trend

MAX_AGE = 300  # seconds a shared cache may keep the page of a published report


@require_safe
def show(request: HttpRequest, report_id: int) -> HttpResponse:
    """The page of one report (3 queries)."""
    page = _page(report_id)
    etag = _etag(request, page)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _cacheable(unchanged, page, etag)
    checked = check_from_json(page.snapshot)
    context = {
        "here": "reports",
        "page": page,
        "summary": page.summary,
        "view": reading_view(page.report, cards_of_records(page.findings), checked.confirmed if checked else ()),
        "charts": report_charts(page.report),
        "history_url": reverse("portal:history", args=[report_id]) if page.report.form else "",
        "downloads": tuple(DOWNLOADS),
    }
    return _cacheable(render(request, "portal/report.html", context), page, etag)


@require_safe
def history(request: HttpRequest, report_id: int) -> HttpResponse:
    """The organ over the years and beside organs of its kind."""
    page = _page(report_id)
    organ = page.summary.organ
    charts = history_charts(trend(organ.id), siblings(report_id, SIBLING_LINE), organ.id)
    return render(request, "portal/history.html", {"here": "reports", "summary": page.summary, "charts": charts})


@require_safe
def download(request: HttpRequest, report_id: int, extension: str) -> HttpResponse:
    """The report as a file in one of :data:`DOWNLOADS`."""
    if extension not in DOWNLOADS:
        raise Http404(_("没有这种下载格式。"))
    page = _page(report_id)
    etag = f'"{page.snapshot_sha256[:32]}-{extension}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _cacheable(unchanged, page, etag)
    kind = DOWNLOADS[extension]
    response = HttpResponse(kind.write(page), content_type=kind.media_type)
    name = f"{page.summary.organ.name}{page.summary.year}年政府信息公开工作年度报告.{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return _cacheable(response, page, etag)


def _page(report_id: int) -> ReportPage:
    page = report_page(report_id)
    if page is None:
        raise Http404(_("没有这份报告，或者它没有公布过。"))
    return page


def _etag(request: HttpRequest, page: ReportPage) -> str:
    """Changes with the content, the state of the report, the organ's other reports, and the way the visitor reads."""
    parts = (
        page.snapshot_sha256,
        page.withdrawal,
        *(finding.acknowledged_reason for finding in page.findings),
        *(str(other.id) for other in page.years),
        request.COOKIES.get(COOKIE, ""),
        getattr(request, "LANGUAGE_CODE", ""),
    )
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _cacheable(response: HttpResponse, page: ReportPage, etag: str) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["ETag"] = etag
    if page.summary.published_at:
        response["Last-Modified"] = http_date(page.summary.published_at.timestamp())
    return response
