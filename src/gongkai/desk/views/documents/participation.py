"""Calls for opinions: setting them up, handling every opinion, the feedback; files of major decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.desk.document_forms import life
from gongkai.desk.document_forms.decisions import DecisionForm, FilingForm, LinkForm, StepForm
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import FormPage, act_page, chosen_ids, found_document, one_by_one
from gongkai.desk.views.documents.life import page_of, title_of
from gongkai.documents import policy
from gongkai.documents.acts import decisions
from gongkai.documents.acts import participation as acts
from gongkai.documents.acts.filings import file_for_record
from gongkai.documents.models import Consultation, DecisionRecord, MajorDecision, Opinion
from gongkai.kernel.actors import Actor
from gongkai.kernel.files import path_of, store
from gongkai.kernel.permissions import Permission
from gongkai.statute.decisions import decision_kinds, decision_steps

PER_PAGE = 50
_NAMES = ("opens_on", "closes_on", "limit", "short_reason", "contact", "about")


def _mine(actor: Actor) -> Any:
    return Consultation.objects.filter(policy.visible(actor, "notice__")).select_related(
        "notice__organ", "notice__live"
    )


def _consultation(actor: Actor, consultation_id: int) -> Consultation:
    found: Consultation | None = _mine(actor).filter(pk=consultation_id).first()
    if found is None:
        raise Http404(_("没有这项意见征集，或者它不在您的权限范围内。"))
    return found


@staff
def consultations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All calls within reach."""
    page = Paginator(_mine(actor).order_by("-opens_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [(row, title_of(row.notice), row.opinions.filter(outcome="").count()) for row in page.object_list]
    context = {"here": "documents", "page": page, "rows": rows, "today": today}
    return render(request, "desk/documents/consultations.html", context)


@staff
def consultation(request: HttpRequest, actor: Actor, consultation_id: int) -> HttpResponse:
    """One call with its opinions; POST answers or moderates the ticked ones, each by the same act as alone."""
    found = _consultation(actor, consultation_id)
    results: dict[int, str] = {}
    if request.method == "POST":
        results = dict(_handle(request, actor, found))
    outcome = request.GET.get("outcome", "")
    opinions = found.opinions.select_related("answered_by").order_by("pk")
    if outcome in (*Opinion.Outcome.values, "open") and outcome:
        opinions = opinions.filter(outcome="" if outcome == "open" else outcome)
    page = Paginator(opinions, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "documents",
        "consultation": found,
        "title": title_of(found.notice),
        "page": page,
        "opinions": [(row, results.get(row.pk, "")) for row in page.object_list],
        "outcome": outcome,
        "outcomes": [("open", _("未答复")), *[item for item in Opinion.Outcome.choices if item[0]]],
        "query": f"outcome={outcome}" if outcome else "",
        "today": timezone.localdate(),
        "may_answer": actor.may(Permission.ANSWER_OPINION, found.notice.organ.place),
        "may_draft": actor.may(Permission.DRAFT_DOCUMENT, found.notice.organ.place),
        "waiting": found.opinions.filter(outcome="").count(),
        "total": found.opinions.count(),
        "typed": request.POST if any(results.values()) else {},
    }
    return render(request, "desk/documents/consultation.html", context)


def _handle(request: HttpRequest, actor: Actor, found: Consultation) -> list[tuple[int, str]]:
    ids = list(found.opinions.filter(pk__in=chosen_ids(request, "opinion")).values_list("pk", flat=True))
    reason, kept, do = (request.POST.get(name, "") for name in ("reason", "kept", "do"))
    if do in (Opinion.Showing.SHOWN, Opinion.Showing.HIDDEN):
        return one_by_one(request, ids, lambda pk: acts.moderate(actor, pk, Opinion.Showing(do), reason))
    if do in Opinion.Outcome.values and do:
        return one_by_one(request, ids, lambda pk: acts.answer_opinion(actor, pk, Opinion.Outcome(do), reason, kept))
    raise Http404(_("没有这种办理。"))


@staff
def call(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Period and ways of a call that is still a draft."""
    notice = found_document(actor, document_id)
    known = Consultation.objects.filter(notice=notice).first()
    initial = {name: getattr(known, name) for name in _NAMES} if known else {"opens_on": timezone.localdate()}
    form = life.CallForm(notice, request.POST or None, initial=initial)

    def run(_data: dict[str, Any]) -> str:
        acts.call_for_opinions(actor, document_id, form.call())
        return reverse("desk:document", args=[document_id])

    page = page_of(
        notice, _("征集期限和方式"), _("保存"), _("随征集公告公布；法律规定了最短期限的，短于该期限须说明理由。")
    )
    return act_page(request, form, run, page, _("已保存。"))


def _page(found: Consultation, title: str, button: str, explanation: str = "") -> FormPage:
    address = reverse("desk:consultation", args=[found.pk])
    return FormPage(title, button, address, explanation, ((title_of(found.notice), address),))


@staff
def prolong(request: HttpRequest, actor: Actor, consultation_id: int) -> HttpResponse:
    """More time."""
    found = _consultation(actor, consultation_id)

    def run(data: dict[str, Any]) -> str:
        acts.prolong(actor, consultation_id, data["closes_on"], data["reason"])
        return reverse("desk:consultation", args=[consultation_id])

    page = _page(found, _("延长征集期"), _("延长"))
    return act_page(request, life.ProlongForm(request.POST or None), run, page, _("已延长。"))


@staff
def enter(request: HttpRequest, actor: Actor, consultation_id: int) -> HttpResponse:
    """An opinion by letter, telephone, hearing."""
    found = _consultation(actor, consultation_id)

    def run(data: dict[str, Any]) -> str:
        channel = Opinion.Channel(data["channel"])
        acts.enter_opinion(actor, consultation_id, channel, data["body"], data["name"], data["contact"])
        return reverse("desk:consultation", args=[consultation_id])

    page = _page(found, _("登记意见"), _("登记"), _("信函、电子邮件、电话和会上收到的意见也要逐条登记、逐条答复。"))
    return act_page(request, life.OpinionForm(request.POST or None), run, page, _("已登记。"))


@staff
def feedback(request: HttpRequest, actor: Actor, consultation_id: int) -> HttpResponse:
    """Name the document that tells the result."""
    found = _consultation(actor, consultation_id)

    def run(data: dict[str, Any]) -> str:
        acts.give_feedback(actor, consultation_id, data["feedback"].pk)
        return reverse("desk:consultation", args=[consultation_id])

    page = _page(
        found,
        _("反馈结果"),
        _("确定反馈公告"),
        _("征集结束、每条意见都有答复以后，起草一份反馈公告，在此关联后送审发布。"),
    )
    return act_page(request, life.FeedbackForm(found.notice, request.POST or None), run, page, _("已关联反馈公告。"))


@staff
def filing(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Note that a normative document was filed with the authority above."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        file_for_record(actor, document_id, data["number"], data["receiver"], data["on"])
        return reverse("desk:document", args=[document_id])

    page = page_of(found, _("登记备案"), _("登记"), _("行政规范性文件公布后，报上一级机关备案；期限见到期事项。"))
    return act_page(request, FilingForm(request.POST or None), run, page, _("已登记。"))


@staff
def decision_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Files of major decisions; POST opens one."""
    organs = policy.organs_within(actor, Permission.DRAFT_DOCUMENT)
    form = DecisionForm(organs, request.POST or None)

    def run(data: dict[str, Any]) -> str:
        decision = decisions.start_decision(actor, data["organ"].pk, data["title"], data["kind"], data["on"])
        return reverse("desk:decision", args=[decision.pk])

    kinds = {item.id: item.label for item in decision_kinds()}
    files = MajorDecision.objects.filter(organ__in=policy.organs_within(actor, *policy.HANDLING)).select_related(
        "organ"
    )
    rows = [(file, kinds.get(file.kind, file.kind), file.records.count()) for file in files[:200]]
    page = FormPage(
        _("重大行政决策"),
        _("建立档案"),
        reverse("desk:documents"),
        _("公众参与、专家论证、风险评估、合法性审查、集体讨论都有记录以后才能公布（重大行政决策程序暂行条例）。"),
        template="desk/documents/decisions.html",
        extra={"rows": rows, "steps": len(decision_steps())},
    )
    return act_page(request, form, run, page, _("已建立。"))


@staff
def decision(request: HttpRequest, actor: Actor, decision_id: int) -> HttpResponse:
    """One file: its steps, each recorded once, with evidence."""
    file = _decision(actor, decision_id)
    form = StepForm(file, request.POST or None, request.FILES or None)

    def run(data: dict[str, Any]) -> str:
        file = data["evidence"]
        kept = (store(file.chunks()).pk, file.name or "") if file else ("", "")
        proof = decisions.Proof(*kept, data.get("since"))
        done = data["done"] == "yes"
        decisions.record_step(actor, decision_id, data["step"], data["on"], done=done, note=data["note"], proof=proof)
        return reverse("desk:decision", args=[decision_id])

    records = {record.step: record for record in file.records.select_related("by")}
    address = reverse("desk:decisions")
    page = FormPage(
        file.title,
        _("记录"),
        address,
        "",
        ((_("重大行政决策"), address),),
        template="desk/documents/decision.html",
        extra={"decision": file, "steps": [(step, records.get(step.id)) for step in decision_steps()]},
    )
    return act_page(request, form, run, page, _("已记录。"))


@staff
def evidence(_request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """The file that shows a step, for those who handle documents of the organ; always as a download."""
    record = DecisionRecord.objects.filter(pk=record_id, evidence__isnull=False).select_related("evidence").first()
    if record is None or record.evidence is None:
        raise Http404(_("没有这份材料。"))
    _decision(actor, record.decision_id)
    answer = HttpResponse(path_of(record.evidence.sha256).read_bytes(), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, record.evidence_name or f"{record.step}.bin")
    return answer


@staff
def link_decision(request: HttpRequest, actor: Actor, decision_id: int) -> HttpResponse:
    """Name the document that publishes the decision."""
    file = _decision(actor, decision_id)
    address = reverse("desk:decision", args=[decision_id])

    def run(data: dict[str, Any]) -> str:
        decisions.link_decision(actor, decision_id, data["document"].pk)
        return address

    form: forms.Form = LinkForm(file, request.POST or None)
    page = FormPage(_("公布决策的文件"), _("关联"), address, "", ((file.title, address),))
    return act_page(request, form, run, page, _("已关联。"))


def _decision(actor: Actor, decision_id: int) -> MajorDecision:
    within = policy.organs_within(actor, *policy.HANDLING)
    found = MajorDecision.objects.filter(organ__in=within, pk=decision_id).select_related("organ", "document").first()
    if found is None:
        raise Http404(_("没有这份决策档案，或者它不在您的权限范围内。"))
    return found
