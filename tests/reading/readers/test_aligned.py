"""Aligned text: what stands exactly below a header belongs to it, what does not line up makes no table."""

from __future__ import annotations

from gongkai.reading.readers.aligned import aligned_rows

TABLE = [
    "          申请人情况   自然人   法人   总计",
    "一、新收                    3             3",
    "二、结转",
    "（一）公开                                1",
    "（三）不予   1.秘密         2      1      3",
    "             2.重复                1      1",
]


def test_blanks_keep_their_place() -> None:
    found = aligned_rows(TABLE, 0)
    assert found is not None
    rows, end = found
    assert end == len(TABLE)
    assert [row[-3:] for row in rows] == [
        ["自然人", "法人", "总计"], ["3", "", "3"], ["", "", ""], ["", "", "1"], ["2", "1", "3"], ["", "1", "1"],
    ]  # fmt: skip


def test_a_label_over_several_lines_is_put_together_by_ordinals() -> None:
    lines = ["项目        数量", "1.属于国家     1", "秘密", "2.其他法律", "禁止公开       2", "3.重复申请     3"]
    found = aligned_rows(lines, 0)
    assert found is not None
    assert found[0] == [["项目", "数量"], ["1.属于国家\n秘密", "1"], ["2.其他法律\n禁止公开", "2"], ["3.重复申请", "3"]]


def test_a_label_over_several_lines_without_ordinals_makes_no_table() -> None:
    assert aligned_rows(["项目      数量", "属于国家     1", "秘密", "其他法律     2"], 0) is None


def test_values_that_do_not_line_up_make_no_table() -> None:
    assert aligned_rows(["项目  数量  合计", "甲  1  2", "一个长得多的项目  3  4"], 0) is None


def test_a_single_value_below_one_of_two_headers_proves_nothing() -> None:
    assert aligned_rows(["项目    数量    合计", "甲                 4"], 0) is None


def test_another_header_begins_another_table() -> None:
    lines = ["项目   数量   合计", "甲        1      1", "乙        2      2", "项目   增减", "丙        3"]
    found = aligned_rows(lines, 0)
    assert found is not None
    assert found[1] == 3
    assert aligned_rows(lines, 3) == ([["项目", "增减"], ["丙", "3"]], 5)


def test_a_sentence_ends_a_table() -> None:
    found = aligned_rows(["项目   数量", "甲        1", "乙        2", "本表由办公室填写。", "丙        3"], 0)
    assert found is not None
    assert found[1] == 3
