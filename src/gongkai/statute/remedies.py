"""What may be done against a decision (救济): which way, until when, before whom, and the paragraph that says so.

``law/applications/remedies.yaml`` with the periods of ``law/time_limits.yaml``; the law is that of the day of decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.clocks import workdays
from gongkai.statute.data import LawModel, load
from gongkai.statute.disclosure import exemption_grounds
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import Source, SourceRef, source
from gongkai.statute.time_limits import LimitUnit, TimeLimit, last_day, time_limit

OrganKind = Literal[
    "state_council_department",
    "department",
    "justice_department",
    "government",
    "dispatched_government",
    "dispatched_office",
    "authorised",
]
Level = Literal["", "province", "prefecture", "county", "township"]
WayId = Literal["first", "choice"]


class _Dated(LawModel):
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


class _Way(LawModel):
    id: WayId
    first: bool
    text: str


class _Part(LawModel):
    way: WayId
    scope: str


class _Variant(_Dated):
    id: str
    label: str
    outcomes: tuple[str, ...]
    exempt: bool = False
    parts: tuple[_Part, ...]
    source: SourceRef


class _Silence(_Dated):
    id: str
    label: str
    way: WayId
    other_way: WayId | None = None
    sources: tuple[SourceRef, ...]


class _Body(LawModel):
    id: str
    label: str


class _OrganRule(_Dated):
    kind: OrganKind
    level: Level = ""
    vertical: bool = False
    bodies: tuple[str, ...]
    statement: str
    source: SourceRef


class _File(LawModel):
    last_day_off: SourceRef
    must_be_told: SourceRef
    by_internet: SourceRef
    court: str
    internet: str
    ways: tuple[_Way, ...]
    variants: tuple[_Variant, ...]
    silence: tuple[_Silence, ...]
    bodies: tuple[_Body, ...]
    organs: tuple[_OrganRule, ...]


@dataclass(frozen=True, slots=True)
class ReconsiderationOrgan:
    """Who reconsiders: ids and labels of the bodies, any one of which the applicant may choose, and the rule."""

    bodies: tuple[str, ...]
    labels: tuple[str, ...]
    statement: str
    source: Source


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period. ``nominal`` is the day it falls on; a day off moves it, ``moved_by`` that rule."""

    limit: TimeLimit
    nominal: datetime.date
    date: datetime.date
    provisional: bool
    moved_by: Source | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way; ``first``: reconsideration must come before the lawsuit. Last days are None while receipt is unknown."""

    first: bool
    reconsideration: TimeLimit
    lawsuit: TimeLimit
    reconsider_by: LastDay | None
    sue_by: LastDay | None


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """A decision and how it reached the applicant.

    ``document``: what it calls itself (答复书). ``names``: the names of the bodies by id, where they are known.
    ``received_on``: the day the applicant got it. ``internet``: the address for filing, needed when ``electronic``.
    """

    outcome: str
    decided_on: datetime.date
    organ_kind: OrganKind
    organ_level: Level = ""
    vertical: bool = False
    grounds: tuple[str, ...] = ()
    document: str = "答复书"
    names: Mapping[str, str] = field(default_factory=dict)
    court: str = ""
    received_on: datetime.date | None = None
    electronic: bool = False
    internet: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The answer. ``paragraph`` is ready for the letter when nothing stands against it."""

    variant: str
    label: str
    ways: tuple[Way, ...]
    organ: ReconsiderationOrgan
    paragraph: str
    sources: tuple[Source, ...]
    obstacles: tuple[Obstacle, ...]


@cache
def _file() -> _File:
    return load(_File, "applications/remedies.yaml")


def reconsideration_organ(
    kind: OrganKind, on: datetime.date, level: Level = "", *, vertical: bool = False
) -> ReconsiderationOrgan:
    """Who reconsiders a decision that such an organ takes on a day (行政复议法 24–28; before 2024 both 条块).

    Raises:
        LookupError: the law data knows no rule for it.
    """
    labels = {item.id: item.label for item in _file().bodies}
    for rule in _file().organs:
        fits = rule.kind == kind and rule.level in ("", level) and (vertical or not rule.vertical)
        if fits and rule.holds_on(on):
            names = tuple(labels[body] for body in rule.bodies)
            return ReconsiderationOrgan(rule.bodies, names, rule.statement, source(rule.source))
    raise LookupError(f"没有复议机关的规定：{kind}")


def remedy(facts: RemedyFacts) -> Remedy:
    """The remedies against a decision, with the paragraph for its letter.

    Raises:
        LookupError: no variant is made for the outcome on that day.
    """
    variant = _variant(facts)
    organ = reconsideration_organ(facts.organ_kind, facts.decided_on, facts.organ_level, vertical=facts.vertical)
    texts = {way.id: way for way in _file().ways}
    told = [source(_file().must_be_told)] if any(texts[part.way].first for part in variant.parts) else []
    words = _words(facts, organ)
    sentences = [(part.scope + texts[part.way].text).format(**words) for part in variant.parts]
    if facts.electronic and facts.internet:
        sentences.append(_file().internet.format(channel=facts.internet))
    return Remedy(
        variant=variant.id,
        label=variant.label,
        ways=tuple(_way(texts[part.way], facts.decided_on, facts.received_on) for part in variant.parts),
        organ=organ,
        paragraph="".join(sentences),
        sources=(source(variant.source), *told, organ.source),
        obstacles=tuple(_missing(facts)),
    )


def silence(due: datetime.date) -> tuple[tuple[Way, ...], tuple[Source, ...]]:
    """The ways against silence once ``due`` has passed, and their norms; two ways where the norms disagree."""
    texts = {way.id: way for way in _file().ways}
    rule = next(item for item in _file().silence if item.holds_on(due))
    ways = [rule.way] + ([rule.other_way] if rule.other_way else [])
    return tuple(_way(texts[way], due, due) for way in ways), tuple(source(ref) for ref in rule.sources)


def suit_after_reconsideration(received_on: datetime.date) -> LastDay:
    """The last day to sue, from the receipt of the reconsideration decision or the end of its period."""
    return _last_day(time_limit("remedy.lawsuit_after_reconsideration", received_on), received_on)


def _variant(facts: RemedyFacts) -> _Variant:
    """The first variant of the day that is made for the outcome (no outcomes named: for all)."""
    for item in _file().variants:
        fits = not item.outcomes or facts.outcome in item.outcomes
        if item.holds_on(facts.decided_on) and fits and (not item.exempt or _rests_on_exemption(facts)):
            return item
    raise LookupError(f"{facts.decided_on} 没有办理结果 {facts.outcome} 的救济告知")


def _rests_on_exemption(facts: RemedyFacts) -> bool:
    """Whether something is withheld under 条例 14–16."""
    known: Collection[str] = exemption_grounds(facts.decided_on)
    return any(key in known for key in facts.grounds)


def _words(facts: RemedyFacts, organ: ReconsiderationOrgan) -> dict[str, str]:
    named = [facts.names.get(body) or label for body, label in zip(organ.bodies, organ.labels, strict=True)]
    return {
        "document": facts.document,
        "organs": "或者".join(named),
        "court": facts.court or _file().court,
        "reconsideration": _length("remedy.reconsideration", facts.decided_on),
        "lawsuit": _length("remedy.lawsuit", facts.decided_on),
        "after": _length("remedy.lawsuit_after_reconsideration", facts.decided_on),
    }


def _length(limit_id: str, on: datetime.date) -> str:
    limit = time_limit(limit_id, on)
    return f"{limit.count}{'个月' if limit.unit is LimitUnit.MONTH else '日'}"


def _way(way: _Way, decided_on: datetime.date, received_on: datetime.date | None) -> Way:
    reconsideration = time_limit("remedy.reconsideration", decided_on)
    lawsuit = time_limit("remedy.lawsuit_after_reconsideration" if way.first else "remedy.lawsuit", decided_on)
    return Way(
        first=way.first,
        reconsideration=reconsideration,
        lawsuit=lawsuit,
        reconsider_by=_last_day(reconsideration, received_on) if received_on else None,
        sue_by=_last_day(lawsuit, received_on) if received_on and not way.first else None,
    )


def _last_day(limit: TimeLimit, start: datetime.date) -> LastDay:
    """The end of a period, moved from a day off to the next working day (民事诉讼法 85, by analogy)."""
    nominal = last_day(limit, start).date
    moved = workdays().on_or_after(nominal)
    doubt = WorkCalendar.load().day(nominal).provisional
    return LastDay(limit, nominal, moved, doubt, source(_file().last_day_off) if moved > nominal else None)


def _missing(facts: RemedyFacts) -> Iterator[Obstacle]:
    if facts.electronic and not facts.internet.strip():
        message = "电子送达的，应当同时提供申请行政复议的互联网渠道"
        yield Obstacle("internet", message, source(_file().by_internet))
