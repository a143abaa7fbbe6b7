"""The queue of applications."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from gongkai.applications.policy import SEEING
from gongkai.applications.queries import queue
from gongkai.desk.doors import staff
from gongkai.desk.views.applications.common import HERE
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import states

PER_PAGE = 30


@staff
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Applications within reach, what is due first on top; ``?state=``, ``?handler=``, ``?organ=``, ``?number=``."""
    chosen = _chosen(request)
    page = Paginator(queue.queue(actor, chosen), PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: request.GET.get(name, "") for name in ("state", "handler", "organ", "number")}
    context = {
        **HERE,
        "page": page,
        "rows": list(queue.rows_of(page.object_list, timezone.localdate())),
        "chosen": chosen,
        "states": [(name, label) for name, label in states().items() if name != "draft"],
        "handlers": queue.handlers_of(actor),
        "organs": queue.organs_of(actor),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "may_enter": actor.may(Permission.RECEIVE_APPLICATION),
        "sees": any(actor.may(right) for right in SEEING),
    }
    return render(request, "desk/applications/list.html", context)


def _chosen(request: HttpRequest) -> queue.Chosen:
    state = request.GET.get("state", "")
    known = state in (queue.ENDED, *states())
    return queue.Chosen(
        state=state if known else queue.OPEN,
        handler=_number(request, "handler"),
        organ=_number(request, "organ"),
        number=request.GET.get("number", "").strip()[:40],
    )


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 18 else None
