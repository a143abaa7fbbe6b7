"""One cell a line: an empty line is an empty cell only where the rows of a table prove it."""

from __future__ import annotations

from gongkai.reading.readers.cell_lines import cell_rows, joined_cells, single_spaced


def test_empty_lines_are_cells_when_two_rows_count_the_same() -> None:
    lines = ["一、本年新收", "3", "", "", "3", "二、上年结转", "", "", "1", "1", "一、总体情况"]
    assert cell_rows(lines, 0) == (["一、本年新收\t3\t\t\t3", "二、上年结转\t\t\t1\t1"], 10)


def test_group_labels_stay_on_lines_of_their_own() -> None:
    lines = ["（三）不予公开", "1.属于国家秘密", "", "2", "2.重复申请", "1", "", "正文。"]
    assert cell_rows(lines, 0) == (["（三）不予公开", "1.属于国家秘密\t\t2", "2.重复申请\t1\t"], 7)


def test_empty_lines_below_the_last_row_are_spacing() -> None:
    lines = ["规章", "1", "", "规范性文件", "", "5", "", "", "正文"]
    assert cell_rows(lines, 0) == (["规章\t1\t", "规范性文件\t\t5"], 6)


def test_a_wide_row_stands_below_its_header() -> None:
    values = ["4", "", "1", "0", "5", *[""] * 10]
    assert cell_rows(["其他结果", "总计", *values], 0) == (["其他结果", "总计", "\t".join(values)], 17)


def test_lines_without_empty_cells_or_without_a_second_row_stay_lines() -> None:
    assert cell_rows(["规章", "1", "2", "规范性文件", "3", "4"], 0) is None
    assert cell_rows(["全年公开情况", "", "", "下一段"], 0) is None
    assert cell_rows(["收到申请", "5", "", "正文"], 0) is None


def test_a_chapter_heading_ends_a_table() -> None:
    assert cell_rows(["规章", "1", "", "三、收到和处理政府信息公开申请情况", "规范性文件", "", "2"], 0) is None


def test_double_spacing_is_taken_away_and_empty_cells_stay() -> None:
    assert single_spaced(["甲", "", "3", "", "", "", "4", ""]) == ["甲", "3", "", "4"]
    assert single_spaced(["甲", "乙", "", "丙"]) == ["甲", "乙", "", "丙"]


def test_a_row_whose_last_cell_runs_on_into_the_text_is_left_out() -> None:
    lines = ["规章", "1", "", "规范性文件", "", "5", "行政许可", "", "2 四、行政复议情况"]
    assert cell_rows(lines, 0) == (["规章\t1\t", "规范性文件\t\t5"], 6)


def test_a_table_may_be_double_spaced_where_the_text_around_it_is_not() -> None:
    table = ["甲", "", "乙", "", "丙", "", "丁", "", "1", "", "2", "", "", "", "3", ""]
    text = ["正文。", "第二段。"]
    assert single_spaced([*text, *table, *text]) == [*text, "甲", "乙", "丙", "丁", "1", "2", "", "3", *text]


def test_rows_with_seven_empty_cells_are_no_double_spacing() -> None:
    lines = [line for label in "甲乙丙丁戊" for line in (label, *[""] * 7)]
    lines += ["己", "1", "", "1", "庚"]
    assert single_spaced(lines) == lines


def test_lines_of_nothing_but_a_tab_part_the_cells_of_a_row() -> None:
    lines = [
        "甲",
        "\t",
        "1",
        "\t",
        "",
        "\t",
        "3",
        "乙",
        "\t",
        "4",
        "\t\t",
        "",
        "丙",
        "\t",
        "5",
        "\t",
        "6",
        "\t",
        "",
        "",
        "丁",
    ]
    assert joined_cells(lines) == ["甲\t1\t\t3", "乙\t4\t\t", "丙\t5\t6\t", "丁"]


def test_a_row_of_cells_may_begin_with_an_empty_one() -> None:
    header = ["结果维持", "\t", "总计"]
    values = ["", "\t", "1", "\t", "", "\t", "2", "\t", "3", "\t", "4", "\t", "5", "\t", "6"]
    assert joined_cells([*header, *values]) == ["结果维持\t总计", "\t1\t\t2\t3\t4\t5\t6"]


def test_tabs_between_paragraphs_part_no_cells() -> None:
    lines = [line for n in range(9) for line in (f"第{n}段。", "\t")]
    assert joined_cells(lines) == lines
