"""The words of the letters (文书): templates with named places, ``law/applications/letter_templates.yaml``. Pure.

An organ may write its own paragraphs; what the law demands of a letter stands in it all the same, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import model_validator

from gongkai.statute.clocks import letters
from gongkai.statute.clocks.rules import Silence
from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.explain import Obstacle
from gongkai.statute.time_limits import TimeLimit

REMEDY = "remedy"
LONGEST_TITLE, LONGEST_PARAGRAPH, MOST_PARAGRAPHS = 60, 2_000, 40
_PLACE = re.compile(r"\{([a-z_]+)\}")


class Template(LawModel):
    """The words of one letter: ``series`` of its number, what it calls itself, paragraphs, what places say unasked."""

    letter: str
    title: str
    paragraphs: tuple[str, ...]
    series: str = ""
    document: str = ""
    said: Mapping[str, str] = {}


class _File(LawModel):
    link_days: int
    silence: Mapping[Silence, str]
    excluded: Mapping[Literal["paused", "counts"], str]
    within: str
    provisional: str
    nothing_wanted: str
    places: Mapping[str, str]
    templates: tuple[Template, ...]

    @model_validator(mode="after")
    def _templates_are_whole(self) -> _File:
        if lost := set(letters()) ^ {item.letter for item in self.templates}:
            raise ValueError(f"文书与模板不符：{'、'.join(sorted(lost))}")
        for item in self.templates:
            wrong = [str(one) for one in _against(item.letter, item.title, item.paragraphs, self.places)]
            wrong += [f"没有这个位置：{name}" for name in item.said if name not in self.places]
            if wrong:
                raise ValueError(f"{item.letter}：{'；'.join(wrong)}")
        return self


@dataclass(frozen=True, slots=True)
class Filled:
    """The paragraphs as they are printed, and the labels of mandatory places for which nothing was given."""

    paragraphs: tuple[str, ...]
    missing: tuple[str, ...]


@cache
def _file() -> _File:
    return load(_File, "applications/letter_templates.yaml")


@cache
def templates() -> MappingProxyType[str, Template]:
    """The templates by letter."""
    return MappingProxyType({item.letter: item for item in _file().templates})


def template(letter: str) -> Template:
    """Raises LawDataError for a letter that the law data does not hold."""
    try:
        return templates()[letter]
    except KeyError:
        raise LawDataError(f"没有这种文书：{letter}") from None


def places() -> Mapping[str, str]:
    """Every place that a template may name, with its label."""
    return _file().places


def mandatory(letter: str) -> tuple[str, ...]:
    """The places that must stand in a letter and must not be empty: its fields, the number, and the remedy if due."""
    item = letters()[letter]
    return ("number", *item.fields, *((REMEDY,) if item.remedy else ()))


def against(letter: str, title: str, paragraphs: Sequence[str]) -> tuple[Obstacle, ...]:
    """What stands against these words for a letter: a mandatory place left out, one that does not exist…"""
    template(letter)
    return tuple(_against(letter, title, paragraphs, places()))


def fill(letter: str, paragraphs: Sequence[str], values: Mapping[str, str]) -> Filled:
    """Put values into their places; a paragraph with an empty place is left out.

    Words of the law data stand where no value is given. A value never becomes a place.
    """
    known = {**template(letter).said, **{name: text for name, text in values.items() if text.strip()}}
    named = [(paragraph, set(_PLACE.findall(paragraph))) for paragraph in paragraphs]
    kept = [paragraph for paragraph, names in named if names <= known.keys()]
    printed = {name for paragraph in kept for name in _PLACE.findall(paragraph)}
    missing = tuple(places()[name] for name in mandatory(letter) if name not in printed)
    return Filled(tuple(_PLACE.sub(lambda place: known[place[1]].strip(), item) for item in kept), missing)


def of_silence(silence: Silence) -> str:
    """What a letter that asks for an opinion says about silence."""
    return _file().silence[silence]


def of_pause(*, pauses: bool) -> str:
    """What the applicant is told about the time that an opinion takes."""
    return _file().excluded["paused" if pauses else "counts"]


def within(limit: TimeLimit | None) -> str:
    """How long the reader has from the day after receipt; "" where the law sets nothing."""
    return _file().within.format(count=limit.count) if limit else ""


def of_doubt() -> str:
    """What is said of a last day that a holiday notice may still move."""
    return _file().provisional


def nothing_wanted() -> str:
    """What stands for the content of an application that says nothing."""
    return _file().nothing_wanted


def link_days() -> int:
    """How many days the link of an electronic delivery opens."""
    return _file().link_days


def _against(letter: str, title: str, paragraphs: Sequence[str], known: Mapping[str, str]) -> Iterator[Obstacle]:
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        yield Obstacle("title", f"标题须有 1 至 {LONGEST_TITLE} 字")
    if len(paragraphs) > MOST_PARAGRAPHS or any(len(item) > LONGEST_PARAGRAPH for item in paragraphs):
        yield Obstacle("paragraphs", f"至多 {MOST_PARAGRAPHS} 段，每段至多 {LONGEST_PARAGRAPH} 字")
    named = {name for item in paragraphs for name in _PLACE.findall(item)}
    if stray := named - known.keys():
        yield Obstacle("paragraphs", f"没有这个位置：{'、'.join(sorted(stray))}")
    if any(re.search("[{}]", _PLACE.sub("", item)) for item in (title, *paragraphs)) or _PLACE.search(title):
        yield Obstacle("paragraphs", "花括号只用于正文中的位置，写作 {number}")
    yield from _dropped(letter, paragraphs, named, known)


def _dropped(letter: str, paragraphs: Sequence[str], named: set[str], known: Mapping[str, str]) -> Iterator[Obstacle]:
    """What must stand in the letter: its places, none of them where an empty neighbour would take them away."""
    must = mandatory(letter)
    if lost := [known[name] for name in must if name not in named]:
        yield Obstacle("paragraphs", f"不能缺少：{'、'.join(lost)}")
    alone = [item for item in paragraphs if f"{{{REMEDY}}}" in item]
    if any(item.strip() != f"{{{REMEDY}}}" for item in alone) or len(alone) > 1:
        yield Obstacle("paragraphs", "救济途径须单独成段，只写 {remedy}")
    for item in paragraphs:
        names = _PLACE.findall(item)
        unsure = [name for name in names if name not in must and name not in _ALWAYS]
        if unsure and any(name in must for name in names):
            labels = "、".join(known.get(name, name) for name in unsure)
            yield Obstacle("paragraphs", f"可能没有内容的位置须另成一段，不与必备内容同段：{labels}")


_ALWAYS = frozenset({"you", "organ", "wanted", "basis", "decision", "grounds", "receipt_on", "receipt_rule", "limit"})
"""Places that every letter that names them has a value for."""
