"""What staff read: what waits for them, what is due, one edition at work, and the state of the catalogue."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.documents import facts, policy, proposals
from gongkai.documents.models import CatalogueEntry, Consultation, Document, Edition, EditionState, Relation
from gongkai.documents.models.documents import OPEN_STATES
from gongkai.documents.queries.catalogue import leaves_of
from gongkai.documents.queries.clocks import Task, clocks
from gongkai.documents.queries.reform import left_over, undivided
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.disclosure import Attribute, Determination
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import Gate, ProcessAct, document_process
from gongkai.statute.time_limits import Due, due
from gongkai.statute.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Waiting:
    """One edition in a person's queue: why it is there, and until when the law wants it public."""

    edition: Edition
    next_step: str
    publish_by: datetime.date | None
    days_left: int | None  # calendar days; negative = overdue
    workdays_left: int | None  # the day itself not counted; negative = overdue
    why: str  # how the date was found
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


def queue(actor: Actor) -> list[Waiting]:
    """The editions whose next step is the actor's, most urgent first. A fixed number of queries."""
    rows = (
        Edition.objects.filter(policy.waiting_for(actor))
        .select_related("document__organ")
        .prefetch_related("reviews")
        .defer("body", "text")
        .order_by(F("document__publish_by").asc(nulls_last=True), "pk")[:500]
    )
    return [_waiting(actor, edition) for edition in rows]


def _waiting(actor: Actor, edition: Edition) -> Waiting:
    gate = document_process().gate(edition.gate).label if edition.gate else ""
    by = edition.document.publish_by if edition.document.published_at is None else None
    today = timezone.localdate()
    left = (by - today).days if by else None
    objections = policy.objections(actor, edition)
    blocked = str(objections[0]) if objections else ""
    step = gate or edition.get_state_display()
    return Waiting(edition, step, by, left, workdays_left(by, today), _why(edition.document), blocked)


def workdays_left(by: datetime.date | None, today: datetime.date) -> int | None:
    """Working days after ``today`` until ``by``, that day counted; negative when it is over."""
    if by is None:
        return None
    calendar = WorkCalendar.load()
    return calendar.workdays_between(today, by) if by >= today else -calendar.workdays_between(by, today)


def _why(document: Document) -> str:
    """The derivation of the day of publication, "" where a later decision set it."""
    if document.publish_by is None:
        return ""
    found = due(document.limit, document.formed_on)
    return found.derivation if found.date == document.publish_by else ""


def editions(actor: Actor) -> QuerySet[Edition]:
    """Every edition the actor may see inside, newest first."""
    return Edition.objects.filter(policy.visible(actor)).select_related("document__organ").order_by("-saved_at", "-pk")


def edition_view(actor: Actor, edition_id: int) -> EditionView | None:
    """One edition for the desk; None for what does not exist or is none of the actor's business."""
    edition = (
        Edition.objects.filter(policy.visible(actor), pk=edition_id)
        .select_related("document__organ__disclosure_office", "document__live", "document__entry")
        .prefetch_related("reviews__by", "reviews__on_behalf_of", "attachments", "screening")
        .first()
    )
    if edition is None:
        return None
    document = edition.document
    return EditionView(
        edition,
        facts.determination(proposals.as_proposed(edition)),
        tuple(facts.obstacles(edition)) if edition.state == EditionState.DRAFT else (),
        facts.gates_of(document),
        facts.passed(edition),
        tuple(policy.possible_acts(actor, edition)),
        tuple(policy.objections(actor, edition)),
        document.live if document.live_id != edition.pk else None,
    )


def closed_by_later(edition: Edition) -> bool:
    """Is an old edition not readable because a later one was withdrawn for what it said?"""
    closing = [kind.id for kind in vocabulary().withdrawals.items if not kind.keeps_text]
    later = Edition.objects.filter(document=edition.document_id, number__gt=edition.number)
    return later.filter(withdrawal_kind__in=closing).exists()


def tasks(actor: Actor, on: datetime.date) -> list[Task]:
    """What is due besides the gates: publication, interpretation, feedback, re-assessment, a second look."""
    found = [
        *_unpublished(actor),
        *_uninterpreted(actor),
        *_without_feedback(actor, on),
        *_to_reassess(actor, on),
        *_unseen(actor),
        *_stale_leaves(actor, on),
        *_undivided(actor),
        *_left_over(actor, on),
        *clocks(actor, on),
    ]
    return sorted(found, key=lambda task: task.due or datetime.date.min)


def _undivided(actor: Actor) -> Iterator[Task]:
    """A divided organ's documents wait for people to deal them out among those that follow."""
    for item in undivided(actor):
        yield Task("divide", f"机构分设，{item.documents} 件文件待划转", None, item.organ.valid_to, item.organ)


_LEFT = {
    "office": "承接机关{into}尚未登记公开工作机构，不能编制索引号",
    "nobody": "承接机关{into}没有人有岗位，移交的草稿无人办理",
    "posts": "原机关还有 {number} 个岗位，请在{into}重新任岗",
    "tokens": "原机关还有 {number} 个接口凭证，请为{into}换发",
}


def _left_over(actor: Actor, on: datetime.date) -> Iterator[Task]:
    """What a merger left that a person must settle."""
    for item in left_over(actor, on):
        label = _LEFT[item.kind].format(into=item.into.name, number=item.number)
        yield Task(f"reform.{item.kind}", label, None, item.organ.valid_to, item.into)


def _mine(actor: Actor) -> QuerySet[Document]:
    return Document.objects.filter(policy.visible(actor, "")).select_related("organ", "live")


def _unpublished(actor: Actor) -> Iterator[Task]:
    waiting = _mine(actor).filter(
        attribute=Attribute.ACTIVE, published_at=None, editions__state__in=OPEN_STATES, publish_by__isnull=False
    )
    for document in waiting.distinct():
        yield Task("publish", "公开期限", document, document.publish_by, why=_why(document))


def _uninterpreted(actor: Actor) -> Iterator[Task]:
    """Published, to be interpreted, and no interpretation is public yet: three working days.

    What was public elsewhere before it was taken over is history: its three days ran there.
    """
    plans = [plan.id for plan in document_process().plans if plan.interpretation]
    shown = Relation.objects.filter(target=OuterRef("pk"), kind="interprets", source__live__isnull=False)
    history = Q(imported_key__isnull=False, published_at__lt=F("created_at"))
    waiting = _mine(actor).filter(~Exists(shown), ~history, live__isnull=False, plan__in=plans)
    for document in waiting.filter(
        Q(interpretation_plan=None) | Q(interpretation_plan__not_needed_reason=""), published_at__isnull=False
    ):
        assert document.published_at is not None
        by = interpretation_due(document)
        yield Task("interpret", "政策解读", document, by.date, why=by.derivation)


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
        why, by = due("consultation.feedback", consultation.closes_on).derivation, consultation.feedback_by
        yield Task("feedback", "意见征集结果反馈", consultation.notice, by, None, consultation.pk, why)


def _to_reassess(actor: Actor, on: datetime.date) -> Iterator[Task]:
    soon = on + datetime.timedelta(days=30)
    for document in _mine(actor).filter(reassess_on__lte=soon, editions__state=EditionState.FILED).distinct():
        yield Task("reassess", "不予公开、依申请公开信息的定期评估", document, document.reassess_on)


def _unseen(actor: Actor) -> Iterator[Task]:
    unseen = _mine(actor).filter(live__at_once=True, live__seen_at=None)
    for document in unseen:
        yield Task("second_look", "紧急发布后的复核", document, None)


def _stale_leaves(actor: Actor, on: datetime.date) -> Iterator[Task]:
    """What the catalogue promises to renew and nobody did, for the organs that have an office."""
    mine = policy.organs_within(actor, Permission.MANAGE_DISCLOSURE).filter(disclosure_office__isnull=False)
    renewed = CatalogueEntry.objects.filter(organ__in=mine, update_months__isnull=False)
    for organ in mine.filter(pk__in=renewed.values("organ")).select_related("division"):
        for leaf in leaves_of(organ, on):
            if leaf.fault == "stale" and leaf.entry is not None:
                label = f"公开目录逾期未更新：{leaf.label}"
                yield Task("catalogue", label, None, leaf.renew_by, organ, leaf.entry.pk)


def suggested_number(edition: Edition) -> str:
    """The next document number (发文字号) of the series the organ used last, "" where there is none to follow."""
    year = edition.document.formed_on.year
    used = Edition.objects.filter(document__organ=edition.document.organ_id, doc_type=edition.doc_type)
    last = used.exclude(document_number="").exclude(pk=edition.pk).order_by("-pk").first()
    series = parse_number(last.document_number) if last else None
    if series is None or series.year is None:
        return ""
    start = f"{series.code}〔{year}〕"
    serials = [
        found.serial
        for number in used.filter(document_number__startswith=start).values_list("document_number", flat=True)
        if (found := parse_number(number))
    ]
    return f"{start}{max(serials, default=0) + 1}号"


def documents_called(actor: Actor, wanted: str, most: int = 30) -> list[Document]:
    """Documents one may refer to whose title or number holds ``wanted``, newest first; none for an empty word."""
    if not wanted:
        return []
    number = Q(document_number__icontains=wanted) | Q(document__index_number__icontains=wanted)
    chosen = Edition.objects.filter(
        policy.visible(actor) | Q(live_of__isnull=False), Q(title__icontains=wanted) | number
    )
    rows = Document.objects.filter(policy.known(actor), pk__in=chosen.values("document"))
    return list(rows.select_related("organ", "live").order_by("-pk")[:most])
