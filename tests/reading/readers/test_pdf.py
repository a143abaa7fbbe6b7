"""PDF: lines become paragraphs, ruled tables grids, tables cut at a page end are joined, page furniture goes."""

import io
from typing import Literal

import pypdfium2
import pytest
from fpdf import FPDF

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.readers import pdf as module
from gongkai.reading.readers.pdf_layout import Character, _displayed, lines_of
from gongkai.reading.readers.pdf_tables import RuledTables
from tests.reading.readers.files import SENTENCE, TITLE, grids, new_pdf, opened, paragraphs, rows, sample


def line(pdf: FPDF, text: str) -> None:
    pdf.multi_cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")


def test_wrapped_lines_become_paragraphs_again() -> None:
    pdf = new_pdf()
    long = SENTENCE * 6
    for text in (TITLE, "　　" + long, "　　" + long, "一、总体情况", "第一行不满"):
        line(pdf, text)
    assert paragraphs(opened(bytes(pdf.output()))) == [TITLE, long, long, "一、总体情况", "第一行不满"]


@pytest.mark.parametrize("border", [0, 1])
def test_a_table_over_three_pages_is_one(border: Literal[0, 1]) -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    expected = [["申请人情况", "自然人", "总计"]] + [
        [f"{n}.属于国家秘密", str(n) if n % 3 else "", str(2 * n)] for n in range(1, 70)
    ]
    for row in expected:
        for width, text in zip((90, 50, 30), row, strict=True):
            pdf.cell(width, 8, text, border=border)
        pdf.ln()
    line(pdf, "四、结束。")
    document = opened(bytes(pdf.output()))
    assert [rows(grid) for grid in grids(document)] == [expected]
    assert paragraphs(document) == [SENTENCE, "四、结束。"]


def test_merged_cells_of_a_ruled_table() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    x, y = pdf.get_x(), pdf.get_y()
    for left, top, width, height, text in (
        (0, 0, 40, 20, "申请人"), (40, 0, 60, 10, "法人"), (40, 10, 30, 10, "企业"), (70, 10, 30, 10, "其他"),
    ):  # fmt: skip
        pdf.set_xy(x + left, y + top)
        pdf.cell(width, height, text, border=1)
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [["申请人", "法人", ""], ["", "企业", "其他"]]
    assert (grid.cells[0].rowspan, grid.cells[1].colspan) == (2, 2)


def test_headers_and_page_numbers_go() -> None:
    pdf = new_pdf()
    for number in range(1, 5):
        if number > 1:
            pdf.add_page()
        line(pdf, "青山县政府信息公开")
        line(pdf, f"　　第{'一二三四'[number - 1]}段，{SENTENCE}")
        line(pdf, f"- {number} -")
    assert paragraphs(opened(bytes(pdf.output()))) == [f"第{n}段，{SENTENCE}" for n in "一二三四"]


def test_a_row_cut_by_the_page_end_is_mended() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    for first, second in (("指标", "数"), ("1.申请人无正当理由逾期不补正、", "3")):
        pdf.cell(90, 8, first, border=1)
        pdf.cell(30, 8, second, border=1)
        pdf.ln()
    pdf.add_page()
    for first, second in (("行政机关不再处理", ""), ("2.其他", "4")):
        pdf.cell(90, 8, first, border=1)
        pdf.cell(30, 8, second, border=1)
        pdf.ln()
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [["指标", "数"], ["1.申请人无正当理由逾期不补正、\n行政机关不再处理", "3"], ["2.其他", "4"]]


def test_an_image_only_page_is_a_scan() -> None:
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(300, 400)
    target = io.BytesIO()
    blank.save(target)
    with pytest.raises(UnreadableFile) as error:
        opened(target.getvalue())
    assert error.value.reason is Trouble.SCANNED


def test_a_password_is_said() -> None:
    pdf = new_pdf()
    pdf.set_encryption(owner_password="a", user_password="b")
    line(pdf, SENTENCE)
    with pytest.raises(UnreadableFile) as error:
        opened(bytes(pdf.output()))
    assert error.value.reason is Trouble.ENCRYPTED


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAGES", 0)
    with pytest.raises(UnreadableFile) as error:
        opened(sample("pdf"))
    assert error.value.reason is Trouble.TOO_LARGE


def test_without_table_borders_the_text_is_still_read() -> None:
    ruled = RuledTables(b"not a pdf")
    page = pypdfium2.PdfDocument(sample("pdf"))[0]
    tables, outside = ruled.on_page(page, 1, [])
    assert (tables, outside, ruled.failed) == ([], [], True)
    ruled.close()


@pytest.mark.parametrize(
    ("turned", "edges"),
    [(0, (10, 180, 20, 195)), (90, (5, 10, 20, 20)), (180, (80, 5, 90, 20)), (270, (80, 180, 95, 190))],
)
def test_places_on_turned_pages(turned: int, edges: tuple[float, ...]) -> None:
    assert _displayed((10, 5, 20, 20), turned, 100, 200) == edges


def test_words_are_spaced_and_chinese_is_not() -> None:
    def at(text: str, left: float) -> Character:
        return Character(text, left, 0, left + (10 if not text.isascii() else 5), 12)

    (words,) = lines_of([at("a", 0), at("b", 5), at("c", 14), at("公", 20), at("开", 33), at("数", 80)], 1)
    assert words.text == "ab c公开  " + " " * (words.text.count(" ") - 3) + "数"


@pytest.mark.parametrize("closed", [True, False])
def test_a_row_at_a_page_end_belongs_to_its_table_though_its_edge_is_not_drawn(closed: bool) -> None:
    pdf = new_pdf()
    for first, last in ((1, 3), (4, 6)):
        if first > 1:
            pdf.add_page()
        for place, n in enumerate(range(first, last + 1)):
            top = 60 + 10 * place
            for left in (20, 90, 120, 150):
                pdf.line(left, top, left, top + 10)
            edges = {top + 10} if (n < 3 or closed or n > 3) else set()
            edges |= {top} if n != 4 or closed else set()
            for edge in edges:
                pdf.line(20, edge, 150, edge)
            for left, text in ((22, f"{n}.重复申请"), (92, str(n)), (122, str(2 * n))):
                pdf.set_xy(left, top + 2)
                pdf.cell(20, 6, text)
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [[f"{n}.重复申请", str(n), str(2 * n)] for n in range(1, 7)]


def test_a_row_cut_by_the_page_end_is_mended_where_the_pages_have_other_columns() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    pages = [
        [[(20, 90, "二、上年结转"), (90, 120, "1")], [(20, 40, "三、"), (40, 90, "（一）予以"), (90, 120, "7")]],
        [[(20, 40, "结果"), (40, 90, "公开"), (90, 120, "")],
         [(20, 40, ""), (40, 60, "（二）"), (60, 90, "1.国家秘密"), (90, 120, "9")]],
    ]  # fmt: skip
    for number, page in enumerate(pages):
        if number:
            pdf.add_page()
        for place, row in enumerate(page):
            for left, right, text in row:
                pdf.rect(left, 60 + 10 * place, right - left, 10)
                pdf.set_xy(left, 62 + 10 * place)
                pdf.cell(right - left, 6, text)
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [
        ["二、上年结转", "", "", "1"], ["三、\n结果", "（一）予以\n公开", "", "7"], ["", "（二）", "1.国家秘密", "9"],
    ]  # fmt: skip


def test_a_table_without_rules_keeps_blank_columns_and_puts_broken_labels_together() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    printed = [
        (60, ((90, "自然人"), (115, "商业企业"), (145, "其他"), (170, "总计"))),
        (70, ((20, "一、本年新收"), (92, "12"), (172, "12"))),
        (80, ((20, "1.要求行政机关确认或重新出"), (172, "0"))),
        (86, ((20, "具已获取信息"),)),
        (96, ((20, "2.重复申请"), (92, "3"), (147, "4"), (172, "7"))),
    ]
    for top, cells in printed:
        for left, text in cells:
            pdf.set_xy(left, top)
            pdf.cell(20, 5, text)
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [
        ["", "自然人", "商业企业", "其他", "总计"],
        ["一、本年新收", "12", "", "", "12"],
        ["1.要求行政机关确认或重新出\n具已获取信息", "", "", "", "0"],
        ["2.重复申请", "3", "", "4", "7"],
    ]


def test_running_text_with_numbers_makes_no_table() -> None:
    pdf = new_pdf()
    for text in ("目 录", SENTENCE, "（一）共公开信息 12 条", SENTENCE, "联系人：张三 电话：5551234"):
        line(pdf, text)
    assert grids(opened(bytes(pdf.output()))) == []


def _table(
    pdf: FPDF, printed: list[list[str]], *, shaded: bool = False, widths: tuple[int, ...] = (60, 30, 30)
) -> None:
    pdf.set_fill_color(220, 220, 220)
    for number, row in enumerate(printed):
        for width, text in zip(widths, row, strict=True):
            pdf.cell(width, 8, text, fill=shaded and number % 2 == 1)
        pdf.ln()


def test_shaded_rows_are_no_tables_of_their_own() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    printed = [["情况", "自然人", "总计"], *([f"{n}.属于国家秘密", str(n), str(n)] for n in range(1, 9))]
    _table(pdf, printed, shaded=True)
    assert [rows(grid) for grid in grids(opened(bytes(pdf.output())))] == [printed]


def test_a_short_label_with_values_beside_it_is_not_continued_by_the_row_below() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    printed = [["信息内容", "上一年项目", "本年增减"], ["行政处罚", "8", "1"], ["行政强制", "", ""]]
    _table(pdf, printed)
    assert [rows(grid) for grid in grids(opened(bytes(pdf.output())))] == [printed]


def test_numbers_of_two_columns_that_nearly_touch_are_two() -> None:
    pdf = new_pdf()
    line(pdf, SENTENCE)
    width = pdf.get_string_width("1067") + 2 * pdf.c_margin
    pdf.set_x(pdf.l_margin)
    for number in (1, 2, 3):
        for cell, text in ((60, f"{number}.项目"), (width, "1067"), (width, "2724")):
            left = pdf.get_x()
            pdf.cell(cell, 8, text)
            pdf.set_x(left + cell - (2 * pdf.c_margin - 0.6 if text == "1067" else 0))
        pdf.ln()
    (grid,) = grids(opened(bytes(pdf.output())))
    assert rows(grid) == [[f"{number}.项目", "1067", "2724"] for number in (1, 2, 3)]
