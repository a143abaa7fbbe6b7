"""Changes against the year before, where one sentence gives the numbers: 收到45件,较上年(40件)增加5件,增长12.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.checks.mentions import quote
from gongkai.reading.checks.percents import agrees, as_printed, percent
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.wording import number
from gongkai.reading.model import AnnualReport, Figure, FigureKind, Relation, Side
from gongkai.reading.numbers import to_halfwidth
from gongkai.statute.checks import check_rule

_BEFORE = re.compile(r"(?:上一?年|去年)度?(?:同期)?(?:仅|为|是|的)?[:(]?\s*$")
_RISES, _FALLS = "增加|增长|上升|提高|多|增幅", "减少|下降|降低|少|降幅"
_CHANGE = re.compile(rf"(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:了|约|为|达)*\s*$")
_NOTHING_ELSE = re.compile(  # between the count and the change that is said of it: no other subject
    r"(?:[同环]比|[较比与]?(?:上一?年|去年)度?(?:同期)?(?:相比)?|分别|共|总[量数]|[申受办]\w量|数量|件数|也|的|均|约|仅|为|是|[(]?\d[\d.]*\w{0,2}[)]?|\s)*"
)
_CLAUSE = re.compile(r"[,;。]")
_OTHER = re.compile(r"[;。]|其中")  # another subject begins
_AFTER_TOTAL = 60  # characters from the count to the change that is said of it


@dataclass(frozen=True, slots=True)
class _Said:
    """A count of this year with what the sentence says of the year before; indexes into the report's figures."""

    now: int
    before: int | None = None
    change: int | None = None
    percent: int | None = None
    falling: bool = False


def growth_relations(report: AnnualReport) -> Iterator[Checked]:
    """The change in numbers and in percent, as far as the sentence gives what they are computed from."""
    text = to_halfwidth(report.document.text)
    for index, figure in enumerate(report.figures):
        if figure.kind is FigureKind.COUNT and _is_plain(figure) and not _is_against(text, figure):
            yield from _relations(report, _said_of(report, text, index))


def _is_plain(figure: Figure) -> bool:
    return figure.value is not None and figure.upper is None and not figure.approximate and not figure.negated


def _is_against(text: str, figure: Figure) -> bool:
    words = _words(text, figure)
    return bool(_BEFORE.search(words) or _CHANGE.search(words))


def _words(text: str, figure: Figure) -> str:
    """The clause up to the figure."""
    start = max(figure.sentence.start, figure.span.start - _AFTER_TOTAL)
    return _CLAUSE.split(text[start : figure.span.start])[-1]


def _said_of(report: AnnualReport, text: str, now: int) -> _Said:
    """What the figures directly behind the count say against the year before; any other figure ends it."""
    figures = report.figures
    said = _Said(now)
    for index in range(now + 1, min(now + 6, len(figures))):
        figure, words = figures[index], _words(text, figures[index])
        gap = text[figures[now].span.end : figure.span.start]
        if figure.sentence != figures[now].sentence or len(gap) > _AFTER_TOTAL or _OTHER.search(gap):
            break
        if figure.kind in {FigureKind.DATE, FigureKind.DOCUMENT_NUMBER}:
            continue
        way = _CHANGE.search(words)
        if way and not _NOTHING_ELSE.fullmatch(words[: way.start()]):
            break
        same = figure.kind is FigureKind.COUNT and figure.unit == figures[now].unit and _is_plain(figure)
        if same and said.before is None and _BEFORE.search(words):
            said = _Said(now, index, said.change, said.percent, said.falling)
        elif way and same and said.change is None:
            said = _Said(now, said.before, index, said.percent, bool(way["down"]))
        elif way and figure.unit == "%" and said.percent is None and not figure.approximate:
            said = _Said(now, said.before, said.change, index, bool(way["down"]))
        else:
            break
    return said


def _relations(report: AnnualReport, said: _Said) -> Iterator[Checked]:
    now = _value(report, said.now)
    before = None if said.before is None else _value(report, said.before)
    if said.change is not None:
        change = _value(report, said.change)
        if before is None:
            before = now + change if said.falling else now - change
        else:
            yield _change(report, said, now, before)
    if said.percent is not None and before is not None and before > 0 and (said.before or said.change):
        yield _percent(report, said, now, before)


def _value(report: AnnualReport, index: int) -> Decimal:
    return report.figures[index].value or Decimal(0)


def _change(report: AnnualReport, said: _Said, now: Decimal, before: Decimal) -> Checked:
    assert said.change is not None
    computed, stated = (before - now if said.falling else now - before), _value(report, said.change)
    large, small = (before, now) if said.falling else (now, before)
    arithmetic = (
        f"{number(large)} − {number(small)} = {number(computed)} {'=' if computed == stated else '≠'} {number(stated)}"
    )
    message = f"正文称较上年{_way(stated, said)}，按所列数字计算为{_way(computed, said)}。"
    return _checked(report, said, said.change, (computed, stated), arithmetic, message, holds=computed == stated)


def _way(change: Decimal, said: _Said) -> str:
    """增加5 or 减少5; the sign counts in the direction the sentence gives."""
    return f"{'减少' if said.falling == (change >= 0) else '增加'}{number(abs(change))}"


def _percent(report: AnnualReport, said: _Said, now: Decimal, before: Decimal) -> Checked:
    assert said.percent is not None
    stated = _value(report, said.percent)
    change = percent(before - now if said.falling else now - before, before)
    holds = agrees(change, stated)
    computed = stated if holds else as_printed(change, stated)
    large, small = (before, now) if said.falling else (now, before)
    arithmetic = (
        f"({number(large)} − {number(small)}) ÷ {number(before)} = {number(computed)}% "
        f"{'=' if holds else '≠'} {number(stated)}%"
    )
    message = f"正文称{'下降' if said.falling else '增长'}{number(stated)}%，按所列数字计算为{number(computed)}%。"
    return _checked(report, said, said.percent, (computed, stated), arithmetic, message, holds=holds)


def _checked(
    report: AnnualReport,
    said: _Said,
    stated: int,
    values: tuple[Decimal, Decimal],
    arithmetic: str,
    message: str,
    *,
    holds: bool,
) -> Checked:
    figures, rule = report.figures, check_rule("N.growth")
    label = figures[said.now].label
    terms = tuple(index for index in (said.now, said.before, said.change) if index is not None and index != stated)
    right = figures[stated]
    relation = Relation(
        id=rule.id,
        kind="percent" if stated == said.percent else "narrative",
        expression=f"“{label}”比上年{'下降' if said.falling else '增长'}幅度",
        arithmetic=arithmetic,
        left=Side(f"按所列数字计算的“{label}”增减", values[0], figures=terms),
        right=Side(right.label, values[1], figures=(stated,), quote=quote(report, right.sentence), span=right.span),
        holds=holds,
        severity=rule.severity,
        basis=rule.basis_text,
    )
    return Checked(relation, message, "请核对两年的数字和增减幅度。")
