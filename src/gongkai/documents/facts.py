"""What the law asks about a document, gathered from the tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.utils import timezone

from gongkai.documents import content, parties, proposals
from gongkai.documents.models import (
    Consultation,
    Document,
    Edition,
    InterpretationPlan,
    Review,
    ScreeningItem,
    ValidityDecision,
)
from gongkai.statute.consultations import shortest_call
from gongkai.statute.disclosure import Attribute, Determination, DisclosureFacts, Making, Origin, determine, older
from gongkai.statute.explain import Obstacle
from gongkai.statute.processes import Gate, ProcessAct, act_separation, document_process, separation
from gongkai.statute.review_clock import ReviewClock, review_clock
from gongkai.statute.sources import SourceRef, source
from gongkai.statute.time_limits import Due


def determination(document: Document, secrecy_level: str = "") -> Determination:
    """The law's answer to the attribute that is proposed for a document."""
    return determine(
        DisclosureFacts(
            attribute=Attribute(document.attribute),
            formed_on=document.formed_on,
            grounds=tuple(document.grounds),
            reason=document.reason,
            secrecy_level=secrecy_level,
            channels=tuple(document.channels),
            third_party_consents=document.third_party_consents,
            public_interest=document.public_interest,
            limit=document.limit,
            duty=document.duty,
        )
    )


MOST_AHEAD = datetime.timedelta(days=366)  # a draft may bear the day it will be signed


def against_day(formed_on: datetime.date, today: datetime.date) -> Iterator[Obstacle]:
    """Why a date of formation cannot be right, before anything is reckoned from it."""
    if formed_on < older().earliest:
        yield Obstacle("formed_on", f"成文日期 {formed_on.isoformat()} 过早，请核对年份")
    if formed_on > today + MOST_AHEAD:
        yield Obstacle("formed_on", f"成文日期 {formed_on.isoformat()} 在一年以后，请核对年份")


def making(document: Document) -> Making:
    """How the information came about (条例 10)."""
    return Making(Origin(document.obtained_from), document.joint, document.own_name_body, document.special_law)


def gates_of(document: Document) -> tuple[Gate, ...]:
    """The gates a document passes, in order: those of its plan and those its organ adds."""
    process = document_process()
    office = getattr(document.organ, "disclosure_office", None)
    wanted = {*process.plan(document.plan).gates, *(office.extra_gates.get(document.plan, ()) if office else ())}
    return tuple(gate for gate in process.gates if gate.id in wanted)


def passed(edition: Edition) -> dict[str, int]:
    """The gates passed in the present round, with the account that passed each."""
    return {review.gate: review.by_id for review in _passing(edition)}


def gates_lacking(edition: Edition) -> tuple[Gate, ...]:
    """The gates that were not passed in the present round for the attribute and the text of today."""
    signed = edition.reviews.filter(
        round=edition.round,
        act="pass",
        attribute=edition.document.attribute,
        text_sha256=edition.text_sha256,
    )
    done = set(signed.values_list("gate", flat=True))
    return tuple(gate for gate in gates_of(edition.document) if gate.id not in done)


def gate_clock(edition: Edition, gate: Gate) -> ReviewClock | None:
    """The clock of the gate at hand from the day the edition came there; None where it has none."""
    if edition.gate_since is None:
        return None
    return review_clock(gate, timezone.localdate(edition.gate_since))


def lenders(edition: Edition) -> dict[str, int]:
    """The gates passed in the present round with a lent right, with the account that lent it."""
    return {review.gate: review.on_behalf_of_id for review in _passing(edition) if review.on_behalf_of_id is not None}


def _passing(edition: Edition) -> Iterator[Review]:
    """The reviews that passed a gate in the present round: from those that lie ready, where lists fetched them."""
    return (review for review in edition.reviews.all() if review.round == edition.round and review.act == "pass")


def against_passing(edition: Edition, gate: Gate, person: int, lender: int | None = None) -> Iterator[Obstacle]:
    """Why a person may not pass a gate. Whoever acts for another may not do what that other might not (职责分离)."""
    for somebody in (person, lender):
        if somebody is not None:
            yield from separation(gate, somebody, drafters(edition), passed(edition))
            yield from separation(gate, somebody, (), lenders(edition))


def against_doing(edition: Edition, act: ProcessAct, person: int, lender: int | None = None) -> Iterator[Obstacle]:
    """Why a person may not do an act of the process, by themselves or for another (职责分离).

    An organ with few people may let those publish who reviewed; nobody publishes what they drafted.
    """
    office = getattr(edition.document.organ, "disclosure_office", None)
    few = office is not None and office.reviewers_publish
    for somebody in (person, lender):
        if somebody is not None:
            yield from act_separation(act, somebody, drafters(edition), {} if few else passed(edition))
            yield from act_separation(act, somebody, (), {} if few else lenders(edition))


def drafters(edition: Edition) -> frozenset[int]:
    """Everybody who wrote on the edition."""
    return frozenset(edition.drafters)


def obstacles(edition: Edition) -> list[Obstacle]:
    """Everything that stands against sending a draft to review; an empty list: it may go."""
    return [
        *_metadata(edition),
        *determination(proposals.as_proposed(edition)).obstacles,
        *parties.against_consent(proposals.as_proposed(edition)),
        *_interpretation(edition),
        *_consultation(edition),
        *_screening(edition),
        *_links(edition),
    ]


def _metadata(edition: Edition) -> Iterator[Obstacle]:
    catalogue = source(SourceRef(instrument="regulation_2019", article="第十二条第三款"))
    if not edition.title.strip():
        yield Obstacle("title", "请填写标题（名称）", catalogue)
    if not edition.summary.strip():
        yield Obstacle("summary", "请填写内容概述，公开目录须列出", catalogue)
    if not edition.text.strip() and not edition.attachments.exists():
        yield Obstacle("body", "正文和附件不能都为空")
    if edition.number > 1 and not edition.change_note.strip():
        yield Obstacle("change_note", "请说明这一版改了什么、为什么")
    if edition.expires_on and edition.effective_on and edition.expires_on <= edition.effective_on:
        yield Obstacle("expires_on", "有效期至应晚于施行日期")


def _interpretation(edition: Edition) -> Iterator[Obstacle]:
    """三同步: what must be interpreted is sent on with plan and material, or with the reason why there is none."""
    document = edition.document
    if edition.number > 1 or not document_process().plan(document.plan).interpretation:
        return
    basis = source(SourceRef(instrument="rules_2016_80", mark="K"))
    plan = InterpretationPlan.objects.filter(document=document).first()
    if plan is None:
        yield Obstacle("interpretation", "请同步报送解读方案；不作解读的，写明理由", basis)
    elif not plan.not_needed_reason.strip() and not document.inverse_relations.filter(kind="interprets").exists():
        yield Obstacle("interpretation", "请同步报送解读材料（起草一份政策解读并与本文件关联）", basis)


def _consultation(edition: Edition) -> Iterator[Obstacle]:
    """A call for opinions says until when and how; a period shorter than the law's needs a reason that is published."""
    if edition.document.plan != "consultation" or hasattr(edition.document, "feedback_on"):
        return
    call = Consultation.objects.filter(notice=edition.document).first()
    if call is None:
        yield Obstacle("consultation", "请填写征集期限和提出意见的方式；反馈公告请与征集关联")
    elif not call.short_reason.strip():
        yield from too_short(call, call.opens_on)


def shortest_period(call: Consultation, opens_on: datetime.date) -> Due | None:
    """Until when at least a call stays open that opens on a day, by the law for what it is about."""
    return shortest_call(call.limit, call.about.plan if call.about else "", opens_on)


def too_short(call: Consultation, opens_on: datetime.date) -> Iterator[Obstacle]:
    """Why a call that opens on a day would close before the law allows it."""
    needed = shortest_period(call, opens_on)
    if needed and call.closes_on < needed.date:
        said = "期限不足的须写明理由并公布；法律对这件事没有规定期限的，也在理由中写明"
        yield Obstacle("closes_on", f"{needed.derivation}；{said}", needed.limit.source)


def against_opening(call: Consultation, on: datetime.date) -> Iterator[Obstacle]:
    """Why a call may not become public on a day: what is left of its period is judged, not what was once planned."""
    if call.closes_on < on:
        yield Obstacle("closes_on", f"征集在 {call.closes_on.isoformat()} 已经截止，请撤回修改，重新设定期限")
    elif call.opens_on < on:
        late = f"征集应自公开之日起算，公告定的开始日期 {call.opens_on.isoformat()} 已过"
        for short in too_short(call, on):
            yield Obstacle("opens_on", f"{late}，剩下的期限不足，请撤回修改。{short.message}", short.source)


def _screening(edition: Edition) -> Iterator[Obstacle]:
    waiting = edition.screening.filter(settlement=ScreeningItem.Settlement.OPEN).exclude(severity="hint")
    for item in waiting:
        yield Obstacle("screening", f"发布前检测：{item.message}")


def _links(edition: Edition) -> Iterator[Obstacle]:
    for address in content.links(edition.body):
        own = address.startswith("/") and not address.startswith("//")  # judged by the machine check
        if not own and not address.startswith(("http://", "https://", "mailto:")):
            yield Obstacle("body", f"链接“{address}”在网页上打不开，请写完整网址或者作为附件上传")


def validity_on(document: Document, on: datetime.date) -> str:
    """Whether a document is in force on a day (``law/documents/vocabulary.yaml``), "" before it was public.

    The last decision that had taken effect counts, except that an end (废止, 失效) stays an end; without a decision a
    document lapses when its own term is over (有效期至).
    """
    if document.published_at is None:
        return ""
    return validity_among(document.validity_decisions.all(), document.live.expires_on if document.live else None, on)


def validity_among(decisions: Iterable[ValidityDecision], expires_on: datetime.date | None, on: datetime.date) -> str:
    """:func:`validity_on` from decisions that lie ready, in the order of their days."""
    decided = [item for item in decisions if item.on <= on]
    ended = [item for item in decided if item.validity in ENDED]
    if ended:
        return ended[0].validity
    if expires_on is not None and expires_on < on:
        return "lapsed"
    return decided[-1].validity if decided else "in_force"


ENDED = ("abolished", "lapsed")
