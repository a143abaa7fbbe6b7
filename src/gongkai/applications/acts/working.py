"""Work on an application that the clock does not know: who does what, what was searched, said and advised."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications.acts.steps import locked, permit_any
from gongkai.applications.models import Application, Assignment, Note, SearchRecord
from gongkai.applications.policy import HANDLING
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.typed import Typed
from gongkai.organs.models import User
from gongkai.organs.policy import actor_of

Day = datetime.date
LONGEST = 5_000  # characters of a remark


@dataclass(frozen=True, slots=True)
class Task(Typed):
    """What somebody is to do by when; ``lead``: they lead the work (主办), the others help (协办)."""

    to: int
    task: str
    by_day: Day | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Search(Typed):
    """Where information was looked for, by what words, on what day, and what came of it."""

    place: str
    terms: str
    on: Day
    found: bool = False
    result: str = ""


@act("application.assign", Permission.HANDLE_APPLICATION, _("交办"))
def assign(step: Step, application_id: int, task: Task) -> Assignment:
    """Give part of the work to a colleague who may handle applications at the organ."""
    application = locked(step, application_id)
    to = User.objects.filter(pk=task.to).first()
    today = timezone.localdate(step.now)
    able = to is not None and actor_of(to, today).may(Permission.HANDLE_APPLICATION, application.organ.place)
    step.demand(able, _("只能交给在本机关有权办理申请的人员。"))
    step.demand(0 < len(task.task.strip()) <= 300, _("请写明任务，至多 300 字。"))
    step.demand(task.by_day is None or task.by_day >= today, _("完成期限不能在今天以前。"))
    if task.lead:
        step.demand(not application.assignments.filter(lead=True, replied_at=None).exists(), _("已经有人主办。"))
    given = Assignment.objects.create(
        application=application,
        to_id=task.to,
        task=task.task.strip(),
        by_day=task.by_day,
        lead=task.lead,
        given_by_id=step.person,
        at=step.now,
    )
    step.record(application, assignment=given.pk, to=task.to)
    return given


@act("application.reply_assignment", Permission.HANDLE_APPLICATION, _("回复交办"))
def reply_assignment(step: Step, assignment_id: int, reply: str) -> Assignment:
    """Report back, once; only whoever was given the task does."""
    given = lock(Assignment.objects.select_related("application__organ"), pk=assignment_id)
    step.permit(given.application.organ.place)
    step.demand(given.to_id == step.person, _("这项任务交给了别人。"))
    step.demand(given.replied_at is None, _("这项任务已经回复。"))
    step.demand(0 < len(reply.strip()) <= LONGEST, _("请写明办理意见。"))
    given.reply, given.replied_at = reply.strip(), step.now
    given.save(update_fields=["reply", "replied_at"])
    step.record(given.application, assignment=given.pk)
    return given


@act("application.note", Permission.HANDLE_APPLICATION, _("添加办理记录"))
def add_note(step: Step, application_id: int, text: str) -> Note:
    """A remark for colleagues; never changed."""
    application = _seen_by_staff(step, application_id)
    return keep_note(step, application, text, legal=False)


@act("application.advise", Permission.ADVISE_ON_ANSWER, _("提出法律意见"))
def advise(step: Step, application_id: int, text: str) -> Note:
    """The opinion of the legal adviser on the answer at hand."""
    application = locked(step, application_id)
    return keep_note(step, application, text, legal=True)


@act("application.record_search", Permission.HANDLE_APPLICATION, _("登记检索"))
def record_search(step: Step, application_id: int, search: Search) -> SearchRecord:
    """What was searched where and how: an answer that information does not exist rests on it (条例 36(4))."""
    application = locked(step, application_id)
    step.demand(bool(search.place.strip() and search.terms.strip()), _("请写明检索范围和检索词。"))
    step.demand(search.on <= timezone.localdate(step.now), _("日期不能在今天之后。"))
    step.demand(not search.found or bool(search.result.strip()), _("检索到的，请写明检索到什么。"))
    kept = SearchRecord.objects.create(
        application=application,
        place=search.place.strip(),
        terms=search.terms.strip(),
        found=search.found,
        result=search.result.strip(),
        on=search.on,
        by_id=step.person,
        at=step.now,
    )
    step.record(application, search=kept.pk, found=search.found)
    return kept


def searched(application: Application) -> str:
    """The searches that found nothing, as an answer states them; "" where there is none, or one found something."""
    records = [*application.searches.select_related("by")]
    if not records or any(item.found for item in records):
        return ""
    return "；".join(
        f"{item.on:%Y-%m-%d} {item.by.display_name}在{item.place}以“{item.terms}”检索，没有检索到" for item in records
    )


def note_text(note: Note) -> str:
    """A remark in clear, for whoever may see the application."""
    return str(sealing.unseal(note.text_sealed)["text"])


def keep_note(step: Step, application: Application, text: str, *, legal: bool) -> Note:
    """Write a remark for an act that has permitted."""
    step.demand(0 < len(text.strip()) <= LONGEST, _("请写明内容，至多 %(most)s 字。"), most=LONGEST)
    token = sealing.seal({"text": text.strip()})
    note = Note.objects.create(
        application=application,
        text_sealed=token,
        text_digest=sealing.digest(token),
        legal=legal,
        by_id=step.person,
        at=step.now,
    )
    step.record(application, note=note.pk, legal=legal)
    return note


def _seen_by_staff(step: Step, application_id: int) -> Application:
    application = lock(Application.objects.select_related("organ"), pk=application_id)
    permit_any(step, application.organ.place, *HANDLING)
    return application
