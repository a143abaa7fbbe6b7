"""The information-processing fee (信息处理费): per item or per page, never both; ``law/applications/fees.yaml``.

条例 42; 国办函〔2020〕109号. Whole yuan.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import model_validator

from gongkai.statute.data import LawModel, load
from gongkai.statute.explain import Obstacle, Reason
from gongkai.statute.sources import Mark, SourceRef, source


class Standard(StrEnum):
    """按件计收 or 按量计收."""

    PER_ITEM = "per_item"
    PER_PAGE = "per_page"


class _Band(LawModel):
    first: int
    last: int | None = None
    yuan: int
    step: int = 0
    rise: int = 0
    mark: Mark = "S"
    note: str = ""


class _Standard(LawModel):
    id: Standard
    label: str
    unit: str
    counted: str
    scope: SourceRef
    source: SourceRef
    not_for_public: bool = False
    accumulates: bool = False
    bands: tuple[_Band, ...]

    @model_validator(mode="after")
    def _without_gaps(self) -> _Standard:
        follows = 1
        for band in self.bands:
            if band.first != follows or (band.last is None) != (band is self.bands[-1]):
                raise ValueError(f"{self.label}：各档应当首尾相接，最后一档没有上限")
            follows = (band.last or 0) + 1
        return self


class _File(LawModel):
    valid_from: datetime.date
    source: SourceRef
    only_excess: SourceRef
    standards: tuple[_Standard, ...]


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """What the fee is asked for. ``before``: items of the same month that were counted already (0 for pages).

    ``excessive`` is the reason why number or frequency are clearly beyond reason; a person decides that.
    ``already_public``: the information was public before. ``other_standard``: this application was charged otherwise.
    """

    received_on: datetime.date
    standard: Standard
    count: int
    excessive: str
    before: int = 0
    already_public: bool = False
    other_standard: bool = False


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Items or pages from ``first`` to ``last`` at one rate."""

    first: int
    last: int
    rate: int
    amount: int
    statement: str


@dataclass(frozen=True, slots=True)
class Fee:
    """The answer: yuan with its lines, and what stands against charging it."""

    amount: int
    lines: tuple[FeeLine, ...]
    obstacles: tuple[Obstacle, ...]
    reasons: tuple[Reason, ...]

    @property
    def lawful(self) -> bool:
        """Nothing stands against it."""
        return not self.obstacles


@cache
def _file() -> _File:
    return load(_File, "applications/fees.yaml")


@cache
def _standard(standard: Standard) -> _Standard:
    return next(item for item in _file().standards if item.id is standard)


def assess(facts: FeeFacts) -> Fee:
    """The fee for one application, with the band of every item or page.

    Raises:
        ValueError: ``count`` or ``before`` is no count, or the standard does not add up applications.
    """
    if facts.count < 1 or facts.before < 0:
        raise ValueError(f"件数、页数须大于零：{facts.count}，此前 {facts.before}")
    rule = _standard(facts.standard)
    if facts.before and not rule.accumulates:
        raise ValueError(f"{rule.label}不累计此前的申请：{facts.before}")
    lines = tuple(_lines(rule, facts.before + 1, facts.before + facts.count))
    reasons = [Reason(f"{rule.label}：{rule.counted}", source(rule.scope))]
    reasons += [Reason(line.statement, source(rule.source)) for line in lines]
    return Fee(sum(line.amount for line in lines), lines, tuple(_against(facts, rule)), tuple(reasons))


def _against(facts: FeeFacts, rule: _Standard) -> Iterator[Obstacle]:
    file = _file()
    if facts.received_on < file.valid_from:
        message = f"{file.valid_from} 以前收到的申请不收取信息处理费"
        yield Obstacle("received_on", message, source(file.source))
    if not facts.excessive.strip():
        message = "行政机关依申请提供政府信息不收取费用；只有数量、频次明显超过合理范围的才可以收取，须写明事实"
        yield Obstacle("excessive", message, source(file.only_excess))
    if facts.other_standard:
        yield Obstacle("standard", "一件申请只能按一种标准计收", source(file.source))
    if facts.already_public and rule.not_for_public:
        yield Obstacle("already_public", f"已经主动公开的信息不能{rule.label}", source(rule.scope))


def _lines(rule: _Standard, first: int, last: int) -> Iterator[FeeLine]:
    """The rates from the ``first`` to the ``last`` item, one line per rate."""
    for start, end, rate in _rates(rule, last):
        begin, stop = max(start, first), min(end, last)
        if begin <= stop:
            amount = (stop - begin + 1) * rate
            span = f"第{begin}{rule.unit}" if begin == stop else f"第{begin}—{stop}{rule.unit}"
            statement = f"{span}，每{rule.unit}{rate}元，计{amount}元" if rate else f"{span}，不收费"
            yield FeeLine(begin, stop, rate, amount, statement)


def _rates(rule: _Standard, until: int) -> Iterator[tuple[int, int, int]]:
    """(first, last, yuan each) of every rate up to the item ``until``."""
    for band in rule.bands:
        start, rate = band.first, band.yuan
        while band.step and start <= until:
            yield start, start + band.step - 1, rate
            start, rate = start + band.step, rate + band.rise
        if not band.step:
            yield start, band.last or max(until, start), rate
