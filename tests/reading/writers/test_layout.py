"""The official layout: what stands where, with which spans, and what is left out."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reading.writers.documents import blank_report, write_report
from gongkai.reading.writers.items import PrintedTable
from gongkai.reading.writers.layout import print_table
from gongkai.reading.writers.numbers import printed, printed_cell
from gongkai.reading.writers.page import page
from gongkai.statute.forms import FormId, Table
from gongkai.statute.report_forms import form
from tests.reading.reports import random_report

TABLES = [(form_id, table) for form_id in FormId for table in form(form_id).tables]


def printed_table(form_id: FormId, key: str, report: AnnualReport | None = None) -> PrintedTable:
    table = next(table for table in form(form_id).tables if table.key == key)
    return print_table(table, (report or blank_report(form_id)).cells)


def texts(table: PrintedTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(("form_id", "table"), TABLES, ids=lambda value: getattr(value, "key", value))
def test_the_cells_with_their_spans_fill_the_table_exactly_once(form_id: FormId, table: Table) -> None:
    shown = print_table(table, blank_report(form_id).cells)
    covered = [
        (row + down, column + right)
        for row, column, cell in shown.placed()
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(covered) == [(row, column) for row in range(len(shown.rows)) for column in range(shown.width)]


@pytest.mark.parametrize(("form_id", "table"), TABLES, ids=lambda value: getattr(value, "key", value))
def test_every_cell_of_the_form_is_printed_once(form_id: FormId, table: Table) -> None:
    shown = print_table(table, blank_report(form_id).cells)
    keys = [cell.key for _, _, cell in shown.placed() if cell.role == "value"]
    assert sorted(keys) == sorted(cell.key for cell in table.cells)


def test_the_head_of_table_three_groups_the_legal_persons() -> None:
    head = printed_table(FormId.C2021, "applications").rows[:3]
    assert [(cell.text, cell.rowspan, cell.colspan) for cell in head[1]] == [
        ("自然人", 2, 1),
        ("法人或其他组织", 1, 5),
        ("总计", 2, 1),
    ]


def test_table_four_stands_in_one_line_under_three_rows_of_headings() -> None:
    shown = printed_table(FormId.B2019, "review_litigation")
    assert (shown.width, len(shown.rows), shown.header_rows) == (15, 4, 3)
    assert [(cell.text, cell.colspan) for cell in shown.rows[0]] == [("行政复议", 5), ("行政诉讼", 10)]


def test_groups_of_results_span_their_rows() -> None:
    shown = printed_table(FormId.C2021, "applications")
    spans = {cell.text: cell.rowspan for _, _, cell in shown.placed() if cell.rowspan > 1 and cell.role == "row"}
    assert spans == {
        "三、本年度办理结果": 22,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }


def test_a_row_that_is_not_in_the_file_is_not_printed() -> None:
    report = blank_report(FormId.C2021)
    absent = {
        key: dataclasses.replace(cell, status=CellStatus.ABSENT)
        for key, cell in report.cells.items()
        if ".granted." in key
    }
    shown = printed_table(FormId.C2021, "applications", dataclasses.replace(report, cells={**report.cells, **absent}))
    labels = [text for row in texts(shown) for text in row]
    assert "（一）予以公开" not in labels
    assert "四、结转下年度继续办理" in labels


def test_a_table_that_is_not_in_the_file_is_not_printed() -> None:
    report = blank_report(FormId.C2021)
    cells = {key: cell for key, cell in report.cells.items() if not key.startswith("review_litigation.")}
    short = dataclasses.replace(report, cells=cells, missing_tables=("review_litigation",))
    tables = [item.title for item in page(short).items if isinstance(item, PrintedTable)]
    assert tables == ["主动公开政府信息情况", "收到和处理政府信息公开申请情况"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("230.50", "230.5"), ("1E+3", "1000"), ("0", "0"), ("-3", "-3"), ("100", "100"), ("0.00", "0")],
)
def test_numbers_are_printed_without_exponent_and_idle_zeros(value: str, text: str) -> None:
    assert printed(Decimal(value)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (CellValue("k", None, CellStatus.BLANK), ""),
        (CellValue("k", Decimal(0), CellStatus.READ), "0"),
        (CellValue("k", Decimal(2), CellStatus.READ, remark="含上年"), "2（含上年）"),
        (CellValue("k", Decimal(7), CellStatus.READ, unit="元"), "7元"),
        (CellValue("k", Decimal(7), CellStatus.READ, unit="万元"), "7"),
        (CellValue("k", Decimal(1), CellStatus.AMBIGUOUS), "1（待核）"),
    ],
)
def test_a_cell_prints_its_number_its_words_and_whether_it_is_sure(cell: CellValue, text: str) -> None:
    assert printed_cell(cell, known_unit="万元") == text


@pytest.mark.parametrize("file_format", ["html", "docx", "md", "xlsx"])
def test_control_characters_of_a_broken_file_do_not_stop_a_writer(file_format: str) -> None:
    report = random_report(FormId.C2021, 3)
    broken = dataclasses.replace(report, title="坏\x00文\x0b件\x1f" + report.title, index={"索引号": "A\x01B"})
    assert write_report(broken, file_format)  # type: ignore[arg-type]


def test_html_stands_alone_and_escapes_what_it_shows() -> None:
    report = dataclasses.replace(random_report(FormId.C2021, 3), index={"文号": "<script>alert(1)</script>"})
    html = write_report(report, "html").decode()
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    assert '<html lang="zh-CN">' in html
