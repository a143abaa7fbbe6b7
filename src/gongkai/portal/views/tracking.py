"""An applicant follows the own application: number and query code, no account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.applications.acts.visiting import correct_online, give_reasons_online, withdraw_online
from gongkai.applications.codes import opened
from gongkai.applications.letters import paper_of
from gongkai.applications.models import Application
from gongkai.applications.queries.tracking import Tracked, tracked
from gongkai.applications.visitor import look_up
from gongkai.kernel import limits
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import Refused, TooMany
from gongkai.papers.faces import NoFontsError
from gongkai.papers.model import Paper
from gongkai.papers.pdf import Bounds, NotPrintedError, job_of, print_job
from gongkai.portal.application_form import FilesField, read_uploads
from gongkai.portal.application_keys import Key, Purpose, give, held, private, take
from gongkai.portal.application_words import rule_of, state_words
from gongkai.portal.document_downloads import DOCUMENT_DOWNLOADS
from gongkai.statute.clocks import letters
from gongkai.statute.outcomes import outcomes

LETTER_TYPES = {"docx": DOCUMENT_DOWNLOADS["docx"].media_type, "pdf": "application/pdf"}
HERE = {"here": "applications"}
_ANSWERS = frozenset({"served", "archived"})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@private
def enter(request: HttpRequest) -> HttpResponse:
    """The door: a right pair of number and code opens the page of the application for half an hour."""
    if request.method != "POST":
        return render(request, "portal/applications/track.html", HERE)
    number, code = request.POST.get("number", "")[:60], request.POST.get("code", "")[:60]
    try:
        found = look_up(number, code, address=request.META.get("REMOTE_ADDR", ""), now=timezone.now())
    except Refused as refusal:
        status = 429 if isinstance(refusal, TooMany) else 422
        context = {**HERE, "number": number, "refusal": refusal.message}
        return render(request, "portal/applications/track.html", context, status=status)
    response = _back()
    give(response, Purpose.FOLLOW, Key(found.number, code))
    return response


@require_safe
@private
def case(request: HttpRequest) -> HttpResponse:
    """Where the application stands, what is expected until when, how the due date came about."""
    return _case(request)


@require_safe
@private
def letter(request: HttpRequest, letter_id: int, extension: str) -> HttpResponse:
    """A letter to the applicant as Word or PDF, printed for this answer only: nothing of it is kept unsealed."""
    found = _found(request)
    if found is None:
        return _door()
    chosen = next((item for item in tracked(found, timezone.localdate()).letters if item.pk == letter_id), None)
    if chosen is None or extension not in LETTER_TYPES:
        raise Http404(_("没有这份文书。"))
    try:
        content = _printed(request, paper_of(chosen), extension)
    except TooMany as refusal:
        return _case(request, refusal.message, 429)
    except (NoFontsError, NotPrintedError):
        return _case(request, _("本站暂时不能生成 PDF，请改用其他格式。"), 503)
    response = HttpResponse(content, content_type=LETTER_TYPES[extension])
    name = f"{letters()[chosen.kind].label}.{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _printed(request: HttpRequest, paper: Paper, extension: str) -> bytes:
    if extension == "docx":
        return DOCUMENT_DOWNLOADS["docx"].write(paper)
    address = request.META.get("REMOTE_ADDR", "")
    limits.spend("paper", address, limit=settings.PRINTINGS_PER_HOUR, seconds=3600, now=timezone.now())
    return print_job(job_of(paper), Bounds(settings.PRINTING_SECONDS, settings.PRINTING_MEMORY_BYTES))


@require_POST
@private
def correct(request: HttpRequest) -> HttpResponse:
    """Send the correction that the office asked for."""
    return _done(
        request,
        lambda key, words, files: correct_online(
            VISITOR, key.number, key.code, words, request.POST.get("late_reason", ""), read_uploads(files)
        ),
    )


@require_POST
@private
def give_reasons(request: HttpRequest) -> HttpResponse:
    """Send the reasons that the office asked for."""
    return _done(
        request,
        lambda key, words, files: give_reasons_online(VISITOR, key.number, key.code, words, read_uploads(files)),
    )


@require_POST
@private
def withdraw(request: HttpRequest) -> HttpResponse:
    """Give the application up; a tick says that it is meant."""
    if not request.POST.get("sure"):
        return _case(request, _("请先勾选确认撤回。"), 422)
    return _done(request, lambda key, _words, _files: withdraw_online(VISITOR, key.number, key.code))


@require_POST
@private
def leave(_request: HttpRequest) -> HttpResponse:
    """The browser forgets number and code, for who sits at a shared machine."""
    response = HttpResponseRedirect(reverse("portal:track"))
    take(response, Purpose.FOLLOW)
    return response


def _done(request: HttpRequest, act: Callable[[Key, str, list[Any]], Application]) -> HttpResponse:
    key = held(request, Purpose.FOLLOW)
    if key is None:
        return _door()
    words = request.POST.get("words", "").replace("\r\n", "\n")
    try:
        act(key, words, FilesField(required=False).clean(request.FILES.getlist("files")))
    except Refused as refusal:
        return _case(request, refusal.message, 422)
    except forms.ValidationError as error:
        return _case(request, error.messages[0], 422)
    return _back()


def _case(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    found = _found(request)
    if found is None:
        return _door()
    context = {**HERE, "refusal": refusal, "given": request.POST, **_shown(found)}
    return render(request, "portal/applications/case.html", context, status=status)


def _found(request: HttpRequest) -> Application | None:
    """The application whose key the browser holds."""
    key = held(request, Purpose.FOLLOW)
    rows = Application.objects.select_related("organ__division", "merged_into")
    return opened(rows, key.number, key.code) if key else None


def _shown(application: Application) -> dict[str, Any]:
    today = timezone.localdate()
    page: Tracked = tracked(application, today)
    word, meaning = state_words()[page.state]
    standing = page.standing
    left = standing.days_left(today) if standing.stopped_on is None else None
    return {
        "page": page,
        "application": application,
        "standing": standing,
        "word": word,
        "meaning": meaning,
        "left": left,
        "late_by": -left if left is not None and left < 0 else 0,
        "overdue": standing.stopped_on is None and standing.overdue(today),
        "complaint": rule_of("complaint"),
        "outcome": outcomes()[application.outcome].label if page.state in _ANSWERS and application.outcome else "",
        "letters": [(letter, letters()[letter.kind].label) for letter in page.letters],
        "correction_late": any(item.id == "correction" and item.by < today for item in page.expected),
    }


def _door() -> HttpResponse:
    response = HttpResponseRedirect(reverse("portal:track"))
    take(response, Purpose.FOLLOW)
    return response


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:tracked"))
