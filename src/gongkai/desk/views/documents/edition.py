"""One edition at work: what it says, what stands against it, what was decided, and the gate at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import found_edition
from gongkai.documents import acts, content, facts, proposals
from gongkai.documents.models import Edition, EditionState, ScreeningItem
from gongkai.documents.queries.desk import EditionView, closed_by_later, workdays_left
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.look.differences import Differences, differences
from gongkai.statute.processes import Gate, document_process
from gongkai.statute.vocabulary import vocabulary

OWN_PAGE = {"pass"}  # acts that the page itself asks about; the others have a page each
SEVERITIES = {"block": "error", "settle": "warning", "hint": "info"}


@dataclass(frozen=True, slots=True)
class Station:
    """A gate on the way: ``state`` is passed, here or ahead."""

    gate: Gate
    state: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An item of the machine check as the page shows it."""

    item: ScreeningItem
    number: int
    mark: str  # id of the place in the text, "" where there is none
    css: str
    where: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed against an earlier text."""

    id: str
    title: str
    differences: Differences


@staff
def edition(request: HttpRequest, actor: Actor, edition_id: int) -> HttpResponse:
    """Look at an edition; POST passes the gate at hand."""
    view = found_edition(actor, edition_id)
    refused = ""
    if request.method == "POST":
        try:
            _pass(request, actor, view)
        except Unlawful as refusal:
            refused = refusal.message
        else:
            return redirect("desk:home")
    context = _context(request, actor, view, refused)
    return render(request, "desk/documents/edition.html", context, status=422 if refused else 200)


def _pass(request: HttpRequest, actor: Actor, view: EditionView) -> None:
    acts.pass_gate(
        actor,
        view.edition.pk,
        request.POST.get("gate", ""),
        request.POST.get("text", ""),
        request.POST.getlist("check"),
        request.POST.get("opinion", ""),
        request.POST.get("reason", ""),
    )
    messages.success(request, _("已通过：%(title)s") % {"title": view.edition.title})


def _context(request: HttpRequest, actor: Actor, view: EditionView, refused: str) -> dict[str, Any]:
    edition = view.edition
    document = proposals.as_proposed(edition)
    process = document_process()
    findings = _findings(edition)
    place = document.organ.place
    return {
        "here": "documents",
        "view": view,
        "edition": edition,
        "document": document,
        "stations": [_station(gate, view) for gate in view.gates],
        "gate": process.gate(edition.gate) if edition.gate else None,
        **_clock(edition),
        "may_pass": any(item.id == "pass" for item in view.acts),
        "acts": [item for item in view.acts if item.id not in OWN_PAGE],
        "may_edit": edition.state == EditionState.DRAFT and actor.may(Permission.DRAFT_DOCUMENT, place),
        "may_look": edition.at_once and edition.seen_at is None and actor.may(Permission.REVIEW_SECRECY, place),
        **_old(actor, edition),
        "body": _marked(edition, findings),
        "findings": findings,
        "open": [item for item in findings if not item.item.settlement and item.item.severity != "hint"],
        "maskable": any(item.item.mask and not item.item.settlement for item in findings),
        "comparisons": _comparisons(view),
        "workdays_left": workdays_left(document.publish_by, timezone.localdate())
        if not document.published_at
        else None,
        "restricted": getattr(edition, "restricted", None),
        "refused": refused,
        "typed": request.POST,
        "checked": request.POST.getlist("check"),
    }


def _clock(edition: Edition) -> dict[str, Any]:
    """How long the gate at hand has, by law."""
    clock = facts.gate_clock(edition, document_process().gate(edition.gate)) if edition.gate else None
    if clock is None:
        return {}
    today = timezone.localdate()
    left = workdays_left(clock.latest.date if clock.latest else None, today)
    return {"clock": clock, "clock_left": left, "early": clock.too_early(today)}


def _old(actor: Actor, edition: Edition) -> dict[str, bool]:
    """What may be done about an edition that is public no more: only kinds that leave the text can be decided anew."""
    old = edition.state == EditionState.WITHDRAWN and edition.document.live_id is not None
    old = old and vocabulary().withdrawals.get(edition.withdrawal_kind).keeps_text
    may = old and actor.may(Permission.SIGN_DOCUMENT, edition.document.organ.place)
    return {"may_close": may, "may_reopen": may and edition.reopened_at is None and closed_by_later(edition)}


def _station(gate: Gate, view: EditionView) -> Station:
    if gate.id in view.passed:
        return Station(gate, "passed")
    return Station(gate, "here" if gate.id == view.edition.gate else "ahead")


def _findings(edition: Edition) -> list[Finding]:
    names = {field.name: str(field.verbose_name) for field in Edition._meta.fields}
    names |= {"text": _("正文"), "links": _("链接地址")}
    names |= {"contact": _("征集意见的联系方式"), "short_reason": _("期限短于规定的理由")}
    names |= {"not_needed_reason": _("不作解读的理由")}
    found = []
    for number, item in enumerate(edition.screening.all(), 1):
        in_text = item.place == "text" and item.end > item.start
        in_text = in_text and item.settlement != ScreeningItem.Settlement.MASKED
        where = item.attachment.name if item.attachment else names.get(item.place, item.place)
        css = SEVERITIES.get(item.severity, "info") if not item.settlement else "ok"
        found.append(Finding(item, number, f"place-{item.pk}" if in_text else "", css, where))
    return found


def _marked(edition: Edition, findings: list[Finding]) -> SafeString:
    if not edition.body:
        return SafeString("")
    places = [(found.item.start, found.item.end, found.mark) for found in findings if found.mark]
    return mark_safe(content.marked(content.clean(edition.body), places))  # noqa: S308 (cleaned just now)


def _comparisons(view: EditionView) -> list[Comparison]:
    edition = view.edition
    found = []
    earlier = [item for item in edition.submissions.all() if item.round < edition.round or edition.state == "draft"]
    if earlier:
        last = earlier[-1]
        title = _("与第 %(number)s 次送审相比") % {"number": last.round}
        found.append(_compare("round", title, last.title, last.text, edition))
    if view.live is not None:
        title = _("与现行的第 %(number)s 版相比") % {"number": view.live.number}
        found.append(_compare("live", title, view.live.title, view.live.text, edition))
    return found


def _compare(name: str, label: str, title: str, text: str, edition: Edition) -> Comparison:
    return Comparison(name, label, differences(f"{title}\n{text}", f"{edition.title}\n{edition.text}"))
