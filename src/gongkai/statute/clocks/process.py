"""The table of an application's life, ``law/applications/process.yaml``, and its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import model_validator

from gongkai.statute.clocks.events import EVENTS
from gongkai.statute.data import LawModel, load
from gongkai.statute.processes import State
from gongkai.statute.sources import Mark, Source, SourceRef, source


class Effect(StrEnum):
    """What an event does to the clock."""

    NONE = "none"
    RECEIVE = "receive"
    START = "start"
    FREEZE = "freeze"
    RESET = "reset"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    DELAY = "delay"
    STOP = "stop"
    RESTART = "restart"


EFFECTS = MappingProxyType(
    {
        Effect.NONE: "",
        Effect.RECEIVE: "依渠道起算或者待确认",
        Effect.START: "起算",
        Effect.FREEZE: "停止，待重新计算",
        Effect.RESET: "重新计算",
        Effect.PAUSE: "不计入期限",
        Effect.RESUME: "恢复计算",
        Effect.EXTEND: "延长",
        Effect.DELAY: "改至另定之日",
        Effect.STOP: "停止",
        Effect.RESTART: "按决定书、判决书另行计算",
    }
)


Who = Literal["applicant", "receiver", "handler", "chief", "approver"]


WHO: MappingProxyType[Who, str] = MappingProxyType(
    {
        "applicant": "申请人（书面提出的由经办人登记）",
        "receiver": "收件人员",
        "handler": "经办人",
        "chief": "公开工作机构负责人",
        "approver": "批准人",
    }
)


class _Event(LawModel):
    id: str
    label: str
    who: Who
    from_: frozenset[str]
    to: str = ""
    clock: Effect
    letter: str = ""
    source: SourceRef

    @model_validator(mode="before")
    @classmethod
    def _from_is_a_word_of_python(cls, data: dict[str, object]) -> dict[str, object]:
        return {("from_" if key == "from" else key): value for key, value in data.items()}


class _Process(LawModel):
    id: str
    label: str
    source: SourceRef
    states: tuple[State, ...]
    events: tuple[_Event, ...]

    @model_validator(mode="after")
    def _names_are_defined(self) -> _Process:
        used = {name for item in self.events for name in (*item.from_, item.to) if name}
        if unknown := used - {item.id for item in self.states}:
            raise ValueError(f"没有定义：{'、'.join(sorted(unknown))}")
        if wrong := {item.id for item in self.events} ^ set(EVENTS):
            raise ValueError(f"流程表与事件不符：{'、'.join(sorted(wrong))}")
        letters = {item.id for item in load(_Letters, "applications/letters.yaml").letters}
        if lost := {item.letter for item in self.events if item.letter} - letters:
            raise ValueError(f"没有这种文书：{'、'.join(sorted(lost))}")
        return self


class Letter(LawModel):
    """A letter (文书) of the process: its place in the list of seventeen and what it must hold."""

    id: str
    number: int
    label: str
    remedy: bool
    fields: tuple[str, ...]
    mark: Mark = "S"


class _Letters(LawModel):
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: who does it, where it may happen, where it leads ("" = stays), what the clock does."""

    id: str
    label: str
    who: Who
    from_: frozenset[str]
    to: str
    clock: Effect
    letter: str
    source: Source


@cache
def _process() -> _Process:
    return load(_Process, "applications/process.yaml")


@cache
def steps() -> MappingProxyType[str, Step]:
    """The rows of the table by the kind of their event, in their order."""
    return MappingProxyType(
        {
            item.id: Step(
                item.id, item.label, item.who, item.from_, item.to, item.clock, item.letter, source(item.source)
            )
            for item in _process().events
        }
    )


@cache
def states() -> MappingProxyType[str, str]:
    """The Chinese names of the states by id, in the order of the table."""
    return MappingProxyType({item.id: item.label for item in _process().states})


@cache
def letters() -> MappingProxyType[str, Letter]:
    """The letters by id."""
    return MappingProxyType({item.id: item for item in load(_Letters, "applications/letters.yaml").letters})


def drawing() -> str:
    """The table as a Mermaid state diagram; events that leave the state as it is are left out."""
    lines = ["stateDiagram-v2", "  direction LR", *(f"  {key}: {label}" for key, label in states().items())]
    lines.append("  [*] --> draft")
    lines.append("  draft --> awaiting_confirmation: 提交申请（须确认的渠道）")
    lines += [
        f"  {start} --> {step.to}: {step.label}"
        for step in steps().values()
        for start in states()
        if start in step.from_ and step.to and start != step.to
    ]
    lines.append("  consulting --> in_review: 意见收齐、期满或者终止")
    return "\n".join(lines) + "\n"


def applications_page() -> str:
    """The process of an application as a page of Markdown: drawn, then row by row."""
    process = _process()
    lines = [
        f"# {process.label}",
        "",
        f"依据：{source(process.source)}。本页由 `python -m gongkai.statute.clocks` 生成。",
        "",
        *("```mermaid", drawing().rstrip(), "```", ""),
        "| 事件 | 谁办理 | 何时可以 | 结果 | 期限 | 文书 | 依据 |",
        "|---|---|---|---|---|---|---|",
    ]
    for step in steps().values():
        places = "、".join(label for key, label in states().items() if key in step.from_)
        after = states()[step.to] if step.to else "不变"
        letter = letters()[step.letter].label if step.letter else ""
        doubt = {"S": "", "I": "（推定）"}.get(step.source.mark, "（待核实）")
        cells = (step.label, WHO[step.who], places, after, EFFECTS[step.clock], letter, f"{step.source}{doubt}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
