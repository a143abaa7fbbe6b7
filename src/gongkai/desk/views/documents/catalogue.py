"""The disclosure office, hand-over, clean-up, transfer after a reform."""

from __future__ import annotations

import io
from typing import Any

import docx
import xlsxwriter
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.desk.document_forms import catalogue as forms
from gongkai.desk.doors import staff
from gongkai.desk.keys import numbers_of
from gongkai.desk.views.documents.common import FormPage, act_page, found_organ, one_by_one
from gongkai.documents import policy
from gongkai.documents.acts import catalogue as acts
from gongkai.documents.acts import describe_office
from gongkai.documents.acts.reform import transfer_documents
from gongkai.documents.models import CleanUp, DisclosureOffice, Document, HandOver
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotPermitted
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.statute.index_numbers import IndexFacts, IndexTemplate, TemplateError
from gongkai.statute.vocabulary import vocabulary

MANAGE = Permission.MANAGE_DISCLOSURE
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff
def catalogues(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The organs within reach with their offices."""
    organs = policy.organs_within(actor, *policy.HANDLING).select_related("disclosure_office")[:200]
    context = {"here": "documents", "organs": organs, "may_transfer": actor.may(Permission.CHANGE_ORGAN)}
    return render(request, "desk/documents/catalogues.html", context)


@staff
def office(request: HttpRequest, actor: Actor, organ_id: int) -> HttpResponse:
    """The office; the index number that its template would give today is shown at once."""
    organ = found_organ(actor, organ_id, MANAGE)
    known = DisclosureOffice.objects.filter(organ=organ).first()
    form = forms.OfficeForm(request.POST or None, instance=known)
    address = reverse("desk:catalogue", args=[organ_id])

    def run(_data: dict[str, Any]) -> str:
        describe_office(actor, organ_id, form.entry())
        return address

    template = "desk/documents/office.html"
    crumbs = ((organ.name, address),)
    extra = {"organ": organ, "example": _example(organ, request.POST if request.method == "POST" else known)}
    if request.headers.get("HX-Request") == "true":
        return render(request, "desk/documents/index_example.html", extra)
    page = FormPage(_("公开工作机构和指南"), _("保存"), address, "", crumbs, template=template, extra=extra)
    return act_page(request, form, run, page, _("已保存。"))  # type: ignore[arg-type]


def _example(organ: Organ, given: Any) -> str:
    """An index number by what is typed, or what is missing for one."""
    if given is None:
        return ""
    read = given.get if hasattr(given, "get") else lambda name, default="": getattr(given, name, default)
    facts = IndexFacts(
        timezone.localdate(),
        read("organ_code", ""),
        read("credit_code", ""),
        organ.division_id,
        class_code=read("class_code", ""),
        unit_code=read("unit_code", ""),
        department=read("department_code", ""),
    )
    try:
        return IndexTemplate(read("index_template", "")).render(facts, 1)
    except TemplateError as error:
        return str(error)


@staff
def hand_overs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Batches given to archives and libraries; POST makes one."""
    organs = policy.organs_within(actor, Permission.PUBLISH_DOCUMENT)
    form = forms.HandOverForm(organs, request.POST or None)

    def run(data: dict[str, Any]) -> str:
        span = (data["since"], data["until"])
        chosen = Document.objects.filter(organ=data["organ"], live__isnull=False, published_at__date__range=span)
        batch = acts.hand_over(
            actor, data["organ"].pk, data["receiver"], list(chosen.values_list("pk", flat=True)), data["on"]
        )
        return reverse("desk:hand_over", args=[batch.pk])

    rows = [(row, row.documents.count()) for row in _batches(actor)[:100]]
    page = FormPage(
        _("移送档案馆、图书馆"),
        _("生成移送清单"),
        reverse("desk:documents"),
        _("条例第二十五条：及时向国家档案馆、公共图书馆提供主动公开的政府信息。"),
        template="desk/documents/hand_overs.html",
        extra={"rows": rows},
    )
    return act_page(request, form, run, page, _("已生成移送清单。"))


def _batches(actor: Actor) -> Any:
    return HandOver.objects.filter(organ__in=policy.organs_within(actor, *policy.HANDLING)).select_related(
        "organ", "by"
    )


def _batch(actor: Actor, batch_id: int) -> HandOver:
    found: HandOver | None = _batches(actor).filter(pk=batch_id).first()
    if found is None:
        raise Http404(_("没有这份移送清单，或者它不在您的权限范围内。"))
    return found


@staff
def hand_over(request: HttpRequest, actor: Actor, batch_id: int) -> HttpResponse:
    """One batch; POST notes the receipt; ``?as=docx`` or ``?as=xlsx`` gives the list to print."""
    batch = _batch(actor, batch_id)
    documents = batch.documents.select_related("live").order_by("published_at", "pk")
    if request.GET.get("as") in ("docx", "xlsx"):
        return _list_file(batch, request.GET["as"])
    form = forms.ReceiptForm(request.POST or None, initial={"on": timezone.localdate()})

    def run(data: dict[str, Any]) -> str:
        acts.note_receipt(actor, batch_id, data["on"], data["note"])
        return reverse("desk:hand_over", args=[batch_id])

    address = reverse("desk:hand_overs")
    page = FormPage(
        _("移送清单 %(number)s") % {"number": batch.pk},
        _("登记签收"),
        address,
        "",
        ((_("移送"), address),),
        template="desk/documents/hand_over.html",
        extra={"batch": batch, "documents": documents},
    )
    return act_page(request, form, run, page, _("已登记签收。"))


def _list_file(batch: HandOver, kind: str) -> HttpResponse:
    """The list as a Word or Excel file."""
    chosen = batch.documents.select_related("live").order_by("published_at", "pk")
    rows = [(str(number), *_listed(row)) for number, row in enumerate(chosen, 1)]
    head = (_("序号"), _("标题"), _("发文字号"), _("索引号"), _("公开日期"))
    title = _("政府信息移送清单")
    foot = _("移送单位：%(organ)s　接收单位：%(receiver)s　移送日期：%(on)s　共 %(number)s 件　接收人（签字）：")
    foot %= {
        "organ": batch.organ.name,
        "receiver": batch.receiver,
        "on": batch.made_on.isoformat(),
        "number": len(rows),
    }
    data = _as_word(title, foot, head, rows) if kind == "docx" else _as_sheet(title, foot, head, rows)
    response = HttpResponse(data, content_type=WORD if kind == "docx" else SHEET)
    response["Content-Disposition"] = f'attachment; filename="hand-over-{batch.pk}.{kind}"'
    return response


def _listed(document: Document) -> tuple[str, ...]:
    """Title, numbers and day of publication."""
    title, number = (document.live.title, document.live.document_number) if document.live else ("", "")
    day = timezone.localdate(document.published_at).isoformat() if document.published_at else ""
    return title, number, document.index_number or "", day


def _as_word(title: str, foot: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_heading(title, 1)
    table = made.add_table(rows=1, cols=len(head), style="Table Grid")
    for values, cells in ((head, table.rows[0].cells), *((row, table.add_row().cells) for row in rows)):
        for cell, value in zip(cells, values, strict=True):
            cell.text = value
    made.add_paragraph(foot)
    made.save(out)
    return out.getvalue()


def _as_sheet(title: str, foot: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 4, 24)
        sheet.write_string(0, 0, title)
        for at, row in enumerate((head, *rows), 1):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value)
        sheet.write_string(len(rows) + 2, 0, foot)
    return out.getvalue()


@staff
def clean_ups(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Campaigns over normative documents; POST starts one."""
    organs = policy.organs_within(actor, MANAGE)
    form = forms.CleanUpForm(organs, request.POST or None)

    def run(data: dict[str, Any]) -> str:
        campaign = acts.start_clean_up(actor, data["organ"].pk, data["title"], data["as_of"])
        return reverse("desk:clean_up", args=[campaign.pk])

    mine = CleanUp.objects.filter(organ__in=policy.organs_within(actor, *policy.HANDLING)).select_related("organ")
    rows = [(row, row.items.count(), row.items.filter(verdict="").count()) for row in mine[:100]]
    page = FormPage(
        _("规范性文件清理"),
        _("开始清理"),
        reverse("desk:documents"),
        _("列出本机关全部现行规范性文件，逐件提出清理意见；公布结果后，各处副本立即更新标注。"),
        template="desk/documents/clean_ups.html",
        extra={"rows": rows},
    )
    return act_page(request, form, run, page, _("已列出现行规范性文件。"))


def _campaign(actor: Actor, clean_up_id: int) -> CleanUp:
    within = policy.organs_within(actor, *policy.HANDLING)
    found = CleanUp.objects.filter(organ__in=within, pk=clean_up_id).select_related("organ", "result").first()
    if found is None:
        raise Http404(_("没有这次清理，或者它不在您的权限范围内。"))
    return found


@staff
def clean_up(request: HttpRequest, actor: Actor, clean_up_id: int) -> HttpResponse:
    """One campaign: an opinion on every document, several at once where they agree."""
    campaign = _campaign(actor, clean_up_id)
    results: dict[int, str] = {}
    if request.method == "POST":
        ids = campaign.items.filter(pk__in=numbers_of(request.POST.getlist("item")))
        verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
        if verdict not in dict(vocabulary().validity.choices()):
            messages.error(request, _("请选择清理意见。"))
        else:
            chosen = list(ids.values_list("pk", flat=True))
            results = dict(one_by_one(request, chosen, lambda pk: acts.judge(actor, pk, verdict, reason)))
    items = campaign.items.select_related("document__live")
    context = {
        "here": "documents",
        "campaign": campaign,
        "items": [(item, results.get(item.pk, "")) for item in items],
        "waiting": items.filter(verdict="").count(),
        "verdicts": [
            ("in_force", _("继续有效")),
            ("amended", _("修改")),
            ("abolished", _("废止")),
            ("lapsed", _("失效")),
        ],
        "may_manage": actor.may(MANAGE, campaign.organ.place) and campaign.result_id is None,
    }
    return render(request, "desk/documents/clean_up.html", context)


@staff
def finish_clean_up(request: HttpRequest, actor: Actor, clean_up_id: int) -> HttpResponse:
    """Put the result into effect."""
    campaign = _campaign(actor, clean_up_id)
    address = reverse("desk:clean_up", args=[clean_up_id])

    def run(data: dict[str, Any]) -> str:
        acts.finish_clean_up(actor, clean_up_id, data["result"].pk)
        return address

    explanation = _("结果公告公开后，修改、废止、失效的标注即时生效，依据指向该公告。")
    page = FormPage(_("公布清理结果"), _("生效"), address, explanation, ((campaign.title, address),))
    return act_page(request, forms.FinishForm(campaign, request.POST or None), run, page, _("清理结果已生效。"))


@staff
def transfer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Documents and open work follow an organ reform."""
    if not actor.may(Permission.CHANGE_ORGAN):
        raise NotPermitted(_("您没有变更机关的权限。"))
    targets = policy.organs_within(actor, Permission.CHANGE_ORGAN)
    ended = Organ.objects.filter(documents__isnull=False).distinct()
    prefixes = [reach.prefix for reach in actor.reaches(Permission.CHANGE_ORGAN)]
    within = Q(pk__in=())
    for prefix in prefixes:
        within |= Q(division__code__startswith=prefix)
    form = forms.TransferForm(ended.filter(within), targets, request.POST or None)
    address = reverse("desk:catalogues")

    def run(data: dict[str, Any]) -> str:
        moved = transfer_documents(actor, data["origin"].pk, data["target"].pk, None, data["basis"])
        messages.info(request, _("移交了 %(number)s 件文件。") % {"number": moved})
        return address

    explanation = _("文件、公开义务和没有办完的事项一并移交；索引号和网址不变。")
    page = FormPage(_("机构改革移交"), _("移交"), address, explanation, ((_("公开目录与机构"), address),), grave=True)
    return act_page(request, form, run, page, _("已移交。"))
