"""Plain text: lines with several cells are tables, everything else stays line by line."""

import pytest

from gongkai.reading.readers.characters import normalise
from tests.reading.readers.files import grids, opened, paragraphs, rows


def test_one_cell_a_line_stays_lines() -> None:
    text = "统计指标\n|\n单位\n|\n统计数\n|\n规章\n|\n0\n"
    assert paragraphs(opened(text)) == ["统计指标", "|", "单位", "|", "统计数", "|", "规章", "|", "0"]


@pytest.mark.parametrize(
    "text",
    [
        "| 项目 | 数量 |\n| 甲 |  |\n\n| 乙 | 3 |",
        "项目 | 数量\n甲 |\n乙 | 3",
        "│项目│数量│\n├──┼──┤\n│甲│ │\n│乙│3│",
        "项目\t数量\n甲\t \n乙\t3",
        "项目,数量\n甲,\n乙,3",
        '"项目",数量\n"甲,其中",\n乙,3',
    ],
)
def test_rows_in_lines_are_a_table(text: str) -> None:
    grid = grids(opened(text))[0]
    assert rows(grid)[0] == ["项目", "数量"]
    assert rows(grid)[-1] == ["乙", "3"]


def test_trimmed_labels_stay_in_the_table_and_chapters_end_it() -> None:
    text = (
        "一、新收\t1\t2\n（三）不予公开\n1.国家秘密\t0\t0\n四、行政复议情况\n正文。\n甲\t1\n这是一句完整的话。\n乙\t2"
    )
    document = opened(text)
    assert rows(grids(document)[0]) == [["一、新收", "1", "2"], ["（三）不予公开", "", ""], ["1.国家秘密", "0", "0"]]
    assert paragraphs(document) == ["四、行政复议情况", "正文。", "甲\t1", "这是一句完整的话。", "乙\t2"]


def test_aligned_columns_keep_blank_cells_in_place() -> None:
    text = "项目      数量    合计\n甲项      1       2\n乙项              3\n"
    assert rows(grids(opened(text))[0]) == [["项目", "数量", "合计"], ["甲项", "1", "2"], ["乙项", "", "3"]]


def test_gaps_that_line_up_with_nothing_make_no_table() -> None:
    text = "来源：办公室          2020-03-31\n标题  副标题很长很长很长  又一段\n普通一行"
    assert not grids(opened(text))


def test_a_single_line_with_separators_is_no_table() -> None:
    assert paragraphs(opened("首页 | 政务公开 | 年报\n正文一句话。\n\t缩进的一行\n")) == [
        "首页 | 政务公开 | 年报", "正文一句话。", "缩进的一行",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("⼀⼆⾏⽉⽇", "一二行月日"),
        ("⺠⻅⻚⻛⻋⻓", "民见页风车长"),
        ("\uf9d1", "\u516d"),
        ("a\u00a0b\u3000c", "a b c"),
        ("一\u200b二\ufeff三\x07", "一二三"),
        ("一\r\n二\r三\x0c四\u2028五", "一\n二\n三\n四\n五"),
        ("１２３％", "１２３％"),
        ("plain", "plain"),
    ],
)
def test_characters_that_look_alike_become_the_usual_ones(printed: str, usual: str) -> None:
    assert normalise(printed) == usual


def test_a_few_broken_bytes_are_said() -> None:
    broken = ("全县主动公开政府信息。" * 50).encode()[:-1]
    document = opened(broken)
    assert document.metadata["encoding"] == "utf-8"
    assert "1 个字符" in document.warnings[0]


def test_big5_is_read_when_the_file_says_so() -> None:
    text = "<meta charset=big5><p>" + "政府資訊公開年度報告" * 40
    assert "政府資訊公開" in opened(text.encode("big5")).text


@pytest.mark.parametrize(
    "text",
    [
        "规章 1,234 5\n行政许可 2,345 0",
        "1,234\n12,345,678\n2,000",
        "认真学习,健全制度\n公开12件,办理3件\n强化监督,严格考核",
    ],
)
def test_commas_in_numbers_and_sentences_part_no_cells(text: str) -> None:
    assert paragraphs(opened(text)) == text.split("\n")


def test_bars_without_a_frame_part_every_cell() -> None:
    text = "维持|纠正|其他|总计\n|||\n|2||2\n"
    assert rows(grids(opened(text))[0]) == [["维持", "纠正", "其他", "总计"], ["", "", "", ""], ["", "2", "", "2"]]
