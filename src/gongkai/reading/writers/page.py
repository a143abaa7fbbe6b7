"""A report as a sequence of headings, paragraphs and tables: what every writer of documents prints.

The text is the report's own. Where the file shows a table of the form, in whatever shape, the official layout takes
its place. What stands around the report on a web page (navigation, tail) is left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from gongkai.reading.model import AnnualReport, Grid, Paragraph, Signature, Span
from gongkai.reading.writers.items import Heading, Item, Page, PrintedCell, PrintedTable, Text
from gongkai.reading.writers.layout import print_table
from gongkai.reading.writers.places import TablePlace, report_span, table_places
from gongkai.statute.forms import Table
from gongkai.statute.report_forms import form

ANNEX = 0  # Table.section of a table that stands behind the chapters
CHINESE_NUMBERS = "〇一二三四五六七八九十"
NOTHING_PRINTED = re.compile(r"[\s|]*")


def page(report: AnnualReport) -> Page:
    """The report as it is to be printed. A report without a text of its own gets the chapters of its form."""
    title = report.title or f"{report.unit}{report.year or ''}年政府信息公开工作年度报告"
    body = tuple(_body_from_text(report) if report.document.text.strip() else _body_from_form(report))
    return Page(title, (*_index_lines(report, body), Heading(title, 1), *body), report.unit, _page_tags(report))


def _page_tags(report: AnnualReport) -> dict[str, str]:
    """The tags that the guideline for government websites (国办发〔2017〕47号) asks for on every page."""
    published = report.published.isoformat() if report.published else ""
    tags = {"ArticleTitle": report.title, "ContentSource": report.unit, "PubDate": published}
    return {name: content for name, content in tags.items() if content}


def tables_in_file(report: AnnualReport) -> tuple[Table, ...]:
    """The tables of the report's form that the file holds, in the order of the form."""
    return tuple(table for table in form(report.form).tables if _is_in_file(report, table)) if report.form else ()


def _is_in_file(report: AnnualReport, table: Table) -> bool:
    return table.key not in report.missing_tables and any(key.startswith(f"{table.key}.") for key in report.cells)


def _index_lines(report: AnnualReport, body: tuple[Item, ...]) -> Iterator[Text]:
    """The header of the disclosure catalogue (索引号, 发布机构 …); the day of publication if nothing else names it."""
    lines = [f"{name}：{value}" for name, value in report.index.items() if value]
    if report.published:
        days = (report.published.isoformat(), chinese_date(report.published))
        texts = [*lines, *(item.text for item in body if not isinstance(item, PrintedTable))]
        if not any(day in text for day in days for text in texts):
            lines.append(f"发布日期：{report.published.isoformat()}")
    return (Text(line) for line in lines)


def chinese_date(day: datetime.date) -> str:
    """2021年1月29日."""
    return f"{day.year}年{day.month}月{day.day}日"


# --- a report without text: the chapters of the form, the tables where they belong ----------------------------------


def _body_from_form(report: AnnualReport) -> Iterator[Item]:
    if report.period:
        yield Text(f"统计期限：{chinese_date(report.period[0])}至{chinese_date(report.period[1])}。")
    if report.form is None:
        return
    tables = tables_in_file(report)
    for section in form(report.form).sections:
        yield Heading(f"{CHINESE_NUMBERS[section.number]}、{section.title}", 2)
        yield from (print_table(table, report.cells) for table in tables if table.section == section.number)
    for table in tables:
        if table.section == ANNEX:
            yield Heading(table.title, 2)
            yield print_table(table, report.cells)
            yield Text(_signature_line(report.signature))


def _signature_line(signature: Signature) -> str:
    """What stands under form A2014."""
    day = chinese_date(signature.filled_on) if signature.filled_on else ""
    entries = {
        "单位负责人": signature.responsible_person,
        "审核人": signature.reviewer,
        "填报人": signature.filled_by,
        "联系电话": signature.telephone,
        "填报日期": day,
    }
    return "　".join(f"{name}：{value}" for name, value in entries.items())


# --- a report with its text -----------------------------------------------------------------------------------------


def _body_from_text(report: AnnualReport) -> Iterator[Item]:
    tables = tables_in_file(report)
    places = table_places(report, tables)
    items = [*_placed_text(report, places), *_placed_tables(report, tables, places)]
    return (item for _, item in sorted(items, key=lambda placed: placed[0]))


def _placed_tables(
    report: AnnualReport, tables: tuple[Table, ...], places: dict[str, TablePlace]
) -> Iterator[tuple[int, Item]]:
    for table in tables:
        place = places[table.key]
        if table.section == ANNEX and not place.titled:
            yield place.start, Heading(table.title, 3)
        yield place.start, print_table(table, report.cells)


def _placed_text(report: AnnualReport, places: dict[str, TablePlace]) -> Iterator[tuple[int, Item]]:
    """Headings, paragraphs and other tables with their offsets, without what the tables of the form cover."""
    within = report_span(report)
    headings = {section.heading: section for section in report.sections}
    covered = sorted([*headings, *(span for place in places.values() for span in place.covers)], key=lambda s: s.start)
    for span in headings:
        yield span.start, Heading(_one_line(report.document.text[span.start : span.end]), 2)
    for block in report.document.blocks:
        if block.span.end <= within.start or block.span.start >= within.end:
            continue
        if isinstance(block, Grid):
            if not any(_overlap(block.span, span) for span in covered):
                yield block.span.start, _other_table(block)
            continue
        for start, text in _uncovered(block, covered, within, report.document.text):
            yield start, Heading(text, 2 + block.level) if block.level else Text(text)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _uncovered(block: Paragraph, covered: list[Span], within: Span, text: str) -> Iterator[tuple[int, str]]:
    """The parts of a paragraph that no heading and no table of the form takes, with their offsets."""
    start, end = max(block.span.start, within.start), min(block.span.end, within.end)
    for span in [*(span for span in covered if _overlap(span, Span(start, end))), Span(end, end)]:
        part = text[start : span.start]
        if not NOTHING_PRINTED.fullmatch(part):
            yield start, _one_line(part)
        start = max(start, span.end)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _other_table(grid: Grid) -> PrintedTable:
    """A table that is not of the form, as the file prints it."""
    rows: list[list[PrintedCell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(PrintedCell(_one_line(cell.text), "value", cell.rowspan, cell.colspan))
    return PrintedTable("", grid.columns, tuple(tuple(row) for row in rows))
