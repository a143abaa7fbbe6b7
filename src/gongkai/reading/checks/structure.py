"""Chapters, tables and terms of the form; blanks that should be zeros."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from gongkai.reading.checks.dates import form_in_force
from gongkai.reading.checks.mentions import heading_of, quote
from gongkai.reading.checks.notices import count_side, notice
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.wording import number
from gongkai.reading.model import AnnualReport, CellStatus, Side, Span
from gongkai.reading.numbers import parse_number, to_halfwidth
from gongkai.statute.forms import Form, Section, Table, TextRequirement
from gongkai.statute.statements import wrong_terms

_ANNOUNCED_PARTS = re.compile(
    r"(?:全文|本报告|报告).{0,30}?(?:包括|分为|共|由).{0,160}?([一二三四五六七八九十两\d]+)个?部分"
)
_ANNEX = re.compile(r"附表|附件\s*[:：]?.{0,20}统计表")
_LISTED = re.compile(r"(?:以下|下列|存在|如下).{0,8}?([一二两三四五六七八九十])个?(?:方面|问题|不足)")
_ITEM = re.compile(r"(?:^|[。;:,\n])\s*([一二三四五六七八九十])是")
_ORDINALS = "一二三四五六七八九十"
_LONGEST_LIST = 4000  # characters
_PREAMBLE = 1500  # characters in which a report says what it consists of


def structure_relations(report: AnnualReport, form: Form | None) -> Iterator[Checked]:
    """Everything about the shape of the report; little can be said of one that breaks off.

    A form that was not yet in force asks for no chapter, table or row.
    """
    binding = form if report.year is None or form_in_force(report.year) is not None else None
    if not report.is_annual_report:
        yield notice(
            "S.kind",
            "info",
            "本文件不是法定的政府信息公开工作年度报告，只核对正文数字。",
            "年度报告应当具备《条例》第五十条规定的内容。",
        )
    elif report.truncated:
        message = "文件内容在句中中断，其后的章节和统计表无法核对。"
        yield notice("S.truncated", "structure", message, "请取得完整文件后重新核对。")
    else:
        yield from _announced_parts(report)
        if binding is not None:
            yield from _headings(report, binding)
            yield from _tables(report, binding)
            yield from _requirements(report, binding)
    if form is not None:
        yield from _filled_in(report)
        yield from _cells(report, form, binding=binding is not None)
    yield from _listed_items(report)
    yield from _terms(report)


# --- chapters -------------------------------------------------------------------------------------


def _headings(report: AnnualReport, form: Form) -> Iterator[Checked]:
    required = [section for section in form.sections if section.required]
    if not required:
        return
    named = {section.number: _place_by_title(report, section) for section in required}
    taken = set(named.values())
    found = {
        number: _place_by_number(report, number, taken) if place is None else place for number, place in named.items()
    }
    for section in required:
        yield notice(
            f"S.heading.{section.number}",
            "structure",
            f"缺少规定的章节“{section.title}”。",
            "章节标题应当与格式一致。",
            right=Side(section.title, None),
            holds=found[section.number] is not None,
            basis=str(form.basis),
        )
    places = [place for place in found.values() if place is not None]
    if places != sorted(places):
        yield notice(
            "S.heading.order", "structure", "章节次序与格式不一致。", "请按格式调整次序。", basis=str(form.basis)
        )


def _place_by_title(report: AnnualReport, section: Section) -> int | None:
    titles = {_bare(title) for title in (section.title, *section.aliases)}
    for chapter in report.sections:
        if any(title in _bare(chapter.title) for title in titles):
            return chapter.heading.start
    return None


def _place_by_number(report: AnnualReport, number: int, taken: Collection[int | None]) -> int | None:
    """A chapter with the right number and free wording, unless its title is that of another chapter of the form."""
    numbered = heading_of(report, number)
    return None if numbered is None or numbered.heading.start in taken else numbered.heading.start


def _bare(title: str) -> str:
    return re.sub(r"[\s、,。:的]", "", to_halfwidth(title))


def _requirements(report: AnnualReport, form: Form) -> Iterator[Checked]:
    for requirement in form.text_requirements:
        chapter = heading_of(report, requirement.section)
        if chapter is None or not _binds(report, requirement):
            continue
        text = report.document.text[chapter.body.start : chapter.body.end]
        met = [phrase in text for phrase in requirement.phrases]
        yield notice(
            "S.text",
            "structure",
            f"“{chapter.title}”部分没有说明{requirement.label}。",
            requirement.note,
            right=Side(requirement.label, None),
            holds=all(met) if requirement.match == "all" else any(met),
            basis=str(requirement.basis),
        )


def _binds(report: AnnualReport, requirement: TextRequirement) -> bool:
    if requirement.unit_kind == "any":
        return True
    return (requirement.unit_kind == "government") == report.unit.endswith("政府")


# --- what the report announces --------------------------------------------------------------------


def _announced_parts(report: AnnualReport) -> Iterator[Checked]:
    match = _ANNOUNCED_PARTS.search(to_halfwidth(report.document.text[:_PREAMBLE]))
    stated = parse_number(match[1]) if match else None
    chapters = sum(section.number is not None for section in report.sections)
    if match is None or stated is None or not chapters:
        return
    found = chapters + (1 if "附表" in match[0] and report.form and not report.missing_tables and report.cells else 0)
    span = Span(match.start(), match.end())
    holds = stated in {found, chapters}
    yield notice(
        "S.parts",
        "structure",
        f"报告称全文有{number(stated)}个部分，实有{chapters}个章节{'' if found == chapters else '和附表'}。",
        "请核对是否缺少附表或者章节。",
        left=Side("所称部分数", stated, quote=quote(report, span), span=span),
        right=count_side("实有章节数", found),
        holds=holds,
    )


def _listed_items(report: AnnualReport) -> Iterator[Checked]:
    """以下三个方面 … 一是 … 二是 … 三是, within one paragraph."""
    text = to_halfwidth(report.document.text)
    for match in _LISTED.finditer(text):
        paragraph = text[match.end() : match.end() + _LONGEST_LIST].split("\n", 1)[0]
        items = _ITEM.findall(paragraph)
        stated = parse_number(match[1])
        if stated is None or items[:1] != ["一"]:
            continue
        run = next((n for n, word in enumerate(items) if word != _ORDINALS[n : n + 1]), len(items))
        span = Span(match.start(), match.end())
        yield notice(
            "N.stated_count",
            "text",
            f"正文“{match[0]}”，实际列出{run}项。",
            "请核对是否漏列或者多列。",
            left=Side("所称项数", stated, quote=quote(report, span), span=span),
            right=count_side("所列项数", run),
            holds=stated == run,
        )


def _tables(report: AnnualReport, form: Form) -> Iterator[Checked]:
    annexed = _ANNEX.search(to_halfwidth(report.document.text))
    for table in form.tables:
        missing = table.key in report.missing_tables or not any(k.startswith(f"{table.key}.") for k in report.cells)
        rule = "S.annex" if annexed and table.section == 0 else "S.table"
        yield notice(
            rule,
            "structure",
            f"正文提到的统计表“{table.title}”未随文公布。"
            if rule == "S.annex"
            else f"缺少规定的统计表“{table.title}”。",
            "表格以附件或图片公布的，请一并取得；没有数字不等于数字为0。",
            right=Side(table.title, None),
            holds=not missing,
            basis=str(form.basis),
        )


# --- cells ----------------------------------------------------------------------------------------


def _filled_in(report: AnnualReport) -> Iterator[Checked]:
    """A form in which no cell has a number: the blank form itself, or one whose numbers did not come along."""
    statuses = {cell.status for cell in report.cells.values()} - {CellStatus.ABSENT}
    if statuses == {CellStatus.BLANK}:
        message = "统计表没有填写任何数字，可能是一份空白格式。"
        yield notice("S.empty", "blank", message, "请取得填写后的报告重新核对；没有数量的也应当填0。")


def _cells(report: AnnualReport, form: Form, *, binding: bool) -> Iterator[Checked]:
    for table in form.tables:
        keys = [cell.key for cell in table.cells if cell.key in report.cells]
        if keys and binding:
            yield from _absent_rows(report, table, form)
        if keys:
            yield from _blanks(report, table, keys)
    for cell in form.cells:
        found = report.cells.get(cell.key)
        if found is None or found.value is None or found.status is CellStatus.AMBIGUOUS:
            continue
        wrong = (found.value < 0 and cell.kind != "signed") or (cell.kind == "count" and found.value % 1 != 0)
        if wrong:
            yield notice(
                "S.value",
                "table",
                f"“{cell.label}”填写为{number(found.value)}，应为非负整数。",
                "请核对该单元。",
                left=Side(cell.label, found.value, cells=(cell.key,), quote=found.raw, span=found.span),
            )


def _absent_rows(report: AnnualReport, table: Table, form: Form) -> Iterator[Checked]:
    missing = [
        row.label
        for block in table.blocks
        for row in block.rows
        if all(_is_absent(report, table.cell_key(row.key, column.key)) for column in block.columns)
    ]
    if missing:
        yield notice(
            f"S.row.{table.key}",
            "structure",
            f"统计表“{table.title}”缺少{len(missing)}行：{'、'.join(missing[:5])}{'等' if len(missing) > 5 else ''}。",
            "请按格式补齐，没有数量的填0。",
            right=Side("、".join(missing), None),
            basis=str(form.basis),
        )


def _is_absent(report: AnnualReport, key: str) -> bool:
    cell = report.cells.get(key)
    return cell is None or cell.status is CellStatus.ABSENT


def _blanks(report: AnnualReport, table: Table, keys: list[str]) -> Iterator[Checked]:
    """One finding for all blanks of a table: a blank is not a zero, but it is no arithmetic error either."""
    blank = [key for key in keys if report.cells[key].status is CellStatus.BLANK]
    if blank:
        yield notice(
            f"S.blank.{table.key}",
            "blank",
            f"统计表“{table.title}”有{len(blank)}个单元空白。",
            "没有数量的应当填0，以免误认为漏填。",
            left=Side("空白单元", Decimal(len(blank)), cells=tuple(blank)),
        )


# --- terms ----------------------------------------------------------------------------------------


def _terms(report: AnnualReport) -> Iterator[Checked]:
    """Category names that the form does not have, where they stand before a number."""
    terms = [term for term in wrong_terms() if report.form is None or report.form in term[2]]
    for index, figure in enumerate(report.figures):
        label = to_halfwidth(figure.label)
        for wrong, right, _ in terms:
            if wrong.search(label):
                yield notice(
                    "S.term",
                    "text",
                    f"正文使用“{figure.label}”，格式中没有这一类，相应的类别是“{right}”。",
                    "请使用格式规定的用语。",
                    left=Side(figure.label, figure.value, figures=(index,), quote=quote(report, figure.sentence),
                              span=figure.span),
                )  # fmt: skip
