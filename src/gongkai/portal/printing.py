"""PDF for everybody: printed once, kept, and counted by address, for a printing costs far more than a page."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _

from gongkai.kernel import limits
from gongkai.kernel.errors import TooMany
from gongkai.papers.faces import NoFontsError
from gongkai.papers.model import Paper
from gongkai.papers.pdf import Bounds, Job, NotPrintedError, job_of, print_job

LOG = logging.getLogger(__name__)
_ASKED_AGAIN = 600  # seconds: what failed may have met a busy moment


def pdf_response(request: HttpRequest, paper: Paper, name: str) -> HttpResponse:
    """The paper as a download called ``name``.pdf.

    Answers 304 to who has it, 503 where this machine has no fonts, 422 where the paper cannot be printed (both say what
    to do), 429 to who asks for too many that were not printed before.
    """
    try:
        job = job_of(paper)
        etag = f'"{job.digest}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = HttpResponse(_printed(request, job), content_type="application/pdf")
            disposition = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
            response["Content-Disposition"] = disposition or "attachment"
    except NoFontsError:
        return _failure(request, _("本站暂时不能生成 PDF，请改用其他格式。"), 503)
    except NotPrintedError as error:
        return _failure(request, _why(error), 422)
    except TooMany as refusal:
        response = _failure(request, refusal.message, 429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)  # may be stored, must be asked about
    return response


def _printed(request: HttpRequest, job: Job) -> bytes:
    """The PDF that lies ready, else a new one. A paper that cannot be printed is remembered too."""
    kept = caches["papers"].get(job.digest)
    if kept is None:
        address = request.META.get("REMOTE_ADDR", "")
        limits.spend("paper", address, limit=settings.PRINTINGS_PER_HOUR, seconds=3600, now=timezone.now())
        try:
            kept = print_job(job, Bounds(settings.PRINTING_SECONDS, settings.PRINTING_MEMORY_BYTES))
            caches["papers"].set(job.digest, kept)
        except NotPrintedError as error:
            LOG.warning("no PDF of %s: %s", request.path, error)
            kept = error.points
            caches["papers"].set(job.digest, kept, _ASKED_AGAIN)
    if isinstance(kept, tuple):
        raise NotPrintedError(kept)
    found: bytes = kept
    return found


def _why(error: NotPrintedError) -> str:
    if error.points:
        words = {"points": "、".join(error.points)}
        return _("有的字不能如实印出，请改用 Word 格式：%(points)s") % words
    return _("这份文件太长或太复杂，不能生成 PDF，请改用 Word 格式。")


def _failure(request: HttpRequest, message: str, status: int) -> HttpResponse:
    context = {"title": _("没有生成 PDF"), "message": message}
    response = render(request, "portal/not_printed.html", context, status=status)
    patch_cache_control(response, no_store=True)
    return response
