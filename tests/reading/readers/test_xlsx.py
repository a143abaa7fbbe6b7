"""Workbooks: values as seen, merged cells, several sheets."""

import datetime

import openpyxl
import pytest

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.readers import xlsx as module
from tests.reading.readers.files import grids, opened, paragraphs, rows, saved_xlsx


def test_values_merged_cells_and_sheets() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["B2"] = "标题"
    sheet.merge_cells("B2:D2")
    sheet["B4"], sheet["C4"], sheet["D4"] = "甲", 1.0, 2.5
    sheet["B5"], sheet["C5"], sheet["D5"] = "乙", True, datetime.date(2022, 1, 3)
    other = workbook.create_sheet("统计表")
    other["A1"], other["B1"] = "规章", 0
    workbook.create_sheet("空")
    document = opened(saved_xlsx(workbook))
    first, second = grids(document)
    assert rows(first) == [["标题", "", ""], ["", "", ""], ["甲", "1", "2.5"], ["乙", "True", "2022-01-03"]]
    assert first.cells[0].colspan == 3
    assert paragraphs(document) == ["统计表"]
    assert rows(second) == [["规章", "0"]]


def test_a_sheet_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CELLS", 3)
    workbook = openpyxl.Workbook()
    workbook.active.append(["a", "b", "c", "d"])
    with pytest.raises(UnreadableFile) as error:
        opened(saved_xlsx(workbook))
    assert error.value.reason is Trouble.TOO_LARGE


def test_a_sheet_may_hold_a_whole_report() -> None:
    workbook = openpyxl.Workbook()
    for row in (
        ["青山县2022年报告"],
        ["全年公开信息12条。"],
        [],
        ["二、主动公开政府信息情况"],
        ["信息内容", "数量"],
        ["规章"],
        ["行政许可", 4],
        ["行政强制"],
        ["五、存在的主要问题及改进情况"],
        ["公开不够及时。"],
        ["青山县人民政府"],
    ):
        workbook.active.append(row)
    document = opened(saved_xlsx(workbook))
    assert paragraphs(document) == [
        "青山县2022年报告",
        "全年公开信息12条。",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "公开不够及时。",
        "青山县人民政府",
    ]
    assert list(map(rows, grids(document))) == [
        [["信息内容", "数量"], ["规章", ""], ["行政许可", "4"], ["行政强制", ""]]
    ]


def test_a_text_alone_between_a_heading_and_a_table_is_the_first_row_of_the_table() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    table = [["行政复议", ""], ["结果维持", "总计"], ["2", "2"]]
    for row in [["全年收到申请二件，均已按时答复。"], ["四、行政复议、行政诉讼情况"], *table]:
        sheet.append([text or None for text in row])
    document = opened(saved_xlsx(workbook))
    assert paragraphs(document)[-1] == "四、行政复议、行政诉讼情况"
    assert [rows(grid) for grid in grids(document)] == [table]


def test_hidden_sheets_are_not_read_beside_visible_ones() -> None:
    workbook = openpyxl.Workbook()
    shown = workbook.active
    assert shown is not None
    shown.append(["规章", 1, 2])
    shown.append(["行政规范性文件", 3, 4])
    hidden = workbook.create_sheet("上年")
    hidden.append(["规章", 9, 9])
    hidden.append(["行政规范性文件", 9, 9])
    hidden.sheet_state = "hidden"
    (grid,) = grids(opened(saved_xlsx(workbook), "a.xlsx"))
    assert rows(grid) == [["规章", "1", "2"], ["行政规范性文件", "3", "4"]]
