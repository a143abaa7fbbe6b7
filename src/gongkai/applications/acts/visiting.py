"""What applicants do themselves with number and query code: hand in papers, correct, give reasons, withdraw.

The code is proved inside the act. Whoever has it may act for the application; there is no account behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, persons
from gongkai.applications.acts.steps import corrected, record
from gongkai.applications.codes import opened
from gongkai.applications.models import Application, Paper
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.errors import NotFound
from gongkai.kernel.files import HEAD_BYTES, media_type, store
from gongkai.kernel.permissions import Permission
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks.events import Event

TYPES = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}
"""What evidence may be, judged by content."""
LONGEST_NAME = 200  # characters of a file name
LONGEST_WORDS = 5_000  # characters of a correction or of reasons
CODE_AGAIN = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in."""

    name: str
    content: bytes


@act("application.renew_code", Permission.SUBMIT_APPLICATION, _("重新发给查询码"))
def renew_code(step: Step, token: str) -> tuple[Application, str]:
    """A new code for who sends the same form again, because the first answer never reached them.

    Only for an hour: the token of the form lies in the browser. Raises Unlawful afterwards.
    """
    application = lock(Application.objects.select_related("organ"), token=token)
    step.permit(application.organ.place)
    fresh = application.entered_by_id is None and step.now - application.entered_at <= CODE_AGAIN
    step.demand(
        fresh, _("这份表单已经提交过，登记编号是 %(number)s。忘记查询码的，请联系受理机关。"), number=application.number
    )
    code = persons.new_code()
    application.code_mark = persons.code_mark(application.number, code)
    application.save(update_fields=["code_mark"])
    step.record(application, number=application.number)
    return application, code


@act("application.hand_in", Permission.FOLLOW_APPLICATION, _("提交材料"))
def hand_in(step: Step, number: str, code: str, purpose: str, uploads: Sequence[Upload]) -> Application:
    """Keep files of the applicant, sealed as they came. Raises Unlawful: too many, too large, of another type."""
    application = _own(step, number, code)
    _keep(step, application, purpose, uploads)
    step.record(application, purpose=purpose, files=len(uploads))
    return application


@act("application.correct_online", Permission.FOLLOW_APPLICATION, _("网上提交补正"))
def correct_online(
    step: Step, number: str, code: str, words: str, late_reason: str = "", uploads: Sequence[Upload] = ()
) -> Application:
    """The correction that the office asked for (条例 30); the period to answer begins anew."""
    event, said = corrected(timezone.localdate(step.now), words, late_reason)
    return _answer(step, (number, code), event, said, uploads)


@act("application.give_reasons_online", Permission.FOLLOW_APPLICATION, _("网上说明理由"))
def give_reasons_online(step: Step, number: str, code: str, words: str, uploads: Sequence[Upload] = ()) -> Application:
    """The reasons that the office asked for (条例 35)."""
    return _answer(step, (number, code), ev.ReasonsGiven(timezone.localdate(step.now)), words, uploads)


@act("application.withdraw_online", Permission.FOLLOW_APPLICATION, _("网上撤回申请"))
def withdraw_online(step: Step, number: str, code: str) -> Application:
    """The applicant gives the application up."""
    application = _own(step, number, code)
    event = ev.Withdrawn(timezone.localdate(step.now))
    course.happen(application, event, step, "申请人凭查询码在网上撤回。")
    record(step, application, event)
    return application


def _answer(step: Step, key: tuple[str, str], event: Event, words: str, uploads: Sequence[Upload]) -> Application:
    """Words and files in answer to a letter of the office, as an event."""
    application = _own(step, *key)
    step.demand(bool(words.strip()), _("请写明内容。"))
    step.demand(len(words) <= LONGEST_WORDS, _("内容超过 %(most)s 字，请概括，或者作为附件提交。"), most=LONGEST_WORDS)
    course.happen(application, event, step, words)
    _keep(step, application, event.kind, uploads)
    record(step, application, event)
    return application


def _own(step: Step, number: str, code: str) -> Application:
    """The application that the code opens, locked. Raises NotFound alike for a wrong number and a wrong code."""
    found = opened(Application.objects.select_related("organ").select_for_update(of=("self",)), number, code)
    if found is None:
        raise NotFound(_("登记编号或者查询码不对，请核对。"))
    step.permit(found.organ.place)
    return found


def _keep(step: Step, application: Application, purpose: str, uploads: Sequence[Upload]) -> None:
    there = application.papers.filter(purpose=purpose).count()
    most, size = settings.EVIDENCE_FILES, settings.EVIDENCE_BYTES
    step.demand(there + len(uploads) <= most, _("文件最多 %(most)s 个。"), most=most)
    for upload in uploads:
        kind = media_type(upload.content[:HEAD_BYTES])
        step.demand(bool(upload.content), _("“%(name)s”是空的，请检查后重新选择。"), name=upload.name)
        step.demand(kind in TYPES, _("“%(name)s”不是 PDF、JPG 或者 PNG 文件。"), name=upload.name)
        step.demand(
            len(upload.content) <= size,
            _("“%(name)s”超过 %(limit)s MB，请缩小后重新选择。"),
            name=upload.name,
            limit=size // 1024**2,
        )
        sealed, key = sealing.seal_bytes(upload.content)
        Paper.objects.create(
            application=application,
            purpose=purpose,
            name_sealed=sealing.seal({"name": upload.name[:LONGEST_NAME]}),
            key_sealed=key,
            media_type=kind,
            file=store([sealed], 2 * size),  # a seal makes it a third longer
            by_id=step.actor.id,
            at=step.now,
        )
