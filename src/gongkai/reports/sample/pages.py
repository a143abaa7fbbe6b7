"""Sample reports as data (``data/*.yaml``), printed as web pages in the official layout to be read like any other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from gongkai.reading.model import CellStatus, CellValue
from gongkai.reading.writers.html import to_html
from gongkai.reading.writers.items import Heading, Item, Page, Text
from gongkai.reading.writers.layout import print_table
from gongkai.reading.writers.page import ANNEX, CHINESE_NUMBERS, chinese_date
from gongkai.reports.models import Origin
from gongkai.statute.forms import FormId, Table
from gongkai.statute.report_forms import form

PREFACE = 0
DATA = Path(__file__).parent / "data"
NOTES = {
    Origin.SAMPLE: "样例说明：数字取自该单位已公开的报告，文字由本系统自拟，仅供演示。",
    Origin.SYNTHETIC: "演示数据：单位和数字均为虚构。",
}


class SampleReport(BaseModel):
    """One sample report.

    ``sections``: chapter → paragraphs; 0 is what stands before the first chapter. ``cells``: table → row → values in
    the order of the form's columns; ``default`` elsewhere.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    organ: str
    unit: str
    year: int
    form: FormId | None
    origin: Origin
    published: datetime.date | None
    title: str = ""
    headings: dict[int, str] = {}
    sections: dict[int, tuple[str, ...]]
    default: Decimal | None = None
    cells: dict[str, dict[str, tuple[Decimal | None, ...]]] = {}

    @property
    def file_name(self) -> str:
        return f"{self.unit}-{self.year}.html"


def sample_reports() -> tuple[SampleReport, ...]:
    """All sample reports, older years first (so that a report finds the one of the year before)."""
    texts = (path.read_text(encoding="utf-8") for path in DATA.glob("*.yaml"))
    loaded = [SampleReport.model_validate(yaml.safe_load(text)) for text in texts]
    return tuple(sorted(loaded, key=lambda report: (report.year, report.organ)))


def printed(report: SampleReport) -> bytes:
    """The report as the HTML file that its unit might have published."""
    title = report.title or f"{report.unit}{report.year}年政府信息公开工作年度报告"
    metadata = {"ArticleTitle": title, "ContentSource": report.unit}
    if report.published:
        metadata["PubDate"] = report.published.isoformat()
    return to_html(Page(title, (Heading(title, 1), *_items(report)), report.unit, metadata)).encode()


def _items(report: SampleReport) -> Iterator[Item]:
    if report.published:
        yield Text(f"发布日期：{chinese_date(report.published)}")
    yield Text(NOTES[report.origin])
    yield from map(Text, report.sections.get(PREFACE, ()))
    if report.form is None:
        yield from _chapters(report, report.headings, {})
        yield Text(report.unit)
        return
    statutory = form(report.form)
    yield Text(f"统计期限自{report.year}年1月1日起至{report.year}年12月31日止。")
    tables = {table.key: table for table in statutory.tables if table.key in report.cells}
    yield from _chapters(report, {section.number: section.title for section in statutory.sections}, tables)
    yield from (item for table in tables.values() if table.section == ANNEX for item in _annex(report, table))


def _chapters(report: SampleReport, titles: dict[int, str], tables: dict[str, Table]) -> Iterator[Item]:
    in_chapter = {table.section for table in tables.values()}
    for number, title in titles.items():
        if number not in report.sections and number not in in_chapter:
            continue
        yield Heading(f"{CHINESE_NUMBERS[number]}、{title}", 2)
        yield from map(Text, report.sections.get(number, ()))
        yield from (print_table(table, _cells(report, table)) for table in tables.values() if table.section == number)


def _annex(report: SampleReport, table: Table) -> Iterator[Item]:
    yield Heading(table.title, 2)
    yield print_table(table, _cells(report, table))


def _cells(report: SampleReport, table: Table) -> dict[str, CellValue]:
    """The values of every cell of the table. Raises ValueError for a row that the form does not have."""
    given = report.cells[table.key]
    values: dict[str, Decimal | None] = {cell.key: report.default for cell in table.cells}
    columns = {row.key: block.columns for block in table.blocks for row in block.rows}
    for row, numbers in given.items():
        keys = [table.cell_key(row, column.key) for column in columns[row]]
        values |= dict(zip(keys, numbers, strict=True))
    return {key: _value(key, value) for key, value in values.items()}


def _value(key: str, value: Decimal | None) -> CellValue:
    raw = "" if value is None else f"{value:f}"
    return CellValue(key, value, CellStatus.BLANK if value is None else CellStatus.READ, raw)
