"""A page for each event of an application, and for the work around it: one view over a table of forms and acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import acts
from gongkai.applications.queries.case import Case
from gongkai.desk.application_forms import events as forms
from gongkai.desk.doors import staff
from gongkai.desk.views.applications.common import found_case, page_of, posted
from gongkai.desk.views.documents.common import act_page
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import steps
from gongkai.statute.clocks.events import Consulted, Opinion, Service
from gongkai.statute.fees import Standard
from gongkai.statute.intake import Wanted

Data = dict[str, Any]
Run = Callable[[Actor, Case, Data], object]


@dataclass(frozen=True, slots=True)
class Way:
    """One event: the act behind its button, what it asks, and what its page says. The title is that of the process."""

    run: Run
    form: type[forms.SeenForm] = forms.EventForm
    explanation: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """Work that the clock does not know."""

    title: Promise
    right: Permission
    run: Run
    form: type[forms.CaseForm]
    explanation: Promise | str = ""


def _plain(act: Callable[..., object], *names: str) -> Run:
    """The act with the application, what was seen, and these fields of the form."""

    def run(actor: Actor, case: Case, data: Data) -> object:
        return act(actor, case.application.pk, data["seen"], *(data[name] for name in ("on", *names)))

    return run


def _merge(actor: Actor, case: Case, data: Data) -> object:
    return acts.merge(actor, case.application.pk, data["seen"], data["on"], int(data["into"]))


def _consult(actor: Actor, case: Case, data: Data) -> object:
    question = acts.Question(Consulted(data["kind"]), data["name"], data["address"], data["question"])
    return acts.consult(actor, case.application.pk, data["seen"], data["on"], question)


def _opinion(actor: Actor, case: Case, data: Data) -> object:
    opinion = Opinion(data["opinion"])
    return acts.answer_consultation(
        actor, case.application.pk, data["seen"], data["on"], data["label"], opinion, data["text"]
    )


def _fee(actor: Actor, case: Case, data: Data) -> object:
    charge = acts.Charge(Standard(data["standard"]), data["excessive"], data["pages"] or 0, data["already_public"])
    return acts.notify_fee(actor, case.application.pk, data["seen"], data["on"], charge)


def _serve(actor: Actor, case: Case, data: Data) -> object:
    proof = acts.Proof(Service(data["mode"]), data["posted_on"], data["signed_on"], data["reference"])
    return acts.serve(actor, case.application.pk, data["seen"], proof)


def _search(actor: Actor, case: Case, data: Data) -> object:
    return acts.record_search(actor, case.application.pk, acts.Search(**data))


def _split(actor: Actor, case: Case, data: Data) -> object:
    matters = tuple(Wanted(description=line) for line in data["matters"])
    return acts.split(actor, case.application.pk, data["seen"], matters)


WAYS: MappingProxyType[str, Way] = MappingProxyType(
    {
        "unreached": Way(_plain(acts.note_unreached, "note"), forms.ContactForm),
        "confirm": Way(
            _plain(acts.confirm, "note"),
            forms.ContactForm,
            gettext_lazy("双方确认之日为收到申请之日，从这一天起计算答复期限（条例第三十一条）。"),
        ),
        "begin": Way(_plain(acts.begin), explanation=gettext_lazy("您成为经办人。")),
        "ask_correction": Way(
            _plain(acts.ask_correction, "answer_by", "what", "guidance"),
            forms.CorrectionForm,
            gettext_lazy("补正告知书随即生成。收到补正以前期限停止，收到以后重新计算。"),
        ),
        "correct": Way(_plain(acts.correct, "note", "late_reason"), forms.CorrectedForm),
        "lapse_correction": Way(
            _plain(acts.lapse_correction), explanation=gettext_lazy("视为放弃申请，告知书随即生成。")
        ),
        "consult": Way(
            _consult, forms.ConsultForm, gettext_lazy("征求意见书和给申请人的告知随即生成，互不透露对方是谁。")
        ),
        "consultation_received": Way(_plain(acts.consultation_received, "label"), forms.LabelForm),
        "answer_consultation": Way(_opinion, forms.OpinionForm),
        "close_consultation": Way(_plain(acts.close_consultation, "label", "reason"), forms.CloseForm),
        "extend": Way(
            _plain(acts.extend, "days", "reason"),
            forms.ExtensionForm,
            gettext_lazy("须在答复期限届满以前，延期告知书随即生成（条例第三十三条第二款）。"),
        ),
        "demand_reasons": Way(_plain(acts.demand_reasons, "answer_by", "facts"), forms.DemandReasonsForm),
        "give_reasons": Way(_plain(acts.give_reasons, "note"), forms.ReasonsForm),
        "accept_reasons": Way(_plain(acts.accept_reasons, "note", "delayed_until"), forms.AcceptForm),
        "notify_fee": Way(_fee, forms.FeeForm, gettext_lazy("金额由系统计算，收费通知书随即生成。")),
        "fee_received": Way(_plain(acts.fee_received, "note"), forms.FeeNoticeForm),
        "pay": Way(_plain(acts.pay, "receipt"), forms.PaidForm),
        "lapse_fee": Way(_plain(acts.lapse_fee), explanation=gettext_lazy("视为放弃申请，告知书随即生成。")),
        "return": Way(_plain(acts.return_answer, "reason"), forms.ReturnForm),
        "approve": Way(
            _plain(acts.approve), explanation=gettext_lazy("批准以前再按当日的规定核对一次。拟写的人不能批准。")
        ),
        "issue": Way(
            _plain(acts.issue), explanation=gettext_lazy("答复书编号并生成，救济途径由系统写明，此后不能再改。")
        ),
        "serve": Way(_serve, forms.ServiceForm, gettext_lazy("哪一天算答复之日，由送达方式决定。")),
        "withdraw": Way(_plain(acts.withdraw, "note"), forms.WithdrawalForm),
        "merge": Way(_merge, forms.MergeForm),
        "archive": Way(_plain(acts.archive)),
        "reopen": Way(_plain(acts.reopen, "order", "answer_by"), forms.ReopenForm),
    }
)
"""The events of ``law/applications/process.yaml`` with a form of their own; drafts are written in ``answering``."""

TOOLS: MappingProxyType[str, Tool] = MappingProxyType(
    {
        "search": Tool(
            gettext_lazy("登记检索"),
            Permission.HANDLE_APPLICATION,
            _search,
            forms.SearchForm,
            gettext_lazy("答复信息不存在的，以检索记录为据（条例第三十六条第四项）。"),
        ),
        "note": Tool(
            gettext_lazy("添加办理记录"),
            Permission.HANDLE_APPLICATION,
            lambda actor, case, data: acts.add_note(actor, case.application.pk, data["text"]),
            forms.NoteForm,
        ),
        "advise": Tool(
            gettext_lazy("提出法律意见"),
            Permission.ADVISE_ON_ANSWER,
            lambda actor, case, data: acts.advise(actor, case.application.pk, data["text"]),
            forms.NoteForm,
        ),
        "split": Tool(
            gettext_lazy("拆分申请"),
            Permission.HANDLE_APPLICATION,
            _split,
            forms.SplitForm,
            gettext_lazy("一件申请只写一个事项；已经征求意见、延期、收费或者拟答复的不能拆分。"),
        ),
    }
)
_DRAFT_AT_HAND = frozenset({"approve", "return", "issue"})


@staff
def take(request: HttpRequest, actor: Actor, application_id: int, step: str) -> HttpResponse:
    """Ask for what the event or the tool needs, then do it. What the law has against it is said on the page."""
    way: Way | Tool | None = WAYS.get(step) or TOOLS.get(step)
    if way is None:
        raise Http404(_("没有这一步。"))
    found = found_case(actor, application_id)
    form = way.form(posted(request))
    form.know(found)
    title = str(way.title) if isinstance(way, Tool) else steps()[step].label

    def run(data: Data) -> str:
        way.run(actor, found, data)
        return page.back

    obstacle = next((move.obstacle for move in found.moves if move.kind == step), "")
    draft = found.drafts[-1] if found.drafts and step in _DRAFT_AT_HAND else None
    page = page_of(found, title, way.explanation, "desk/applications/step.html", obstacle=obstacle, drafted=draft)
    return act_page(request, form, run, page, _("已办理：%(what)s。") % {"what": title})
