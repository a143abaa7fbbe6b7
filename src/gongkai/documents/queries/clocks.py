"""Days by which something is due besides the queue of the gates, each with how it was found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongkai.documents import facts, policy
from gongkai.documents.models import Consultation, Document, Edition, EditionState, InterpretationPlan, Relation
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ
from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import due, months_before, time_limit


@dataclass(frozen=True, slots=True)
class Task:
    """Something due outside the gates; ``due`` None = at once. ``organ`` where it is no single document's."""

    kind: str
    label: str
    document: Document | None
    due: datetime.date | None
    organ: Organ | None = None
    about: int | None = None  # the consultation or the leaf of the catalogue
    why: str = ""  # how the day was found


def clocks(actor: Actor, on: datetime.date) -> Iterator[Task]:
    """The clocks that run on a day for what the actor handles. A fixed number of queries."""
    yield from _under_review(actor)
    yield from _planned_interpretations(actor)
    yield from _open_calls(actor, on)
    yield from _expiring(actor, on)
    yield from _unfiled(actor)


def _under_review(actor: Actor) -> Iterator[Task]:
    """Reviews that the law gives so many working days (合法性审核)."""
    timed = [gate.id for gate in document_process().gates if gate.limits]
    rows = Edition.objects.filter(policy.visible(actor), state=EditionState.IN_REVIEW, gate__in=timed)
    for edition in rows.select_related("document__organ", "document__live"):
        gate = document_process().gate(edition.gate)
        clock = facts.gate_clock(edition, gate)
        if clock and clock.latest:
            yield Task("review", gate.label, edition.document, clock.latest.date, why=clock.derivation)


def _planned_interpretations(actor: Actor) -> Iterator[Task]:
    """The day on which the organ itself said it would interpret a document, until an interpretation is public."""
    shown = Relation.objects.filter(target=OuterRef("document"), kind="interprets", source__live__isnull=False)
    plans = InterpretationPlan.objects.filter(
        ~Exists(shown), policy.visible(actor), planned_on__isnull=False, not_needed_reason=""
    ).exclude(document__live=None, document__published_at__isnull=False)
    for plan in plans.select_related("document__organ", "document__live"):
        yield Task("plan", "解读方案所定的解读时间", plan.document, plan.planned_on, why="按解读方案填写的时间。")


def _open_calls(actor: Actor, on: datetime.date) -> Iterator[Task]:
    calls = Consultation.objects.filter(
        policy.visible(actor, "notice__"), notice__live__isnull=False, opens_on__lte=on, closes_on__gte=on
    )
    for call in calls.select_related("notice__organ", "notice__live", "about"):
        needed = facts.shortest_period(call, call.opens_on)
        why = needed.derivation if needed else ""
        yield Task("call_ends", "意见征集截止", call.notice, call.closes_on, None, call.pk, why)


def _expiring(actor: Actor, on: datetime.date) -> Iterator[Task]:
    """Normative documents whose term ends soon: to be evaluated before it does.

    A decision on validity within that time is the result of the evaluation.
    """
    soon = due("normative.evaluation", on).date + datetime.timedelta(days=3)  # months differ in length
    rows = Document.objects.filter(
        policy.visible(actor, ""),
        plan="normative",
        validity__in=("in_force", "amended"),
        live__expires_on__gte=on,
        live__expires_on__lte=soon,
    )
    for document in rows.select_related("organ", "live").prefetch_related("validity_decisions"):
        ends = document.live.expires_on if document.live else None
        if ends is None:
            continue
        begins = months_before("normative.evaluation", ends)
        evaluated = any(timezone.localdate(item.at) >= begins for item in document.validity_decisions.all())
        if begins <= on and not evaluated:
            limit = time_limit("normative.evaluation", ends)
            why = f"有效期至 {ends.isoformat()}，自 {begins.isoformat()} 起评估；依据{limit.source}"
            yield Task("expiry", "有效期届满，届满前须评估", document, ends, why=why)


def _unfiled(actor: Actor) -> Iterator[Task]:
    """Normative documents made public here and not yet filed with the authority above (备案)."""
    rows = Document.objects.filter(
        policy.visible(actor, ""), plan="normative", live__isnull=False, imported_key=None, filing=None
    )
    for document in rows.select_related("organ", "live"):
        assert document.published_at is not None
        by = due("normative.filing", timezone.localdate(document.published_at))
        yield Task("filing", "行政规范性文件备案", document, by.date, why=by.derivation)
