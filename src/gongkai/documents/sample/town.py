"""The people of the sample county at work: a document drafted, taken through its gates, numbered, published."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils import timezone

from gongkai.documents import acts, facts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Document, Edition
from gongkai.documents.sample.texts import SampleText, draft_of, sample_texts
from gongkai.kernel import pretence
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ, User
from gongkai.organs.policy import actor_of
from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.disclosure import Attribute
from gongkai.statute.processes import document_process

DIVISION = "539901"
REVIEWERS = {
    "document.review_unit": "section",
    "document.review_attribute": "disclosure",
    "document.review_secrecy": "secrecy",
    "document.review_legality": "legal",
    "document.check_text": "editor",
    "document.sign": "leader",
}
MORNING, EVENING = datetime.time(9, 20), datetime.time(17, 10)


@dataclass
class Town:
    """``now`` is the moment of setting up; everything else is so many days before it."""

    now: datetime.datetime
    documents: dict[str, Document] = field(default_factory=dict)
    _numbers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        names = ("drafter", *REVIEWERS.values())
        today = timezone.localdate(self.now)
        self._actors = {user.username: actor_of(user, today) for user in User.objects.filter(username__in=names)}

    def actor(self, name: str) -> Actor:
        """A person of the county by user name."""
        return self._actors[name]

    def organ(self, key: str) -> Organ:
        """An organ of the county, as ``office``."""
        return Organ.objects.get(code=f"{DIVISION}-{key}")

    def moment(self, ago: float) -> datetime.datetime:
        """In the working hours of a working day, about ``ago`` days before now; never after now, in order."""
        local = timezone.localtime(self.now - datetime.timedelta(days=ago))
        day, time = local.date(), min(max(local.time(), MORNING), EVENING)
        while not WorkCalendar.load().is_workday(day):
            day, time = day - datetime.timedelta(days=1), EVENING
        return min(timezone.make_aware(datetime.datetime.combine(day, time)), self.now)

    def day(self, ago: float) -> datetime.date:
        """The day of :meth:`moment`."""
        return timezone.localdate(self.moment(ago))

    def ahead(self, days: int) -> datetime.date:
        """A day of the calendar that is still to come, or with a negative number has gone by."""
        return timezone.localdate(self.now) + datetime.timedelta(days=days)

    def draft(
        self,
        key: str,
        begun: float,
        formed: float,
        dates: Mapping[str, datetime.date] = MappingProxyType({}),
        attribute: Attribute = Attribute.ACTIVE,
    ) -> Edition:
        """Begin a document ``begun`` days ago that bears the date of ``formed`` days ago."""
        text = sample_texts()[key]
        organ, signed = self.organ(text.organ), self.day(formed)
        entry = draft_of(text, self._number(text, signed), dates, signed=(organ.name, signed))
        proposal = Proposal(signed, attribute, duty=text.duty if attribute is Attribute.ACTIVE else "")
        with pretence.as_of(self.moment(begun)):
            document = acts.create_document(self.actor("drafter"), organ.pk, text.plan, entry, proposal)
        self.documents[key] = document
        return document.editions.get()

    def rewrite(self, edition: Edition, begun: float, old: str, new: str, note: str) -> Edition:
        """Change words of a draft, saying why."""
        document = edition.document
        kept = {name: getattr(edition, name) for name in Draft.__dataclass_fields__}
        changed = {"body": edition.body.replace(old, new), "change_note": note, "keywords": tuple(edition.keywords)}
        proposal = Proposal(document.formed_on, duty=document.duty, entry=document.entry_id)
        with pretence.as_of(self.moment(begun)):
            return acts.edit_draft(
                self.actor("drafter"), edition.pk, edition.saved_at, Draft(**(kept | changed)), proposal
            )

    def carry(self, edition: Edition, begun: float, ended: float, until: str = "") -> Edition:
        """Submit and pass the gates, evenly between two days; stop before the gate or the act ``until``."""
        document = edition.document
        last = "publish" if document.attribute == Attribute.ACTIVE else "file"
        stations = ["submit", *(gate.id for gate in facts.gates_of(document)), "number", last]
        stations = stations[: stations.index(until)] if until else stations
        for place, station in enumerate(stations):
            with pretence.as_of(self.moment(begun + (ended - begun) * place / max(1, len(stations) - 1))):
                edition = self._steps().get(station, lambda edition, gate=station: self._pass(edition, gate))(edition)
        return edition

    def _steps(self) -> dict[str, Callable[[Edition], Edition]]:
        editor = self.actor("editor")
        return {
            "submit": lambda edition: acts.submit(self.actor("drafter"), edition.pk),
            "number": lambda edition: acts.number(editor, edition.pk),
            "publish": lambda edition: acts.publish(editor, edition.pk),
            "file": lambda edition: acts.file_document(editor, edition.pk),
        }

    def _pass(self, edition: Edition, gate_id: str) -> Edition:
        gate = document_process().gate(gate_id)
        opinion = gate.opinions[0] if gate.opinions else ""
        checked = [item.id for item in gate.confirmations]
        reason = "按县人民政府要求加快办理。" if gate.limits else ""
        who = self.actor(REVIEWERS[gate.right])
        return acts.pass_gate(who, edition.pk, gate_id, edition.text_sha256, checked, opinion, reason)

    def published(self, key: str, ago: float, lead: float = 4) -> Document:
        """A document that went the whole way and became public ``ago`` days ago."""
        edition = self.draft(key, ago + lead, ago + 1)
        return self.carry(edition, ago + lead - 0.2, ago).document

    def _number(self, text: SampleText, signed: datetime.date) -> str:
        if not text.code:
            return ""
        self._numbers[text.code, signed.year] += 1
        return f"{text.code}〔{signed.year}〕{self._numbers[text.code, signed.year]}号"
