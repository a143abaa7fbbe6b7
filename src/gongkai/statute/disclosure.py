"""The disclosure decision at the source (公开属性认定): attribute, grounds, responsible organ.

条例 10, 13–16, 18, 26.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.explain import Obstacle, Reason
from gongkai.statute.sources import Source, SourceRef, source
from gongkai.statute.time_limits import Due, due


class Attribute(StrEnum):
    """公开属性."""

    ACTIVE = "active"
    ON_REQUEST = "on_request"
    NONE = "none"


class Force(StrEnum):
    """How strongly a ground forbids: never, not unless consent or public interest, or at discretion (可以不予公开)."""

    MUST_NOT = "must_not"
    UNLESS_CONSENT = "unless_consent"
    MAY = "may"


class Origin(StrEnum):
    """From whom the information was obtained."""

    NOBODY = "nobody"  # made by an administrative organ itself
    PUBLIC = "public"  # citizens, legal persons, other organisations
    ORGAN = "organ"  # another administrative organ


class Responsible(StrEnum):
    """Which of the organs that take part is responsible for disclosure."""

    MAKER = "maker"
    LEAD_MAKER = "lead_maker"
    KEEPER = "keeper"
    MAKER_OR_FIRST_OBTAINER = "maker_or_first_obtainer"
    OWN_NAME_BODY = "own_name_body"
    NAMED_BY_LAW = "named_by_law"


@dataclass(frozen=True, slots=True)
class ExemptionGround:
    """One of the closed list of grounds for not disclosing."""

    id: str
    label: str
    force: Force
    source: Source
    valid_from: datetime.date
    valid_to: datetime.date | None


@dataclass(frozen=True, slots=True)
class DisclosureFacts:
    """What the drafter states. ``formed_on`` is the day the information came about (or was changed).

    ``secrecy_level`` is 密级 as printed, "" for none. ``limit`` names the period of ``law/time_limits.yaml``,
    ``duty`` the item of 条例 20 or 21 that the information belongs to ("" = none).
    """

    attribute: Attribute
    formed_on: datetime.date
    grounds: tuple[str, ...] = ()
    reason: str = ""
    secrecy_level: str = ""
    channels: tuple[str, ...] = ()
    third_party_consents: bool = False
    public_interest: str = ""
    limit: str = "publication"
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer; ``publish_by`` only for 主动公开, ``reassess_by`` for the others."""

    attribute: Attribute
    obstacles: tuple[Obstacle, ...]
    reasons: tuple[Reason, ...]
    publish_by: Due | None
    reassess_by: Due | None

    @property
    def lawful(self) -> bool:
        """Nothing stands against it."""
        return not self.obstacles


class _Attribute(LawModel):
    id: Attribute
    label: str
    printed: tuple[str, ...]


class _Ground(LawModel):
    id: str
    label: str
    force: Force
    valid_from: datetime.date
    valid_to: datetime.date | None = None
    source: SourceRef


class _GroundFile(LawModel):
    attributes: tuple[_Attribute, ...]
    grounds: tuple[_Ground, ...]


class _When(LawModel):
    special_law: bool | None = None
    joint: bool | None = None
    own_name_body: bool | None = None
    obtained_from: Origin | None = None


class _Rule(LawModel):
    id: str
    when: _When
    organ: Responsible
    statement: str
    source: SourceRef


class _RuleFile(LawModel):
    rules: tuple[_Rule, ...]


class Older(LawModel):
    """Information formed before ``until``, the day the first Regulation came into force: no period ran for it."""

    until: datetime.date
    earliest: datetime.date
    grounds_of: datetime.date
    statement: str
    source: SourceRef


@cache
def older() -> Older:
    """What holds for information that is older than the Regulation, ``law/disclosure/before.yaml``."""
    return load(Older, "disclosure/before.yaml")


@cache
def _file() -> _GroundFile:
    return load(_GroundFile, "disclosure/grounds.yaml")


@cache
def _rules() -> tuple[_Rule, ...]:
    return load(_RuleFile, "disclosure/responsibility.yaml").rules


def attribute_label(attribute: Attribute) -> str:
    """主动公开, 依申请公开 or 不予公开."""
    return next(item.label for item in _file().attributes if item.id is attribute)


def mark_of_attribute(attribute: Attribute) -> str:
    """What is printed below an official document (附注), without its brackets: 此件公开发布."""
    return next(item.printed[0] for item in _file().attributes if item.id is attribute)


def attribute_of_mark(printed: str) -> Attribute | None:
    """The attribute a printed mark stands for: （此件公开发布） → ACTIVE; None for another text."""
    mark = printed.strip("（）() \u3000")
    return next((item.id for item in _file().attributes if mark in item.printed), None)


@cache
def exemption_grounds(on: datetime.date) -> dict[str, ExemptionGround]:
    """The closed list of grounds for information of a day, by id; for what is :func:`older`, a later list."""
    on = older().grounds_of if on < older().until else on
    return {
        item.id: ExemptionGround(item.id, item.label, item.force, source(item.source), item.valid_from, item.valid_to)
        for item in _file().grounds
        if item.valid_from <= on and (item.valid_to is None or on < item.valid_to)
    }


def determine(facts: DisclosureFacts) -> Determination:
    """Judge a proposed attribute by the law of the day the information was formed. Discretion stays with the person.

    Raises:
        LookupError: ``facts.limit`` was not in force on that day.
    """
    known = exemption_grounds(facts.formed_on)
    chosen = [known[key] for key in facts.grounds if key in known]
    judge = _withheld if facts.attribute is Attribute.NONE else _open
    obstacles = [*_secrecy(facts), *_too_old(facts), *_unknown(facts, known), *judge(facts, chosen)]
    reasons = [Reason(item.label, item.source) for item in chosen]
    publish_by = reassess_by = None
    if facts.attribute is Attribute.ACTIVE and facts.formed_on < older().until:
        reasons.append(Reason(older().statement, source(older().source)))
    elif facts.attribute is Attribute.ACTIVE:
        publish_by = due(facts.limit, facts.formed_on)
        reasons.append(Reason(publish_by.derivation))
    else:
        reassess_by = _reassessment(facts.formed_on)
        if reassess_by:
            reasons.append(Reason(reassess_by.derivation))
    return Determination(facts.attribute, tuple(obstacles), tuple(reasons), publish_by, reassess_by)


def _reassessment(day: datetime.date) -> Due | None:
    """The Regulation of 2008 knew no periodic assessment."""
    try:
        return due("reassessment", day)
    except LookupError:
        return None


def _secrecy(facts: DisclosureFacts) -> Iterator[Obstacle]:
    if facts.secrecy_level:
        yield Obstacle(
            "secrecy_level",
            f"标有密级（{facts.secrecy_level}）的文件不得进入本系统，请立即按保密规定处理",
            source(SourceRef(instrument="secrecy_law_2024", article="第三十五条")),
        )


def _too_old(facts: DisclosureFacts) -> Iterator[Obstacle]:
    if facts.formed_on < older().earliest:
        yield Obstacle("formed_on", f"成文日期 {facts.formed_on.isoformat()} 过早，请核对年份")


def _unknown(facts: DisclosureFacts, known: Mapping[str, ExemptionGround]) -> Iterator[Obstacle]:
    for key in facts.grounds:
        if key not in known:
            yield Obstacle("grounds", f"{facts.formed_on:%Y-%m-%d} 有效的条例中没有这项理由：{key}")


def _withheld(facts: DisclosureFacts, grounds: Sequence[ExemptionGround]) -> Iterator[Obstacle]:
    """不予公开 is the exception: it needs a ground, a written reason where the law leaves a choice, and no consent."""
    default = source(SourceRef(instrument="regulation_2019", article="第十三条第一款"))
    if not facts.grounds:
        yield Obstacle("grounds", "不予公开须选择法定理由，没有法定理由的应当公开", default)
    for ground in grounds:
        if ground.force is Force.MAY and not facts.reason.strip():
            yield Obstacle("reason", f"“{ground.label}”属于“可以不予公开”，须写明不公开的理由", ground.source)
        if ground.force is Force.UNLESS_CONSENT and (facts.third_party_consents or facts.public_interest.strip()):
            yield Obstacle("attribute", "第三方同意公开，或者不公开会对公共利益造成重大影响的，予以公开", ground.source)


def _open(facts: DisclosureFacts, grounds: Sequence[ExemptionGround]) -> Iterator[Obstacle]:
    if facts.attribute is Attribute.ACTIVE and not facts.channels:
        channels = source(SourceRef(instrument="regulation_2019", article="第二十三条"))
        yield Obstacle("channels", "主动公开须在起草时确定公开渠道", channels)
    if facts.attribute is Attribute.ON_REQUEST and facts.duty:
        duty = source(SourceRef(instrument="regulation_2019", article="第十九条至第二十一条"))
        yield Obstacle("attribute", "属于法定主动公开内容的，不能定为依申请公开", duty)
    for ground in grounds:
        if ground.force is Force.MUST_NOT:
            yield Obstacle("attribute", f"“{ground.label}”不予公开", ground.source)
        if ground.force is Force.UNLESS_CONSENT and not (facts.third_party_consents or facts.public_interest.strip()):
            yield Obstacle(
                "third_party_consents",
                f"“{ground.label}”须有第三方同意，或者写明不公开会对公共利益造成的重大影响，才可公开",
                ground.source,
            )


@dataclass(frozen=True, slots=True)
class Making:
    """How the information came about, as far as 条例 10 asks."""

    obtained_from: Origin = Origin.NOBODY
    joint: bool = False
    own_name_body: bool = False
    special_law: bool = False


def responsible_organ(making: Making) -> tuple[Responsible, Reason]:
    """Who discloses, with the sentence of 条例 10 that decides; the first rule that fits counts."""
    for rule in _rules():
        wanted = rule.when.model_dump(exclude_none=True)
        if all(getattr(making, name) == value for name, value in wanted.items()):
            return rule.organ, Reason(rule.statement, source(rule.source))
    raise LawDataError("disclosure/responsibility.yaml 没有覆盖全部情形")
