"""What staff read: what waits for them, what is due, one edition at work, and the state of the catalogue."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.documents import facts, policy
from gongkai.documents.models import CatalogueEntry, Consultation, Document, Edition, EditionState, Relation
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Division, Organ
from gongkai.statute.disclosure import Attribute, Determination
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import Gate, ProcessAct, document_process
from gongkai.statute.time_limits import Due, due, time_limit
from gongkai.statute.vocabulary import Duty, Level, duties


@dataclass(frozen=True, slots=True)
class Waiting:
    """One edition in a person's queue: why it is there, and until when the law wants it public."""

    edition: Edition
    next_step: str
    publish_by: datetime.date | None
    days_left: int | None  # calendar days; negative = overdue
    blocked: str  # why this person cannot do it although the right is theirs


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition at work with everything its page shows."""

    edition: Edition
    determination: Determination
    obstacles: tuple[Obstacle, ...]
    gates: tuple[Gate, ...]
    passed: dict[str, int]
    acts: tuple[ProcessAct, ...]
    objections: tuple[Obstacle, ...]
    live: Edition | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something due outside the gates; ``due`` None = at once."""

    kind: str
    label: str
    document: Document | None
    due: datetime.date | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the catalogue with what stands behind it. ``fault``: "" | empty | stale."""

    label: str
    duty: str
    entry: CatalogueEntry | None
    documents: int
    latest: datetime.date | None
    fault: str


def queue(actor: Actor) -> list[Waiting]:
    """The editions whose next step is the actor's, most urgent first. A fixed number of queries."""
    rows = (
        Edition.objects.filter(policy.waiting_for(actor))
        .select_related("document__organ")
        .prefetch_related("reviews")
        .order_by(F("document__publish_by").asc(nulls_last=True), "pk")[:500]
    )
    return [_waiting(actor, edition) for edition in rows]


def _waiting(actor: Actor, edition: Edition) -> Waiting:
    gate = document_process().gate(edition.gate).label if edition.gate else ""
    by = edition.document.publish_by if edition.document.published_at is None else None
    left = (by - timezone.localdate()).days if by else None
    objections = policy.objections(actor, edition)
    return Waiting(edition, gate or edition.get_state_display(), by, left, str(objections[0]) if objections else "")


def editions(actor: Actor) -> QuerySet[Edition]:
    """Every edition the actor may see inside, newest first."""
    return Edition.objects.filter(policy.visible(actor)).select_related("document__organ").order_by("-saved_at", "-pk")


def edition_view(actor: Actor, edition_id: int) -> EditionView | None:
    """One edition for the desk; None for what does not exist or is none of the actor's business."""
    edition = (
        Edition.objects.filter(policy.visible(actor), pk=edition_id)
        .select_related("document__organ__disclosure_office", "document__live", "document__entry")
        .prefetch_related("reviews__by", "attachments", "screening")
        .first()
    )
    if edition is None:
        return None
    document = edition.document
    return EditionView(
        edition,
        facts.determination(document),
        tuple(facts.obstacles(edition)) if edition.state == EditionState.DRAFT else (),
        facts.gates_of(document),
        facts.passed(edition),
        tuple(policy.possible_acts(actor, edition)),
        tuple(policy.objections(actor, edition)),
        document.live if document.live_id != edition.pk else None,
    )


def tasks(actor: Actor, on: datetime.date) -> list[Task]:
    """What is due besides the gates: publication, interpretation, feedback, re-assessment, a second look."""
    found = [
        *_unpublished(actor),
        *_uninterpreted(actor),
        *_without_feedback(actor, on),
        *_to_reassess(actor, on),
        *_unseen(actor),
    ]
    return sorted(found, key=lambda task: task.due or datetime.date.min)


def _mine(actor: Actor) -> QuerySet[Document]:
    return Document.objects.filter(policy.visible(actor, "")).select_related("organ", "live")


def _unpublished(actor: Actor) -> Iterator[Task]:
    waiting = _mine(actor).filter(
        attribute=Attribute.ACTIVE, published_at=None, editions__state__in=OPEN_STATES, publish_by__isnull=False
    )
    for document in waiting.distinct():
        yield Task("publish", "公开期限", document, document.publish_by)


def _uninterpreted(actor: Actor) -> Iterator[Task]:
    """Published, to be interpreted, and no interpretation is public yet: three working days."""
    plans = [plan.id for plan in document_process().plans if plan.interpretation]
    shown = Relation.objects.filter(target=OuterRef("pk"), kind="interprets", source__live__isnull=False)
    waiting = _mine(actor).filter(~Exists(shown), live__isnull=False, plan__in=plans)
    for document in waiting.filter(
        Q(interpretation_plan=None) | Q(interpretation_plan__not_needed_reason=""), published_at__isnull=False
    ):
        assert document.published_at is not None
        yield Task("interpret", "政策解读", document, interpretation_due(document).date)


def interpretation_due(document: Document) -> Due:
    """Until when a public document is to be interpreted, with the derivation."""
    assert document.published_at is not None
    return due("interpretation", timezone.localdate(document.published_at))


def _without_feedback(actor: Actor, on: datetime.date) -> Iterator[Task]:
    ended = Consultation.objects.filter(
        policy.visible(actor, "notice__"),
        Q(feedback=None) | Q(feedback__live=None),
        closes_on__lt=on,
        notice__live__isnull=False,
    )
    for consultation in ended.select_related("notice__organ", "notice__live"):
        yield Task("feedback", "意见征集结果反馈", consultation.notice, consultation.feedback_by)


def _to_reassess(actor: Actor, on: datetime.date) -> Iterator[Task]:
    soon = on + datetime.timedelta(days=30)
    for document in _mine(actor).filter(reassess_on__lte=soon, editions__state=EditionState.FILED).distinct():
        yield Task("reassess", "不予公开、依申请公开信息的定期评估", document, document.reassess_on)


def _unseen(actor: Actor) -> Iterator[Task]:
    unseen = _mine(actor).filter(live__at_once=True, live__seen_at=None)
    for document in unseen:
        yield Task("second_look", "紧急发布后的复核", document, None)


def level_of(organ: Organ) -> Level:
    """Which of the lists of 条例 21 binds an organ: cities and counties; the province only has the general one."""
    return "all" if organ.division.level == Division.Level.PROVINCE else "city_county"


def coverage(organ: Organ, on: datetime.date) -> list[Leaf]:
    """The organ's catalogue, leaf by leaf; a statutory item without an entry of its own is a leaf too."""
    entries = list(CatalogueEntry.objects.filter(organ=organ))
    covered = {entry.duty for entry in entries}
    leaves = [_leaf_of_entry(organ, entry, on) for entry in entries]
    leaves += [_leaf_of_duty(organ, duty) for duty in duties(level_of(organ)) if duty.id not in covered]
    return sorted(leaves, key=lambda leaf: (leaf.duty or "99", leaf.label))


def _leaf_of_entry(organ: Organ, entry: CatalogueEntry, on: datetime.date) -> Leaf:
    chosen = Document.objects.filter(
        Q(entry=entry) | Q(entry=None, duty=entry.duty) & ~Q(duty=""), organ=organ, live__isnull=False
    )
    number, latest = chosen.count(), _latest(chosen)
    fault = "" if number or entry.not_involved.strip() or entry.on_request else "empty"
    if number and entry.update_months and latest and _months_before(on, entry.update_months) > latest:
        fault = "stale"
    return Leaf(str(entry), entry.duty, entry, number, latest, fault)


def _leaf_of_duty(organ: Organ, duty: Duty) -> Leaf:
    chosen = Document.objects.filter(organ=organ, duty=duty.id, live__isnull=False)
    number = chosen.count()
    return Leaf(duty.label, duty.id, None, number, _latest(chosen), "empty" if duty.mandatory and not number else "")


def _latest(chosen: QuerySet[Document]) -> datetime.date | None:
    moment = chosen.order_by("-live__published_at").values_list("live__published_at", flat=True).first()
    return timezone.localdate(moment) if moment else None


def _months_before(on: datetime.date, months: int) -> datetime.date:
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(on.day, 28))


def limit_label(limit_id: str, on: datetime.date) -> str:
    """A period in words, by the law of a day."""
    return time_limit(limit_id, on).length
