"""A report against other reports: the same unit a year before or after, and units above or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz

from gongkai.reading.checks.hints import likely_cause
from gongkai.reading.checks.mentions import Mention, SentenceReader, heading_of, quote
from gongkai.reading.checks.notices import notice
from gongkai.reading.checks.percents import agrees, as_printed, percent
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.sums import CellSum, cell_sum, is_ambiguous
from gongkai.reading.checks.tables import side_of
from gongkai.reading.checks.wording import cell_names, comparison, number, report_name
from gongkai.reading.model import AnnualReport, CellStatus, FigureKind, Relation, Side
from gongkai.statute.across_years import year_identities
from gongkai.statute.checks import check_rule
from gongkai.statute.forms import Section, Severity, YearIdentity
from gongkai.statute.report_forms import form as form_of

_GROWTH = re.compile(
    r"(?:(?:比|较)(?:上年度?|上一年度?|去年)(?:同期)?|同比)(?P<way>增长|增加|上升|提高|下降|减少|降低)(?:了|约)?$"
)
_FALLING = frozenset({"下降", "减少", "降低"})
_ALIKE = 92  # per cent of equal text from which two chapters count as the same text
_ENOUGH_TEXT = 200  # characters; shorter chapters are alike by nature
_LISTED_CELLS = 5


def year_relations(report: AnnualReport, others: Sequence[AnnualReport]) -> Iterator[Checked]:
    """Everything two or more reports can say about each other, seen from ``report``."""
    for other in others:
        if other is report or not other.unit:
            continue
        if _same_unit(report, other) and report.year is not None and other.year is not None:
            if other.year == report.year - 1:
                yield from _between(later=report, earlier=other)
                yield from _growth(report, other)
                yield from _same_text(report, other)
            elif other.year == report.year + 1:
                yield from _between(later=other, earlier=report)
        elif report.year == other.year and report.form is other.form:
            yield from _levels(report, other)


def _same_unit(one: AnnualReport, two: AnnualReport) -> bool:
    return _plain(one.unit) == _plain(two.unit)


def _plain(unit: str) -> str:
    return unit.replace("人民政府", "政府")


# --- one year and the next ------------------------------------------------------------------------


def _between(*, later: AnnualReport, earlier: AnnualReport) -> Iterator[Checked]:
    if later.form is None or earlier.form is None:
        return
    for identity in year_identities(earlier.form, later.form):
        later_keys = (*identity.left, *identity.right_plus, *identity.right_minus)
        if is_ambiguous(later.cells, later_keys) or is_ambiguous(earlier.cells, identity.right):
            continue
        left, base = cell_sum(later.cells, identity.left), cell_sum(earlier.cells, identity.right)
        plus, minus = cell_sum(later.cells, identity.right_plus), cell_sum(later.cells, identity.right_minus)
        if left is not None and base is not None and plus is not None and minus is not None:
            yield _year_relation(identity, later, earlier, (left, base, plus, minus))


def _year_relation(
    identity: YearIdentity, later: AnnualReport, earlier: AnnualReport, sums: tuple[CellSum, CellSum, CellSum, CellSum]
) -> Checked:
    left, base, plus, minus = sums
    assert later.form is not None
    assert earlier.form is not None
    value = base.value + plus.value - minus.value
    holds = left.value == value if identity.relation == "=" else left.value <= value
    terms = number(base.value) + "".join(
        f" {sign} {number(total.value)}" for sign, total in (("+", plus), ("−", minus)) if total.keys
    )
    written = f"{terms} = {number(value)}" if plus.keys or minus.keys else terms
    blanks = left.has_blanks or base.has_blanks or plus.has_blanks or minus.has_blanks
    unfilled = left.all_blank or base.all_blank
    severity = Severity.WARNING if unfilled and identity.severity is Severity.ERROR else identity.severity
    right = side_of(earlier, base, cell_names(earlier.form))
    relation = Relation(
        id=identity.id,
        kind="cross_year",
        expression=identity.expression,
        arithmetic=comparison(number(left.value), written, identity.relation, holds=holds),
        left=replace(side_of(later, left, cell_names(later.form)), report=report_name(later)),
        right=replace(right, value=value, report=report_name(earlier)),
        holds=holds,
        severity=severity,
        basis=str(identity.basis),
        has_blank_cells=blanks,
        note=identity.note,
    )
    pair = f"{report_name(later)}与{report_name(earlier)}的报告"
    message = f"{pair}不衔接，{identity.expression}不成立：{relation.arithmetic}。"
    return Checked(relation, message, likely_cause(left.value, value, []) or identity.note)


def _same_text(report: AnnualReport, earlier: AnnualReport) -> Iterator[Checked]:
    if report.form is None:
        return
    for chapter in form_of(report.form).sections:
        texts = [_chapter_text(one, chapter.number) for one in (report, earlier)]
        if chapter.new_every_year and min(map(len, texts)) >= _ENOUGH_TEXT:
            yield _compared_text(report, earlier, chapter, texts)


def _compared_text(report: AnnualReport, earlier: AnnualReport, chapter: Section, texts: list[str]) -> Checked:
    score = fuzz.ratio(*texts)
    return notice(
        "X.same_text",
        "text",
        f"“{chapter.title}”与{report_name(earlier)}的报告有{score:.0f}%相同。",
        "各年度的问题和改进措施应当据实填写，不得照抄。",
        left=Side(chapter.title, None, report=report_name(report)),
        right=Side(chapter.title, None, report=report_name(earlier)),
        holds=score < _ALIKE,
    )


def _chapter_text(report: AnnualReport, chapter: int) -> str:
    section = heading_of(report, chapter)
    return re.sub(r"\s+|20\d\d", "", report.document.text[section.body.start : section.body.end]) if section else ""


# --- growth ---------------------------------------------------------------------------------------


def _growth(report: AnnualReport, earlier: AnnualReport) -> Iterator[Checked]:
    """…件，比上年增长12.5%: recomputed from last year's report."""
    reader = SentenceReader(report)
    last_year = _stated_values(earlier)
    for index, share in enumerate(report.figures):
        if share.kind is not FigureKind.SHARE or share.value is None or share.approximate:
            continue
        words = re.sub(r"[\s,、]", "", reader.text[share.sentence.start : share.span.start])
        way = _GROWTH.search(words)
        grown = _counted_before(reader, share.sentence.start, share.span.start)
        if way is None or grown is None or grown.statement is None:
            continue
        before = last_year.get(grown.statement.id)
        if before:
            yield _growth_relation(report, (index, grown), before, earlier, falling=way["way"] in _FALLING)


def _counted_before(reader: SentenceReader, start: int, end: int) -> Mention | None:
    """The count directly before the percentage, in the same sentence."""
    inside = [m for m in reader.mentions if start <= m.figure.span.start < end and m.figure.value is not None]
    return max(inside, key=lambda mention: mention.figure.span.start, default=None)


def _stated_values(report: AnnualReport) -> dict[str, Decimal]:
    """What last year's text says, by statement; a statement said with different values is left out."""
    values: dict[str, set[Decimal]] = {}
    for mention in SentenceReader(report).mentions:
        if mention.statement is not None and mention.figure.value is not None and not mention.statement.additive:
            values.setdefault(mention.statement.id, set()).add(mention.figure.value)
    return {key: min(found) for key, found in values.items() if len(found) == 1}


def _growth_relation(
    report: AnnualReport, said: tuple[int, Mention], before: Decimal, earlier: AnnualReport, *, falling: bool
) -> Checked:
    index, grown = said
    share = report.figures[index]
    assert share.value is not None
    now = grown.figure.value or Decimal(0)
    change = percent(before - now if falling else now - before, before)
    computed = as_printed(change, share.value)
    holds = agrees(change, share.value)
    rule = check_rule("N.growth")
    relation = Relation(
        id="X.growth",
        kind="cross_year",
        expression=f"“{grown.figure.label}”比上年{'下降' if falling else '增长'}幅度",
        arithmetic=f"({number(now)} − {number(before)}) ÷ {number(before)}，即{number(computed)}% "
        f"{'=' if holds else '≠'} {number(share.value)}%",
        left=Side(f"按两年数字计算 {number(before)} → {number(now)}", share.value if holds else computed),
        right=Side(share.label, share.value, figures=(index,), quote=quote(report, share.sentence), span=share.span),
        holds=holds,
        severity=rule.severity,
        basis=rule.basis_text,
    )
    message = (
        f"正文称增减{number(share.value)}%，按{report_name(earlier)}报告的{number(before)}计算为{number(computed)}%。"
    )
    return Checked(relation, message, "请核对上年数字的口径。")


# --- levels ---------------------------------------------------------------------------------------


def _levels(report: AnnualReport, other: AnnualReport) -> Iterator[Checked]:
    """A county's figure cannot exceed the figure of the prefecture that adds up its counties."""
    if report.form is None or not _is_below(report.unit, other.unit):
        return
    form = form_of(report.form)
    names = cell_names(form.id)
    tested, exceeding = 0, []
    for cell in form.cells:
        part, whole = report.cells.get(cell.key), other.cells.get(cell.key)
        if part is None or whole is None or cell.kind == "signed" or {part.status, whole.status} & _UNSURE:
            continue
        if part.value is not None and whole.value is not None:
            tested += 1
            if part.value > whole.value:
                exceeding.append((cell.key, part.value, whole.value))
    if not tested:
        return
    first = exceeding[0] if exceeding else ("", Decimal(0), Decimal(0))
    listed = "；".join(f"“{names.name(key)}”{number(a)} > {number(b)}" for key, a, b in exceeding[:_LISTED_CELLS])
    yield notice(
        "X.level",
        "cross_level",
        f"{report_name(report)}有{len(exceeding)}个单元大于{report_name(other)}：{listed}。",
        "上级报告是汇总数时，部分不应大于整体；上级报告只统计本机关时无须相符。",
        left=Side(names.name(first[0]), first[1], cells=(first[0],), report=report_name(report)) if exceeding
        else Side(f"{tested}个单元", None, report=report_name(report)),
        right=Side(names.name(first[0]), first[2], cells=(first[0],), report=report_name(other)) if exceeding
        else Side(f"{tested}个单元", None, report=report_name(other)),
        holds=not exceeding,
    )  # fmt: skip


_UNSURE = {CellStatus.AMBIGUOUS, CellStatus.ABSENT}


def _is_below(unit: str, above: str) -> bool:
    """丽江市古城区人民政府 and 丽江市教育局 are below 丽江市人民政府."""
    area = above.removesuffix("人民政府")
    return above.endswith("人民政府") and unit.startswith(area) and not unit.startswith(above)
