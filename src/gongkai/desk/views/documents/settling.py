"""Attachments of a draft, the items of the machine check, and passing several editions at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.desk.doors import staff
from gongkai.desk.keys import number_of, numbers_of
from gongkai.desk.views.documents.common import found_edition, one_by_one
from gongkai.documents import acts
from gongkai.documents.acts.attachments import TYPES
from gongkai.documents.models import Attachment
from gongkai.documents.queries import desk
from gongkai.documents.queries.desk import Waiting
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotPermitted, Refused, Unlawful
from gongkai.kernel.files import path_of, store
from gongkai.kernel.permissions import Permission
from gongkai.statute.data import LawDataError
from gongkai.statute.processes import Gate, document_process


@require_POST
@staff
def upload(request: HttpRequest, actor: Actor, edition_id: int) -> HttpResponse:
    """Attach files; each is cleaned by itself, and what is wrong with one does not keep the others out."""
    view = found_edition(actor, edition_id)
    if not actor.may(Permission.DRAFT_DOCUMENT, view.edition.document.organ.place):
        raise NotPermitted(_("您没有起草文件的权限。"))
    for file in request.FILES.getlist("files"):
        try:
            _attach(actor, edition_id, file)
            messages.success(request, _("已添加附件：%(name)s") % {"name": file.name})
        except Refused as refusal:
            messages.error(request, refusal.message)
    return redirect("desk:edition", edition_id)


def _attach(actor: Actor, edition_id: int, file: UploadedFile[bytes]) -> None:
    original = store(file.chunks())
    name = file.name or _("未命名文件")
    acts.attach(actor, edition_id, name, original.sha256, acts.prepare(original, name))


@staff
def download(request: HttpRequest, actor: Actor, attachment_id: int) -> HttpResponse:
    """A file for those who handle the document: as it goes out, or with ``?original`` as it was handed in."""
    attachment = Attachment.objects.filter(pk=attachment_id).select_related("file", "original").first()
    if attachment is None:
        raise Http404(_("没有这个附件。"))
    found_edition(actor, attachment.edition_id)
    file = attachment.original if "original" in request.GET else attachment.file
    suffix = "." + attachment.name.rpartition(".")[2].lower()
    kind = TYPES.get(suffix, "application/octet-stream")
    answer = HttpResponse(path_of(file.sha256).read_bytes(), content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, attachment.name)
    return answer


@require_POST
@staff
def remove(_request: HttpRequest, actor: Actor, attachment_id: int) -> HttpResponse:
    """Take an attachment away."""
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None:
        raise Http404(_("没有这个附件。"))
    found_edition(actor, attachment.edition_id)
    acts.detach(actor, attachment_id)
    return redirect("desk:edition", attachment.edition_id)


@require_POST
@staff
def order(request: HttpRequest, actor: Actor, edition_id: int) -> HttpResponse:
    """Move one attachment a place up."""
    view = found_edition(actor, edition_id)
    rows = [row.pk for row in view.edition.attachments.all()]
    moved = number_of(request.POST.get("up"))
    if moved is not None and moved in rows[1:]:
        place = rows.index(moved)
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    acts.arrange(actor, edition_id, rows)
    return redirect("desk:edition", edition_id)


@require_POST
@staff
def settle(request: HttpRequest, actor: Actor, edition_id: int) -> HttpResponse:
    """Mask the ticked items, or excuse one (the button carries its number)."""
    view = found_edition(actor, edition_id)
    excused = number_of(request.POST.get("excuse"))
    if excused is not None:
        if not view.edition.screening.filter(pk=excused).exists():
            raise Unlawful(_("检测结果已变，请刷新。"))
        acts.excuse(actor, excused, request.POST.get(f"reason-{excused}", ""))
        messages.success(request, _("已记下理由，审查人会看到。"))
    else:
        acts.mask(actor, edition_id, _seen(request), numbers_of(request.POST.getlist("item")))
        messages.success(request, _("已遮盖，原文留在内部。"))
    return redirect("desk:edition", edition_id)


def _seen(request: HttpRequest) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError as error:
        raise Unlawful(_("页面不完整，请刷新。")) from error


@staff
def bulk(request: HttpRequest, actor: Actor, gate_id: str) -> HttpResponse:
    """Pass several editions at one gate with one checklist, each by the same act as alone."""
    try:
        gate = document_process().gate(gate_id)
    except LawDataError as error:
        raise Http404(_("没有这个关口。")) from error
    results: dict[int, str] = {}
    if request.method == "POST":
        texts = dict(_chosen(request))
        results = dict(one_by_one(request, list(texts), lambda pk: _pass(request, actor, gate, pk, texts[pk])))
    rows: list[Waiting] = [row for row in desk.queue(actor) if row.edition.gate == gate_id]
    shown = [(row, results.get(row.edition.pk, "")) for row in rows]
    context = {"here": "documents", "gate": gate, "rows": shown, "checked": request.POST.getlist("check")}
    return render(request, "desk/documents/bulk.html", context)


def _chosen(request: HttpRequest) -> Iterator[tuple[int, str]]:
    """The ticked editions with the text that was listed: ``<id>:<sha256>``."""
    for value in request.POST.getlist("edition")[:200]:
        key, _colon, text = value.partition(":")
        pk = number_of(key)
        if pk is not None:
            yield pk, text


def _pass(request: HttpRequest, actor: Actor, gate: Gate, pk: int, text: str) -> None:
    opinion = gate.opinions[0] if gate.opinions else ""
    reason = request.POST.get("reason", "")
    acts.pass_gate(actor, pk, gate.id, text, request.POST.getlist("check"), opinion, reason)
