"""Figures of the running text against each other: said twice, missing, part larger than its whole, announced counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gongkai.reading.checks.mentions import Mention, SentenceReader, quote
from gongkai.reading.checks.results import NOTHING, Checked
from gongkai.reading.checks.scope import Scope
from gongkai.reading.checks.wording import comparison, number, written_sum
from gongkai.reading.model import AnnualReport, Figure, FigureKind, Relation, RelationKind, Side, Span
from gongkai.statute.checks import check_rule

_VERB = re.compile(r"^(?:主动|累计|共|全年|其中)*(?:公开|发布|办理|开展|召开|举办|组织)(?:了)?|数量?$|信息$")
_SAME_WORDS = 8  # characters; a shorter phrase said twice need not mean the same thing
_JOINED = re.compile(r"[、和及与]")
_BREAK = re.compile(r"[,;:。!?\n]")
_SHORTEST_NAME = 3
_COMPLEMENTS = (
    ("城市", "农村"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("市级", "县级"),
    ("线上", "线下"),
    ("集中", "分散"),
)
_OF_GROUP = re.compile(r"(?:人员|对象|人数|总数|家庭|户数)*")


class TextChecks:
    """Checks that need nothing but the running text."""

    def __init__(self, report: AnnualReport, reader: SentenceReader, *, has_tables: bool) -> None:
        self.report, self.reader, self.has_tables = report, reader, has_tables

    def relations(self) -> Iterator[Checked]:
        """All of them, in the order of the catalogue."""
        yield from self._repeats()
        yield from self._joint_labels()
        yield from self._subsets()
        yield from self._announced()
        yield from self._missing()

    # --- said twice -------------------------------------------------------------------------------

    def _repeats(self) -> Iterator[Checked]:
        groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in self.reader.mentions:
            if mention.figure.value is not None and not mention.figure.negated and (key := self._same_thing(mention)):
                groups[key, mention.figure.unit].append(mention)
        for (key, _), mentions in groups.items():
            first = mentions[0]
            for other in mentions[1:]:
                yield from self._repeat(first, other, key)

    def _same_thing(self, mention: Mention) -> str:
        """What the figure counts, in words or as a statement; empty when it cannot be told."""
        if mention.statement is not None:
            return mention.statement.title if not mention.statement.additive else ""
        return _VERB.sub("", mention.figure.label)

    def _repeat(self, first: Mention, other: Mention, key: str) -> Iterator[Checked]:
        holds = first.figure.value == other.figure.value
        if not holds and not self._must_agree(first, other):
            return
        rule = check_rule("N.repeat")
        relation = self._relation(
            "N.repeat",
            "narrative",
            f"“{key}”前后两处一致",
            comparison(number(first.figure.value), number(other.figure.value), "=", holds=holds),
            (self._side(first.index), self._side(other.index)),
            holds=holds,
        )
        message = f"正文两处提到“{key}”，一处为{number(first.figure.value)}，一处为{number(other.figure.value)}。"
        yield Checked(relation, message, f"如果统计口径不同，请在正文写明；{rule.title}。")

    def _must_agree(self, first: Mention, other: Mention) -> bool:
        """Only where both count the same in the same words; figures of a table form are compared with the table."""
        if first.figure.approximate or other.figure.approximate or Scope.CUMULATIVE in {first.scope, other.scope}:
            return False
        if first.statement is not None:
            return first.scope is other.scope and not self.has_tables and first.statement.strength == "exact"
        same = first.phrase == other.phrase and len(first.phrase) >= _SAME_WORDS and first.scope is other.scope
        return same and not self._said_once(first, other)

    def _said_once(self, first: Mention, other: Mention) -> bool:
        """4个乡镇开通政务新媒体账号10个: the words behind one number are those before the next."""
        between = self.reader.text[first.figure.span.end : other.figure.span.start]
        return first.phrase in between and _BREAK.search(between) is None

    # --- said together and apart ------------------------------------------------------------------------------------

    def _joint_labels(self) -> Iterator[Checked]:
        """“甲、乙122件” in one place, 甲78 and 乙44 in another: only an agreement is reported, scopes may differ."""
        figures = self.report.figures
        for index, figure in enumerate(figures):
            names = [_VERB.sub("", name) for name in _JOINED.split(figure.label)]
            if figure.value is None or len(names) < 2 or min(map(len, names)) < _SHORTEST_NAME:
                continue
            apart = [self._named_alone(name, figure) for name in names]
            known = [part for part in apart if part is not None]
            if len(known) == len(names) and sum(figures[part].value or 0 for part in known) == figure.value:
                values = [figures[part].value for part in known]
                first = figures[known[0]]
                yield Checked(
                    self._relation(
                        "N.repeat",
                        "narrative",
                        f"“{figure.label}”= 分别所列之和",
                        comparison(written_sum(values), number(figure.value), "=", holds=True),
                        (
                            Side(
                                " + ".join(figures[part].label for part in known),
                                figure.value,
                                figures=tuple(known),
                                quote=quote(self.report, first.sentence),
                            ),
                            self._side(index),
                        ),
                        holds=True,
                    )
                )

    def _named_alone(self, name: str, joint: Figure) -> int | None:
        """The figure in another sentence whose label is this name, perhaps shortened (人大代表建议 – 人大建议)."""
        for index, figure in enumerate(self.report.figures):
            if figure.sentence == joint.sentence or figure.value is None or figure.kind is not joint.kind:
                continue
            label = _VERB.sub("", figure.label)
            if len(label) >= _SHORTEST_NAME and _is_shortened(*sorted((label, name), key=len)):
                return index
        return None

    # --- part larger than its whole ---------------------------------------------------------------

    def _subsets(self) -> Iterator[Checked]:
        """城市X + 农村X in one list against X counted elsewhere."""
        for given in self.report.part_lists:
            for one, two in _COMPLEMENTS:
                yield from self._complements(given.parts, one, two)

    def _complements(self, parts: tuple[int, ...], one: str, two: str) -> Iterator[Checked]:
        figures = self.report.figures
        for first in parts:
            group = figures[first].label.partition(one)[2]
            second = next((i for i in parts if group and figures[i].label.endswith(two + group)), None)
            if second is None or figures[first].unit != figures[second].unit:
                continue
            for index, figure in enumerate(figures):
                if index in parts or figure.value is None or figure.unit != figures[first].unit:
                    continue
                if figure.label.startswith(group) and _OF_GROUP.fullmatch(figure.label.removeprefix(group)):
                    yield self._subset((first, second), index)

    def _subset(self, parts: tuple[int, int], whole: int) -> Checked:
        figures = self.report.figures
        values = [figures[index].value for index in parts]
        total = sum((value for value in values if value is not None), Decimal(0))
        label, size = figures[whole].label, figures[whole].value or Decimal(0)
        labels = " + ".join(figures[index].label for index in parts)
        relation = self._relation(
            "N.subset",
            "narrative",
            f"{labels} ≤ {label}",
            comparison(written_sum(values), number(size), "<=", holds=total <= size),
            (
                Side(labels, total, figures=parts, quote=quote(self.report, figures[parts[0]].sentence),
                     span=Span(figures[parts[0]].span.start, figures[parts[1]].span.end)),
                self._side(whole),
            ),
            holds=total <= size,
        )  # fmt: skip
        return Checked(
            relation, f"“{labels}”共{number(total)}，超过“{label}”{number(size)}。", "请核对两处的统计口径和时点。"
        )

    # --- announced counts -------------------------------------------------------------------------

    def _announced(self) -> Iterator[Checked]:
        for given in self.report.part_lists:
            if given.stated is None or not given.parts or not given.exhaustive:
                continue
            holds = given.stated == len(given.parts)
            span = given.span or self.report.figures[given.parts[0]].sentence
            stated, listed = Decimal(given.stated), Decimal(len(given.parts))
            relation = self._relation(
                "N.stated_count",
                "text",
                "所称项数 = 所列项数",
                comparison(number(stated), number(listed), "=", holds=holds),
                (Side("所称项数", stated, quote=quote(self.report, span), span=span), Side("所列项数", listed)),
                holds=holds,
            )
            yield Checked(
                relation, f"正文称共{number(stated)}项，实际列出{number(listed)}项。", "请核对是否漏列或者多列。"
            )

    # --- missing numbers --------------------------------------------------------------------------

    def _missing(self) -> Iterator[Checked]:
        for index, figure in enumerate(self.report.figures):
            if not figure.missing or figure.kind not in {FigureKind.COUNT, FigureKind.MONEY}:
                continue
            relation = self._relation(
                "N.missing_number",
                "text",
                "计量单位前应有数字",
                f"“{figure.label}”之后没有数字",
                (self._side(index), NOTHING),
                holds=False,
            )
            message = f"正文“{quote(self.report, figure.sentence)}”中，“{figure.label}”与“{figure.unit}”之间缺少数字。"
            yield Checked(relation, message, "请补填数字；没有的填0。")

    # --- what they share --------------------------------------------------------------------------

    def _side(self, index: int) -> Side:
        figure = self.report.figures[index]
        return Side(
            figure.label, figure.value, figures=(index,), quote=quote(self.report, figure.sentence), span=figure.span
        )

    def _relation(
        self,
        rule_id: str,
        kind: RelationKind,
        expression: str,
        arithmetic: str,
        sides: tuple[Side, Side],
        *,
        holds: bool,
    ) -> Relation:
        rule = check_rule(rule_id)
        return Relation(
            id=rule_id,
            kind=kind,
            expression=expression,
            arithmetic=arithmetic,
            left=sides[0],
            right=sides[1],
            holds=holds,
            severity=rule.severity,
            basis=rule.basis_text,
        )


def _is_shortened(short: str, long: str) -> bool:
    """Whether ``short`` is ``long`` with characters left out, first and last characters kept."""
    rest = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(char in rest for char in short)
