"""Handing in files, and what became of each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.desk.doors import form_only, staff
from gongkai.desk.forms import AssignForm
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotPermitted, Refused, Unlawful
from gongkai.kernel.files import store
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ, User
from gongkai.reports import queries
from gongkai.reports.acts import Handed, assign_item, retry_item, start_import
from gongkai.reports.acts.imports import LEASE
from gongkai.reports.models import ItemStatus
from gongkai.reports.queries import ItemRow

SILENCE = datetime.timedelta(seconds=settings.READER_SECONDS + 30)
"""A worker says nothing while it reads a file; after this time it is taken for dead."""

NEEDS_A_PERSON = {ItemStatus.WAITING: 0, ItemStatus.FAILED: 1}


@staff
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose files; POST opens a batch."""
    if request.method == "POST":
        assert isinstance(request.user, User)
        if not actor.may(Permission.IMPORT_REPORT):  # asked again by the act; here before anything is stored
            raise NotPermitted(_("您没有导入报告的权限。"))
        handed = [_hand_in(upload) for upload in request.FILES.getlist("files")]
        batch = start_import(actor, request.user.organ_id, handed)
        return redirect("desk:batch", batch.pk)
    context = {
        "here": "import",
        "batches": queries.batches(actor, limit=10),
        "may_import": actor.may(Permission.IMPORT_REPORT),
        "limit": settings.MAX_UPLOAD_BYTES // 1024**2,
        "most": settings.MAX_UPLOAD_FILES,
    }
    return render(request, "desk/import.html", context)


@staff
def batch(request: HttpRequest, actor: Actor, batch_id: int) -> HttpResponse:
    """Progress and a result per file; htmx asks for the inner part again while it runs."""
    found = queries.batch(actor, batch_id)
    if found is None:
        raise Http404(_("没有这个批次，或者它不在您的权限范围内。"))
    context: dict[str, object] = {"here": "import", "batch": found}
    if found.running:
        now = timezone.now()
        items = queries.batch_items(batch_id)
        context |= {"items": items, "interrupted": _interrupted(items, now), **_workers(now)}
    else:  # what a person must see to stands first; while files are read their order stays
        context["items"] = sorted(queries.batch_items(batch_id), key=lambda item: NEEDS_A_PERSON.get(item.status, 2))
    if not found.running and found.waiting:
        context["organs"] = Organ.objects.filter(valid_to=None).values_list("code", "name")
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/batch_progress.html" if fragment else "desk/batch.html", context)


@staff
@form_only
def assign(request: HttpRequest, actor: Actor, batch_id: int, item_id: int) -> HttpResponse:
    """Say whose report a waiting file is."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise Unlawful(_("请从列表中选择机关，或填写它的全称、代码，并填写四位数的年度。"))
    assign_item(actor, item_id, form.cleaned_data["organ"].pk, form.cleaned_data["year"])
    return redirect("desk:batch", batch_id)


@staff
@form_only
def retry(_request: HttpRequest, actor: Actor, batch_id: int, item_id: int) -> HttpResponse:
    """Read a failed file again."""
    retry_item(actor, item_id)
    return redirect("desk:batch", batch_id)


def _interrupted(items: Sequence[ItemRow], now: datetime.datetime) -> set[int]:
    """The files that have been read for longer than reading may take: their worker is gone."""
    left = LEASE - datetime.timedelta(seconds=settings.READER_SECONDS)
    return {item.id for item in items if item.taken_up_at is not None and item.taken_up_at - now < left}


def _workers(now: datetime.datetime) -> dict[str, object]:
    """Whether anybody reads the files that wait, and when somebody last did."""
    seen = queries.last_work()
    return {"nobody_works": seen is None or now - seen > SILENCE, "last_work": seen}


def _hand_in(upload: UploadedFile[bytes]) -> Handed:
    name = upload.name or _("未命名文件")
    try:
        return Handed(name, store(upload.chunks()))
    except Refused as refusal:
        return Handed(name, None, refusal.message)
