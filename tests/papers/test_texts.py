"""Whatever a text holds stands in every file as text: nothing is lost, nothing is run, nothing becomes a box."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.content import clean
from gongkai.papers import faces
from gongkai.papers.faces import NoFontsError, chosen_faces, machine_families
from gongkai.papers.markup import blocks_of
from gongkai.papers.model import Block, Copy, Paper, Paragraph, Run, of_page
from gongkai.papers.pdf import Bounds, NotPrintedError, job_of, print_job, to_pdf
from gongkai.papers.text import to_text
from gongkai.papers.word import to_docx
from gongkai.reading.writers.documents import blank_report
from gongkai.reading.writers.items import PrintedCell, PrintedTable
from gongkai.reading.writers.page import page
from gongkai.statute.forms import FormId
from tests.papers.samples import DAY, pdf_text, tight, word_text

MARKUP = "#[]{}*_`$<>@=+/\\~'\"-&;:()%!^|"
LINES = st.text(
    st.sampled_from(f"国务院办公厅关于政府信息〔〕（）、。“”—…〇⼀一〡０１ab09 {MARKUP}"), min_size=1, max_size=60
)
PIECES = (
    *("<p>", "</p>", "<ol>", "<li>", "</li>", "</ol>", "<h3>", "</h3>", "<div class=right>", "<br>", "<strong>"),
    *("<table>", "<tr>", "<td>", "<td rowspan=3>", "</td>", "</table>", "字", "x y"),
)
HOSTILE = (
    '#import "@preview/x:0.1.0": *',
    '#read("/etc/passwd")',
    "#{ while true {} }",
    "$ integral_0^1 $ *x* _y_ `z` <label> @ref // note /* more */",
    '\\u{41} "] #panic() [" {{ }} %} {# ${x}',
    "= heading",
    "- point",
)


def plain(*lines: str) -> Paper:
    return Paper("题", tuple(Paragraph((Run(line),)) for line in lines), DAY)


def seen(text: str) -> str:
    """A hyphen at the end of a line is given as another sign by pdfium."""
    return re.sub(r"[-\u00ad\ufffe\x02]", "", tight(text))


@settings(max_examples=6, deadline=None)
@given(st.lists(LINES, min_size=20, max_size=40))
def test_what_goes_into_a_pdf_can_be_read_out_of_it(lines: list[str]) -> None:
    assert "".join(map(seen, lines)) in seen(re.sub(r"— \d+ —", "", pdf_text(to_pdf(plain(*lines)))))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80), max_size=10))
def test_what_goes_into_a_word_file_can_be_read_out_of_it(lines: list[str]) -> None:
    words = "".join(line.replace("\ufffe", "").replace("\uffff", "") for line in lines)
    assert tight(words) in tight(word_text(to_docx(plain(*lines))))
    assert tight(words) in tight(to_text(plain(*lines)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_of_any_markup_is_lost(pieces: list[str]) -> None:
    body = clean("".join(pieces))
    words = "".join(piece for piece in pieces if not piece.startswith("<"))
    found = "".join(_words(block) for block in blocks_of(body))
    assert re.sub(r"[•\d.\s]", "", found) == tight(words)


def _words(block: Block) -> str:
    return "".join(c.text for row in block.rows for c in row) if isinstance(block, PrintedTable) else block.text


def test_markup_of_the_typesetter_is_printed_as_it_stands() -> None:
    table = PrintedTable("", 1, tuple((PrintedCell(line, "row"),) for line in HOSTILE))
    copy = Copy(HOSTILE[0], HOSTILE[1], DAY, HOSTILE[3], ((HOSTILE[4], HOSTILE[5]),))
    paper = Paper(
        HOSTILE[4], (table,), DAY, mark="#x", number="*y*", addressee="_z_", note="#1", author="#a", copy=copy
    )
    text = seen(pdf_text(to_pdf(paper)))
    assert all(seen(line) in text for line in (*HOSTILE, "#x", "*y*", "_z_：", "（#1）"))
    assert "passwd" in text
    assert "root:" not in text


def test_control_characters_fall_away_and_line_ends_stay_apart() -> None:
    paper = plain("甲\x00\x07\x1b乙\ufffe", "丙\u200b丁")
    for text in (pdf_text(to_pdf(paper)), word_text(to_docx(paper)), to_text(paper)):
        assert "甲乙" in text


def test_characters_without_a_shape_of_their_own_are_refused_by_name() -> None:
    with pytest.raises(NotPrintedError, match=r"U\+E000"):
        to_pdf(plain("国\ue000"))
    with pytest.raises(NotPrintedError, match=r"U\+E0100|没有这些字"):
        to_pdf(plain("\U0001d8ff\U00014400\U00013000\U0001b170"))


def test_without_chinese_fonts_there_is_no_pdf_but_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoFontsError, match="fonts-noto-cjk"):
        job_of(plain("国"), frozenset({"DejaVu Sans", "Libertinus Serif"}))
    monkeypatch.setattr(faces, "machine_families", lambda: frozenset({"DejaVu Sans"}))
    assert not faces.can_print()


def test_the_face_the_standard_names_comes_before_its_stand_ins() -> None:
    chosen = chosen_faces(machine_families() | {"FangSong", "SimHei"})
    assert chosen["body"][0] == "FangSong"
    assert chosen["black"][0] == "SimHei"
    assert chosen["title"][0] not in ("FangSong", "SimHei")


def test_what_takes_too_long_is_ended_and_told() -> None:
    with pytest.raises(NotPrintedError, match="Word"):
        print_job(job_of(plain("国" * 400_000)), Bounds(seconds=0.3))
    with pytest.raises(NotPrintedError, match="Word"):
        print_job(job_of(plain("国")), Bounds(memory=64 * 1024**2))


def test_a_megabyte_of_text_and_a_table_of_thousand_rows_are_printed() -> None:
    rows = tuple(tuple(PrintedCell(f"{row}-{column}", "value") for column in range(5)) for row in range(1000))
    head = tuple(PrintedCell(f"列{column}", "column") for column in range(5))
    content = to_pdf(Paper("题", (PrintedTable("", 5, (head, *rows)), *plain("国" * 350_000).blocks), DAY), Bounds(120))
    with pypdfium2.PdfDocument(content) as pages:
        assert len(pages) > 500
        assert "列0" in pages[2].get_textpage().get_text_range()  # the header is repeated
        assert "国" in pages[len(pages) - 1].get_textpage().get_text_range()


def test_a_header_that_reaches_into_the_values_does_not_break_the_table() -> None:
    cells = ((PrintedCell("甲", "column", rowspan=2), PrintedCell("乙", "column")), (PrintedCell("丙", "row"),))
    assert "丙" in pdf_text(to_pdf(Paper("题", (PrintedTable("", 2, cells),), DAY)))


def test_an_annual_report_is_a_paper_too() -> None:
    paper = of_page(page(blank_report(FormId("C2021"))), DAY, Copy("公布状态：已公布", "https://gov.example/", DAY))
    text = tight(pdf_text(to_pdf(paper)))
    assert "收到和处理政府信息公开申请情况" in text
