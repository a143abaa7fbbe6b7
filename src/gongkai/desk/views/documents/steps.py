"""The steps an edition takes by a page of its own: sent, returned, referred, numbered, published, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.desk.document_forms import steps as step_forms
from gongkai.desk.document_forms.parts import NoForm, ReasonForm
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import FormPage, act_page, found_edition
from gongkai.documents import acts
from gongkai.documents.models import Edition
from gongkai.kernel.actors import Actor

Run = Callable[[Actor, Edition, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Way:
    """One step: what its page says and asks, and the act behind its button."""

    title: Promise
    explanation: Promise
    done: Promise
    run: Run
    form: type[forms.Form] = ReasonForm
    grave: bool = False


WAYS: dict[str, Way] = {
    "submit": Way(
        gettext_lazy("送审"),
        gettext_lazy("送审后不能再改，直到退回或者撤回。下面列出的问题解决后才能送审。"),
        gettext_lazy("已送审。"),
        lambda actor, edition, _data: acts.submit(actor, edition.pk),
        NoForm,
    ),
    "return": Way(
        gettext_lazy("退回"),
        gettext_lazy("文件回到起草人，改好后重新经过每一个关口。"),
        gettext_lazy("已退回。"),
        lambda actor, edition, data: acts.return_edition(actor, edition.pk, data["reason"], data.get("opinion", "")),
        step_forms.ReturnForm,
    ),
    "refer": Way(
        gettext_lazy("提请确定"),
        gettext_lazy(
            "本机关不能确定能否公开的，报有关主管部门或者保密行政管理部门确定（条例第十七条）。答复之前不再往下办。"
        ),
        gettext_lazy("已提请确定。"),
        lambda actor, edition, data: acts.refer(actor, edition.pk, data["to"], data["reason"]),
        step_forms.ReferForm,
    ),
    "resume": Way(
        gettext_lazy("收到确定意见"),
        gettext_lazy("写下答复的内容和文号，审查从提请的关口继续。"),
        gettext_lazy("已继续审查。"),
        lambda actor, edition, data: acts.resume(actor, edition.pk, data["reason"]),
    ),
    "recall": Way(
        gettext_lazy("撤回修改"),
        gettext_lazy("文件回到草稿，改好后重新经过每一个关口。"),
        gettext_lazy("已撤回，可以修改。"),
        lambda actor, edition, data: acts.recall(actor, edition.pk, data["reason"]),
    ),
    "discard": Way(
        gettext_lazy("作废"),
        gettext_lazy("草稿不再办理，记录保留。"),
        gettext_lazy("已作废。"),
        lambda actor, edition, data: acts.discard(actor, edition.pk, data["reason"]),
        grave=True,
    ),
    "number": Way(
        gettext_lazy("编号"),
        gettext_lazy("索引号由系统按本机关的格式编制，一经编制不再改变。公文还须填写发文字号。"),
        gettext_lazy("已编号。"),
        lambda actor, edition, data: acts.number(actor, edition.pk, data["document_number"]),
        step_forms.NumberForm,
    ),
    "publish": Way(
        gettext_lazy("发布"),
        gettext_lazy("发布后所有人可见，内容不能再改；要改只能做新版本或者撤下。"),
        gettext_lazy("已发布。"),
        lambda actor, edition, data: acts.publish(actor, edition.pk, data.get("former") or "corrected"),
        step_forms.PublishForm,
    ),
    "publish_at_once": Way(
        gettext_lazy("紧急发布"),
        gettext_lazy("只用于突发事件等不能等待的情形。跳过的关口会留痕，发布后须由别人复核，复核前一直有标记。"),
        gettext_lazy("已紧急发布，等待复核。"),
        lambda actor, edition, data: acts.publish_at_once(actor, edition.pk, data["reason"], data["document_number"]),
        step_forms.AtOnceForm,
        grave=True,
    ),
    "confirm_seen": Way(
        gettext_lazy("复核紧急发布"),
        gettext_lazy("确认已逐项看过这份紧急发布的文件，可以继续公开。不能公开的，请签发人撤下。"),
        gettext_lazy("已复核。"),
        lambda actor, edition, _data: acts.confirm_seen(actor, edition.pk),
        NoForm,
    ),
    "file": Way(
        gettext_lazy("办结存档"),
        gettext_lazy("不主动公开的文件办结后存档，按期重新评估，不会出现在公众页面。"),
        gettext_lazy("已存档。"),
        lambda actor, edition, _data: acts.file_document(actor, edition.pk),
        NoForm,
    ),
    "withdraw": Way(
        gettext_lazy("撤下"),
        gettext_lazy("公众不再看到正文；页面上还留下什么，由撤下的种类决定。"),
        gettext_lazy("已撤下。"),
        lambda actor, edition, data: acts.withdraw(
            actor, edition.pk, data["kind"], data["reason"], data["instead"], data["kept"]
        ),
        step_forms.WithdrawForm,
        grave=True,
    ),
    "close": Way(
        gettext_lazy("不再公开旧版本"),
        gettext_lazy("公众不再看到这一版和更早各版的正文；现行版本不变。"),
        gettext_lazy("已不再公开。"),
        lambda actor, edition, data: acts.close_edition(actor, edition.pk, data["kind"], data["reason"], data["kept"]),
        step_forms.CloseForm,
        grave=True,
    ),
    "reopen": Way(
        gettext_lazy("恢复公开旧版本"),
        gettext_lazy("这一版因后来的版本不能公开而一并不公开。确认其中没有同样的内容，才能恢复。"),
        gettext_lazy("已恢复公开。"),
        lambda actor, edition, data: acts.reopen_edition(actor, edition.pk, data["reason"]),
    ),
}


@staff
def take(request: HttpRequest, actor: Actor, edition_id: int, step: str) -> HttpResponse:
    """Ask for what the step needs, then do it."""
    if step not in WAYS:
        raise Http404(_("没有这一步。"))
    way, view = WAYS[step], found_edition(actor, edition_id)
    address = reverse("desk:edition", args=[edition_id])
    data = request.POST if request.method == "POST" else None
    form = way.form(data)
    if isinstance(form, step_forms.StepForm):
        form.know(view)

    def run(cleaned: dict[str, Any]) -> str:
        way.run(actor, view.edition, cleaned)
        return address

    page = FormPage(
        str(way.title),
        str(way.title),
        address,
        str(way.explanation),
        ((view.edition.title, address),),
        way.grave,
        "desk/documents/step.html",
        {"view": view, "edition": view.edition, "step": step},
    )
    return act_page(request, form, run, page, str(way.done))
