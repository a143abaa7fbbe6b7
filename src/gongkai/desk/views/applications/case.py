"""One application: everything about it, the personal part on demand, its letters to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.applications import acts
from gongkai.applications.models import Letter
from gongkai.applications.policy import HANDLING, visible
from gongkai.desk.doors import staff
from gongkai.desk.views.applications.answering import DRAFTING
from gongkai.desk.views.applications.common import HERE, found_case
from gongkai.desk.views.applications.steps import TOOLS, WAYS
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import Unlawful
from gongkai.papers.model import Paper
from gongkai.papers.pdf import NotPrintedError, to_pdf
from gongkai.papers.text import to_text
from gongkai.papers.word import to_docx
from gongkai.statute.clocks import letters

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGES = frozenset({*WAYS, *DRAFTING})
"""Events that have a page of their own."""
PRINTED = {"pdf": "application/pdf", "docx": WORD, "txt": "text/plain; charset=utf-8"}


@require_safe
@staff
def show(request: HttpRequest, actor: Actor, application_id: int) -> HttpResponse:
    """What is wanted, where it stands and why, what happened, what may be done now and what may not."""
    found = found_case(actor, application_id)
    place = found.application.organ.place
    context = {
        **HERE,
        "case": found,
        "application": found.application,
        "may_open": any(actor.may(right, place) for right in HANDLING),
        "able": [move for move in found.able if move.kind in PAGES],
        "unable": [move for move in found.unable if move.kind in PAGES],
        "drafting": DRAFTING,
        "tools": [(name, tool.title) for name, tool in TOOLS.items() if actor.may(tool.right, place)],
        "letter_names": {kind: item.label for kind, item in letters().items()},
    }
    return render(request, "desk/applications/case.html", context)


@require_POST
@staff
def person(request: HttpRequest, actor: Actor, application_id: int) -> HttpResponse:
    """The applicant's data in clear; that they were opened goes on record."""
    found = found_case(actor, application_id)
    opened = acts.open_person(actor, application_id)
    context = {**HERE, "case": found, "application": found.application, "person": opened}
    return render(request, "desk/applications/person.html", context)


@require_POST
@staff
def letter(request: HttpRequest, actor: Actor, letter_id: int) -> HttpResponse:
    """A letter as PDF, Word or text; opening it counts as seeing the addressee's data."""
    found = Letter.objects.filter(visible(actor, "application__"), pk=letter_id).first()
    kind = request.POST.get("format", "")
    if found is None or kind not in PRINTED:
        raise Http404(_("没有这份文书，或者它不在您的权限范围内。"))
    content = _printed(acts.open_letter(actor, letter_id), kind)
    answer = HttpResponse(content, content_type=PRINTED[kind])
    name = f"{letters()[found.kind].label}-{found.number or found.pk}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _printed(paper: Paper, kind: str) -> bytes:
    if kind == "docx":
        return to_docx(paper)
    if kind == "txt":
        return to_text(paper).encode()
    try:
        return to_pdf(paper)
    except NotPrintedError as error:
        raise Unlawful(str(error)) from error
