"""A small office for the tests: one organ of Baoshan with everybody an application meets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.utils import timezone

from gongkai.applications import acts
from gongkai.applications.models import Application
from gongkai.kernel.actors import INSTALLER, VISITOR, Actor
from gongkai.organs.acts import load_register
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.roles import Role
from gongkai.statute.clocks.events import Channel
from gongkai.statute.intake import Applicant, Wanted
from tests.world import register_of

PEOPLE = {
    "李经办": Role.CLERK,
    "王主任": Role.DISCLOSURE,
    "钱法制": Role.LEGAL,
    "周领导": Role.LEADER,
}
APPLICANT = Applicant(
    kind="natural_person",
    name="张申请",
    identity="resident_card",
    identity_number="11010519491231002X",  # the example of GB 11643
    phone="0875-0000000",
    address="保山市隆阳区示例路1号",
    email="zhang@example.org",
)
HEAD = acts.Head(
    code="保政办", contact="保山市隆阳区同仁街1号 0875-0000001", payee="财政专户", internet="https://fuyi.example.cn"
)
WANTED = Wanted(description="2024年城区供水管网改造的资金安排", form="electronic", delivery="online")


@dataclass(frozen=True, slots=True)
class Office:
    """The organ and its people by name."""

    organ: Organ

    def person(self, name: str) -> User:
        return User.objects.get(display_name=name)

    def actor(self, name: str) -> Actor:
        return actor_of(self.person(name), timezone.localdate())

    def submit(self, token: str = "token-1", **changes: str) -> acts.Received:
        """From the public form."""
        wanted = replace(WANTED, **changes)
        return acts.submit(VISITOR, self.organ.pk, APPLICANT, wanted, token)

    def entered(self, on: datetime.date, token: str = "token-1", applicant: Applicant = APPLICANT) -> Application:
        """Handed in at the window on a day; registered by this."""
        entry = acts.Entry(applicant, WANTED, Channel.IN_PERSON, on)
        return acts.enter(self.actor("李经办"), self.organ.pk, entry, token).application


def build() -> Office:
    """Fill an empty database."""
    load_register(INSTALLER, register_of("530000", "530500"))
    organ = Organ.objects.get(code="530500-office")
    for number, (name, role) in enumerate(PEOPLE.items()):
        user = User.objects.create(username=f"p{number}", display_name=name, organ=organ)
        Post.objects.create(user=user, organ=organ, role=role)
    other = Organ.objects.exclude(pk=organ.pk).filter(valid_to=None).first()
    assert other is not None
    outsider = User.objects.create(username="out", display_name="外人", organ=other)
    for role in (Role.CLERK, Role.DISCLOSURE, Role.LEADER):
        Post.objects.create(user=outsider, organ=other, role=role)
    here = Office(organ)
    acts.set_letterhead(here.actor("王主任"), organ.pk, HEAD)
    return here
