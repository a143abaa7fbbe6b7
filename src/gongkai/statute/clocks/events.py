"""What happens to an application: one frozen class per row of ``law/applications/process.yaml``, each with its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Channel(StrEnum):
    """How an application comes in (条例 31)."""

    IN_PERSON = "in_person"
    ORAL = "oral"
    SIGNED_MAIL = "signed_mail"
    ORDINARY_LETTER = "ordinary_letter"
    ONLINE = "online"
    EMAIL = "email"
    FAX = "fax"


class Consulted(StrEnum):
    """Whose opinion is asked: 第三方 (32), 共同制作机关 (34), 其他机关 (33(3))."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"


class Opinion(StrEnum):
    """What the consulted say. ``CONSENT`` to disclosure, ``OBJECTION``, or an ``OTHER`` opinion."""

    CONSENT = "consent"
    OBJECTION = "objection"
    OTHER = "other"


class Service(StrEnum):
    """How an answer is served; the day that counts differs (国办公开办函〔2016〕235号)."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    MAIL = "mail"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. ``kind`` is its id in the table of the process."""

    kind: ClassVar[str] = ""
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """The application arrives: handed in, signed for, found in the box, or entered online."""

    kind: ClassVar[str] = "submit"
    channel: Channel


@dataclass(frozen=True, slots=True)
class Unreached(Event):
    """An attempt to confirm failed; the clock does not start (国办公开办函〔2015〕207号)."""

    kind: ClassVar[str] = "unreached"


@dataclass(frozen=True, slots=True)
class Confirmed(Event):
    """Office and applicant confirmed; this is the day of receipt."""

    kind: ClassVar[str] = "confirm"


@dataclass(frozen=True, slots=True)
class Begun(Event):
    """Somebody takes the case up. No effect on the clock."""

    kind: ClassVar[str] = "begin"


@dataclass(frozen=True, slots=True)
class CorrectionAsked(Event):
    """The applicant is asked to make the content clear, at the latest by ``answer_by`` (the period of the notice)."""

    kind: ClassVar[str] = "ask_correction"
    answer_by: datetime.date


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    """The corrected application is received. ``late_reason``: the good reason (正当理由) when it comes late."""

    kind: ClassVar[str] = "correct"
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionLapsed(Event):
    """The period for correction passed without a good reason; the application counts as given up (条例 30)."""

    kind: ClassVar[str] = "lapse_correction"


@dataclass(frozen=True, slots=True)
class StillUnclear(Event):
    """What is wanted stays unclear after the correction."""

    kind: ClassVar[str] = "unclear"


@dataclass(frozen=True, slots=True)
class ConsultationSent(Event):
    """A letter asking for an opinion is sent. ``name`` is unique within the application."""

    kind: ClassVar[str] = "consult"
    name: str
    consulted: Consulted


@dataclass(frozen=True, slots=True)
class ConsultationReceived(Event):
    """The consulted received the letter; their period runs from this day."""

    kind: ClassVar[str] = "consultation_received"
    name: str


@dataclass(frozen=True, slots=True)
class ConsultationAnswered(Event):
    """The opinion arrives. After the end of the period it is noted but does not lengthen the pause."""

    kind: ClassVar[str] = "answer_consultation"
    name: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class ConsultationClosed(Event):
    """The organ waits no longer, say because the letter came back; the pause ends."""

    kind: ClassVar[str] = "close_consultation"
    name: str


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """The applicant is told of an extension by ``days`` working days that ``approver`` agreed to."""

    kind: ClassVar[str] = "extend"
    days: int
    approver: str


@dataclass(frozen=True, slots=True)
class ReasonsDemanded(Event):
    """Number and frequency are clearly beyond reason; the applicant is to give reasons by ``answer_by``."""

    kind: ClassVar[str] = "demand_reasons"
    answer_by: datetime.date


@dataclass(frozen=True, slots=True)
class ReasonsGiven(Event):
    """The applicant's reasons arrive."""

    kind: ClassVar[str] = "give_reasons"


@dataclass(frozen=True, slots=True)
class ReasonsAccepted(Event):
    """The reasons are good; ``delayed_until`` names a later day to answer where the period does not suffice."""

    kind: ClassVar[str] = "accept_reasons"
    delayed_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ReasonsRejected(Event):
    """The reasons are not good, or none came in time."""

    kind: ClassVar[str] = "reject_reasons"


@dataclass(frozen=True, slots=True)
class FeeNotified(Event):
    """The notice of the information-processing fee goes out."""

    kind: ClassVar[str] = "notify_fee"


@dataclass(frozen=True, slots=True)
class FeeNoticeReceived(Event):
    """The applicant received the notice; the period to pay runs from this day."""

    kind: ClassVar[str] = "fee_received"


@dataclass(frozen=True, slots=True)
class Paid(Event):
    """The fee is paid; the period to answer begins anew."""

    kind: ClassVar[str] = "pay"


@dataclass(frozen=True, slots=True)
class FeeLapsed(Event):
    """The period to pay passed; the application counts as given up."""

    kind: ClassVar[str] = "lapse_fee"


@dataclass(frozen=True, slots=True)
class Converted(Event):
    """Already public, or a matter of another procedure: the answer will say so."""

    kind: ClassVar[str] = "convert"


@dataclass(frozen=True, slots=True)
class Prepared(Event):
    """A decision is drafted."""

    kind: ClassVar[str] = "prepare"


@dataclass(frozen=True, slots=True)
class Returned(Event):
    """The draft goes back to be worked on."""

    kind: ClassVar[str] = "return"


@dataclass(frozen=True, slots=True)
class Approved(Event):
    """The draft is approved."""

    kind: ClassVar[str] = "approve"


@dataclass(frozen=True, slots=True)
class Issued(Event):
    """The answer is a document with number and seal."""

    kind: ClassVar[str] = "issue"


@dataclass(frozen=True, slots=True)
class Served(Event):
    """The answer is served; ``on`` is the day that counts: signed for, handed to the post, or sent."""

    kind: ClassVar[str] = "serve"
    service: Service


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """The applicant withdraws in writing."""

    kind: ClassVar[str] = "withdraw"


@dataclass(frozen=True, slots=True)
class Merged(Event):
    """The application is handled together with another, ``into``."""

    kind: ClassVar[str] = "merge"
    into: str


@dataclass(frozen=True, slots=True)
class Succeeded(Event):
    """The organ is merged or loses the function; ``organ`` goes on. The clock does not notice."""

    kind: ClassVar[str] = "succeed"
    organ: str


@dataclass(frozen=True, slots=True)
class Archived(Event):
    """The bundle is complete."""

    kind: ClassVar[str] = "archive"


@dataclass(frozen=True, slots=True)
class Reopened(Event):
    """An order of a reconsideration organ or a court arrives. ``answer_by`` = the last day it sets, None if none."""

    kind: ClassVar[str] = "reopen"
    order: str
    answer_by: datetime.date | None = None


EVENTS: dict[str, type[Event]] = {item.kind: item for item in Event.__subclasses__()}
"""Every class by its kind."""
