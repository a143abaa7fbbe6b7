"""How sentences of an annual report name the cells of its tables: ``law/statements.yaml`` with types.

The vocabulary is data because it is collected from published reports and grows with them; nothing here reads a report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

from gongkai.statute.data import LawModel, load
from gongkai.statute.forms import Form, FormId

Strength = Literal["exact", "loose"]
TOTAL_COLUMN = ".total"


@dataclass(frozen=True, slots=True)
class Statement:
    """One way of naming cells in words, e.g. 收到申请 → 本年新收 or 本年新收 + 上年结转.

    ``accepted`` holds, per form, sums of cell keys of which one has to equal the figure, the usual reading first; keys
    may be patterns, see :func:`expand`. ``additive``: several figures of one text are parts of the same cells;
    ``overlaps``: one thing may be counted by several such figures.
    ``core`` is what at least one figure of an additive statement must say; alone it may already be the whole.
    ``about`` is what the sentence up to the figure, or the title of its chapter, must speak of, else the figure may
    count more than the cells do (all reconsiderations of a government); None = it need not say so.
    ``share_of`` are the ids of the statements whose cells a percentage of this figure can refer to.
    ``negated`` finds the statement in a sentence that denies it (全年未收到…申请), None when it cannot be denied.
    """

    id: str
    title: str
    topics: frozenset[str]  # "any" = whatever the sentence is about
    chapters: frozenset[int]  # only there, empty = everywhere
    phrase: re.Pattern[str]
    unless: re.Pattern[str] | None
    about: re.Pattern[str] | None
    units: frozenset[str]
    strength: Strength
    relation: str
    overlaps: bool
    additive: bool
    core: re.Pattern[str] | None
    money: str
    share_of: tuple[str, ...]
    negated: re.Pattern[str] | None
    not_negated: re.Pattern[str] | None
    accepted: Mapping[FormId, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything ``law/statements.yaml`` says."""

    topic_words: Mapping[str, str]
    topic_pattern: re.Pattern[str]
    frame: re.Pattern[str]  # words that make what follows in the sentence foreign
    chapters: Mapping[int, str]
    statements: tuple[Statement, ...]


class _Topic(LawModel):
    topic: str
    words: list[str]


class _Statement(LawModel):
    id: str
    title: str
    topic: str
    also_topics: tuple[str, ...] = ()
    chapters: tuple[int, ...] = ()
    phrase: str
    unless: str = ""
    about: str = ""
    units: str
    strength: Strength = "exact"
    relation: str = ""
    overlaps: bool = False
    additive: bool = False
    core: str = ""
    money: str = ""
    share_of: tuple[str, ...] = ()
    negatable: bool = False
    negated: str = ""
    not_negated: str = ""
    cells: dict[str, list[str]]


class _WrongTerm(LawModel):
    wrong: str
    right: str
    forms: list[FormId]


class _File(LawModel):
    units: dict[str, list[str]]
    prefixes: list[str]
    organ: str
    suffixes: list[str]
    topics: list[_Topic]
    frames: list[str]
    chapters: dict[int, str]
    statements: list[_Statement]
    wrong_terms: list[_WrongTerm]


@cache
def _file() -> _File:
    return load(_File, "statements.yaml")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``law/statements.yaml``. Raises LawDataError when the file is faulty."""
    data = _file()
    words = {word: entry.topic for entry in data.topics for word in entry.words}
    longest_first = sorted(words, key=len, reverse=True)
    return Vocabulary(
        topic_words=words,
        topic_pattern=re.compile("|".join(map(re.escape, longest_first))),
        frame=re.compile("|".join(map(re.escape, data.frames))),
        chapters=data.chapters,
        statements=tuple(_statement(entry, data) for entry in data.statements),
    )


@cache
def wrong_terms() -> tuple[tuple[re.Pattern[str], str, frozenset[FormId]], ...]:
    """Names of outcomes the forms do not have: (how they read, the category meant, the forms this holds for)."""
    return tuple((re.compile(term.wrong), term.right, frozenset(term.forms)) for term in _file().wrong_terms)


def _statement(entry: _Statement, data: _File) -> Statement:
    return Statement(
        id=entry.id,
        title=entry.title,
        topics=frozenset([entry.topic, *entry.also_topics]),
        chapters=frozenset(entry.chapters),
        phrase=_phrase(entry, data),
        unless=_pattern(entry.unless),
        about=_pattern(entry.about),
        units=frozenset(data.units[entry.units]),
        strength=entry.strength,
        relation=entry.relation or f"N.{entry.id}",
        overlaps=entry.overlaps,
        additive=entry.additive,
        core=_pattern(entry.core),
        money=entry.money,
        share_of=entry.share_of,
        negated=re.compile(entry.negated or entry.phrase) if entry.negatable else None,
        not_negated=_pattern(entry.not_negated),
        accepted={
            FormId(form): tuple(tuple(part.strip() for part in total.split("+")) for total in totals)
            for forms, totals in entry.cells.items()
            for form in forms.split()
        },
    )


def _phrase(entry: _Statement, data: _File) -> re.Pattern[str]:
    words = f"(?:{'|'.join(data.prefixes)})*"
    before = f"^{words}(?:{data.organ})?{words}" if entry.strength == "exact" else ""
    return re.compile(f"{before}(?:{entry.phrase})(?:{'|'.join(data.suffixes)})*$")


def _pattern(text: str) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def expand(keys: tuple[str, ...], form: Form) -> tuple[str, ...]:
    """Cell keys of ``form`` behind patterns.

    ``table.row.*`` stands for the row's columns without 总计, ``table.denied_*.total`` for 总计 of all such rows.
    """
    expanded: list[str] = []
    for key in keys:
        if "*" not in key:
            expanded.append(key)
            continue
        wants_total = key.endswith(TOTAL_COLUMN)
        expanded += [
            cell.key
            for cell in form.cells
            if fnmatchcase(cell.key, key) and cell.key.endswith(TOTAL_COLUMN) == wants_total
        ]
    return tuple(expanded)
