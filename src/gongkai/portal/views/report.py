"""One published report: its page, what needs other reports, its downloads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.kernel.freshness import kept_until_changed
from gongkai.look.findings import cards_of_records
from gongkai.look.reading_view import reading_view
from gongkai.portal.downloads import DOWNLOADS, offered, paper_of
from gongkai.portal.printing import pdf_response
from gongkai.portal.report_charts import SIBLING_LINE, history_charts, report_charts
from gongkai.reading.writers.from_json import check_from_json
from gongkai.reports.queries import ReportPage, report_page, siblings, trend, withdrawn_report

GONE = 410


@require_safe
@kept_until_changed
def show(request: HttpRequest, report_id: int) -> HttpResponse:
    """The page of one report (2 queries); of one taken from view only which it was and why."""
    page = report_page(report_id)
    if page is None:
        return _gone(request, report_id)
    checked = check_from_json(page.snapshot)
    context = {
        "here": "reports",
        "page": page,
        "summary": page.summary,
        "view": reading_view(page.report, cards_of_records(page.findings), checked.confirmed if checked else ()),
        "charts": report_charts(page.report),
        "history_url": reverse("portal:history", args=[report_id]) if page.report.form else "",
        "downloads": offered(),
    }
    return render(request, "portal/report.html", context)


@require_safe
@kept_until_changed
def history(request: HttpRequest, report_id: int) -> HttpResponse:
    """The organ over the years and beside organs of its kind."""
    page = _page(report_id)
    organ_id = page.summary.organ.id
    charts = history_charts(trend(organ_id), siblings(report_id, SIBLING_LINE), organ_id)
    return render(request, "portal/history.html", {"here": "reports", "summary": page.summary, "charts": charts})


@require_safe
@kept_until_changed
def download(request: HttpRequest, report_id: int, extension: str) -> HttpResponse:  # noqa: ARG001 (of the decorators)
    """The report as a file in one of :data:`DOWNLOADS`."""
    if extension not in DOWNLOADS:
        raise Http404(_("没有这种下载格式。"))
    page = _page(report_id)
    kind = DOWNLOADS[extension]
    response = HttpResponse(kind.write(page), content_type=kind.media_type)
    name = f"{_file_name(page)}.{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@require_safe
def pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report as a PDF in the layout of official papers."""
    page = _page(report_id)
    address = request.build_absolute_uri(reverse("portal:report", args=[report_id]))
    return pdf_response(request, paper_of(page, address, timezone.localdate()), _file_name(page))


def _file_name(page: ReportPage) -> str:
    return f"{page.summary.organ.name}{page.summary.year}年政府信息公开工作年度报告"


def _page(report_id: int) -> ReportPage:
    page = report_page(report_id)
    if page is None:
        raise Http404(_("没有这份报告，或者它没有公布过。"))
    return page


def _gone(request: HttpRequest, report_id: int) -> HttpResponse:
    withdrawn = withdrawn_report(report_id)
    if withdrawn is None:
        raise Http404(_("没有这份报告，或者它没有公布过。"))
    context = {"here": "reports", "summary": withdrawn.summary, "reason": withdrawn.reason}
    return render(request, "portal/withdrawn.html", context, status=GONE)
