"""Opening what is sealed: by duty, and on record once a person, application and day."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, persons
from gongkai.applications.acts.steps import permit_any
from gongkai.applications.letters.printing import paper_of
from gongkai.applications.models import Application, Consulted, Letter, PersonalAccess
from gongkai.applications.policy import HANDLING
from gongkai.kernel import sealing
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.papers.model import Paper
from gongkai.statute.intake import Applicant


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose opinion was asked, in clear; ``answer`` is "" while there is none."""

    label: str
    name: str
    address: str
    answer: str


@dataclass(frozen=True, slots=True)
class Person:
    """The personal part of an application: who applies, who was asked, what was noted (by position of happening)."""

    applicant: Applicant
    asked: tuple[Asked, ...]
    notes: dict[int, str]


@act("application.open_person", Permission.HANDLE_APPLICATION, _("查看个人信息"))
def open_person(step: Step, application_id: int) -> Person:
    """The applicant's data in clear, for whoever receives, handles or approves at the organ."""
    application = _opened(step, application_id)
    return Person(
        applicant=persons.unseal(application),
        asked=tuple(_asked(item) for item in application.consulted.all()),
        notes={item.position: course.note_of(item) for item in application.happenings.all() if item.note_sealed},
    )


@act("application.open_letter", Permission.HANDLE_APPLICATION, _("查看文书"))
def open_letter(step: Step, letter_id: int) -> Paper:
    """A letter ready to print. It names the person it goes to, so that opening it counts as seeing their data."""
    letter = lock(Letter.objects, pk=letter_id)
    _opened(step, letter.application_id)
    return paper_of(letter)


def _opened(step: Step, application_id: int) -> Application:
    application = lock(Application.objects.select_related("organ"), pk=application_id)
    permit_any(step, application.organ.place, *HANDLING)
    today = timezone.localdate(step.now)
    _seen, first = PersonalAccess.objects.get_or_create(
        application=application, by_id=step.person, on=today, defaults={"at": step.now}
    )
    if first:
        step.record(application, on=today.isoformat())
    else:
        step.unchanged()
    return application


def _asked(item: Consulted) -> Asked:
    who = sealing.unseal(item.sealed)
    answer = sealing.unseal(item.answer_sealed)["text"] if item.answer_sealed else ""
    return Asked(item.label, str(who["name"]), str(who["address"]), str(answer))
