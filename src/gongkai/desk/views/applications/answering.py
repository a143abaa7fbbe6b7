"""Drafting the answer: first the outcome, of those that the course of the application allows, then what it demands."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.applications import acts
from gongkai.applications.queries.case import Case
from gongkai.desk.application_forms.answering import DraftForm
from gongkai.desk.doors import staff
from gongkai.desk.views.applications.common import found_case, page_of, posted
from gongkai.desk.views.documents.common import act_page
from gongkai.kernel.actors import Actor
from gongkai.statute.clocks import Standing, UnlawfulEventError, replay, steps
from gongkai.statute.clocks.events import EVENTS
from gongkai.statute.explain import Obstacle
from gongkai.statute.outcomes import Outcome, possible_outcomes

DRAFTING = frozenset({"prepare", "convert", "unclear", "reject_reasons"})
"""The events that lead to a draft."""


@staff
def draft(request: HttpRequest, actor: Actor, application_id: int, by: str) -> HttpResponse:
    """Choose the outcome (``?outcome=``), then write what it needs; the law judges the whole."""
    if by not in DRAFTING:
        raise Http404(_("没有这一步。"))
    found = found_case(actor, application_id)
    title = steps()[by].label
    obstacle = next((move.obstacle for move in found.moves if move.kind == by), "")
    choices = _choices(found, by)
    chosen = next((item for item, against in choices if item.id == request.GET.get("outcome") and not against), None)
    if chosen is None:
        context = {
            "possible": [item for item, against in choices if not against],
            "others": [(item, against) for item, against in choices if against],
            "obstacle": obstacle,
        }
        page = page_of(found, title, "", "", **context)
        return render(request, "desk/applications/outcome.html", {"page": page, **page.extra})
    form = DraftForm(posted(request), outcome=chosen, today=found.today)
    form.know(found)

    def run(data: dict[str, Any]) -> str:
        acts.prepare(actor, application_id, data["seen"], by, form.decision())
        return page.back

    page = page_of(
        found,
        f"{title}：{chosen.label}",
        _("写下的内容印在答复书上。拟写后由别人批准。"),
        "desk/applications/draft.html",
        obstacle=obstacle,
        outcome=chosen,
    )
    return act_page(request, form, run, page, _("已拟答复。"))


def _choices(found: Case, by: str) -> tuple[tuple[Outcome, Obstacle | None], ...]:
    """Every outcome of the form of the day, with what the course would have against it once the draft is there."""
    return possible_outcomes(_after(found, by), found.today)


def _after(found: Case, by: str) -> Standing:
    past = found.standing.events
    try:
        return replay([*past, EVENTS[by](found.today)], accepted=len(past))
    except UnlawfulEventError:
        return found.standing
