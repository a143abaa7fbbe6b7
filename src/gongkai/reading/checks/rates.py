"""Rates and shares of the running text, recomputed from the counts beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.checks.mentions import Mention, SentenceReader, quote
from gongkai.reading.checks.percents import agrees, as_printed, percent
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.sums import CellSum
from gongkai.reading.checks.tables import side_of
from gongkai.reading.checks.text_table import TextAgainstTable
from gongkai.reading.checks.wording import number
from gongkai.reading.model import AnnualReport, Figure, FigureKind, Relation, Side
from gongkai.reading.numbers import to_halfwidth
from gongkai.statute.checks import check_rule

_DONE = re.compile(r"办结|办理|答复|回复|完成|解决|处置|整改|转办")
_TAKEN = re.compile(r"受理|收到|接到|接收|接听|来电|登记|承办")
_RATE = re.compile(r"(办结|办理|答复|回复|完成|解决|处置|整改)率")
_SHARE = re.compile(r"占(?:比|总|全|申请|受理|收到|办结|办理)?.{0,12}")
_BASE = re.compile(r"占(?:已|全部|总)?(办结|答复|收到|受理|新收)[^,;。]*$")
_FAR = 60  # figures one looks back for the terms of a percentage
_BACK = 24  # characters before a percentage that can say what it is a share of
_OWN_SHARE = re.compile(
    r"\s*[,(]?\s*(?:约)?占(?:比|(?:申请|办结|办理|答复|收到|受理|新收|全部|案件)?(?:总数|总量|总件数|数|量)?)的?(?:比例|比重)?(?:为|约|达)?\s*|\s*\(\s*"
)


@dataclass(frozen=True, slots=True)
class _Fraction:
    part: int
    whole: int
    certain: bool  # the wording names both; otherwise only an agreement is reported


class RateChecks:
    """Recomputes every percentage whose numerator and denominator stand in the same sentence."""

    def __init__(self, report: AnnualReport, reader: SentenceReader, table: TextAgainstTable | None = None) -> None:
        """``table`` gives bases of percentages that only the tables hold."""
        self.report, self.reader, self.table = report, reader, table
        self.text = reader.text
        self._starts = [figure.span.start for figure in report.figures]
        self._lists_of: dict[int, list[int]] = {}
        for given in report.part_lists:
            for part in given.parts if given.whole is not None else ():
                self._lists_of.setdefault(part, []).append(given.whole or 0)

    def relations(self) -> Iterator[Checked]:
        """One relation per percentage for which a fraction was found; agreements are preferred."""
        for index, figure in enumerate(self.report.figures):
            if figure.kind is not FigureKind.SHARE or figure.value is None or figure.upper is not None:
                continue
            fractions = [fraction for fraction in self._fractions(figure) if self._percent(fraction) is not None]
            chosen = next((f for f in fractions if self._agrees(figure, f)), None)
            if chosen is None and not figure.approximate:
                chosen = fractions[0] if _is_clear(fractions) else None
            of_table = None if self.table is None or figure.approximate else self._of_table(index, figure, self.table)
            if chosen is not None and (self._agrees(figure, chosen) or not of_table or not of_table.relation.holds):
                yield self._checked(index, figure, chosen)
            elif of_table is not None and (of_table.relation.holds or not fractions):
                yield of_table

    # --- shares whose base stands only in the table --------------------------------------------------------------

    def _of_table(self, index: int, share: Figure, table: TextAgainstTable) -> Checked | None:
        """予以公开40件,占71.4%: of what the table says was answered or received; any usual base may be meant."""
        counts = self._counts_before(share)
        if not counts or self._number_missing(share):
            return None
        part = self.reader.by_index[counts[-1]]
        gap = self.text[part.figure.span.end : share.span.start]
        if _OWN_SHARE.fullmatch(gap) is None or part.statement is None or not table.agrees(part):
            return None
        bases = [base for base in table.bases(part.statement) if base.value]
        value = part.figure.value or Decimal(0)
        if not bases or share.value is None:
            return None
        agreeing = [base for base in bases if agrees(percent(value, base.value), share.value)]
        return self._share_of_cells(index, part, (agreeing or bases)[0], table, holds=bool(agreeing))

    def _share_of_cells(
        self, index: int, part: Mention, base: CellSum, table: TextAgainstTable, *, holds: bool
    ) -> Checked:
        share = self.report.figures[index]
        assert share.value is not None
        whole = side_of(self.report, base, table.names)
        computed = as_printed(percent(part.figure.value or Decimal(0), base.value), share.value)
        shown = share.value if holds else computed
        rule = check_rule("N.rate")
        relation = Relation(
            id="N.rate",
            kind="percent",
            expression=f"{part.figure.label} ÷ 统计表{whole.label} = {share.label or '比率'}",
            arithmetic=f"{number(part.figure.value)} ÷ {number(base.value)} = {number(shown)}% "
            f"{'=' if holds else '≠'} {number(share.value)}%",
            left=Side(f"{part.figure.label} ÷ 统计表{whole.label}", shown, cells=base.keys, figures=(part.index,)),
            right=Side(
                share.label, share.value, figures=(index,), quote=quote(self.report, share.sentence), span=share.span
            ),
            holds=holds,
            severity=rule.severity,
            basis=rule.basis_text,
        )
        message = (
            f"正文“{part.figure.label}”占比写作{number(share.value)}%，按统计表{whole.label}{number(base.value)}计算"
            f"应为{number(computed)}%：{relation.arithmetic}。"
        )
        return Checked(relation, message, "请核对百分比，或者写明占什么的比例。")

    # --- shares whose terms the sentence names ---------------------------------------------------------------------

    def _fractions(self, share: Figure) -> Iterator[_Fraction]:
        words = to_halfwidth(self.text[max(share.sentence.start, share.span.start - _BACK) : share.span.start])
        counts = self._counts_before(share)
        if rate := _RATE.search(words):
            yield from self._named(counts, rate[1])
        elif _SHARE.search(words) or self._in_bracket(share, counts):
            yield from self._shares(share, counts)

    def _in_bracket(self, share: Figure, counts: list[int]) -> bool:
        """予以公开40件(71.4%): nothing but the bracket stands between."""
        return bool(counts) and self.text[self.report.figures[counts[-1]].span.end : share.span.start].strip() == "("

    def _counts_before(self, share: Figure) -> list[int]:
        """The counts of the sentence before the share, in order."""
        last = bisect_left(self._starts, share.span.start)
        return [
            index
            for index in range(max(0, last - _FAR), last)
            if (figure := self.report.figures[index]).kind is FigureKind.COUNT
            and share.sentence.start <= figure.span.start < share.span.start
            and figure.value is not None
            and not figure.missing
        ]

    def _named(self, counts: list[int], verb: str) -> Iterator[_Fraction]:
        """办结率: what was 办结 over what was taken in; other ways of finishing count only when nothing is 办结."""
        figures = self.report.figures
        done = [index for index in counts if _DONE.search(self._words(index))]
        done = [index for index in done if verb in self._words(index)] or done
        taken = [index for index in counts if _TAKEN.search(self._words(index)) and index not in done]
        pairs = [(part, whole) for part in done for whole in taken if figures[part].unit == figures[whole].unit]
        certain = len(done) == 1 and len(taken) > 0
        for part, whole in pairs:
            yield _Fraction(part, whole, certain=certain and whole == pairs[0][1])

    def _shares(self, share: Figure, counts: list[int]) -> Iterator[_Fraction]:
        figures = self.report.figures
        if not counts or self._number_missing(share):
            return
        part = counts[-1]
        listed = dict.fromkeys(self._wholes_of(part))
        base = _BASE.search(self.text[share.sentence.start : share.span.start])
        for whole in listed:
            yield _Fraction(part, whole, certain=base is None or base[1] in self._words(whole))
        for whole in counts[:-1]:
            if whole in listed:
                continue
            if figures[whole].unit == figures[part].unit and (figures[whole].value or 0) >= (figures[part].value or 0):
                yield _Fraction(part, whole, certain=False)

    def _wholes_of(self, part: int) -> Iterator[int]:
        yield from self._lists_of.get(part, ())

    def _number_missing(self, share: Figure) -> bool:
        """Whether the number the share belongs to is missing in print."""
        last = bisect_left(self._starts, share.span.start)
        near = self.report.figures[max(0, last - _FAR) : last]
        return any(figure.missing and share.sentence.start <= figure.span.start for figure in near)

    def _words(self, index: int) -> str:
        figure = self.report.figures[index]
        return figure.label + self.text[max(figure.sentence.start, figure.span.start - 6) : figure.span.start]

    def _percent(self, fraction: _Fraction) -> Decimal | None:
        part = self.report.figures[fraction.part].value
        whole = self.report.figures[fraction.whole].value
        return percent(part, whole) if part is not None and whole else None

    def _agrees(self, share: Figure, fraction: _Fraction) -> bool:
        computed = self._percent(fraction)
        if computed is None or share.value is None:
            return False
        return agrees(computed, share.value, approximate=share.approximate)

    def _checked(self, index: int, share: Figure, fraction: _Fraction) -> Checked:
        part, whole = self.report.figures[fraction.part], self.report.figures[fraction.whole]
        assert share.value is not None
        computed = as_printed(self._percent(fraction) or Decimal(0), share.value)
        holds = self._agrees(share, fraction)
        shown = share.value if holds else computed
        rule = check_rule("N.rate")
        relation = Relation(
            id="N.rate",
            kind="percent",
            expression=f"{part.label} ÷ {whole.label} = {share.label or '比率'}",
            arithmetic=f"{number(part.value)} ÷ {number(whole.value)} = {number(shown)}% "
            f"{'=' if holds else '≠'} {number(share.value)}%",
            left=Side(f"{part.label} ÷ {whole.label}", shown, figures=(fraction.part, fraction.whole)),
            right=Side(
                share.label, share.value, figures=(index,), quote=quote(self.report, share.sentence), span=share.span
            ),
            holds=holds,
            severity=rule.severity,
            basis=rule.basis_text,
        )
        said = f"“{share.label or '比率'}”写作{number(share.value)}%"
        message = f"正文{said}，按所列数字计算应为{number(computed)}%：{relation.arithmetic}。"
        return Checked(relation, message, "请核对分子、分母和百分比。")


def _is_clear(fractions: list[_Fraction]) -> bool:
    """Whether the wording leaves only one fraction."""
    return sum(fraction.certain for fraction in fractions) == 1 and fractions[0].certain
