"""What the pages of documents share: finding what a person may see, and a page around one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.desk.keys import numbers_of
from gongkai.documents import policy
from gongkai.documents.models import Document
from gongkai.documents.queries.desk import EditionView, edition_view
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ

Crumb = tuple[str, str]
"""(what it says, address)"""


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that asks for what one act needs. ``back`` is where "no" leads."""

    title: str
    button: str
    back: str
    explanation: str = ""
    crumbs: tuple[Crumb, ...] = ()
    grave: bool = False
    template: str = "desk/documents/form.html"
    extra: Mapping[str, Any] = field(default_factory=dict)


def act_page(
    request: HttpRequest,
    form: forms.Form,
    run: Callable[[dict[str, Any]], str],
    page: FormPage,
    done: str,
) -> HttpResponse:
    """Show the form; on POST do the act and go to the address it returns. A refusal keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            address = run(form.cleaned_data)
        except Unlawful as refusal:
            for line in refusal.message.splitlines():
                form.add_error(None, line)
        else:
            messages.success(request, done)
            return redirect(address)
    context = {"here": "documents", "page": page, "form": form, **page.extra}
    return render(request, page.template, context, status=422 if form.is_bound and form.errors else 200)


def found_edition(actor: Actor, edition_id: int) -> EditionView:
    """The edition with everything its page shows. Raises Http404 for none of the person's business."""
    view = edition_view(actor, edition_id)
    if view is None:
        raise Http404(_("没有这份文件，或者它不在您的权限范围内。"))
    return view


def found_document(actor: Actor, document_id: int) -> Document:
    """A document within reach. Raises Http404."""
    rows = Document.objects.select_related("organ__disclosure_office", "live", "author")
    document = rows.filter(policy.visible(actor, ""), pk=document_id).first()
    if document is None:
        raise Http404(_("没有这份文件，或者它不在您的权限范围内。"))
    return document


def found_organ(actor: Actor, organ_id: int, *permissions: Permission) -> Organ:
    """An organ where the person holds one of the rights (default: handles documents). Raises Http404."""
    organ = policy.organs_within(actor, *(permissions or policy.HANDLING)).filter(pk=organ_id).first()
    if organ is None:
        raise Http404(_("没有这个机关，或者它不在您的权限范围内。"))
    return organ


def one_by_one(request: HttpRequest, ids: list[int], run: Callable[[int], object]) -> list[tuple[int, str]]:
    """Do the same act on many rows, each in its own transaction: (row, "" or why it was refused)."""
    results = []
    for pk in ids:
        try:
            run(pk)
            results.append((pk, ""))
        except Unlawful as refusal:
            results.append((pk, refusal.message))
    failed = sum(1 for _pk, message in results if message)
    if len(results) > failed:
        messages.success(request, _("已办理 %(number)s 件。") % {"number": len(results) - failed})
    if failed:
        messages.error(request, _("%(number)s 件没有办成，原因见各行。") % {"number": failed})
    return results


def chosen_ids(request: HttpRequest, name: str) -> list[int]:
    """The numbers of the rows that were ticked; anything else is left out."""
    return numbers_of(request.POST.getlist(name)[:500])
