"""The data of ``law/screening`` with types; patterns are compiled when the file is read, so a bad one names itself."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator

from gongkai.screening.masks import Mask
from gongkai.screening.model import Hit, Kind, Severity
from gongkai.screening.pages import Page
from gongkai.statute.data import LawModel, load
from gongkai.statute.sources import SourceRef, source

Check = Literal["", "citizen", "old_citizen", "disability", "luhn"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"不是有效的正则表达式：{error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Rule(LawModel):
    """What all rules share: what to say about a hit, how grave it is, where that comes from."""

    id: str
    label: str
    severity: Severity
    what: str
    advice: str
    source: SourceRef
    mask: Mask | None = None

    def at(self, start: int, end: int, note: str = "") -> Place:
        """A place this rule applies to, by offsets of the plain text; ``note`` is said after what it is."""
        return Place(self, start, end, note)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule applies in the plain text of a page."""

    rule: Rule
    start: int
    end: int
    note: str = ""

    def hit(self, kind: Kind, page: Page) -> Hit:
        """The hit in the text as it was given."""
        rule = self.rule
        start, end = page.original(self.start, self.end)
        text = page.text[start:end]
        origin = source(rule.source)
        message = f"{rule.what}{self.note}。依据{origin}。{rule.advice}。"
        suggestion = rule.mask.conceal(text) if rule.mask else None
        return Hit(rule.id, rule.label, kind, rule.severity, start, end, text, message, suggestion, origin)


class Taken:
    """Places that do not overlap, in order: a long list of persons has tens of thousands."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self.places: list[Place] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for place in places:
            self.add(place)

    def add(self, place: Place) -> bool:
        """Add a place unless it overlaps one that is there; whether it was added."""
        index = bisect_right(self._starts, place.start)
        if (index and self._ends[index - 1] > place.start) or self.first(place.start, place.end) is not None:
            return False
        self.places.append(place)
        self._starts.insert(index, place.start)
        self._ends.insert(index, place.end)
        return True

    def first(self, start: int, end: int) -> int | None:
        """Where the first place begins that begins within a range."""
        index = bisect_left(self._starts, start)
        return self._starts[index] if index < len(self._starts) and self._starts[index] < end else None


class Sought(Rule):
    """A rule with patterns. ``needs``: what stands in every text that one of them fits, tried first for speed."""

    patterns: tuple[Pattern, ...]
    needs: Pattern = ""

    @cached_property
    def needed(self) -> re.Pattern[str]:
        """``needs``, compiled."""
        return re.compile(self.needs)


class Detector(Sought):
    """An identifier with a form of its own; see the head of ``law/screening/detectors.yaml``."""

    columns: Pattern = ""
    check: Check = ""
    before: tuple[str, ...] = ()
    bare: Pattern = ""
    reach: int = 20
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless: Pattern = ""

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """Patterns that find overlapping candidates: one that fails its check must not hide the next."""
        whole = (pattern if "(?P<hit>" in pattern else f"(?P<hit>{pattern})" for pattern in self.patterns)
        return tuple(re.compile(f"(?={pattern})") for pattern in whole)

    @cached_property
    def announced(self) -> re.Pattern[str] | None:
        """The words without which the detector counts nothing; None where it may count without."""
        bound = self.before and not self.bare and "(?P<hit>" not in self.patterns[0]
        return re.compile(any_of(self.before)) if bound else None


class _Detectors(LawModel):
    detectors: tuple[Detector, ...]


class Mark(Sought):
    """A mark of secrecy or of internal use."""

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """Its patterns in their order."""
        return tuple(re.compile(pattern) for pattern in self.patterns)


class _Marks(LawModel):
    marks: tuple[Mark, ...]


class Ages(LawModel):
    """Below which age (周岁) a person is a minor, and a child in the sense of the law on personal information."""

    minor: int
    child: int


class Persons(LawModel):
    """Words by which details of a person are known; see ``law/screening/persons.yaml``."""

    surnames: str
    compound_surnames: tuple[str, ...]
    roles: tuple[str, ...]
    name_headings: tuple[str, ...]
    official_headings: tuple[str, ...]
    near: int
    ages: Ages
    age_unless_before: tuple[str, ...]
    age_unless_after: tuple[str, ...]
    schools: tuple[str, ...]
    detail_headings: tuple[str, ...]
    detail_values_unless: tuple[str, ...]
    ailments: tuple[str, ...]
    ailment_verbs: tuple[str, ...]
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == rule_id)


class FormerName(LawModel):
    """A name out of use since a day."""

    old: str
    new: str
    since: datetime.date
    unless_after: tuple[str, ...] = ()
    source: SourceRef


class NumberForm(LawModel):
    """How a document number in a wrong form is reported."""

    label: str
    severity: Severity
    unless_after: tuple[str, ...]
    what: str
    advice: str
    source: SourceRef


class Names(LawModel):
    """Organs and laws under former names, and the form of document numbers."""

    what: str
    advice: str
    severity: Severity
    organs: tuple[FormerName, ...]
    laws: tuple[FormerName, ...]
    number_form: NumberForm


@cache
def detectors() -> tuple[Detector, ...]:
    """The detectors of ``law/screening/detectors.yaml`` in their order of precedence."""
    return load(_Detectors, "screening/detectors.yaml").detectors


@cache
def secrecy_marks() -> tuple[Mark, ...]:
    """The marks of ``law/screening/secrecy.yaml``."""
    return load(_Marks, "screening/secrecy.yaml").marks


@cache
def persons() -> Persons:
    """``law/screening/persons.yaml``."""
    return load(Persons, "screening/persons.yaml")


@cache
def names() -> Names:
    """``law/screening/names.yaml``."""
    return load(Names, "screening/names.yaml")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
