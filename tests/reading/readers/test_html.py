"""Web pages: everything visible is text, data tables keep their columns, layout tables vanish."""

import pytest

from gongkai.reading.model import Paragraph
from tests.reading.readers.files import SENTENCE, TITLE, grids, opened, paragraphs, rows

LONG = SENTENCE * 30


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_spans_place_cells_where_they_are_printed() -> None:
    table = "<table><tr><th rowspan=2>甲<th colspan=2>乙</tr><tr><td>丙<td>丁</tr><tr><td>1<td>2<td>3</tr></table>"
    (grid,) = grids(opened(page(table)))
    assert (grid.rows, grid.columns) == (3, 3)
    assert rows(grid) == [["甲", "乙", ""], ["", "丙", "丁"], ["1", "2", "3"]]
    assert [(c.rowspan, c.colspan) for c in grid.cells[:2]] == [(2, 1), (1, 2)]


@pytest.mark.parametrize("span", ["999999", "0", "-3", "abc", "", "1000000000000"])
def test_nonsense_spans_do_no_harm(span: str) -> None:
    table = f"<table><tr><td colspan='{span}' rowspan='{span}'>甲</td></tr><tr><td>乙</td><td>1</td></tr></table>"
    (grid,) = grids(opened(page(table)))
    assert grid.columns <= 3
    assert {"甲", "乙", "1"} <= {cell.text for cell in grid.cells} | {"乙"}


def test_a_span_never_covers_a_cell_from_above() -> None:
    table = "<table><tr><td>甲<td rowspan=2>乙</tr><tr><td colspan=2>丙</tr></table>"
    (grid,) = grids(opened(page(table)))
    places = [(cell.row, cell.column, cell.colspan) for cell in grid.cells]
    assert places == [(0, 0, 1), (0, 1, 1), (1, 0, 1)]


def test_a_layout_table_around_everything_dissolves() -> None:
    inner = "<table><tr><td>规章</td><td>0</td></tr></table>"
    document = opened(page(f"<table><tr><td>导航</td><td><p>{LONG}</p>{inner}<p>尾</p></td></tr></table>"))
    assert paragraphs(document) == ["导航", LONG, "尾"]
    assert rows(grids(document)[0]) == [["规章", "0"]]


def test_a_table_without_neighbours_is_lines() -> None:
    assert paragraphs(opened(page("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"))) == ["甲", "乙"]


def test_running_text_in_a_table_row_splits_the_table() -> None:
    table = f"<table><tr><td>a<td>1</tr><tr><td colspan=2>{SENTENCE * 10}</td></tr><tr><td>b<td>c</tr></table>"
    document = opened(page(table))
    assert [rows(grid) for grid in grids(document)] == [[["a", "1"]], [["b", "c"]]]


def test_a_table_cut_in_two_is_one_when_the_header_repeats_or_the_rows_go_on() -> None:
    head = "<tr><td>指标<td>数</tr>"
    repeated = f"<table>{head}<tr><td>甲<td>1</tr></table><p>- 2 -</p><table>{head}<tr><td>乙<td>2</tr></table>"
    assert rows(grids(opened(page(repeated)))[0]) == [["指标", "数"], ["甲", "1"], ["乙", "2"]]
    running_on = f"<table>{head}<tr><td>甲<td>1</tr></table><table><tr><td>乙<td>2</tr></table>"
    assert len(grids(opened(page(running_on)))) == 1
    other = f"<table>{head}</table><p>说明文字</p><table>{head}</table>"
    assert len(grids(opened(page(other)))) == 2
    twice = f"<table>{head}<tr><td>甲<td>1</tr></table><table>{head}<tr><td>甲<td>1</tr></table>"
    assert len(grids(opened(page(twice)))) == 2
    apart = f"<table>{head}</table><table><tr><td>名称<td>代码</tr></table>"
    assert len(grids(opened(page(apart)))) == 2


def test_line_breaks_split_paragraphs_and_stay_in_cells() -> None:
    document = opened(page("<p>一&nbsp;行<br>二行</p><table><tr><td>本年新<br>制作数量<td>0</tr></table>"))
    assert paragraphs(document) == ["一 行", "二行"]
    assert grids(document)[0].cells[0].text == "本年新\n制作数量"


def test_only_visible_words_are_text() -> None:
    hidden = (
        "<script>var a=1</script><style>p{}</style><!-- 注释 --><p style='color:red; display: none'>藏</p>"
        "<p hidden>藏</p><p style='visibility:hidden'>藏</p>"
        "<select><option>链接</option></select><noscript>藏</noscript>"
    )
    assert paragraphs(opened(page(f"{hidden}<p>看得见&amp;&lt;实体&#20013;</p>{LONG}"))) == ["看得见&<实体中", LONG]


def test_a_page_that_hides_its_whole_body_until_a_script_runs_is_read() -> None:
    assert paragraphs(opened(page(f"<div style='display:none'><p>{LONG}</p></div>"))) == [LONG]


def test_navigation_goes_unless_the_report_stands_in_it() -> None:
    body = f"<nav><a>首页</a></nav><main><p>{LONG}</p><footer>附注</footer></main><footer>版权</footer>"
    assert paragraphs(opened(page(body))) == [LONG, "附注"]
    assert paragraphs(opened(page(f"<aside><p>{LONG}</p></aside>"))) == [LONG]


def test_headings_keep_their_level_and_the_caption_stands_before_its_table() -> None:
    document = opened(
        page("<h1>题</h1><h3>节<br>续</h3><p>文</p><table><caption>表</caption><tr><td>1<td>2</tr></table>")
    )
    assert [(b.text, b.level) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("题", 1), ("节", 3), ("续", 3), ("文", 0), ("表", 0),
    ]  # fmt: skip


def test_preformatted_text_is_read_like_a_text_file() -> None:
    assert rows(grids(opened(page("<pre>甲\t1\n乙\t2</pre>尾")))[0]) == [["甲", "1"], ["乙", "2"]]


def test_the_page_says_what_it_is_called_and_when_it_was_published() -> None:
    head = (
        "<title> 年报 -\n某县 </title><meta name='PubDate' content='2023-01-30 10:00'><meta name=x content=y>"
        "<meta name='ArticleTitle' content='标题'><meta property='SiteName' content='某网'><meta name='url'>"
    )
    metadata = opened(page(f"<p>{LONG}</p>", head)).metadata
    assert metadata == {"encoding": "utf-8", "title": "标题", "published": "2023-01-30 10:00", "site": "某网"}


@pytest.mark.parametrize(
    "encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("label", ["gb2312", "utf-8", "iso-8859-1", "nonsense", ""])
def test_the_encoding_is_found_whatever_the_page_claims(encoding: str, label: str) -> None:
    markup = page(f"<h1>{TITLE}</h1><p>{LONG}</p>", f"<meta charset='{label}'>")
    assert paragraphs(opened(markup.encode(encoding))) == [TITLE, LONG]


def test_deep_nesting_is_read() -> None:
    assert paragraphs(opened(page("<div>" * 1500 + LONG)))[0].startswith(SENTENCE)
    assert "核" in opened(page("<table><tr><td>" * 200 + "核" * 300)).text


def test_stray_cells_and_rows_are_text() -> None:
    assert "散" in opened(page("<div><td>散</td><tr><td>1</td></tr></div>" + LONG)).text


def test_rows_of_other_elements_are_a_table_and_keep_their_empty_cells() -> None:
    row = "<div class=row><div>{}</div><div><p>{}</p></div><div></div></div>"
    drawn = f"<div><div>表一</div>{row.format('指标', '数')}{row.format('甲', 1)}{row.format('乙', '')}</div>"
    document = opened(page(f"<p>{LONG}</p>{drawn}<p>尾</p>"))
    assert paragraphs(document) == [LONG, "表一", "尾"]
    assert rows(grids(document)[0]) == [["指标", "数", ""], ["甲", "1", ""], ["乙", "", ""]]


def test_text_behind_a_drawn_table_stays_behind_it() -> None:
    row = "<div class=row><div>{}</div><div>{}</div></div>"
    text = opened(page(f"<p>{LONG}</p><div>{row.format('收到', 3)}{row.format('办结', 2)}尾部</div>")).text
    assert text.index("收到") < text.index("办结") < text.index("尾部")


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><a>首页</a><span>1</span></li><li><a>公开</a><span>2</span></li></ul>",  # links with their numbers
        "<div><span>2023</span><span>年</span></div><div><span>12</span><span>月</span></div>",  # words of an editor
        "<div><div>甲</div><div>全年收到3件。</div></div><div><div>1</div><div>乙</div></div>",  # sentences
        "<div><p>一</p><p>1</p></div><div><p>二</p><p>2</p></div>",  # paragraphs of two chapters
        "<div><div>甲</div><div>乙</div></div><div><div>丙</div><div>丁</div></div>",  # no number anywhere
    ],
)
def test_what_only_stands_side_by_side_is_no_table(body: str) -> None:
    assert grids(opened(page(f"<p>{LONG}</p>{body}"))) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<s>3</s>4", "4"),
        ("<del>3</del><ins>4</ins>", "4"),
        ("<span style='color:red;text-decoration: line-through'>3</span>4", "4"),
        ("4<sup>1</sup>", "4[1]"),
        ("4<a href='#n'><sup>[2]</sup></a>", "4[2]"),
        ("4<span style='vertical-align: super'>①</span>", "4[①]"),
        ("<sup>4</sup>", "4"),
        ("4<input type='hidden' value='7'>", "4"),
        ("<input type='text' readonly value='4'>", "4"),
        ("<input value='4'>", "4"),
    ],
)
def test_a_cell_holds_what_can_be_seen_in_it(cell: str, text: str) -> None:
    document = opened(page(f"<table><tr><td>甲<td>乙<tr><td>丙<td>{cell}</table>"))
    assert rows(grids(document)[0])[1] == ["丙", text]


def test_the_search_box_of_a_site_is_no_text() -> None:
    assert paragraphs(opened(page(f"<form><input type='text' value='搜索'></form><p>{LONG}</p>"))) == [LONG]
