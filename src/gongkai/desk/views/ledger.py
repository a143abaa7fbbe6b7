"""The ledger for auditors: every act, newest first, and whether the chain is whole."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.desk.doors import staff
from gongkai.desk.ledger_lines import act_name, lines
from gongkai.kernel.actors import Actor
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry
from gongkai.kernel.permissions import Permission
from gongkai.organs.policy import may_everywhere

PER_PAGE = 50


@staff
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The entries; ``?act=`` narrows, ``?verify=1`` walks the whole chain."""
    if not may_everywhere(actor, Permission.READ_LEDGER):  # entries carry no place to filter by
        raise PermissionDenied(_("只有管理全部区划的管理员可以查看操作留痕。"))
    entries = LedgerEntry.objects.order_by("-sequence")
    wanted = request.GET.get("act", "")
    if wanted:
        entries = entries.filter(act=wanted)
    acts = LedgerEntry.objects.order_by("act").values_list("act", flat=True).distinct()
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "ledger",
        "page": page,
        "lines": lines(list(page.object_list), actor),
        "acts": [(name, act_name(name)) for name in acts],
        "act": wanted,
        "verification": verify() if request.GET.get("verify") else None,
        "query": urlencode({"act": wanted}) if wanted else "",
    }
    return render(request, "desk/ledger.html", context)
