"""Cleaned markup as blocks: layers of headings, addressees, lists with their numbers, links, tables."""

from __future__ import annotations

import pytest

from gongkai.papers.markup import blocks_of
from gongkai.papers.model import Paragraph, Run
from gongkai.papers.numbering import heading_layer, is_addressee
from gongkai.reading.writers.items import Heading, PrintedTable


@pytest.mark.parametrize(
    ("line", "layer"),
    [
        ("一、总体要求", 1),
        ("十二、附则", 1),
        ("（三）保障措施", 2),
        ("1.城市标准", 3),
        ("（2）分档", 4),
        ("1.5倍的标准", 0),
        ("一、各单位要高度重视，认真落实。", 0),
        ("总体要求", 0),
        ("（一）" + "长" * 60, 0),
    ],
)
def test_a_numbered_line_without_a_sentence_is_a_heading(line: str, layer: int) -> None:
    assert heading_layer(line) == layer
    assert isinstance(blocks_of(f"<p>文</p><p>{line}</p>")[1], Heading) == bool(layer)


def test_the_addressee_is_not_indented_a_leading_sentence_is() -> None:
    assert is_addressee("各县、区人民政府，市直各委、办、局：")
    assert not is_addressee("现将有关事项通知如下：")
    found = [block.align for block in blocks_of("<p>各区政府：</p><p>各乡镇：</p>") if isinstance(block, Paragraph)]
    assert found == ["left", ""]


def test_points_of_lists_keep_their_numbers_and_depth() -> None:
    body = "<ol start=3><li>甲<ul><li>乙</li></ul>丙</li><li><p>丁</p><p>戊</p></li></ol><p>己</p>"
    found = [(block.text, block.depth) for block in blocks_of(body) if isinstance(block, Paragraph)]
    assert found == [("3. 甲", 1), ("• 乙", 2), ("丙", 1), ("4. 丁", 1), ("戊", 1), ("己", 0)]


def test_runs_keep_links_weight_and_script() -> None:
    (block,) = blocks_of("<p>按<strong>要<a href='https://a.example/?x=1'>求</a></strong>排H<sub>2</sub></p>")
    assert isinstance(block, Paragraph)
    assert block.runs == (
        *(Run("按"), Run("要", strong=True), Run("求", "https://a.example/?x=1", strong=True)),
        *(Run("排H"), Run("2", script="sub")),
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/documents/1/", "#a", ""])
def test_only_addresses_that_lead_out_become_links(address: str) -> None:
    (block,) = blocks_of(f'<p><a href="{address}">字</a></p>')
    assert isinstance(block, Paragraph)
    assert block.runs == (Run("字"),)


def test_lines_are_parted_at_breaks_and_blanks_at_their_ends_fall_away() -> None:
    found = [
        block.text
        for block in blocks_of("<p>　　甲&nbsp; 乙<br>丙\n丁 </p><pre>戊\n己</pre>")
        if isinstance(block, Paragraph)
    ]
    assert found == ["甲 乙", "丙 丁", "戊", "己"]


def test_alignment_is_handed_down_and_quotations_stand_deeper() -> None:
    found = blocks_of("<div class=right><p>甲</p></div><blockquote><p>乙</p></blockquote>")
    assert [(block.align, block.depth) for block in found if isinstance(block, Paragraph)] == [("right", 0), ("", 1)]


def test_spans_that_collide_or_reach_out_are_cut() -> None:
    body = "<table><tr><td>一</td><td rowspan=9>二</td></tr><tr><td colspan=3>三</td></tr></table>"
    (table,) = blocks_of(body)
    assert isinstance(table, PrintedTable)
    assert [(cell.text, cell.rowspan, cell.colspan) for row in table.rows for cell in row] == [
        ("一", 1, 1),
        ("二", 2, 1),
        ("三", 1, 1),
    ]


def test_a_table_wider_than_any_page_becomes_lines() -> None:
    (line,) = blocks_of(f"<table><tr>{'<td>x</td>' * 61}</tr></table>")
    assert isinstance(line, Paragraph)


def test_deep_nesting_ends_in_text() -> None:
    (block,) = blocks_of("<div>" * 240 + "字" + "</div>" * 240)
    assert isinstance(block, Paragraph)
    assert block.text == "字"
