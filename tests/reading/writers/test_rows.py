"""Reports as rows: CSV, Parquet and Excel lists."""

from __future__ import annotations

import csv
import dataclasses
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.reading.writers.rows import CELL_FIELDS, cell_rows, figure_rows
from gongkai.reading.writers.tabular import write_csv, write_parquet
from gongkai.reading.writers.xlsx import to_xlsx, write_xlsx
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form
from tests.reading.reports import random_report


@pytest.fixture
def report() -> AnnualReport:
    return random_report(FormId.C2021, 5)


def csv_of(report: AnnualReport) -> list[dict[str, str]]:
    file = io.StringIO()
    write_csv(CELL_FIELDS, cell_rows(report), file)
    return list(csv.DictReader(io.StringIO(file.getvalue())))


def test_csv_has_one_line_per_cell_in_the_order_of_the_form(report: AnnualReport) -> None:
    lines = csv_of(report)
    assert [line["key"] for line in lines] == [cell.key for cell in form(FormId.C2021).cells]
    assert {(line["unit"], line["year"], line["form"]) for line in lines} == {(report.unit, str(report.year), "C2021")}


def test_blank_and_zero_are_told_apart(report: AnnualReport) -> None:
    for line in csv_of(report):
        cell = report.cells[line["key"]]
        assert line["value"] == ("" if cell.status is CellStatus.BLANK else str(cell.value))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_text_of_a_file_becomes_a_formula(report: AnnualReport, start: str) -> None:
    hostile = dataclasses.replace(report, unit=f"{start}局")
    assert {line["unit"] for line in csv_of(hostile)} == {f"'{start}局"}
    sheet = load_workbook(io.BytesIO(_workbook(hostile)))["单元格"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (f"{start}局", "s")


def test_negative_numbers_stay_numbers() -> None:
    report = random_report(FormId.B2019, 1)
    key = "active_disclosure.licensing.change"
    changed = dataclasses.replace(report.cells[key], value=Decimal(-3), status=CellStatus.READ)
    lines = csv_of(dataclasses.replace(report, cells={**report.cells, key: changed}))
    assert next(line["value"] for line in lines if line["key"] == key) == "-3"


def test_parquet_gives_typed_columns(report: AnnualReport) -> None:
    file = io.BytesIO()
    write_parquet(CELL_FIELDS, cell_rows(report), file)
    table = parquet.read_table(io.BytesIO(file.getvalue()))
    assert table.num_rows == len(report.cells)
    assert str(table.schema.field("value").type) == "double"
    assert str(table.schema.field("year").type) == "int32"


def test_a_list_of_no_reports_is_still_a_file() -> None:
    file = io.BytesIO()
    write_parquet(CELL_FIELDS, [], file)
    assert parquet.read_table(io.BytesIO(file.getvalue())).num_rows == 0


def test_a_workbook_of_one_report_has_a_sheet_per_table(report: AnnualReport) -> None:
    workbook = load_workbook(io.BytesIO(to_xlsx(report)))
    titles = [table.title for table in form(FormId.C2021).tables]
    assert workbook.sheetnames == ["正文", *titles, "文中数字"]
    assert "A3:C3" not in map(str, workbook[titles[1]].merged_cells.ranges)
    assert "A1:C3" in map(str, workbook[titles[1]].merged_cells.ranges)


def test_a_workbook_of_many_reports_lists_cells_and_figures() -> None:
    many = [random_report(form_id, 1) for form_id in FormId]
    file = io.BytesIO()
    write_xlsx(((report, None) for report in many), file)
    workbook = load_workbook(io.BytesIO(file.getvalue()))
    assert workbook["单元格"].max_row == 1 + sum(len(report.cells) for report in many)
    assert workbook["文中数字"].max_row == 1 + sum(len(list(figure_rows(report))) for report in many)


def _workbook(report: AnnualReport) -> bytes:
    file = io.BytesIO()
    write_xlsx([(report, None)], file)
    return file.getvalue()
