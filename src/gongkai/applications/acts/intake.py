"""How an application comes in: from the public form, at the window, by mail (条例 29–31, 43)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters, persons
from gongkai.applications.models import Application
from gongkai.kernel.acts import Step, act
from gongkai.kernel.errors import NotFound
from gongkai.kernel.numbering import take_serials
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.statute.clocks.events import Channel, Submitted
from gongkai.statute.intake import Applicant, Wanted, intake, missing

LONGEST = 5_000  # characters of a description


@dataclass(frozen=True, slots=True)
class Entry:
    """An application as it came in. ``on``: the day it was handed in, signed for or found in the box."""

    applicant: Applicant
    wanted: Wanted
    channel: Channel
    on: datetime.date
    assisted: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What the applicant gets: the number, and the code that opens it. ``code`` is "" for a form sent twice."""

    application: Application
    code: str


@act("application.submit", Permission.SUBMIT_APPLICATION, _("提出申请"))
def submit(step: Step, organ_id: int, applicant: Applicant, wanted: Wanted, token: str) -> Received:
    """An application from the public form. The same ``token`` sent twice is one application.

    Raises Unlawful with every field that the regulation demands and that is missing.
    """
    organ = _open_organ(organ_id)
    step.permit(organ.place)
    if earlier := Application.objects.filter(token=token).first():
        step.unchanged()
        return Received(earlier, "")
    lacking = missing(applicant, wanted)
    step.demand(not lacking, "\n".join(map(str, lacking)))
    entry = Entry(applicant, wanted, Channel.ONLINE, timezone.localdate(step.now))
    return _take_in(step, organ, entry, token)


@act("application.enter", Permission.RECEIVE_APPLICATION, _("登记申请"))
def enter(step: Step, organ_id: int, entry: Entry, token: str) -> Received:
    """An application that came to the window, by mail, fax or e-mail, entered by the staff.

    What the paper lacks does not keep it out: a correction is asked for later (条例 30).
    """
    organ = _open_organ(organ_id)
    step.permit(organ.place)
    if earlier := Application.objects.filter(token=token).first():
        step.unchanged()
        return Received(earlier, "")
    step.demand(entry.on <= timezone.localdate(step.now), _("收到的日期不能在今天之后。"))
    step.demand(bool(entry.applicant.name.strip()), _("请填写申请人的姓名或者名称。"))
    step.demand(entry.channel != Channel.ORAL or entry.assisted, _("口头申请由工作机构代为填写，请注明。"))
    return _take_in(step, organ, entry, token)


def _take_in(step: Step, organ: Organ, entry: Entry, token: str) -> Received:
    """Number, code, clock and ledger in the one transaction of the act."""
    intake().kind(entry.applicant.kind)
    wanted = entry.wanted
    step.demand(len(wanted.description) <= LONGEST, _("描述超过 %(most)s 字，请概括。"), most=LONGEST)
    number, code = new_number(organ, step.now), persons.new_code()
    application = Application(
        organ=organ,
        number=number,
        kind=entry.applicant.kind,
        channel=entry.channel.value,
        sealed=persons.seal(entry.applicant),
        person_mark=persons.person_mark(entry.applicant),
        code_mark=persons.code_mark(number, code),
        token=token,
        wanted_name=wanted.name,
        wanted_number=wanted.number,
        wanted_description=wanted.description,
        form=wanted.form,
        delivery=wanted.delivery,
        assisted=entry.assisted,
        entered_at=step.now,
        entered_by_id=step.actor.id,
    )
    happening = course.begin(application, Submitted(entry.on, entry.channel), step)
    letters.write(
        step, application, "receipt" if application.received_on else "arrival_notice", happening, {"query_code": code}
    )
    step.record(application, organ=organ.pk, number=number, channel=entry.channel.value, on=entry.on.isoformat())
    return Received(application, code)


def _open_organ(organ_id: int) -> Organ:
    """The organ as it works today, locked so that two forms with one token wait for each other.

    Not more than that: rows that refer to the organ can still be written.
    """
    found = (
        Organ.objects.select_related("division")
        .filter(valid_to=None)
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=organ_id)
        .first()
    )
    if found is None:
        raise NotFound(_("没有这个机关，或者它已经不再办理申请。"))
    return found


def new_number(organ: Organ, now: datetime.datetime) -> str:
    """A number that no other application in the house has: division, year, serial."""
    scope = f"{organ.division_id}-{timezone.localdate(now):%Y}"
    return f"{scope}-{take_serials(f'application/{scope}', 1):06d}"
