"""Figures of the running text against the cells they name (表文一致)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.checks.hints import likely_cause
from gongkai.reading.checks.mentions import Mention, SentenceReader, quote
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.scope import Scope
from gongkai.reading.checks.sums import CellSum, cell_sum, differences
from gongkai.reading.checks.tables import side_of
from gongkai.reading.checks.wording import cell_names, comparison, number, written_sum
from gongkai.reading.model import AnnualReport, Relation, Side, Span
from gongkai.statute.checks import check_rule
from gongkai.statute.forms import Form, Severity
from gongkai.statute.statements import Statement, expand, vocabulary

_NEAR = Decimal("0.1")  # 余/近/约: the printed number may lie so far from the exact one
_TELLING = 5  # smaller numbers agree by chance
_TEN_THOUSAND = Decimal(10_000)
_SAID_OF_UNIT = frozenset({Scope.OWN, Scope.UNSAID})
_SCOPE_WORDS = {
    Scope.WIDER: "正文说的是更大范围（如全市、各级各部门）的数字，统计表是本单位的数字",
    Scope.NARROWER: "正文说的可能是另一个机构或者其中一个机构的数字，统计表是整个单位的数字",
    Scope.CUMULATIVE: "正文说的是历年累计数，统计表是本年度的数字",
    Scope.OTHER_MATTERS: "正文没有说明只指统计表这一栏的事项，可能包括其他事项",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says a cell (or a sum of cells) holds: one figure, or several that are its parts."""

    statement: Statement
    mentions: tuple[Mention, ...]
    scope: Scope

    @property
    def value(self) -> Decimal:
        return sum((_amount(mention, self.statement) for mention in self.mentions), Decimal(0))

    @property
    def approximate(self) -> bool:
        return any(mention.figure.approximate for mention in self.mentions)


class TextAgainstTable:
    """Compares what the text claims with the tables of the same report."""

    def __init__(self, report: AnnualReport, form: Form, reader: SentenceReader) -> None:
        self.report, self.form, self.reader = report, form, reader
        self.names = cell_names(form.id)
        self._mine = _SAID_OF_UNIT

    def relations(self) -> Iterator[Checked]:
        """One relation per claim that can be tested."""
        grouped = self._claims()
        self._mine = _SAID_OF_UNIT | self._scopes_of_table(grouped)
        moved = self._moved_channels(grouped)
        for statement in vocabulary().statements:
            claims = grouped.get(statement.id, [])
            tested = [(claim, sums) for claim in claims if (sums := self._accepted(statement))]
            confirmed = any(_agreeing(claim, sums) for claim, sums in tested)
            for claim, sums in tested:
                yield from self._judge(_without(claim, moved), sums, moved, confirmed=confirmed)

    def agrees(self, mention: Mention) -> bool:
        """Whether the tables hold what this one figure claims; False when it claims nothing that can be tested."""
        if mention.statement is None or mention.figure.value is None:
            return False
        claim = Claim(mention.statement, (mention,), mention.scope)
        return _agreeing(claim, self._accepted(mention.statement)) is not None

    def bases(self, statement: Statement) -> list[CellSum]:
        """The sums of cells that a percentage of what the statement counts can refer to."""
        named = {base.id: base for base in vocabulary().statements}
        return [total for key in statement.share_of for total in self._accepted(named[key])]

    def _claims(self) -> dict[str, list[Claim]]:
        parts = self._parts_of_the_same()
        grouped: dict[str, list[Claim]] = defaultdict(list)
        together: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.reader.mentions:
            statement = mention.statement
            if statement is None or mention.figure.value is None or mention.index in parts:
                continue
            if statement.additive and mention.scope in _SAID_OF_UNIT:
                if not _said_before(mention, together[statement.id]):
                    together[statement.id].append(mention)
            else:
                grouped[statement.id].append(Claim(statement, (mention,), mention.scope))
        for key, mentions in together.items():
            grouped[key].extend(self._together(_statement_of(mentions[0]), mentions))
        return grouped

    def _together(self, statement: Statement, mentions: Sequence[Mention]) -> Iterator[Claim]:
        """One claim of several figures: 按期办结42件,延期办结3件; the first alone where it already is the whole."""
        core = [mention for mention in mentions if statement.core is None or statement.core.search(mention.phrase)]
        alone = Claim(statement, tuple(core), Scope.UNSAID)
        if core:
            enough = _agreeing(alone, self._accepted(statement))
            yield alone if enough else Claim(statement, tuple(mentions), Scope.UNSAID)

    def _parts_of_the_same(self) -> set[int]:
        """Figures that say the same as their whole in a part list: 收到申请45件，其中网站收到申请30件."""
        said = self.reader.by_index
        pairs = [
            (said[part], said[given.whole])
            for given in self.report.part_lists
            for part in given.parts
            if given.whole in said and part in said
        ]
        return {
            part.index
            for part, whole in pairs
            if part.statement == whole.statement and (part.scope is not Scope.OWN or whole.scope in _SAID_OF_UNIT)
        }

    def _accepted(self, statement: Statement) -> list[CellSum]:
        """The sums of cells that the statement may mean and that are in the report, the usual one first."""
        sums = (
            cell_sum(self.report.cells, expand(keys, self.form)) for keys in statement.accepted.get(self.form.id, ())
        )
        return [total for total in sums if total is not None]

    def _moved_channels(self, grouped: dict[str, list[Claim]]) -> dict[int, str]:
        """Figures that the table evidently counts in another row: the row exceeds its claim by exactly this figure.

        Returns the index of the figure → id of the statement whose row holds it.
        """
        candidates = [claim for claims in grouped.values() for claim in claims if claim.statement.additive]
        moved: dict[int, str] = {}
        for claims in grouped.values():
            for claim in claims:
                sums = self._accepted(claim.statement)
                if claim.statement.additive or not claim.statement.overlaps or not sums:
                    continue
                excess = sums[0].value - claim.value
                for other in candidates:
                    match = [m for m in other.mentions if m.figure.value == excess and excess > 0]
                    moved.update({mention.index: claim.statement.id for mention in match[:1]})
        return moved

    def _severity(self, claim: Claim, *, confirmed: bool) -> Severity:
        """An error only when the sentence counts what the table counts and nothing else confirms the table."""
        if claim.scope not in self._mine:
            return Severity.QUESTION
        exact = claim.statement.strength == "exact"
        return Severity.ERROR if exact and not confirmed and not claim.approximate else Severity.WARNING

    def _scopes_of_table(self, grouped: dict[str, list[Claim]]) -> frozenset[Scope]:
        """Scopes beside the unit's own in which the text agrees with the table: 全市 where the table counts 全市."""
        agreed = {
            claim.scope
            for claims in grouped.values()
            for claim in claims
            if claim.scope in {Scope.WIDER, Scope.NARROWER}
            and claim.statement.strength == "exact"
            and claim.value >= _TELLING
            and _agreeing(claim, self._accepted(claim.statement))
        }
        return frozenset(agreed)

    def _judge(
        self, claim: Claim, sums: Sequence[CellSum], moved: dict[int, str], *, confirmed: bool
    ) -> Iterator[Checked]:
        if not claim.mentions:
            return
        agreeing = _agreeing(claim, sums)
        if agreeing is not None:
            note = "" if agreeing is sums[0] else f"按“{self.names.names(agreeing.keys)}”之和计算相符。"
            yield Checked(self._relation(claim, agreeing, holds=True, severity=Severity.ERROR, note=note))
            return
        if self._could_agree(claim, sums) or (confirmed and claim.scope not in self._mine):
            return
        severity = self._severity(claim, confirmed=confirmed)
        relation = self._relation(
            claim,
            sums[0],
            holds=False,
            severity=severity,
            note="" if claim.scope in self._mine else _SCOPE_WORDS[claim.scope],
        )
        yield Checked(relation, self._message(claim, sums[0]), self._hint(claim, sums, moved))

    def _could_agree(self, claim: Claim, sums: Sequence[CellSum]) -> bool:
        """Whether some placement of ambiguous cells would make the claim right."""
        for total in sums:
            possible = differences(self.report, total.keys, ())
            if possible is None or claim.value in possible:
                return True
        return False

    def _relation(self, claim: Claim, total: CellSum, *, holds: bool, severity: Severity, note: str) -> Relation:
        left = written_sum([_amount(mention, claim.statement) for mention in claim.mentions])
        right = written_sum(total.terms) if total.value else "0"
        near = holds and claim.value != total.value
        rule = check_rule("N.table" if claim.statement.strength == "exact" else "N.table_loose")
        return Relation(
            id=claim.statement.relation,
            kind="narrative_vs_table" if holds or claim.scope in self._mine else "scope_difference",
            expression=f"正文“{claim.statement.title}” = 统计表{self.names.names(total.keys)}",
            arithmetic=f"{left} ≈ {right}" if near else comparison(left, right, "=", holds=holds),
            left=_text_side(self.report, claim),
            right=side_of(self.report, total, self.names),
            holds=holds,
            severity=severity,
            basis=rule.basis_text,
            has_blank_cells=total.has_blanks,
            note=f"{note}约数，按近似值核对。" if near else note,
        )

    def _message(self, claim: Claim, total: CellSum) -> str:
        said = number(claim.value)
        if len(claim.mentions) > 1:
            said = written_sum([_amount(mention, claim.statement) for mention in claim.mentions])
        question = claim.scope not in self._mine
        ending = "两数口径是否不同？请核对并在正文写明口径。" if question else "两者应当一致。"
        return (
            f"正文“{_said_as(claim)}”为{said}{claim.mentions[0].figure.unit}，"
            f"统计表{self.names.names(total.keys)}为{number(total.value)}，{ending}"
        )

    def _hint(self, claim: Claim, sums: Sequence[CellSum], moved: dict[int, str]) -> str:
        if claim.scope not in self._mine:
            return f"{_SCOPE_WORDS[claim.scope]}。"
        total = sums[0].value
        for index, holder in moved.items():
            if holder == claim.statement.id:
                figure = self.report.figures[index]
                return (
                    f"{number(total)} − {number(claim.value)} = {number(figure.value)}，正好是正文"
                    f"“{figure.label}”的数字，统计表可能把它计入了本栏。"
                )
        broken = self._broken_total(sums[0])
        if broken:
            return broken
        mine = {mention.index for mention in claim.mentions}
        others = [
            (figure.label, figure.value)
            for index, figure in enumerate(self.report.figures)
            if index not in mine and figure.value is not None and figure.unit == claim.mentions[0].figure.unit
        ]
        return likely_cause(claim.value, total, others)

    def _broken_total(self, total: CellSum) -> str:
        """When the table's own total does not add up, the text is more likely right."""
        for identity in self.form.identities:
            if identity.relation != "=" or len(identity.right) != 1 or identity.right[0] not in total.keys:
                continue
            parts, whole = cell_sum(self.report.cells, identity.left), cell_sum(self.report.cells, identity.right)
            if parts and whole and parts.value != whole.value:
                return (
                    f"统计表“{self.names.name(identity.right[0])}”与其分项也不一致（{identity.id}），请先核对统计表。"
                )
        return ""


def _agreeing(claim: Claim, sums: Sequence[CellSum]) -> CellSum | None:
    """The first accepted sum that equals the claim (or comes near it, where the text says 余/近/约)."""
    for total in sums:
        if total.value == claim.value:
            return total
        if claim.approximate and _is_near(total.value, claim.value):
            return total
    return None


def _is_near(exact: Decimal, said: Decimal) -> bool:
    """Whether a rounded number stands for the exact one: 约50 for 45, 40余 for 49."""
    step = Decimal(1).scaleb(max(0, said.normalize().adjusted() - len(said.normalize().as_tuple().digits) + 1))
    return abs(exact - said) <= _NEAR * max(said, exact) or (step > 1 and 0 <= exact - said < step)


def _without(claim: Claim, moved: dict[int, str]) -> Claim:
    """A claim of several figures without those that the table counts elsewhere."""
    if not claim.statement.additive:
        return claim
    kept = tuple(mention for mention in claim.mentions if mention.index not in moved)
    return Claim(claim.statement, kept, claim.scope)


def _said_before(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether another sentence gives the same number: chapter 三 repeats what chapter 一 said."""
    return any(
        other.figure.value == mention.figure.value and other.figure.sentence != mention.figure.sentence
        for other in others
    )


def _amount(mention: Mention, statement: Statement) -> Decimal:
    """The figure in the unit of the cells: 元 and 亿元 become 万元 where the form counts 万元."""
    value = mention.figure.value or Decimal(0)
    if statement.money != "万元":
        return value
    return {"元": value / _TEN_THOUSAND, "亿元": value * _TEN_THOUSAND}.get(mention.figure.unit, value)


def _said_as(claim: Claim) -> str:
    """The words of the text itself for a single figure, the common title for several."""
    return claim.mentions[0].figure.label if len(claim.mentions) == 1 else claim.statement.title


def _statement_of(mention: Mention) -> Statement:
    assert mention.statement is not None
    return mention.statement


def _text_side(report: AnnualReport, claim: Claim) -> Side:
    figures = [mention.figure for mention in claim.mentions]
    span = figures[0].span if len(figures) == 1 else Span(figures[0].span.start, figures[-1].span.end)
    return Side(
        label=claim.statement.title,
        value=claim.value,
        figures=tuple(mention.index for mention in claim.mentions),
        quote=quote(report, figures[0].sentence),
        span=span,
    )
