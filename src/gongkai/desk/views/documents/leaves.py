"""The catalogue of an organ with its coverage, leaf by leaf and as a table; many organs in one picture."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.desk.document_forms import catalogue as forms
from gongkai.desk.document_forms.parts import NoForm
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import FormPage, act_page, found_organ
from gongkai.documents import catalogue_table, policy
from gongkai.documents.acts import leaves as acts
from gongkai.documents.models import CatalogueEntry
from gongkai.documents.queries import catalogue as queries
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.statute.standard_catalogue import usual_items

MANAGE = Permission.MANAGE_DISCLOSURE
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ORGANS = 60  # rows of one picture


@staff
def catalogue(request: HttpRequest, actor: Actor, organ_id: int) -> HttpResponse:
    """The leaves of an organ's catalogue with what stands behind each."""
    organ = found_organ(actor, organ_id)
    leaves = queries.leaves_of(organ, timezone.localdate())
    good = sum(1 for leaf in leaves if not leaf.fault)
    context = {
        "here": "documents",
        "organ": organ,
        "leaves": leaves,
        "good": good,
        "empty": sum(1 for leaf in leaves if leaf.fault == "empty"),
        "stale": sum(1 for leaf in leaves if leaf.fault == "stale"),
        "share": round(100 * good / len(leaves)) if leaves else 0,
        "may_manage": actor.may(MANAGE, organ.place),
    }
    return render(request, "desk/documents/catalogue.html", context)


@staff
def picture(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The organs within reach by field or statutory item: where something is lacking shows at a glance."""
    by = "field" if request.GET.get("by") == "field" else "duty"
    organs = list(policy.organs_within(actor, *policy.HANDLING).select_related("division")[:MOST_ORGANS])
    found = queries.picture(organs, by, timezone.localdate())
    return render(request, "desk/documents/picture.html", {"here": "documents", "picture": found, "by": by})


@staff
def entry(request: HttpRequest, actor: Actor, organ_id: int, entry_id: int | None = None) -> HttpResponse:
    """Write a leaf."""
    organ = found_organ(actor, organ_id, MANAGE)
    found = _entry(organ, entry_id) if entry_id else None
    first = {"duty": request.GET.get("duty", ""), "channels": ["website"], "limit": "publication"}
    form = forms.EntryForm(request.POST or None, instance=found, initial=None if found else first)
    address = reverse("desk:catalogue", args=[organ_id])

    def run(_data: dict[str, Any]) -> str:
        acts.write_entry(actor, organ_id, form.entry(), entry_id)
        return address

    title = _("修改公开事项") if found else _("增加公开事项")
    page = FormPage(title, _("保存"), address, "", ((organ.name, address),))
    return act_page(request, form, run, page, _("已保存。"))  # type: ignore[arg-type]


@staff
def remove(request: HttpRequest, actor: Actor, organ_id: int, entry_id: int) -> HttpResponse:
    """Take a leaf away."""
    organ = found_organ(actor, organ_id, MANAGE)
    found = _entry(organ, entry_id)
    address = reverse("desk:catalogue", args=[organ_id])

    def run(_data: dict[str, Any]) -> str:
        acts.remove_entry(actor, entry_id)
        return address

    page = FormPage(_("删除公开事项"), _("删除"), address, str(found), ((organ.name, address),), grave=True)
    return act_page(request, NoForm(request.POST or None), run, page, _("已删除。"))


@staff
def table(request: HttpRequest, actor: Actor, organ_id: int) -> HttpResponse:
    """The catalogue as a workbook; ``?usual`` the usual items of the organ's level to fill in."""
    organ = found_organ(actor, organ_id)
    if "usual" in request.GET:
        rows = catalogue_table.usual_table(usual_items(queries.level_of(organ)))
    else:
        rows = catalogue_table.as_table(CatalogueEntry.objects.filter(organ=organ, part=CatalogueEntry.Part.DUTIES))
    response = HttpResponse(catalogue_table.as_workbook(rows), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="catalogue-{organ.code}.xlsx"'
    return response


@staff
def import_table(request: HttpRequest, actor: Actor, organ_id: int) -> HttpResponse:
    """Take a filled-in table over, all rows or none."""
    organ = found_organ(actor, organ_id, MANAGE)
    form = forms.TableForm(request.POST or None, request.FILES or None)
    address = reverse("desk:catalogue", args=[organ_id])

    def run(data: dict[str, Any]) -> str:
        added, changed = acts.import_catalogue(actor, organ_id, data["table"], form.source)
        messages.info(request, _("增加 %(added)s 项，修改 %(changed)s 项。") % {"added": added, "changed": changed})
        return address

    explanation = _("名称相同的事项按表修改，其余的增加；有一行不对，全表不导入。表中没有的事项不会删除。")
    page = FormPage(_("导入公开目录表"), _("导入"), address, explanation, ((organ.name, address),))
    return act_page(request, form, run, page, _("已导入。"))


def _entry(organ: Organ, entry_id: int) -> CatalogueEntry:
    found = CatalogueEntry.objects.filter(pk=entry_id, organ=organ).first()
    if found is None:
        raise Http404(_("没有这个公开事项。"))
    return found
