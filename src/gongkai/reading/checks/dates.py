"""Dates and years of a report: period, publication, signature, and whether the form fits the year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.reading.checks.mentions import quote
from gongkai.reading.checks.notices import notice
from gongkai.reading.checks.results import Checked
from gongkai.reading.figures.masks import DATE
from gongkai.reading.model import AnnualReport, FigureKind, Side
from gongkai.reading.numbers import to_halfwidth
from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.forms import Deadline, Form, Period, Severity
from gongkai.statute.report_forms import form_for_year

_TITLE_YEAR = re.compile(r"(20\d\d)\s*年")
_CAPTION_YEAR = re.compile(r"^\s*\(\s*(20\d\d)\s*年度?\s*\)\s*$", re.MULTILINE)
_GOVERNMENT = re.compile(r"政府$|管委会$|管理委员会$|公署$")
_OFFICE = re.compile(r"(?:政府|管委会|公署).{0,4}办公[室厅]$|街道办事处$")


def date_relations(report: AnnualReport, form: Form | None) -> Iterator[Checked]:
    """Everything that dates alone can say."""
    yield from _years(report)
    law = form_in_force(report.year)
    if report.period is not None and report.year is not None and law is not None:
        yield _period(report.period, report.year, law.period)
    if form is not None and report.year is not None:
        yield _form_fits(form, report.year, law)
        yield from _publication(report, form, report.year)
    yield from _signature(report, law, told=form is not None)
    yield from _impossible(report)


_NUMBERED = tuple("-0123456789号字第")


def _years(report: AnnualReport) -> Iterator[Checked]:
    """The year in the title, in the period and over the annexed table must be one."""
    sources = {"标题": _title_year(report), "统计期限": report.period[1].year if report.period else None}
    caption = _CAPTION_YEAR.search(to_halfwidth(report.document.text))
    sources["统计表"] = int(caption[1]) if caption else None
    known = [(label, year) for label, year in sources.items() if year is not None]
    for (first, one), (second, two) in pairwise(known):
        yield notice(
            "D.year",
            "year_conflict",
            f"{first}写作{one}年，{second}写作{two}年，年度不一致。",
            "请核对是否沿用了往年文本。",
            left=Side(f"{first}年度", Decimal(one)),
            right=Side(f"{second}年度", Decimal(two)),
            holds=one == two,
        )


def _title_year(report: AnnualReport) -> int | None:
    match = _TITLE_YEAR.search(to_halfwidth(report.title))
    return int(match[1]) if match else None


def form_in_force(year: int | None) -> Form | None:
    """The form prescribed for a report year; None before there were forms, and when the year is not known."""
    try:
        return None if year is None else form_for_year(year)
    except LookupError:
        return None


def _period(period: tuple[datetime.date, datetime.date], year: int, law: Period) -> Checked:
    first, last = law.of(year)
    return notice(
        "D.period",
        "date",
        f"统计期限为{period[0]}至{period[1]}，应为{first}至{last}。",
        "年度报告的统计期限是上一完整年度。",
        left=Side(f"统计期限 {period[0]} 至 {period[1]}", None),
        right=Side(f"{first} 至 {last}", None),
        holds=period == (first, last),
        basis=str(law.basis),
    )


def _form_fits(form: Form, year: int, expected: Form | None) -> Checked:
    if expected is None:
        return notice(
            "D.no_form",
            "format_year",
            f"{year}年度还没有全国统一的报告格式，本报告的表格按“{form.title}”（{form.basis.number}，"
            f"{form.first_year}年度起使用）的行列读取和核对。",
            "表内合计、图文一致照常核对；缺章节、缺表、缺行不作为问题。",
            left=Side(f"参照的格式 {form.short_name}", None),
        )
    return notice(
        "D.form",
        "format_year",
        f"{year}年度应使用“{expected.title}”（{expected.basis.number}），本报告使用的是“{form.title}”（{form.basis.number}）。",
        "请核对所用表格的版本。",
        left=Side(f"所用格式 {form.format_name}", None),
        right=Side(f"{year}年度的格式 {expected.format_name}", None),
        holds=expected.id is form.id,
        basis=str(expected.basis),
    )


def _publication(report: AnnualReport, form: Form, year: int) -> Iterator[Checked]:
    published = report.published
    if published is None:
        return
    printed = Side(f"公布日期 {published}", None)
    last_day = form.period.of(year)[1]
    if published <= last_day:
        both = "公布日期和落款日期" if _signed_on(report) == published else "公布日期"
        message = f"{both}{published}早于统计期限届满之日{last_day}。"
        yield notice("D.early", "date", message, "请核对公布日期或者年度。", left=printed)
        return
    for deadline in form.deadlines:
        severity = _deadline_severity(report.unit, deadline)
        if severity is None:
            continue
        due = datetime.date(year + 1, deadline.month, deadline.day)
        yield notice(
            "D.deadline",
            "date",
            f"公布日期{published}晚于期限{due}。",
            "按期公布而本页日期是改版或者迁移日期的，请核对。",
            left=printed,
            right=Side(f"期限 {due}", None),
            holds=published <= due,
            severity=severity,
            basis=str(deadline.basis),
        )


def _deadline_severity(unit: str, deadline: Deadline) -> Severity | None:
    """Which deadline binds the unit; an office may report for itself or for its government, so it is asked."""
    if deadline.unit_kind == "any":
        return Severity.WARNING
    if _OFFICE.search(unit):
        return Severity.QUESTION if deadline.unit_kind == "department" else Severity.WARNING
    kind = "government" if _GOVERNMENT.search(unit) else "department"
    return Severity.WARNING if unit and deadline.unit_kind == kind else None


def _signed_on(report: AnnualReport) -> datetime.date | None:
    return report.signature.signed_on or report.signature.filled_on


def _signature(report: AnnualReport, law: Form | None, *, told: bool) -> Iterator[Checked]:
    """``told``: the date of publication was tested; the same date as signature is not told a second time."""
    signed = _signed_on(report)
    if signed is None:
        return
    if law is not None and report.year is not None and not (told and signed == report.published):
        last_day = law.period.of(report.year)[1]
        if signed <= last_day:
            message = f"落款日期{signed}早于统计期限届满之日{last_day}。"
            yield notice("D.signature", "date", message, "请核对落款日期或者年度。", left=_signed(signed))
    if report.published is not None and signed > report.published:
        message = f"落款日期{signed}晚于公布日期{report.published}。"
        yield notice("D.signature", "date", message, "请核对落款日期或者公布日期。", left=_signed(signed))
    day = WorkCalendar.load().day(signed)
    if not day.provisional:
        message = f"落款日期{signed}不是工作日（{day.reason}）。"
        yield notice("D.workday", "date", message, "请核对日期。", left=_signed(signed), holds=day.is_workday)


def _signed(day: datetime.date) -> Side:
    return Side(f"落款日期 {day}", None)


def _impossible(report: AnnualReport) -> Iterator[Checked]:
    """Days that no calendar has: 2022年12月32日. Digits between hyphens may be a file number as well."""
    text = to_halfwidth(report.document.text)
    for index, figure in enumerate(report.figures):
        if figure.kind is not FigureKind.DATE or figure.date is not None:
            continue
        match = DATE.fullmatch(to_halfwidth(figure.label).strip())
        around = text[max(figure.span.start - 1, 0) : figure.span.start], text[figure.span.end : figure.span.end + 1]
        if around[0] in _NUMBERED or around[1] in _NUMBERED:
            continue
        if match is not None and (match["day"] or match["iso_day"]):
            printed = Side(figure.label, None, figures=(index,), quote=quote(report, figure.sentence), span=figure.span)
            yield notice("D.exists", "date", f"没有“{figure.label}”这一天。", "请核对日期。", left=printed)
