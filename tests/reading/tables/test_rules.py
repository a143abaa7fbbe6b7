"""One rule of placing cells each: what surrounds the labels and headers of a table, case by case."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.reading.model import CellStatus
from gongkai.reading.readers import open_document
from gongkai.reading.tables import TablesResult, read_tables
from gongkai.statute.forms import FormId, Table
from gongkai.statute.report_forms import form
from tests.reading import generate as g

C = form(FormId.C2021)
DISCLOSURE, REQUESTS, LITIGATION = C.tables
(STATISTICS,) = form(FormId.A2014).tables


def _values(table: Table, seed: int = 1) -> g.Values:
    of = FormId.A2014 if table is STATISTICS else FormId.C2021
    values = g.random_values(form(of), random.Random(seed))
    return {cell.key: values[cell.key] for cell in table.cells}


def _html(*parts: str | g.Sheet) -> TablesResult:
    return read_tables(open_document(g.html(parts), "report.html"))


def _text(text: str) -> TablesResult:
    return read_tables(open_document(text.encode(), "report.txt"), year=2022)


def _read(result: TablesResult, table: Table) -> g.Values:
    cells = {key: cell for key, cell in result.cells.items() if key.startswith(f"{table.key}.")}
    assert {cell.status for cell in cells.values()} <= {CellStatus.READ, CellStatus.INFERRED, CellStatus.BLANK}
    return {key: None if cell.value is None else int(cell.value) for key, cell in cells.items()}


def _lines(table: Table, values: g.Values, mark: str = "\n") -> str:
    return "\n".join(mark.join(cell.text for cell in row) for row in g.sheet(table, values))


@pytest.mark.parametrize(
    "sentence",
    [
        "发生行政诉讼9件，其中未经复议直接起诉4件，复议后起诉5件。",
        "行政诉讼中复议后起诉5件，未经复议直接起诉4件，具体情况如下：",
        "行政复议结果维持2件、结果纠正1件、其他结果0件、尚未审结3件、总计6件。",
    ],
)
@pytest.mark.parametrize("mark", ["\n", " "])
def test_a_sentence_above_the_table_of_disputes_does_not_order_its_blocks(sentence: str, mark: str) -> None:
    values = _values(LITIGATION)
    assert _read(_text(f"{sentence}\n{_lines(LITIGATION, values, mark)}"), LITIGATION) == values


def test_dashes_behind_a_heading_of_a_group_are_no_values_ahead_of_the_next_label() -> None:
    values = {**_values(STATISTICS), "statistics_2014_2018.trained_person_times": None}
    rows = [[replace(cell, text=cell.text or "——") if not cell.key else cell for cell in row] for row in g.sheet(
        STATISTICS, values)]  # fmt: skip
    text = "\n".join(" ".join(cell.text for cell in row if cell.text) for row in rows)
    assert _read(_text(text), STATISTICS) == values


def test_a_label_behind_its_ordinal_stands_free_though_words_touch_it() -> None:
    values = _values(REQUESTS)
    values |= {key: 0 for key in values if not key.startswith("applications.new_received")}
    values |= {key: 0 for key in values if key.startswith("applications.new_received")}
    sentence = "全年新收政府信息公开申请23件。"
    glued = "".join(cell.text for row in g.sheet(REQUESTS, values) for cell in row)
    result = _text(f"{sentence}\n{glued}")
    assert {result.cells[f"applications.new_received.{c.key}"].value for c in REQUESTS.blocks[0].columns} == {0}


def test_a_subtotal_beside_the_total_is_not_the_total() -> None:
    values = _values(REQUESTS)
    rows = g.sheet(REQUESTS, values)
    rows[0][-1] = replace(rows[0][-1], colspan=rows[0][-1].colspan + 1)
    group = next(index for index, cell in enumerate(rows[1]) if "组织" in cell.text)
    rows[1][group] = replace(rows[1][group], colspan=6)
    rows[2].append(g.Printed("小计"))
    for row, of_form in zip(rows[3:], REQUESTS.blocks[0].rows, strict=True):
        inner = [column for column in REQUESTS.blocks[0].columns if column.group]
        row.insert(-1, g.Printed(str(sum(values[f"applications.{of_form.key}.{column.key}"] or 0 for column in inner))))
    assert _read(_html(rows), REQUESTS) == values


def test_a_group_whose_span_is_too_long_takes_no_label_from_the_row_it_reaches() -> None:
    values = _values(REQUESTS)
    rows = g.sheet(REQUESTS, values)
    place, cell = next(
        (row, at) for row, cells in enumerate(rows) for at, c in enumerate(cells) if "不予公开" in c.text
    )
    rows[place][cell] = replace(rows[place][cell], rowspan=rows[place][cell].rowspan + 1)
    assert _read(_html(rows), REQUESTS) == values


def test_a_row_may_be_named_by_its_group_and_label_in_one() -> None:
    values = _values(LITIGATION)
    block = LITIGATION.blocks[0]
    rows = [["类型", *(column.label for column in block.columns)]]
    for row, name in zip(block.rows, ["行政复议", "行政诉讼—未经复议直接起诉", "行政诉讼：复议后起诉"], strict=True):
        rows.append([name, *(str(values[LITIGATION.cell_key(row.key, column.key)]) for column in block.columns)])
    assert _read(_html([[g.Printed(text) for text in row] for row in rows]), LITIGATION) == values


def test_values_behind_the_names_of_their_columns_stand_in_these() -> None:
    values = _values(REQUESTS)
    block = REQUESTS.blocks[0]
    lines = ["全年新收政府信息公开申请3件。"]
    for row in block.rows:
        named = (f"{column.label}{values[f'applications.{row.key}.{column.key}']}" for column in block.columns)
        lines.append(f"{row.number}{row.label}：{'，'.join(named)}")
    assert _read(_text("\n".join(lines)), REQUESTS) == values


@pytest.mark.parametrize("spaced", ["二 、", "（ 二 ）", "二 . "])
def test_an_ordinal_with_blanks_in_it_is_no_cell_of_the_row_above(spaced: str) -> None:
    values = {**_values(REQUESTS), "applications.new_received.other_org": None}
    text = _lines(REQUESTS, values).replace("二、上年结转", f"{spaced} 上 年 结 转 ")
    assert _read(_text(text), REQUESTS) == values


@pytest.mark.parametrize("printed", ["12。5", "1.234.567", "1/-2", "↑2", "O", "¥3", "3/4"])
def test_what_is_printed_but_no_number_is_never_certainly_blank(printed: str) -> None:
    values = _values(DISCLOSURE)
    key = "active_disclosure.licensing.decisions"
    rows = [[replace(cell, text=printed) if cell.key == key else cell for cell in row] for row in g.sheet(
        DISCLOSURE, values)]  # fmt: skip
    assert _html(rows).cells[key].status is CellStatus.AMBIGUOUS


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [("12.5万", "12.5", "万元"), ("3.2亿", "3.2", "亿元"), ("12.5", "12.5", "万元"), ("12.5万元", "12.5", "万元")],
)
def test_money_keeps_its_unit(printed: str, value: str, unit: str) -> None:
    key = "active_disclosure.fees.amount_wan_yuan"
    rows = [[replace(cell, text=printed) if cell.key == key else cell for cell in row] for row in g.sheet(
        DISCLOSURE, _values(DISCLOSURE))]  # fmt: skip
    cell = _html(rows).cells[key]
    assert (cell.status, cell.value, cell.unit) == (CellStatus.READ, Decimal(value), unit)


@pytest.mark.parametrize(("printed", "value"), [("零", 0), ("〇", 0), ("十二", 12), ("3。", 3), ("3；", 3)])
def test_numbers_in_words_and_with_a_mark_behind_are_numbers(printed: str, value: int) -> None:
    key = "active_disclosure.licensing.decisions"
    rows = [[replace(cell, text=printed) if cell.key == key else cell for cell in row] for row in g.sheet(
        DISCLOSURE, _values(DISCLOSURE))]  # fmt: skip
    assert _html(rows).cells[key].value == value
