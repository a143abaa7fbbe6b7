"""How an application may be decided (办理结果): the rows of table III of every form, with what each demands.

``law/applications/outcomes.yaml``. The report year of the decision chooses the rows, its day the grounds (条例 13–16);
whether a decision is right stays with people, whether it is lawful is judged here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from gongkai.statute.clocks import Consultation, Effect, Standing, states, steps
from gongkai.statute.clocks.events import Consulted, Opinion
from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.disclosure import exemption_grounds
from gongkai.statute.explain import Obstacle, Reason
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.sources import Source, SourceRef, source

Kind = Literal["granted", "partial", "denied", "unable", "refused", "other"]
NOT_GOVERNMENT_INFORMATION = "not_government_information"
"""Stands among the grounds of a partial disclosure: the withheld part is no government information (条例 37)."""
_DECIDING = frozenset(
    ("unclear", "reject_reasons", "convert", "prepare", "lapse_correction", "lapse_fee", "withdraw", "merge", "reopen")
)


class _Need(LawModel):
    field: str
    message: str
    source: SourceRef


class SubReason(LawModel):
    """A finer reason that the form does not count apart but the letter does."""

    id: str
    label: str
    needs: tuple[_Need, ...] = ()


class Outcome(LawModel):
    """One way to decide. ``after``: the events that may have led to it; ``separable``: what must hold of 条例 37."""

    id: str
    label: str
    kind: Kind
    rows: Mapping[FormId, str]
    after: frozenset[str]
    letter: str = ""
    separable: Literal["", "yes", "no"] = ""
    grounds: tuple[str, ...] = ()
    third_party: bool = False
    needs: tuple[_Need, ...] = ()
    sub_reasons: tuple[SubReason, ...] = ()
    basis: SourceRef = Field(alias="source")


class _File(LawModel):
    table: Mapping[FormId, str]
    separate_first: SourceRef
    separate_first_2008: SourceRef
    third_party: SourceRef
    third_party_2008: SourceRef
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The row of the yearly report in which an outcome counts."""

    form: FormId
    table: str
    row: str


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A proposed decision. ``stated`` holds what was written down by field: manner, reason, search, earlier_reply…

    ``separable``: whether the open part can be told from the rest (None = nobody said). ``objection_unfounded`` and
    ``public_interest`` say why information goes out although a third party objects.
    """

    outcome: str
    decided_on: datetime.date
    grounds: tuple[str, ...] = ()
    separable: bool | None = None
    sub_reason: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    objection_unfounded: str = ""
    public_interest: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: what stands against the decision, what it rests on, where it counts, which letter it takes."""

    outcome: Outcome
    obstacles: tuple[Obstacle, ...]
    reasons: tuple[Reason, ...]
    row: ReportRow | None
    letter: str

    @property
    def lawful(self) -> bool:
        """Nothing stands against it."""
        return not self.obstacles


@cache
def _file() -> _File:
    return load(_File, "applications/outcomes.yaml")


@cache
def outcomes() -> MappingProxyType[str, Outcome]:
    """All outcomes by id, in the order of the forms."""
    return MappingProxyType({item.id: item for item in _file().outcomes})


def outcome(outcome_id: str) -> Outcome:
    """Raises LawDataError for an outcome the law data does not hold."""
    try:
        return outcomes()[outcome_id]
    except KeyError:
        raise LawDataError(f"没有这种办理结果：{outcome_id}") from None


def outcomes_in(year: int) -> tuple[Outcome, ...]:
    """The outcomes that the form of a report year knows.

    Raises:
        LookupError: no form was prescribed for that year.
    """
    form = form_for_year(year).id
    return tuple(item for item in outcomes().values() if form in item.rows)


def report_row(outcome_id: str, year: int) -> ReportRow | None:
    """The row for a decision of a year; None when the form of that year does not know the outcome.

    Raises:
        LookupError: no form was prescribed for that year.
    """
    form = form_for_year(year).id
    row = outcome(outcome_id).rows.get(form)
    return ReportRow(form, _file().table[form], row) if row else None


def closing_outcome(kind: str, year: int) -> str:
    """The outcome that an event of a year brings about without an answer (逾期不补正 → 6.1); "" when it closes nothing.

    Raises:
        LookupError: no form was prescribed for that year.
    """
    if steps()[kind].clock is not Effect.STOP:
        return ""
    return next((item.id for item in outcomes_in(year) if kind in item.after), "")


def possible_outcomes(standing: Standing, on: datetime.date) -> tuple[tuple[Outcome, Obstacle | None], ...]:
    """The outcomes of the form of that day, each with what the course of the application has against it."""
    return tuple((item, _course_against(item, standing)) for item in outcomes_in(on.year))


def judge(facts: DecisionFacts, standing: Standing) -> Decision:
    """Judge a proposed decision by the course of its application and by what is written down for it.

    Raises:
        LawDataError: the outcome does not exist.
        LookupError: no form was prescribed for the year of the decision.
    """
    item = outcome(facts.outcome)
    row = report_row(item.id, facts.decided_on.year)
    obstacles = [*_form_against(item, facts, row)]
    if course := _course_against(item, standing):
        obstacles.append(course)
    obstacles += [*_separation(item, facts), *_grounds(item, facts), *_third_parties(item, facts, standing)]
    obstacles += _unstated(item, facts)
    known = exemption_grounds(facts.decided_on)
    reasons = [Reason(item.label, source(item.basis))]
    reasons += [Reason(known[key].label, known[key].source) for key in facts.grounds if key in known]
    return Decision(item, tuple(obstacles), tuple(reasons), row, item.letter)


def _form_against(item: Outcome, facts: DecisionFacts, row: ReportRow | None) -> Iterator[Obstacle]:
    if row is None:
        form = form_for_year(facts.decided_on.year)
        yield Obstacle("outcome", f"{form.short_name}没有“{item.label}”这种办理结果", form.basis)


def _course_against(item: Outcome, standing: Standing) -> Obstacle | None:
    """The outcome must follow from what happened: 4.3 from an unclear correction, 6.1 from a lapsed one…"""
    last = next((event.kind for event in reversed(standing.events) if event.kind in _DECIDING), "")
    last = "" if last == "reopen" else last
    if last in item.after or (not last and "prepare" in item.after):
        return None
    happened = steps()[last].label if last else states()[standing.state]
    needed = "、".join(step.label for kind, step in steps().items() if kind in item.after)
    return Obstacle("outcome", f"“{happened}”以后不能作“{item.label}”，须先有：{needed}", source(item.basis))


def _separation(item: Outcome, facts: DecisionFacts) -> Iterator[Obstacle]:
    """Separate first: whoever withholds everything must have found that nothing can be told apart."""
    if not item.separable:
        return
    basis = _by_regulation(facts, "separate_first")
    if facts.separable is None:
        yield Obstacle("separable", "须先判断能否作区分处理", basis)
    elif facts.separable and item.separable == "no":
        yield Obstacle("separable", "能够作区分处理的，应当提供可以公开的内容，作部分公开", basis)
    elif not facts.separable and item.separable == "yes":
        yield Obstacle("separable", "不能作区分处理的，不能部分公开", basis)


def _by_regulation(facts: DecisionFacts, name: str) -> Source:
    """The article of the regulation in force on the day of the decision."""
    file = _file()
    new = source(getattr(file, name))
    old = source(getattr(file, f"{name}_2008"))
    return new if "EX15" in exemption_grounds(facts.decided_on) else old


def _grounds(item: Outcome, facts: DecisionFacts) -> Iterator[Obstacle]:
    known = exemption_grounds(facts.decided_on)
    basis = source(item.basis)
    lawful = [key for key in item.grounds if key in known or key == NOT_GOVERNMENT_INFORMATION]
    for key in facts.grounds:
        if key not in lawful:
            label = known[key].label if key in known else key
            yield Obstacle("grounds", f"“{item.label}”不能以此为理由：{label}", basis)
    if item.grounds and not set(lawful) & set(facts.grounds):
        yield Obstacle("grounds", f"“{item.label}”须选择法定理由", basis)


def _third_parties(item: Outcome, facts: DecisionFacts, standing: Standing) -> Iterator[Obstacle]:
    """A refusal for a third party needs their word or silence; giving out against an objection needs a reason."""
    basis = _by_regulation(facts, "third_party")
    asked = [one for one in standing.consultations if one.consulted is Consulted.THIRD_PARTY]
    if item.third_party:
        if not asked:
            yield Obstacle("third_party", "以保护第三方为由不予公开的，应当书面征求第三方意见", basis)
        elif all(one.opinion is Opinion.CONSENT for one in asked):
            yield Obstacle("third_party", "第三方同意公开，不能以保护第三方为由不予公开", basis)
    objecting = "、".join(one.name for one in asked if _objects(one))
    explained = facts.objection_unfounded.strip() or facts.public_interest.strip()
    if objecting and item.kind == "granted" and not explained:
        message = f"{objecting}不同意公开，须写明其理由为何不合理，或者不公开对公共利益有何重大影响"
        yield Obstacle("public_interest", message, basis)


def _objects(item: Consultation) -> bool:
    return item.opinion is Opinion.OBJECTION


def _unstated(item: Outcome, facts: DecisionFacts) -> Iterator[Obstacle]:
    needs = list(item.needs)
    if item.sub_reasons:
        chosen = next((one for one in item.sub_reasons if one.id == facts.sub_reason), None)
        if chosen is None:
            choices = "；".join(one.label for one in item.sub_reasons)
            yield Obstacle("sub_reason", f"须选择具体情形：{choices}", source(item.basis))
        else:
            needs += chosen.needs
    for need in needs:
        if not facts.stated.get(need.field, "").strip():
            yield Obstacle(need.field, f"须写明：{need.message}", source(need.source))
