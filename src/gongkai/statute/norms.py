"""The page of the norms in force on a day, in Markdown: ``python -m gongkai.statute.norms --on 2026-11-22``."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterable, Iterator

from gongkai.statute.across_years import year_identities
from gongkai.statute.calendar import DayStatus, WorkCalendar
from gongkai.statute.checks import check_rules
from gongkai.statute.forms import Deadline, Form, FormId, Severity
from gongkai.statute.report_forms import form_for_year, forms
from gongkai.statute.sources import Mark, in_force

MARKS = "“待核实”：还没有与原文核对；“推定”：本项目从规范推出，规范没有明文。"
STANDING: dict[Mark, str] = {"S": "", "K": "待核实", "?": "待核实", "I": "推定"}
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.QUESTION: "疑问", Severity.INFO: "提示"}
UNITS = {"department": "部门", "government": "人民政府", "any": "各单位"}


def norms_page(on: datetime.date) -> str:
    """The whole page for a day, ending in a newline. The report form is the one for that day's year.

    Raises:
        LookupError: no report form was prescribed for that year (before 2014).
    """
    form = form_for_year(on.year)
    lines = [
        f"# {on.isoformat()} 有效的规范",
        "",
        "本页由 `python -m gongkai.statute.norms` 按 `law/` 中的数据生成，请勿手工修改。" + MARKS,
        "",
        "## 文件",
        "",
        *_instruments(on),
        "",
        "## 年度报告格式",
        "",
        *_forms(on.year),
        "",
        *_form(form),
        "",
        "### 跨年度关系",
        "",
        *_year_identities(form),
        "",
        f"## {on.year}年放假调休",
        "",
        *_calendar(on),
        "",
        "## 其他检查",
        "",
        *_checks(),
    ]
    return "\n".join(lines) + "\n"


def _table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '／') for cell in row)} |"


def _instruments(on: datetime.date) -> Iterator[str]:
    rows = (
        (item.title, item.number, item.issuer, item.valid_from or "", STANDING[item.mark], item.note)
        for item in in_force(on)
    )
    return _table(("标题", "文号", "制定机关", "施行日期", "核实", "说明"), rows)


def _forms(year: int) -> Iterator[str]:
    rows = (
        (
            item.id,
            item.title,
            f"{item.first_year}—{item.last_year or ''}",
            len(item.cells),
            item.basis,
            "是" if item is form_for_year(year) else "",
        )
        for item in forms()
    )
    return _table(("编号", "名称", "适用年度", "单元数", "依据", f"{year}年度适用"), rows)


def _form(form: Form) -> Iterator[str]:
    yield f"### {form.title}"
    yield ""
    yield "章节：" + "；".join(f"{section.number}. {section.title}" for section in form.sections)
    yield ""
    yield from (f"- {_deadline(item)}" for item in form.deadlines)
    yield ""
    yield from _table(
        ("关系", "内容", "不成立时", "依据", "核实"),
        (
            (item.id, item.expression, SEVERITIES[item.severity], item.basis, STANDING[item.basis.mark])
            for item in form.identities
        ),
    )
    yield ""
    yield from _table(
        ("文字要求", "章节", "内容", "对象", "不成立时", "依据", "核实"),
        (
            (
                item.id,
                item.section,
                item.label,
                UNITS[item.unit_kind],
                SEVERITIES[item.severity],
                item.basis,
                STANDING[item.basis.mark],
            )
            for item in form.text_requirements
        ),
    )


def _deadline(item: Deadline) -> str:
    standing = STANDING[item.basis.mark]
    basis = f"{item.basis}，{standing}" if standing else str(item.basis)
    return f"公布期限：{UNITS[item.unit_kind]}于次年{item.month}月{item.day}日前（{basis}）"


def _year_identities(form: Form) -> Iterator[str]:
    rows = (
        (
            item.id,
            item.expression,
            f"{earlier}→{form.id}",
            SEVERITIES[item.severity],
            item.basis,
            STANDING[item.basis.mark],
        )
        for earlier in FormId
        for item in year_identities(earlier, form.id)
    )
    return _table(("关系", "内容", "格式", "不成立时", "依据", "核实"), rows)


def _calendar(on: datetime.date) -> Iterator[str]:
    calendar = WorkCalendar.load(known_on=on)
    if on.year not in calendar.years:
        yield "当年的放假通知尚未公布，按周一至周五为工作日推算。"
        return
    days = [calendar.days[day] for day in sorted(calendar.days) if day.year == on.year]
    yield from _table(("日期", "安排", "依据"), ((_span(run), run[0].reason, run[0].source) for run in _runs(days)))


def _runs(days: Iterable[DayStatus]) -> Iterator[list[DayStatus]]:
    """Neighbouring days with the same reason, together."""
    run: list[DayStatus] = []
    for day in days:
        if run and (day.reason != run[-1].reason or (day.date - run[-1].date).days > 1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _span(run: list[DayStatus]) -> str:
    first, last = run[0].date.isoformat(), run[-1].date.isoformat()
    return first if first == last else f"{first} 至 {last}"


def _checks() -> Iterator[str]:
    rows = ((rule.id, rule.title, SEVERITIES[rule.severity], rule.basis_text) for rule in check_rules().values())
    return _table(("检查", "内容", "不成立时", "依据"), rows)


def main(arguments: list[str] | None = None) -> None:
    """Print the page for the day given with ``--on``."""
    parser = argparse.ArgumentParser(description="列出某日有效的规范（Markdown）")
    parser.add_argument("--on", type=datetime.date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    on = parser.parse_args(arguments).on
    try:
        sys.stdout.write(norms_page(on))
    except LookupError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
