"""The steps of a major administrative decision (国务院令第713号): ``law/processes/major_decision.yaml``."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from functools import cache

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import SourceRef, source
from gongkai.statute.time_limits import due
from gongkai.statute.vocabulary import Value

DISCUSSION = "discussion"


class StepClock(LawModel):
    """A step takes at least the period ``limit`` from the day that ``asks`` names."""

    limit: str
    asks: str
    required: bool = False


class DecisionStep(LawModel):
    """One step; ``never_skipped``: "not applicable" is no answer."""

    id: str
    label: str
    before_discussion: bool = False
    never_skipped: bool = False
    clock: StepClock | None = None
    source: SourceRef


class _DecisionFile(LawModel):
    id: str
    label: str
    steps: tuple[DecisionStep, ...]
    kinds: tuple[Value, ...]


@cache
def _file() -> _DecisionFile:
    return load(_DecisionFile, "processes/major_decision.yaml")


def decision_steps() -> tuple[DecisionStep, ...]:
    """All steps in order."""
    return _file().steps


def decision_kinds() -> tuple[Value, ...]:
    """The five kinds of matters (第三条)."""
    return _file().kinds


def decision_step(step_id: str) -> DecisionStep:
    """Raises LawDataError for a step the table does not hold."""
    for step in decision_steps():
        if step.id == step_id:
            return step
    raise LawDataError(f"重大行政决策没有这一步：{step_id}")


def too_soon(step: DecisionStep, since: datetime.date | None, on: datetime.date) -> Iterator[Obstacle]:
    """Why a step cannot have been done on a day: its period is not over, or the day it runs from is not told."""
    clock = step.clock
    if clock is None:
        return
    if since is None:
        if clock.required:
            yield Obstacle("since", f"“{step.label}”须填写{clock.asks}", source(step.source))
        return
    needed = due(clock.limit, since)
    if on < needed.date:
        yield Obstacle("on", f"“{step.label}”的期限未满：{needed.derivation}", needed.limit.source)


def missing_before_discussion(done: Collection[str], skipped: Collection[str]) -> Iterator[Obstacle]:
    """What keeps a draft from the collective discussion: steps neither done nor rightly skipped."""
    for step in decision_steps():
        if not step.before_discussion or step.id in done:
            continue
        if step.id in skipped and not step.never_skipped:
            continue
        yield Obstacle(step.id, f"“{step.label}”没有记录，不得提交集体讨论", source(step.source))
