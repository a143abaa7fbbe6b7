"""A small office for the tests: one organ of Baoshan with everybody a document passes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.acts.offices import OfficeEntry, describe_office
from gongkai.documents.acts.participation import Call, PlanEntry, call_for_opinions, plan_interpretation
from gongkai.documents.facts import gates_of
from gongkai.documents.models import Document, Edition
from gongkai.kernel.actors import INSTALLER, Actor
from gongkai.organs.acts import load_register
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.roles import Role
from gongkai.statute.processes import document_process
from tests.world import register_of

PEOPLE = {
    "张起草": Role.CLERK,
    "李科长": Role.SECTION,
    "王公开": Role.DISCLOSURE,
    "赵保密": Role.SECRECY,
    "钱法制": Role.LEGAL,
    "孙审校": Role.EDITOR,
    "周领导": Role.LEADER,
}
AT_GATE = {
    "unit_review": "李科长",
    "attribute_review": "王公开",
    "secrecy_review": "赵保密",
    "legality_review": "钱法制",
    "competition_review": "钱法制",
    "text_check": "孙审校",
    "sign_off": "周领导",
}
FORMED = datetime.date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Office:
    """The organ and its people by name."""

    organ: Organ
    outsider: User

    def person(self, name: str) -> User:
        return User.objects.get(display_name=name)

    def actor(self, name: str) -> Actor:
        """A person with the rights of today."""
        return actor_of(self.person(name), timezone.localdate())

    def draft(self, title: str = "关于加强饮用水水源保护的通知", **changes: object) -> Edition:
        """A document that may be submitted as it is."""
        plan = str(changes.pop("plan", "ordinary"))
        proposal = changes.pop("proposal", Proposal(FORMED))
        assert isinstance(proposal, Proposal)
        text = {
            "body": f"<p>各乡镇人民政府：</p><p>为保护饮用水水源，现通知如下。</p><p>（{title}）</p>",
            "summary": "饮用水水源保护的要求。",
        }
        entry = Draft(title=title, **{**text, **changes})  # type: ignore[arg-type]
        document = acts.create_document(self.actor("张起草"), self.organ.pk, plan, entry, proposal)
        return document.editions.get()

    def prepare(self, edition: Edition) -> Edition:
        """What a class of documents asks for besides its text: no interpretation for a reason, a period for a call."""
        author, today = self.actor("张起草"), timezone.localdate()
        if edition.document.plan == "normative":
            plan_interpretation(author, edition.document_id, PlanEntry(not_needed_reason="文字修订"))
        if edition.document.plan == "consultation":
            call_for_opinions(author, edition.document_id, Call(today, today + datetime.timedelta(days=30), "电话"))
        return edition

    def pass_gates(self, edition: Edition, until: str = "") -> Edition:
        """Submit and pass every gate, each by its own person; stop before ``until``."""
        edition = acts.submit(self.actor("张起草"), edition.pk)
        for gate in gates_of(edition.document):
            if gate.id == until:
                break
            edition = self.pass_gate(edition, gate.id)
        return edition

    def pass_gate(self, edition: Edition, gate_id: str, name: str = "") -> Edition:
        """One gate with its whole checklist confirmed."""
        gate = document_process().gate(gate_id)
        items = [item.id for item in gate.confirmations]
        reason = "上级要求紧急印发" if gate.limits else ""
        opinion = gate.opinions[0] if gate.opinions else ""
        who = self.actor(name or AT_GATE[gate_id])
        return acts.pass_gate(who, edition.pk, gate_id, edition.text_sha256, items, opinion, reason)

    def publish(self, edition: Edition) -> Document:
        """The whole way to the public."""
        edition = self.pass_gates(edition)
        acts.number(self.actor("孙审校"), edition.pk)
        return acts.publish(self.actor("孙审校"), edition.pk).document


def build() -> Office:
    """Fill an empty database."""
    load_register(INSTALLER, register_of("530000", "530500"))
    organ = Organ.objects.get(code="530500-office")
    for number, (name, role) in enumerate(PEOPLE.items()):
        user = User.objects.create(username=f"p{number}", display_name=name, organ=organ)
        Post.objects.create(user=user, organ=organ, role=role)
    outsider = User.objects.create(username="out", display_name="外人", organ=organ)
    office = Office(organ, outsider)
    describe_office(
        office.actor("王公开"),
        organ.pk,
        OfficeEntry("保山市人民政府办公室政务公开科", "{organ_code}/{year}-{serial:5}", organ_code="01525502-2"),
    )
    return office
