"""Processes as tables: states, acts, gates with their checklists, plans; ``law/processes``. Walked, drawn, never coded.

A *plan* is the list of gates a class of documents passes. Whoever drafted does not review, and a gate names the gates
that the same person may not have passed before (职责分离).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, TypeVar

from pydantic import model_validator

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import SourceRef, source

Named = TypeVar("Named", "State", "ProcessAct", "Gate", "Plan")
Who = Literal["author", "gate", "publisher", "signer"]


class State(LawModel):
    """A place a case can be in."""

    id: str
    label: str


class ProcessAct(LawModel):
    """One way on. ``last_to`` is where the last gate leads; ``open_until_seen``: stays marked until another looked."""

    id: str
    label: str
    from_: tuple[str, ...]
    to: str
    last_to: str = ""
    who: Who
    reason: bool = False
    checklist: bool = False
    attribute: Literal["", "active", "not_active"] = ""
    only_gates: tuple[str, ...] = ()
    open_until_seen: bool = False
    not_drafter: bool = False
    not_also: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_is_a_word_of_python(cls, data: dict[str, object]) -> dict[str, object]:
        return {("from_" if key == "from" else key): value for key, value in data.items()}


class CheckItem(LawModel):
    """What the reviewer of a gate confirms."""

    id: str
    text: str


class Gate(LawModel):
    """One review (审查关口). ``right`` is the permission it takes, ``not_also`` the gates of other people.

    ``materials``: the papers without which the review does not begin. ``limits``: how long it takes (``time_limits``).
    """

    id: str
    label: str
    right: str
    not_also: tuple[str, ...]
    checklist: tuple[CheckItem, ...]
    materials: tuple[CheckItem, ...] = ()
    limits: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    source: SourceRef

    @property
    def confirmations(self) -> tuple[CheckItem, ...]:
        """Everything the reviewer signs for: that the papers are complete, then what was reviewed."""
        return (*self.materials, *self.checklist)


class Term(LawModel):
    """How long a document may be in force: names of ``time_limits``, the shorter one for titles with a trial word."""

    limit: str
    trial_limit: str
    trial_words: tuple[str, ...]


class Plan(LawModel):
    """The gates of a class of documents, in order; ``interpretation``: the document must be interpreted (政策解读).

    ``consultation`` names the period that a call for opinions on such a draft lasts at least, "" where no law sets one.
    """

    id: str
    label: str
    gates: tuple[str, ...]
    interpretation: bool = False
    consultation: str = ""
    term: Term | None = None


class Process(LawModel):
    """A whole table, checked: every name it uses is defined."""

    id: str
    label: str
    source: SourceRef
    states: tuple[State, ...]
    acts: tuple[ProcessAct, ...]
    gates: tuple[Gate, ...]
    plans: tuple[Plan, ...]

    @model_validator(mode="after")
    def _names_are_defined(self) -> Process:
        states = {item.id for item in self.states}
        gates = {item.id for item in self.gates}
        used_states = {name for act in self.acts for name in (*act.from_, act.to, act.last_to) if name}
        used_gates = {
            name
            for names in (*(gate.not_also for gate in self.gates), *(plan.gates for plan in self.plans))
            for name in names
        } | {name for act in self.acts for name in (*act.only_gates, *act.not_also)}
        if unknown := (used_states - states) | (used_gates - gates):
            raise ValueError(f"没有定义：{'、'.join(sorted(unknown))}")
        return self

    def act(self, act_id: str) -> ProcessAct:
        """Raises LawDataError for an act the table does not hold."""
        return _named(self.acts, act_id)

    def gate(self, gate_id: str) -> Gate:
        """Raises LawDataError for a gate the table does not hold."""
        return _named(self.gates, gate_id)

    def plan(self, plan_id: str) -> Plan:
        """Raises LawDataError for a plan the table does not hold."""
        return _named(self.plans, plan_id)

    def label_of(self, state: str) -> str:
        """The Chinese name of a state."""
        return _named(self.states, state).label

    def next_state(self, act_id: str, state: str, remaining: int) -> str:
        """Where an act leads from ``state``; ``remaining`` = gates still to pass, the one at hand included.

        Raises:
            LookupError: the act is not possible in this state.
        """
        act = self.act(act_id)
        if state not in act.from_:
            raise LookupError(f"“{self.label_of(state)}”状态下不能“{act.label}”")
        return act.last_to if act.last_to and remaining <= 1 else act.to

    def acts_in(self, state: str) -> Iterator[ProcessAct]:
        """The acts that are possible in a state."""
        return (act for act in self.acts if state in act.from_)


def _named(items: Iterable[Named], wanted: str) -> Named:
    for item in items:
        if item.id == wanted:
            return item
    raise LawDataError(f"流程中没有：{wanted}")


@cache
def document_process() -> Process:
    """The process of documents, ``law/processes/document.yaml``."""
    return load(Process, "processes/document.yaml")


def separation(gate: Gate, person: int, authors: Collection[int], passed: Mapping[str, int]) -> Iterator[Obstacle]:
    """Why ``person`` may not pass ``gate``: they drafted, or passed a gate that must be another's.

    ``passed`` maps the gates already passed to the person who passed them.
    """
    basis = source(gate.source)
    if person in authors:
        yield Obstacle("", f"起草人不能办理“{gate.label}”", basis)
    for other in gate.not_also:
        if passed.get(other) == person:
            label = document_process().gate(other).label
            yield Obstacle("", f"“{label}”与“{gate.label}”须由不同的人办理", basis)


def act_separation(
    act: ProcessAct, person: int, authors: Collection[int], passed: Mapping[str, int]
) -> Iterator[Obstacle]:
    """Why ``person`` may not do ``act`` at the end of the way: they drafted, or reviewed what it makes public."""
    if act.not_drafter and person in authors:
        yield Obstacle("", f"起草人不能“{act.label}”自己起草的文件")
    for gate in act.not_also:
        if passed.get(gate) == person:
            yield Obstacle("", f"“{document_process().gate(gate).label}”与“{act.label}”须由不同的人办理")


def missing_checks(gate: Gate, confirmed: Iterable[str]) -> Iterator[Obstacle]:
    """The items of the gate's checklist that were not confirmed."""
    done = set(confirmed)
    for item in gate.confirmations:
        if item.id not in done:
            yield Obstacle("checklist", f"审查清单未确认：{item.text}", source(gate.source))


def drawing(process: Process, plan: Plan) -> str:
    """The way of one plan as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "  direction LR"]
    gates = [process.gate(name) for name in plan.gates]
    names = {gate.id: gate.label for gate in gates} | {state.id: state.label for state in process.states}
    lines += [f"  {key}: {label}" for key, label in names.items() if key != "in_review"]
    lines.append("  [*] --> draft")
    for first, second in zip(("draft", *plan.gates), (*plan.gates, "cleared"), strict=True):
        act = process.act("submit" if first == "draft" else "pass")
        lines.append(f"  {first} --> {second}: {act.label}")
    for act in process.acts:
        if act.id not in {"submit", "pass"}:
            lines += [f"  {start} --> {end}: {act.label}" for start, end in _arrows(act, plan)]
    return "\n".join(lines) + "\n"


def _arrows(act: ProcessAct, plan: Plan) -> Iterator[tuple[str, str]]:
    """From where to where an act leads, the gates of a plan standing for the state in_review."""
    gates = [name for name in plan.gates if not act.only_gates or name in act.only_gates]
    referring = [name for name in plan.gates if name in document_process().act("refer").only_gates]
    for state in act.from_:
        for start in gates if state == "in_review" else [state]:
            for end in referring if act.to == "in_review" else [act.to]:
                yield start, end


def processes_page(process: Process) -> str:
    """The process table as a page of Markdown: each plan drawn, each gate with its checklist."""
    lines = [
        f"# {process.label}",
        "",
        f"依据：{source(process.source)}。本页由 `python -m gongkai.statute.processes` 生成。",
        "",
    ]
    for plan in process.plans:
        lines += [f"## {plan.label}", "", "```mermaid", drawing(process, plan).rstrip(), "```", ""]
    lines += ["## 关口", ""]
    for gate in process.gates:
        others = "、".join(process.gate(name).label for name in gate.not_also)
        lines += [
            f"### {gate.label}",
            "",
            f"依据：{source(gate.source)}。" + (f"不得由办理过{others}的人办理。" if others else ""),
            "",
        ]
        if gate.materials:
            lines += [f"送审材料：{'；'.join(item.text for item in gate.materials)}。", ""]
        lines += [f"- {item.text}" for item in gate.checklist]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(processes_page(document_process()))
