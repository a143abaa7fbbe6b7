"""Reports as Excel workbooks: one report in the official layout, or many as lists of cells, figures and findings."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO

import xlsxwriter

from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import PrintedCell, PrintedTable
from gongkai.reading.writers.layout import print_table
from gongkai.reading.writers.numbers import plain, printed
from gongkai.reading.writers.page import page, tables_in_file
from gongkai.reading.writers.rows import (
    CELL_FIELDS,
    FIGURE_FIELDS,
    FINDING_FIELDS,
    Field,
    Row,
    Value,
    cell_rows,
    figure_rows,
    finding_rows,
)

TEXT_SHEET, CELL_SHEET, FIGURE_SHEET, FINDING_SHEET = "正文", "单元格", "文中数字", "问题"
SHEET_NAME_LENGTH = 31  # Excel's limit
TEXT_LENGTH = 32_767  # Excel's limit for one cell
ROWS = 1_048_576  # Excel's limit for one sheet
LABEL_WIDTH, VALUE_WIDTH, TEXT_WIDTH = 24, 11, 100
# Text stays text: nothing of a read file may become a formula, a link or a number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class TooManyRowsError(ValueError):
    """More rows than an Excel sheet holds; the message names the formats that take them."""


def to_xlsx(report: AnnualReport, result: CheckResult | None = None) -> bytes:
    """One report as a workbook: its text, each table of the form in the official layout, its figures and findings."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as workbook:
        text = workbook.add_worksheet(TEXT_SHEET)
        text.set_column(0, 0, TEXT_WIDTH, workbook.add_format({"text_wrap": True, "valign": "top"}))
        lines = [item.text for item in page(report).items if not isinstance(item, PrintedTable)]
        for number, line in enumerate(lines):
            text.write_string(number, 0, _fitting(line))
        for table in tables_in_file(report):
            sheet = _OfficialSheet(workbook, table.title)
            sheet.write(print_table(table, report.cells), report)
        if report.figures:
            _ListSheet(workbook, FIGURE_SHEET, FIGURE_FIELDS).write(figure_rows(report))
        if result is not None:
            _ListSheet(workbook, FINDING_SHEET, FINDING_FIELDS).write(finding_rows(result))
    return file.getvalue()


def write_xlsx(reports: Iterable[tuple[AnnualReport, CheckResult | None]], file: IO[bytes]) -> None:
    """Many reports as one workbook of three lists; rows go to disk as they come, so memory stays flat.

    Raises :class:`TooManyRowsError` when they do not fit into a sheet.
    """
    with xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True}) as workbook:
        cells = _ListSheet(workbook, CELL_SHEET, CELL_FIELDS)
        figures = _ListSheet(workbook, FIGURE_SHEET, FIGURE_FIELDS)
        findings = _ListSheet(workbook, FINDING_SHEET, FINDING_FIELDS)
        for report, result in reports:
            cells.write(cell_rows(report))
            figures.write(figure_rows(report))
            if result is not None:
                findings.write(finding_rows(result))


def write_list(name: str, fields: tuple[Field, ...], rows: Iterable[Row], file: IO[bytes]) -> None:
    """One list as a workbook of one sheet. Raises :class:`TooManyRowsError` when it does not fit."""
    with xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True}) as workbook:
        _ListSheet(workbook, name, fields).write(rows)


def _fitting(text: str) -> str:
    return printable(text)[:TEXT_LENGTH]


class _ListSheet:
    """A sheet with a heading row and one record per line."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str, fields: tuple[Field, ...]) -> None:
        self.sheet = workbook.add_worksheet(name)
        self.sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for column, field in enumerate(fields):
            self.sheet.write_string(0, column, field.heading, bold)
        self.next_row = 1

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self.next_row >= ROWS:
                raise TooManyRowsError("数据超过一张 Excel 工作表的行数，请改用 --format parquet 或 --format csv")
            for column, value in enumerate(row):
                self._write_value(column, value)
            self.next_row += 1

    def _write_value(self, column: int, value: Value) -> None:
        if isinstance(value, str):
            self.sheet.write_string(self.next_row, column, _fitting(value))
        elif value is not None:
            self.sheet.write_number(self.next_row, column, value)


class _OfficialSheet:
    """A table of the form as it is printed, merged cells and all; numbers are numbers."""

    def __init__(self, workbook: xlsxwriter.Workbook, title: str) -> None:
        self.sheet = workbook.add_worksheet(title[:SHEET_NAME_LENGTH])
        self.sheet.set_column(0, 0, LABEL_WIDTH)
        common = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        self.centred = workbook.add_format({**common, "align": "center"})
        self.left = workbook.add_format({**common, "align": "left"})

    def write(self, table: PrintedTable, report: AnnualReport) -> None:
        self.sheet.set_column(1, table.width - 1, VALUE_WIDTH)
        self.sheet.freeze_panes(table.header_rows, 0)
        for row, column, cell in table.placed():
            style = self.left if cell.role == "row" else self.centred
            last_row, last_column = row + cell.rowspan - 1, column + cell.colspan - 1
            if (last_row, last_column) != (row, column):
                self.sheet.merge_range(row, column, last_row, last_column, "", style)
            number = _number(cell, report)
            if number is not None:
                self.sheet.write_number(row, column, number, style)
            elif cell.text:
                self.sheet.write_string(row, column, _fitting(cell.text), style)
            else:
                self.sheet.write_blank(row, column, None, style)


def _number(cell: PrintedCell, report: AnnualReport) -> int | float | None:
    """The cell's value where nothing but the number is printed."""
    found = report.cells.get(cell.key)
    return plain(found.value) if found and cell.text == printed(found.value) else None
