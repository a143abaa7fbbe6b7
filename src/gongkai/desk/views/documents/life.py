"""The whole life of one document: editions, family, channels, validity, interpretation, assessment, archive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.desk.document_forms import life as forms
from gongkai.desk.document_forms.parts import ReasonForm
from gongkai.desk.doors import staff
from gongkai.desk.keys import number_of
from gongkai.desk.views.documents.common import FormPage, act_page, found_document
from gongkai.documents import acts, facts, policy
from gongkai.documents.acts.leaves import file_under
from gongkai.documents.acts.participation import plan_interpretation
from gongkai.documents.models import Document, InterpretationPlan, Relation
from gongkai.documents.parties import parties_of
from gongkai.documents.queries.desk import documents_called, interpretation_due
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.statute.disclosure import Attribute
from gongkai.statute.processes import document_process
from gongkai.statute.vocabulary import vocabulary


@staff
def document(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Everything about a document in one place, with what may be done next."""
    found = found_document(actor, document_id)
    place = found.organ.place
    ended = found.editions.filter(state__in=("published", "filed", "withdrawn")).exists()
    on_its_way = found.editions.filter(state__in=("draft", "in_review", "referred", "cleared", "numbered")).exists()
    may = {name: actor.may(right, place) for name, right in _RIGHTS.items()}
    context = {
        "here": "documents",
        "document": found,
        "title": title_of(found),
        "editions": found.editions.order_by("-number"),
        "links": _links(actor, found),
        "plan": InterpretationPlan.objects.filter(document=found).first(),
        "wants_interpretation": document_process().plan(found.plan).interpretation,
        "interpretation_due": interpretation_due(found) if found.published_at else None,
        "interpreted": found.inverse_relations.filter(kind="interprets", source__live__isnull=False).exists(),
        "consultation": getattr(found, "consultation", None),
        "postings": found.postings.select_related("by"),
        "decisions": found.validity_decisions.select_related("basis__live", "by"),
        "determinations": found.determinations.select_related("by"),
        "hand_overs": found.hand_overs.all(),
        "determination": facts.determination(found),
        "parties": parties_of(found),
        "withheld": found.attribute != Attribute.ACTIVE,
        "may_new_edition": may["draft"] and found.published_at is not None and not on_its_way,
        "may_archive": may["publish"] and ended and found.archived_at is None,
        "may": may,
    }
    return render(request, "desk/documents/document.html", context)


_RIGHTS = {
    "draft": Permission.DRAFT_DOCUMENT,
    "publish": Permission.PUBLISH_DOCUMENT,
    "manage": Permission.MANAGE_DISCLOSURE,
    "review": Permission.REVIEW_ATTRIBUTE,
}


def title_of(document: Document) -> str:
    """The title people know it by."""
    edition = document.live or document.editions.order_by("-number").first()
    return edition.title if edition else str(document)


def _links(actor: Actor, document: Document) -> list[dict[str, Any]]:
    """The family as the actor may see it: a draft of another organ has neither title nor address here."""
    rows = Relation.objects.filter(Q(source=document) | Q(target=document)).select_related("source", "target")
    others = {row.pk: row.target if row.source_id == document.pk else row.source for row in rows}
    within = policy.visible(actor, "")
    handled = set(
        Document.objects.filter(within, pk__in=[other.pk for other in others.values()]).values_list("pk", flat=True)
    )
    return [_link(row, others[row.pk], handled) for row in rows]


def _link(link: Relation, other: Document, handled: set[int]) -> dict[str, Any]:
    value = vocabulary().relations.get(link.kind)
    label = value.label if link.target_id == other.pk else value.inverse
    if other.pk in handled:
        return {
            "pk": link.pk,
            "label": label,
            "title": title_of(other),
            "address": reverse("desk:document", args=[other.pk]),
        }
    if other.live is not None:
        return {
            "pk": link.pk,
            "label": label,
            "title": other.live.title,
            "address": reverse("portal:document", args=[other.pk]),
        }
    return {"pk": link.pk, "label": label, "title": _("另一机关尚未公开的文件"), "address": ""}


def page_of(document: Document, title: str, button: str, explanation: str = "", *, grave: bool = False) -> FormPage:
    """A page about a document."""
    address = reverse("desk:document", args=[document.pk])
    return FormPage(title, button, address, explanation, ((title_of(document), address),), grave)


@require_POST
@staff
def new_edition(_request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Begin a correction or amendment."""
    found_document(actor, document_id)
    edition = acts.new_edition(actor, document_id)
    return redirect("desk:edit_draft", edition.pk)


@require_POST
@staff
def archive(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Hand it to the archive."""
    found_document(actor, document_id)
    acts.archive(actor, document_id)
    messages.success(request, _("已归档。"))
    return redirect("desk:document", document_id)


@staff
def post(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Note other channels, several at once."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        for channel in data["channels"]:
            acts.post(actor, document_id, channel, data["on"], data["locator"])
        return reverse("desk:document", args=[document_id])

    page = page_of(found, _("登记渠道发布"), _("登记"), _("同一条信息在几个渠道发布，只算一条，各渠道分别计数。"))
    return act_page(request, forms.PostingForm(request.POST or None), run, page, _("已登记。"))


@staff
def validity(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Declare validity."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        basis = data["basis"].pk if data["basis"] else None
        acts.set_validity(actor, document_id, data["validity"], data["on"], basis, data["basis_text"], data["replaced"])
        return reverse("desk:document", args=[document_id])

    page = page_of(found, _("标注有效性"), _("标注"), _("标注显示在每一处副本上；自所填日期起生效，依据一并公布。"))
    return act_page(request, forms.ValidityForm(found, request.POST or None), run, page, _("已标注。"))


@staff
def reassess(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """It stays withheld, for this reason."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        acts.reassess(actor, document_id, data["reason"])
        return reverse("desk:document", args=[document_id])

    explanation = _("经评估仍不能主动公开的，写明意见，下次评估日期自动推算；可以公开的，请改用“转为主动公开”。")
    page = page_of(found, _("定期评估"), _("维持不变"), explanation)
    return act_page(request, ReasonForm(request.POST or None), run, page, _("已记下评估意见。"))


@staff
def convert(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """It becomes public."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        acts.convert(actor, document_id, data["reason"], tuple(data["channels"]))
        return reverse("desk:document", args=[document_id])

    explanation = _("公开期限自今天重新起算；正文仍须经过每一个审查关口。")
    page = page_of(found, _("转为主动公开"), _("转为主动公开"), explanation)
    return act_page(
        request, forms.ConvertForm(request.POST or None), run, page, _("已转为主动公开，新的草稿等待修改送审。")
    )


@staff
def leaf(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Under which leaf of the catalogue it stands."""
    found = found_document(actor, document_id)
    form = forms.LeafForm(found.organ_id, request.POST or None, initial={"entry": found.entry_id})

    def run(data: dict[str, Any]) -> str:
        file_under(actor, document_id, data["entry"])
        return reverse("desk:document", args=[document_id])

    page = page_of(found, _("归入公开目录"), _("保存"), "")
    return act_page(request, form, run, page, _("已保存。"))


@staff
def interpretation(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """The plan of interpretation."""
    found = found_document(actor, document_id)
    plan = InterpretationPlan.objects.filter(document=found).first()
    names = ("channels", "planned_on", "outline", "interpreter", "not_needed_reason")
    initial = {name: getattr(plan, name) for name in names} | {"forms_": plan.forms} if plan else {}
    form = forms.InterpretationForm(request.POST or None, initial=initial)

    def run(_data: dict[str, Any]) -> str:
        plan_interpretation(actor, document_id, form.entry())
        return reverse("desk:document", args=[document_id])

    explanation = _("解读方案、解读材料与文件同步起草、同步审签、同步发布；解读材料最迟在文件公开后三个工作日内发布。")
    page = page_of(found, _("解读方案"), _("保存"), explanation)
    return act_page(request, form, run, page, _("已保存解读方案。"))


@staff
def relations(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """The family editor: look for a document by title or number, say how it belongs."""
    found = found_document(actor, document_id)
    wanted = request.GET.get("q", "").strip()
    if request.method == "POST":
        try:
            _change_relation(request, actor, found)
            messages.success(request, _("已更新关联。"))
        except Unlawful as refusal:
            messages.error(request, refusal.message)
        return redirect("desk:relations", document_id)
    kinds = vocabulary().relations.items
    context = {
        "here": "documents",
        "document": found,
        "title": title_of(found),
        "wanted": wanted,
        "results": [(row, title_of(row)) for row in documents_called(actor, wanted) if row.pk != found.pk],
        "links": _links(actor, found),
        "kinds": [(item.id, _("本文件：%(word)s它") % {"word": item.label}) for item in kinds]
        + [
            (f"-{item.id}", _("它：%(word)s本文件") % {"word": item.label})
            for item in kinds
            if item.label != item.inverse
        ],
    }
    return render(request, "desk/documents/relations.html", context)


def _change_relation(request: HttpRequest, actor: Actor, document: Document) -> None:
    gone, other = (number_of(request.POST.get(name)) for name in ("unrelate", "other"))
    kind = request.POST.get("kind", "")
    if gone is not None:
        acts.unrelate(actor, gone)
        return
    if other is None or not kind:
        raise Unlawful(_("请选择一份文件和关联的种类。"))
    if kind.strip("-") not in dict(vocabulary().relations.choices()):
        raise Http404(_("没有这种关联。"))
    if kind.startswith("-"):
        acts.relate(actor, other, kind.removeprefix("-"), document.pk)
    else:
        acts.relate(actor, document.pk, kind, other)
