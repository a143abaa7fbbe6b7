"""Reports at work: what is to do, looking one over, deciding about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.desk.doors import form_only, staff
from gongkai.desk.forms import CellsForm, ReasonForm, WithdrawForm
from gongkai.desk.trials import by_row
from gongkai.desk.views.documents.work import work_context
from gongkai.kernel.actors import Actor, Place
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.look.findings import cards_of_records
from gongkai.look.reading_view import reading_view
from gongkai.reading.writers.from_json import check_from_json
from gongkai.reports import acts, queries
from gongkai.reports.acts import (
    acknowledge_finding,
    confirm_report,
    publish_report,
    return_report,
    withdraw_report,
)
from gongkai.reports.models import Report, ReportStatus, WithdrawalKind
from gongkai.reports.policy import MOVES
from gongkai.reports.queries import ReviewPage

PER_PAGE = 30
ON_DASHBOARD = 8


@staff
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for this person."""
    context = {
        "here": "home",
        "to_confirm": _first(queries.to_confirm(actor)),
        "to_publish": _first(queries.to_publish(actor)),
        "batches": [batch for batch in queries.batches(actor, limit=20) if batch.running or batch.waiting],
        "may_import": actor.may(Permission.IMPORT_REPORT),
        **work_context(actor),
    }
    return render(request, "desk/home.html", context)


@staff
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All reports within reach, by state."""
    chosen = queries.desk_reports(actor)
    status = request.GET.get("status", "")
    if status in ReportStatus.values:
        chosen = chosen.filter(status=status)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "reports",
        "page": page,
        "reports": [queries.desk_report(row) for row in page.object_list],
        "status": status,
        "statuses": ReportStatus.choices,
        "query": f"status={status}" if status else "",
    }
    return render(request, "desk/reports.html", context)


@staff
def review(request: HttpRequest, actor: Actor, report_id: int) -> HttpResponse:
    """One report: settle cells, answer findings, then decide."""
    found = _review_page(actor, report_id)
    checked = check_from_json(found.page.snapshot)
    context = {
        "here": "reports",
        "review": found,
        "summary": found.page.summary,
        "may_answer": "confirm" in found.moves,
        "view": reading_view(
            found.page.report, cards_of_records(found.page.findings), checked.confirmed if checked else ()
        ),
        "rows": by_row(found.page.report, found.doubts),
        "settled": [cell for cell in found.doubts if not cell.ambiguous],
        "answer_template": "desk/finding.html",
    }
    return render(request, "desk/review.html", context)


@staff
@form_only
def settle_cells(request: HttpRequest, actor: Actor, report_id: int) -> HttpResponse:
    """Settle the chosen ones of the ambiguous cells, all or none; asks first when that makes new errors."""
    found = _review_page(actor, report_id)
    confirmed = {cell.id: cell.value for cell in found.doubts if cell.confirmed}
    form = CellsForm(request.POST, (cell.id for cell in found.doubts), confirmed)
    if not form.is_valid():
        raise Unlawful(_("请至少选定一格的数值，“其他”要填数字，并写明依据。"))
    trial = queries.preview(actor, report_id, form.settled, form.reopened)
    if trial is not None and trial.new_errors and not request.POST.get("sure"):
        context = {
            "here": "reports",
            "summary": found.page.summary,
            "trial": trial,
            "chosen": [
                (cell.label, trial.cells[cell.key].value, cell.id in form.reopened)
                for cell in found.doubts
                if cell.id in form.settled or cell.id in form.reopened
            ],
            "sent": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        }
        return render(request, "desk/settle_check.html", context)
    done = acts.settle_cells(
        actor,
        report_id,
        form.settled,
        form.cleaned_data["reason"],
        reopened=form.reopened,
        seen=request.POST.get("seen", ""),
    )
    messages.success(request, _("已确认，报告已重新核对。"))
    if done.derived:
        messages.success(request, _("另有 %(number)s 格由勾稽关系随之确定。") % {"number": len(done.derived)})
    return redirect("desk:review", report_id)


@staff
@form_only
def acknowledge(request: HttpRequest, actor: Actor, report_id: int, finding_id: int) -> HttpResponse:
    """Accept one finding with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Unlawful(_("请写明理由。"))
    acknowledge_finding(actor, finding_id, form.cleaned_data["reason"])
    messages.success(request, _("已记下理由，发布时会一并公布。"))
    return redirect("desk:review", report_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """A grave step: what the page asks, and the act behind its button."""

    title: Promise
    explanation: Promise
    button: Promise
    run: Callable[[Actor, int, HttpRequest], object]
    done: Promise
    form: type[ReasonForm] | None = None
    grave: bool = False


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def _withdrawal_kind(request: HttpRequest) -> WithdrawalKind:
    kind = request.POST.get("kind", "")
    if kind not in WithdrawalKind.values:
        raise Unlawful(_("请选择撤回原因。"))
    return WithdrawalKind(kind)


DECISIONS: dict[str, Decision] = {
    "confirm": Decision(
        gettext_lazy("核对完毕"),
        gettext_lazy("确认表格和说明无误，交给另一位审核人发布。此后不能再改，除非退回。"),
        gettext_lazy("核对完毕，提交发布"),
        lambda actor, pk, request: confirm_report(
            actor, pk, accept_ambiguous=bool(request.POST.get("accept")), seen=request.POST.get("seen", "")
        ),
        gettext_lazy("已核对，等待发布。"),
    ),
    "return": Decision(
        gettext_lazy("退回核对"),
        gettext_lazy("报告回到待核对，理由会留痕。"),
        gettext_lazy("退回"),
        lambda actor, pk, request: return_report(actor, pk, _reason(request)),
        gettext_lazy("已退回。"),
        ReasonForm,
    ),
    "publish": Decision(
        gettext_lazy("发布"),
        gettext_lazy("发布后所有人可见，内容不能再改；要改只能导入新版本或撤回。"),
        gettext_lazy("发布"),
        lambda actor, pk, request: publish_report(actor, pk, seen=request.POST.get("seen", "")),
        gettext_lazy("已发布。"),
    ),
    "discard": Decision(
        gettext_lazy("作废"),
        gettext_lazy("这份报告没有发布过，作废后不再办理，可以重新导入。理由会留痕。"),
        gettext_lazy("作废"),
        lambda actor, pk, request: withdraw_report(actor, pk, WithdrawalKind.DISCARDED, _reason(request)),
        gettext_lazy("已作废。"),
        ReasonForm,
        grave=True,
    ),
    "withdraw": Decision(
        gettext_lazy("撤回"),
        gettext_lazy("公开页面会写明已撤回和理由，内容保留备查。"),
        gettext_lazy("撤回"),
        lambda actor, pk, request: withdraw_report(actor, pk, _withdrawal_kind(request), _reason(request)),
        gettext_lazy("已撤回。"),
        WithdrawForm,
        grave=True,
    ),
}


@staff
def decide(request: HttpRequest, actor: Actor, report_id: int, step: str) -> HttpResponse:
    """Ask once more, then do it."""
    if step not in MOVES:
        raise Http404(_("没有这一步。"))
    found = _review_page(actor, report_id)
    organ, status = found.page.summary.organ, found.page.summary.status
    if not actor.may(MOVES[step].permission, Place(organ.id, organ.division_code)):
        raise NotPermitted(_("您没有办理这一步的权限。"))
    if step not in found.moves:
        said = _("这一步现在不能办理：报告的状态是“%(status)s”。") % {"status": status.label}
        messages.warning(request, (found.publish_hindrance if step == "publish" else "") or said)
        return redirect("desk:review", report_id)
    never_public = step == "withdraw" and status != ReportStatus.PUBLISHED
    decision = DECISIONS["discard" if never_public else step]
    if request.method == "POST":
        decision.run(actor, report_id, request)
        messages.success(request, str(decision.done))
        return redirect("desk:review", report_id)
    context = {
        "here": "reports",
        "decision": decision,
        "step": step,
        "form": decision.form() if decision.form else None,
        "review": found,
        "summary": found.page.summary,
        "seen": request.GET.get("seen", found.page.snapshot_sha256),
    }
    return render(request, "desk/decide.html", context)


def _review_page(actor: Actor, report_id: int) -> ReviewPage:
    found = queries.review_page(actor, report_id)
    if found is None:
        raise Http404(_("没有这份报告，或者它不在您的权限范围内。"))
    return found


def _first(reports: QuerySet[Report]) -> list[queries.DeskReport]:
    return [queries.desk_report(row) for row in reports[:ON_DASHBOARD]]
