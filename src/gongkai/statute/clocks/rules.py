"""How time runs by the law of a day: ``law/applications/clock.yaml`` with the lengths of ``law/time_limits.yaml``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from gongkai.statute.clocks.events import Channel, Consulted, Service
from gongkai.statute.data import LawModel, load
from gongkai.statute.sources import Source, SourceRef, source
from gongkai.statute.time_limits import TimeLimit, time_limit

Silence = Literal["decide", "consent", "none"]


class _Correction(LawModel):
    once: bool
    limit: str = ""
    source: SourceRef
    restart: SourceRef


class _Consultation(LawModel):
    kind: Consulted
    pauses: bool
    limit: str = ""
    silence: Silence
    source: SourceRef


class _Reasons(LawModel):
    clock: Literal["runs", "pauses"]
    source: SourceRef
    effect: SourceRef


class _Regime(LawModel):
    id: str
    label: str
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    source: SourceRef
    transition: SourceRef | None = None
    reply: str
    extension: str
    correction: _Correction
    consultations: tuple[_Consultation, ...]
    reasons: _Reasons | None = None
    fee: str = ""


class _Channel(LawModel):
    id: Channel
    label: str


class _Receipt(LawModel):
    channels: frozenset[Channel]
    receipt: Literal["at_once", "confirmation"]
    same_day: bool = False
    statement: str
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    source: SourceRef


class _Service(LawModel):
    id: Service
    label: str
    counts: Literal["signed", "posted", "sent"]
    day: str
    source: SourceRef


class _File(LawModel):
    regimes: tuple[_Regime, ...]
    start: SourceRef
    day_off: SourceRef
    reopening: SourceRef
    extension_kept: SourceRef
    order_fixed: SourceRef
    channels: tuple[_Channel, ...]
    receipts: tuple[_Receipt, ...]
    services: tuple[_Service, ...]


@dataclass(frozen=True, slots=True)
class ConsultationRule:
    """What asking for an opinion does: whether the time counts, how long they have, what silence means."""

    kind: Consulted
    pauses: bool
    limit: TimeLimit | None
    silence: Silence
    source: Source


@dataclass(frozen=True, slots=True)
class Rules:
    """The law of an application received on a day. A rule is None where that law does not know the thing."""

    id: str
    label: str
    source: Source
    transition: Source | None
    reply: TimeLimit
    extension: TimeLimit
    correction_limit: TimeLimit | None
    correction_once: bool
    correction: Source
    correction_restart: Source
    consultations: MappingProxyType[Consulted, ConsultationRule]
    reasons: Source | None
    reasons_pause: bool
    reasons_effect: Source | None
    fee: TimeLimit | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """On what day an application counts as received: the day it comes in, or the day it is confirmed.

    ``same_day``: the office must confirm on the day of arrival.
    """

    on_confirmation: bool
    same_day: bool
    statement: str
    source: Source


@dataclass(frozen=True, slots=True)
class Conventions:
    """What holds in every regime, each with its source."""

    start: Source
    day_off: Source
    reopening: Source
    extension_kept: Source
    order_fixed: Source


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """A way of service and the day that counts: of signature, of posting, or of sending; ``day`` in Chinese."""

    id: Service
    label: str
    counts: Literal["signed", "posted", "sent"]
    day: str
    source: Source


@cache
def _file() -> _File:
    return load(_File, "applications/clock.yaml")


@cache
def conventions() -> Conventions:
    """The rules both regimes share."""
    file = _file()
    refs = (file.start, file.day_off, file.reopening, file.extension_kept, file.order_fixed)
    return Conventions(*(source(ref) for ref in refs))


@cache
def channel_labels() -> MappingProxyType[Channel, str]:
    """The ways in, in Chinese."""
    return MappingProxyType({item.id: item.label for item in _file().channels})


@cache
def services() -> MappingProxyType[Service, ServiceRule]:
    """The ways of service with the day that counts."""
    return MappingProxyType(
        {
            item.id: ServiceRule(item.id, item.label, item.counts, item.day, source(item.source))
            for item in _file().services
        }
    )


def day_of_service(
    mode: Service, signed_on: datetime.date | None, posted_on: datetime.date | None, sent_on: datetime.date
) -> datetime.date | None:
    """The day that counts for the period of the answer; None where it has not come yet or was not noted."""
    return {"signed": signed_on, "posted": posted_on, "sent": sent_on}[services()[mode].counts]


@cache
def rules_on(receipt: datetime.date) -> Rules:
    """The law of an application received on ``receipt``.

    Raises:
        LookupError: before the Regulation of 2008.
    """
    for item in _file().regimes:
        if item.valid_from <= receipt and (item.valid_to is None or receipt < item.valid_to):
            return _rules(item, receipt)
    raise LookupError(f"{receipt:%Y-%m-%d} 还没有政府信息公开申请的规定")


def _rules(item: _Regime, on: datetime.date) -> Rules:
    correction, reasons = item.correction, item.reasons
    return Rules(
        id=item.id,
        label=item.label,
        source=source(item.source),
        transition=source(item.transition) if item.transition else None,
        reply=time_limit(item.reply, on),
        extension=time_limit(item.extension, on),
        correction_limit=_limit(correction.limit, on),
        correction_once=correction.once,
        correction=source(correction.source),
        correction_restart=source(correction.restart),
        consultations=MappingProxyType(
            {
                one.kind: ConsultationRule(one.kind, one.pauses, _limit(one.limit, on), one.silence, source(one.source))
                for one in item.consultations
            }
        ),
        reasons=source(reasons.source) if reasons else None,
        reasons_pause=reasons is not None and reasons.clock == "pauses",
        reasons_effect=source(reasons.effect) if reasons else None,
        fee=_limit(item.fee, on),
    )


def _limit(limit_id: str, on: datetime.date) -> TimeLimit | None:
    """A period, None where the law names none or the one it names is not yet in force."""
    try:
        return time_limit(limit_id, on) if limit_id else None
    except LookupError:
        return None


@cache
def receipt_rule(channel: Channel, submitted: datetime.date) -> Receipt:
    """The rule for the day of receipt of what came in through ``channel`` on ``submitted``.

    Raises:
        LookupError: before the Regulation of 2008.
    """
    for item in _file().receipts:
        begun = item.valid_from <= submitted and (item.valid_to is None or submitted < item.valid_to)
        if begun and channel in item.channels:
            return Receipt(item.receipt == "confirmation", item.same_day, item.statement, source(item.source))
    raise LookupError(f"{submitted:%Y-%m-%d} 还没有收到申请之日的规定")
