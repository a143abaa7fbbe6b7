"""Interpretation plans, calls for opinions and what becomes of each opinion (政策解读, 意见征集)."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents import facts
from gongkai.documents.acts.screening import recheck
from gongkai.documents.acts.steps import demand_fit, demand_none, demand_settled, lock_known
from gongkai.documents.models import Consultation, Document, EditionState, InterpretationPlan, Opinion
from gongkai.documents.outgoing import check
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.statute.time_limits import due, time_limit
from gongkai.statute.vocabulary import vocabulary

LONGEST_OPINION = 10_000  # characters


@dataclass(frozen=True, slots=True)
class PlanEntry(Typed):
    """An interpretation plan as drafted; ``forms`` and ``channels`` are value lists of ``law/documents``."""

    forms: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    planned_on: datetime.date | None = None
    outline: str = ""
    interpreter: str = ""
    not_needed_reason: str = ""


@dataclass(frozen=True, slots=True)
class Call(Typed):
    """A call for opinions. ``limit`` names the period the law sets for its kind, "" where it sets none."""

    opens_on: datetime.date
    closes_on: datetime.date
    contact: str
    limit: str = ""
    short_reason: str = ""
    about: int | None = None


@act("document.plan_interpretation", Permission.DRAFT_DOCUMENT, _("填写解读方案"))
def plan_interpretation(step: Step, document_id: int, entry: PlanEntry) -> InterpretationPlan:
    """Say how a document will be interpreted, or why it will not be."""
    document = _document(step, document_id)
    step.demand(_is_draft(document), _("解读方案与文件同步报批，文件送审后不能再改，须先撤回修改。"))
    for form in entry.forms:
        vocabulary().interpretation_forms.get(form)
    for channel in entry.channels:
        vocabulary().channels.get(channel)
    whole = entry.planned_on and entry.forms and entry.outline.strip() and entry.interpreter.strip()
    step.demand(
        bool(whole) or bool(entry.not_needed_reason.strip()),
        _("请写明解读的时间、形式、提纲和解读人，或者写明不作解读的理由。"),
    )
    values = dataclasses.asdict(entry) | {"forms": list(entry.forms), "channels": list(entry.channels)}
    plan, _created = InterpretationPlan.objects.update_or_create(document=document, defaults=values)
    recheck(step, document.editions.get(number=1))
    step.record(plan, document=document.pk, not_needed_reason=entry.not_needed_reason.strip())
    return plan


@act("consultation.call", Permission.DRAFT_DOCUMENT, _("设定意见征集"))
def call_for_opinions(step: Step, notice_id: int, call: Call) -> Consultation:
    """Set the period and the ways for opinions on the draft that a notice announces, while the notice is a draft.

    The gates judge the call together with its notice: whoever changes it afterwards takes the notice back first.
    """
    notice = _document(step, notice_id)
    step.demand(notice.plan == "consultation", _("请先把文件类别定为“意见征集与反馈”。"))
    step.demand(_is_draft(notice), _("征集公告送审后不能再改期限和方式，须先撤回修改；公开后期限只能延长。"))
    step.demand(call.closes_on >= call.opens_on, _("截止日期早于开始日期。"))
    step.demand(bool(call.contact.strip()), _("请写明提出意见的方式（电话、邮箱、通信地址）。"))
    if call.limit:
        time_limit(call.limit, call.opens_on)
    if call.about is not None:
        lock_known(step, call.about)
    consultation, _created = Consultation.objects.update_or_create(
        notice=notice,
        defaults={
            "about_id": call.about,
            "limit": call.limit,
            "opens_on": call.opens_on,
            "closes_on": call.closes_on,
            "short_reason": call.short_reason.strip(),
            "contact": call.contact.strip(),
            "feedback_by": due("consultation.feedback", call.closes_on).date,
        },
    )
    recheck(step, notice.editions.get(number=1))
    step.record(consultation, notice=notice.pk, opens=call.opens_on.isoformat(), closes=call.closes_on.isoformat())
    return consultation


@act("consultation.prolong", Permission.DRAFT_DOCUMENT, _("延长征集期限"))
def prolong(step: Step, consultation_id: int, closes_on: datetime.date, reason: str) -> Consultation:
    """Give the public more time. A period is never shortened once announced."""
    consultation = _consultation(step, consultation_id)
    step.demand(consultation.notice.live_id is not None, _("征集公告还没有公开，请在公告的草稿上修改期限。"))
    step.demand(consultation.feedback_id is None, _("结果已反馈，不能再延长。"))
    step.demand(closes_on > consultation.closes_on, _("公告过的期限只能延长，不能缩短。"))
    step.demand(bool(reason.strip()), _("请写明延长的理由。"))
    consultation.closes_on = closes_on
    consultation.feedback_by = due("consultation.feedback", closes_on).date
    consultation.save(update_fields=["closes_on", "feedback_by"])
    step.record(consultation, closes=closes_on.isoformat(), reason=reason.strip())
    return consultation


@act("opinion.give", Permission.GIVE_OPINION, _("提交意见"))
def give_opinion(step: Step, consultation_id: int, body: str, token: str, name: str = "", contact: str = "") -> Opinion:
    """An opinion from the public pages. The same ``token`` sent twice is one opinion."""
    consultation = lock(Consultation.objects.select_related("notice__organ"), pk=consultation_id)
    step.permit(consultation.notice.organ.place)
    known = Opinion.objects.filter(token=token).first()
    if known is not None:
        step.unchanged()
        return known
    today = timezone.localdate(step.now)
    step.demand(consultation.notice.live_id is not None, _("没有这项意见征集。"))
    step.demand(consultation.opens_on <= today <= consultation.closes_on, _("不在征集期内，现在不能提交意见。"))
    return _keep(step, consultation, Opinion.Channel.WEB, body, name=name, contact=contact, token=token)


@act("opinion.enter", Permission.ANSWER_OPINION, _("登记意见"))
def enter_opinion(
    step: Step, consultation_id: int, channel: Opinion.Channel, body: str, name: str = "", contact: str = ""
) -> Opinion:
    """An opinion that came by letter, mail, telephone or in a hearing, entered by staff."""
    consultation = _consultation(step, consultation_id)
    step.demand(channel != Opinion.Channel.WEB, _("网上的意见由提出人自己提交。"))
    step.demand(consultation.feedback_id is None, _("结果已反馈，不能再登记意见。"))
    return _keep(step, consultation, channel, body, name=name, contact=contact, token=None)


@act("opinion.moderate", Permission.ANSWER_OPINION, _("审核意见显示"))
def moderate(step: Step, opinion_id: int, showing: Opinion.Showing, reason: str = "") -> Opinion:
    """Show an opinion to everybody, or keep it from view for a reason; it counts and is answered either way.

    What is shown is a copy under masks. What no mask can cover is shown for a ``reason``, or not at all.
    """
    opinion = _opinion(step, opinion_id)
    step.demand(showing != Opinion.Showing.WAITING, _("请选择显示或者不显示。"))
    shown = ""
    if showing == Opinion.Showing.SHOWN:
        found = check(opinion.body, opinion.consultation.notice.organ_id, timezone.localdate(step.now))
        demand_settled(step, found.forbidden, found.unmasked, reason)
        shown = found.masked
    else:
        step.demand(bool(reason.strip()), _("不公开显示的，请写明理由。"))
    opinion.showing, opinion.shown_body, opinion.hidden_reason = showing, shown, reason.strip()
    opinion.save(update_fields=["showing", "shown_body", "hidden_reason"])
    step.record(opinion, showing=showing.value, reason=reason.strip(), masked=bool(shown) and shown != opinion.body)
    return opinion


@act("opinion.answer", Permission.ANSWER_OPINION, _("答复意见"))
def answer_opinion(step: Step, opinion_id: int, outcome: Opinion.Outcome, answer: str, kept: str = "") -> Opinion:
    """Say whether an opinion was adopted; every answer gives its reason. ``kept``: why what the check finds stays."""
    opinion = _opinion(step, opinion_id)
    step.demand(opinion.consultation.feedback_id is None, _("结果已反馈，不能再改。"))
    step.demand(outcome != Opinion.Outcome.OPEN, _("请选择采纳、部分采纳或者未采纳。"))
    step.demand(bool(answer.strip()), _("请写明理由。"))
    demand_fit(step, answer, opinion.consultation.notice.organ_id, kept)
    opinion.outcome, opinion.answer = outcome, answer.strip()
    opinion.answered_by_id, opinion.answered_at = step.person, step.now
    opinion.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    step.record(opinion, outcome=outcome.value, kept=kept.strip())
    return opinion


@act("consultation.feedback", Permission.ANSWER_OPINION, _("反馈征集结果"))
def give_feedback(step: Step, consultation_id: int, feedback_id: int) -> Consultation:
    """Name the document that tells the public what came of their opinions: after the end, when all are answered."""
    consultation = _consultation(step, consultation_id)
    feedback = lock(Document.objects, pk=feedback_id)
    step.demand(feedback.organ_id == consultation.notice.organ_id, _("反馈公告须由同一机关发布。"))
    step.demand(feedback_id != consultation.notice_id, _("反馈公告不能是征集公告本身。"))
    step.demand(timezone.localdate(step.now) > consultation.closes_on, _("征集期尚未结束。"))
    waiting = consultation.opinions.filter(outcome=Opinion.Outcome.OPEN).count()
    step.demand(not waiting, _("还有 %(waiting)s 条意见没有答复。"), waiting=waiting)
    consultation.feedback = feedback
    consultation.save(update_fields=["feedback"])
    feedback.relations.get_or_create(kind="answers", target=consultation.notice)
    step.record(consultation, feedback=feedback_id)
    return consultation


def open_call(step: Step, notice: Document) -> None:
    """Begin the call of a notice that becomes public now; for acts that have permitted and will record.

    The public is asked from today, whatever day was typed: the period that is left must be lawful.
    """
    today = timezone.localdate(step.now)
    call = Consultation.objects.select_for_update(of=("self",)).select_related("about").filter(notice=notice).first()
    if call is None:
        return
    demand_none(step, facts.against_opening(call, today))
    if call.opens_on < today:
        call.opens_on = today
        call.save(update_fields=["opens_on"])


def _is_draft(document: Document) -> bool:
    return document.editions.filter(number=1, state=EditionState.DRAFT).exists()


def _keep(
    step: Step,
    consultation: Consultation,
    channel: Opinion.Channel,
    body: str,
    *,
    name: str,
    contact: str,
    token: str | None,
) -> Opinion:
    step.demand(bool(body.strip()), _("请写下您的意见。"))
    step.demand(
        len(body) <= LONGEST_OPINION,
        _("意见最多 %(longest_opinion)s 字，请分次提交或者改用信函。"),
        longest_opinion=LONGEST_OPINION,
    )
    opinion = Opinion.objects.create(
        consultation=consultation,
        channel=channel,
        received_at=step.now,
        name=name.strip()[:100],
        contact=contact.strip()[:200],
        body=body.strip(),
        token=token,
    )
    step.record(opinion, consultation=consultation.pk, channel=channel.value)
    return opinion


def _document(step: Step, document_id: int) -> Document:
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    return document


def _consultation(step: Step, consultation_id: int) -> Consultation:
    consultation = lock(Consultation.objects.select_related("notice__organ"), pk=consultation_id)
    step.permit(consultation.notice.organ.place)
    return consultation


def _opinion(step: Step, opinion_id: int) -> Opinion:
    opinion = lock(Opinion.objects.select_related("consultation__notice__organ"), pk=opinion_id)
    step.permit(opinion.consultation.notice.organ.place)
    return opinion
