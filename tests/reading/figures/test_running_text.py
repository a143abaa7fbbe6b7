"""What is running text: no grids, no skipped spans, no page furniture; wrapped lines go on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.figures import read_figures
from gongkai.reading.model import Document, Grid, Paragraph, SectionText, Span
from tests.reading.figures.texts import labels, result, values


def test_a_line_broken_by_the_page_width_goes_on() -> None:
    text = (
        "2022年，全县各级各部门通过多种渠道主动公开政府信息共\n1204条，其中通过政府网站公开800条。\n(一)制度\n印发3份"
    )
    assert values(text) == ["1204条", "800条", "3份"]
    assert "\n" in result(text).figures[0].text


def test_page_furniture_is_not_read() -> None:
    assert values("热搜词：稳增长22条\n浏览次数：123次\n全年公开3条。") == ["3条"]


def test_a_sentence_that_begins_like_furniture_is_read() -> None:
    assert values("承办建议提案12件（建议5件、提案7件）。\n承办单位：政务服务局2楼3次") == ["12件", "5件", "7件"]
    assert values("备案规范性文件4件。") == ["4件"]


def test_grids_and_skipped_spans_are_not_read() -> None:
    text = "公开5条。\n申请\t20件\n办结\n7件\n答复3件。"
    grid = Span(text.index("申请"), text.index("办结") - 1)
    skip = Span(text.index("办结"), text.index("答复"))
    blocks = (
        Paragraph("公开5条。", Span(0, 5)),
        Grid(1, 2, (), grid),
        Paragraph(text[grid.end + 1 :], Span(grid.end + 1, len(text))),
    )
    figures = read_figures(Document("test", "html", text, blocks), skip=(skip,)).figures
    assert [figure.value for figure in figures] == [5, 3]


def test_a_figure_knows_its_chapter() -> None:
    text = "前言3次。\n一、总体情况\n公开5条。\n二、申请\n收到7件。"
    first, second = text.index("一、"), text.index("二、")
    sections = (
        SectionText(1, "总体情况", Span(first, first + 6), Span(first + 7, second)),
        SectionText(2, "申请", Span(second, second + 4), Span(second + 5, len(text))),
    )
    figures = read_figures(Document("test", "text", text, ()), sections).figures
    assert [figure.section for figure in figures] == [None, 1, 2]


@given(st.text(alphabet="全年公开12,.万件条(（）)其中：，。;、\n一二十百第 %占未收到申请+=“”《》", max_size=80))
def test_any_text_gives_figures_that_point_into_it(text: str) -> None:
    read = result(text)
    for figure in read.figures:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.text in text
    for parts in read.part_lists:
        assert all(0 <= index < len(read.figures) for index in parts.parts)
        assert parts.whole is not None
        assert parts.whole not in parts.parts


def test_a_heading_within_a_line_ends_the_sentence_before_it_and_itself() -> None:
    text = "召开会议3次二、主动公开情况发布信息5条"
    heading = Span(6, 14)
    section = SectionText(2, "主动公开情况", heading, Span(14, len(text)))
    read = read_figures(Document("test", "text", text, ()), (section,))
    assert [(figure.label, figure.section) for figure in read.figures] == [("召开会议", None), ("发布信息", 2)]


def test_a_long_chapter_heading_is_no_open_line() -> None:
    text = "四、因政府信息公开申请行政复议、提起行政诉讼的情况\n行政复议9件。"
    assert labels(text) == ["行政复议"]


def test_the_lists_of_one_giant_sentence_are_read_one_by_one() -> None:
    """Every figure looks back a bounded way, so a sentence of any length is read in proportion to its length."""
    text = "".join(f"召开会议{count + 3}次，其中专题会议{count}次、例会3次，" for count in range(20, 420))
    read = result(text)
    assert len(read.figures) == 1200
    online = [parts for parts in read.part_lists if parts.introduced_by == "其中"]
    assert [(parts.whole, parts.parts) for parts in online] == [(n, (n + 1, n + 2)) for n in range(0, 1200, 3)]


def test_brackets_that_are_never_closed_do_not_pile_up() -> None:
    assert len(result("办结9件" + "（含3件" * 500).figures) == 501
