"""体检: a visitor's file is read, checked, shown and forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.kernel.errors import Refused, TooMany
from gongkai.look.findings import cards_of_check
from gongkai.look.reading_view import reading_view
from gongkai.portal.report_charts import report_charts
from gongkai.reports.visitor import visitor_check


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: what happened, what to do, and the HTTP status that says so to programs."""

    message: str
    advice: str
    status: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The form; after a POST the result on the same page. Works without script."""
    context: dict[str, Any] = {"here": "checkup", "limit": settings.MAX_UPLOAD_BYTES // 1024**2}
    if request.method != "POST":
        return render(request, "portal/checkup.html", context)
    outcome = _check(request)
    status = outcome.status if isinstance(outcome, Failure) else 200
    return render(request, "portal/checkup.html", context | _shown(request, outcome), status=status)


def _check(request: HttpRequest) -> Failure | dict[str, Any]:
    upload = request.FILES.get("file")
    if upload is None:
        return Failure(_("没有收到文件。"), _("请先选择一份文件。"), 400)
    address = request.META.get("REMOTE_ADDR", "")
    try:
        result = visitor_check(upload.chunks(), upload.name or "", address=address, now=timezone.now())
    except TooMany as refusal:
        return Failure(refusal.message, "", 429)
    except Refused as refusal:
        return Failure(_("这份文件读不出年度报告。"), refusal.message, 422)
    return {
        "view": reading_view(result.report, cards_of_check(result.findings), result.confirmed),
        "charts": report_charts(result.report),
    }


def _shown(request: HttpRequest, outcome: Failure | dict[str, Any]) -> dict[str, Any]:
    upload = request.FILES.get("file")
    shown = {"failure": outcome} if isinstance(outcome, Failure) else outcome
    return {"file_name": upload.name if upload else "", **shown}
