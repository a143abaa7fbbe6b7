"""A total of the running text against the parts the text gives for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gongkai.reading.checks.hints import likely_cause
from gongkai.reading.checks.mentions import Mention, SentenceReader, quote
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.scope import Scope, is_government
from gongkai.reading.checks.wording import comparison, number, written_sum
from gongkai.reading.figures.dimensions import dimension_of
from gongkai.reading.model import AnnualReport, Figure, FigureKind, PartList, Relation, Side, Span
from gongkai.statute.checks import check_rule
from gongkai.statute.forms import Severity

Verdict = Literal["holds", "within", "overlap", "broken", "untestable"]

_REST = re.compile(r"其他|其它")
_NEAR = Decimal("0.05")
_PEOPLE = frozenset({"人", "名", "人次", "位"})
_HOUSEHOLDS = frozenset({"户", "家"})
_INTAKES = frozenset({"received", "handled"})  # statements
_ANSWERS = frozenset({"outcome", "timeliness"})  # dimensions of what was done with what came in
_SIGN = {"carried_over": 1, "carried_forward": -1}  # rows of table III and statements of the same name


@dataclass(frozen=True, slots=True)
class _Split:
    """A whole with the parts that can be added up, and what kind of split it is."""

    whole: int
    parts: tuple[int, ...]
    complete: bool  # nothing was left out of the addition and the wording gives all parts
    overlaps: bool  # one thing may be counted by several parts
    statutory: bool


class PartChecks:
    """Checks every part list of a report."""

    def __init__(
        self, report: AnnualReport, reader: SentenceReader, in_table: Callable[[Mention], bool] = lambda _: False
    ) -> None:
        """``in_table`` says whether the tables of the report hold what a figure claims."""
        self.report, self.reader, self.in_table = report, reader, in_table

    def relations(self) -> Iterator[Checked]:
        """One relation per list whose parts and whole are all printed and countable."""
        for parts in self.report.part_lists:
            split = self._split(parts)
            if split is None:
                continue
            verdict, note = self._verdict(split)
            if verdict != "untestable":
                yield self._checked(split, verdict, note)

    def _split(self, given: PartList) -> _Split | None:
        if given.whole is None or any(self._figure(index).missing for index in given.parts):
            return None
        whole = self._figure(given.whole)
        parts = tuple(index for index in given.parts if _same_dimension(whole, self._figure(index)))
        if whole.value is None or not parts:
            return None
        mention = self.reader.by_index.get(given.whole)
        channels = [m for m in map(self.reader.by_index.get, parts) if m and m.statement and m.statement.overlaps]
        parts = self._up_to_the_whole(parts, whole.value)
        overlaps = len(channels) * 2 > len(parts)
        all_named = given.exhaustive or (overlaps and any(_REST.search(self._figure(index).label) for index in parts))
        return _Split(
            whole=given.whole,
            parts=parts,
            complete=all_named and len(parts) == len(given.parts),
            overlaps=overlaps,
            statutory=_is_statutory(mention, self.report.unit),
        )

    def _up_to_the_whole(self, parts: tuple[int, ...], whole: Decimal) -> tuple[int, ...]:
        """Without the figures that follow once the whole is reached: 共9条，其中甲类5条、乙类4条；另有丙类3条."""
        total = Decimal(0)
        for count, index in enumerate(parts, 1):
            total += self._figure(index).value or 0
            dimension = dimension_of(self._figure(index).label)
            in_time = dimension is not None and dimension.key == "timeliness"  # an extended answer may be in time too
            if (count > 1 or in_time) and total == whole:
                return parts[:count]
        return parts

    def _figure(self, index: int) -> Figure:
        return self.report.figures[index]

    def _values(self, split: _Split) -> list[Decimal]:
        return [self._figure(index).value or Decimal(0) for index in split.parts]

    def _verdict(self, split: _Split) -> tuple[Verdict, str]:
        whole, total = self._figure(split.whole).value or Decimal(0), sum(self._values(split), Decimal(0))
        if total == whole:
            return "holds", ""
        if self._is_approximate(split):
            near = abs(total - whole) <= _NEAR * max(total, whole)
            return ("holds", "约数，按近似值核对。") if near else ("untestable", "")
        if split.overlaps and total > whole:
            return "overlap", ""
        carried = self._with_carried(split, total)
        if carried:
            return "holds", carried
        if total < whole and self._is_in_table(split):
            return "within", "所列各项均与统计表相符，其余各项未在正文列出。"
        if split.complete and len(split.parts) > 1:
            return "broken", ""
        return ("broken", "") if total > whole else ("within", "")

    def _is_in_table(self, split: _Split) -> bool:
        """Whether the whole and every part agree with the tables; then the list just does not name all parts."""
        mentions = [self.reader.by_index.get(index) for index in (split.whole, *split.parts)]
        return all(mention is not None and self.in_table(mention) for mention in mentions)

    def _is_approximate(self, split: _Split) -> bool:
        return any(self._figure(index).approximate for index in (split.whole, *split.parts))

    def _with_carried(self, split: _Split, total: Decimal) -> str:
        """Outcomes may add up to received + carried in − carried out, as the text or else the table gives these."""
        mention = self.reader.by_index.get(split.whole)
        if mention is None or not self._is_answered(split, mention):
            return ""
        whole = self._figure(split.whole).value or Decimal(0)
        for carried in (self._carried_in_text(split), self._carried_in_table()):
            for chosen in (carried, *([one] for one in carried)):
                if chosen and whole + sum(chosen, Decimal(0)) == total:
                    terms = "".join(f" {'+' if value >= 0 else '−'} {number(abs(value))}" for value in chosen)
                    return f"计入结转后相符：{number(whole)}{terms} = {number(total)}。"
        return ""

    def _may_be_carried(self, split: _Split) -> bool:
        """Whether the difference between received and answered can lie in requests carried over that nobody states."""
        mention = self.reader.by_index.get(split.whole)
        return (
            mention is not None
            and self._is_answered(split, mention)
            and not self._carried_in_text(split)
            and not self._carried_in_table()
        )

    def _is_answered(self, split: _Split, whole: Mention) -> bool:
        """Whether the whole is what came in and the parts are what was done with it."""
        questions = {dimension_of(self._figure(index).label) for index in split.parts}
        answered = any(question is not None and question.key in _ANSWERS for question in questions)
        return answered and whole.statement is not None and whole.statement.id in _INTAKES

    def _carried_in_text(self, split: _Split) -> list[Decimal]:
        return [
            _SIGN[mention.statement.id] * (mention.figure.value or Decimal(0))
            for mention in self.reader.mentions
            if mention.statement is not None and mention.statement.id in _SIGN and mention.index not in split.parts
        ]

    def _carried_in_table(self) -> list[Decimal]:
        cells = [(sign, self.report.cells.get(f"applications.{row}.total")) for row, sign in _SIGN.items()]
        return [sign * cell.value for sign, cell in cells if cell is not None and cell.value is not None]

    def _checked(self, split: _Split, verdict: Verdict, note: str) -> Checked:
        whole, values = self._figure(split.whole), self._values(split)
        total = sum(values, Decimal(0))
        rule = check_rule(_rule_id(split, verdict))
        proved = (split.complete and not self._may_be_carried(split)) or verdict == "overlap"
        severity = rule.severity if proved else Severity.WARNING
        holds = verdict in {"holds", "within"}
        listed = "之和" if len(values) > 1 else ""
        at_most = verdict == "within" or (not split.complete and total != whole.value)
        comparing = "<=" if at_most else "="
        relation = Relation(
            id=_relation_id(split, verdict),
            kind="narrative",
            expression=f"“{whole.label}”各分项之和 {'≤' if at_most else '='} {number(whole.value)}{whole.unit}",
            arithmetic=comparison(written_sum(values), number(whole.value), comparing, holds=holds),
            left=self._parts_side(split, total),
            right=Side(whole.label, whole.value, figures=(split.whole,), quote=quote(self.report, whole.sentence),
                       span=whole.span),
            holds=holds,
            severity=severity,
            basis=rule.basis_text,
            note=note,
        )  # fmt: skip
        if verdict == "overlap":
            return Checked(
                relation,
                self._overlap_message(relation, whole),
                "同一信息可以经多个渠道公开，超出部分是重复计数，一般不是差错。",
            )
        said = f"“{whole.label}”{number(whole.value)}{whole.unit}"
        message = f"正文{said}，所列{len(values)}项{listed}为{number(total)}：{relation.arithmetic}。"
        return Checked(relation, message, likely_cause(total, whole.value or Decimal(0), self._others(split), values))

    def _overlap_message(self, relation: Relation, whole: Figure) -> str:
        return f"各渠道公开条数之和大于“{whole.label}”：{relation.arithmetic}。"

    def _parts_side(self, split: _Split, total: Decimal) -> Side:
        figures = [self._figure(index) for index in split.parts]
        return Side(
            label="、".join(figure.label for figure in figures),
            value=total,
            figures=split.parts,
            quote=quote(self.report, figures[0].sentence),
            span=Span(min(f.span.start for f in figures), max(f.span.end for f in figures)),
        )

    def _others(self, split: _Split) -> list[tuple[str, Decimal]]:
        unit, used = self._figure(split.whole).unit, {split.whole, *split.parts}
        return [
            (figure.label, figure.value)
            for index, figure in enumerate(self.report.figures)
            if index not in used and figure.value is not None and figure.unit == unit
        ]


def _is_statutory(mention: Mention | None, unit: str) -> bool:
    """Whether the whole is a number the form asks this unit for."""
    if mention is None or mention.statement is None or mention.statement.strength != "exact":
        return False
    return mention.scope in {Scope.OWN, Scope.UNSAID} or (mention.scope is Scope.WIDER and is_government(unit))


def _rule_id(split: _Split, verdict: Verdict) -> str:
    if verdict == "overlap":
        return "N.channels"
    return "N.parts" if split.statutory else "N.parts_other"


def _relation_id(split: _Split, verdict: Verdict) -> str:
    return "N.channels" if split.overlaps or verdict == "overlap" else "N.parts"


def _same_dimension(whole: Figure, part: Figure) -> bool:
    """Whether a part can be added to the others: same kind; people, households and items are not mixed."""
    if part.value is None or part.kind is not whole.kind:
        return False
    if whole.kind is FigureKind.COUNT:
        return _class_of(whole.unit) == _class_of(part.unit)
    return whole.unit == part.unit


def _class_of(unit: str) -> str:
    if unit in _PEOPLE:
        return "people"
    return "households" if unit in _HOUSEHOLDS else "items"
