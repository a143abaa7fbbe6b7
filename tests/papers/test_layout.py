"""GB/T 9704—2012 read back from the files: page, margins, 22 lines of 28 characters, type, order of the parts."""

from __future__ import annotations

import datetime

import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from gongkai.papers.model import Paper, Paragraph, Run, Signature
from gongkai.papers.parts import attachment_lines, mark_size, signature_lines
from gongkai.papers.pdf import to_pdf
from gongkai.papers.text import to_text
from gongkai.papers.word import to_docx
from gongkai.statute.paper_layout import paper_layout
from tests.papers.samples import (
    COPY,
    DAY,
    DOCUMENT,
    LETTER,
    LETTER_IN_ORDER,
    pdf_text,
    stand_in_order,
    word,
    word_text,
)

MM = 72 / 25.4
LAYOUT = paper_layout()


@pytest.fixture(scope="module")
def letter() -> bytes:
    return to_pdf(LETTER)


@pytest.fixture(scope="module")
def document() -> bytes:
    return to_pdf(DOCUMENT)


def test_the_parts_stand_in_the_order_of_the_standard(letter: bytes) -> None:
    assert stand_in_order(pdf_text(letter), LETTER_IN_ORDER)
    assert stand_in_order(word_text(to_docx(LETTER)), LETTER_IN_ORDER)
    assert stand_in_order(to_text(LETTER), LETTER_IN_ORDER)


def test_a_page_holds_22_lines_of_28_characters_within_the_margins() -> None:
    content = to_pdf(Paper("题", (Paragraph((Run("国" * 28 * 50),)),), DAY))
    with pypdfium2.PdfDocument(content) as pages:
        page = pages[1]
        assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "国"]
    lines = {round(bottom) for _, bottom, _, _ in boxes}
    assert len(lines) == LAYOUT.page.lines
    assert len(boxes) == LAYOUT.page.lines * LAYOUT.page.characters
    assert min(box[0] for box in boxes) >= 28 * MM - 1
    assert max(box[2] for box in boxes) <= (210 - 26) * MM + 1
    assert max(box[3] for box in boxes) <= (297 - 37) * MM + 1
    assert min(box[1] for box in boxes) >= 35 * MM - 1


def test_the_first_line_is_indented_by_two_characters() -> None:
    with pypdfium2.PdfDocument(to_pdf(Paper("题", (Paragraph((Run("国" * 40),)),), DAY))) as pages:
        text = pages[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "国"]
    top, below = boxes[0], boxes[26]
    assert top[0] - below[0] == pytest.approx(2 * LAYOUT.text_width * MM / 28, abs=0.5)
    assert top[1] - below[1] == pytest.approx(LAYOUT.text_height * MM / 22, abs=0.1)


def test_page_numbers_stand_at_the_outer_edges() -> None:
    content = to_pdf(Paper("题", (Paragraph((Run("国" * 28 * 50),)),), DAY))
    with pypdfium2.PdfDocument(content) as pages:
        for page, number, right in ((pages[0], "— 1 —", True), (pages[1], "— 2 —", False)):
            found = page.get_textpage().search(number).get_next()
            assert found is not None
            left, _, _, top = page.get_textpage().get_charbox(found[0])
            assert (left > 105 * MM) == right
            assert top == pytest.approx((35 - 7) * MM, abs=2)


def test_a_pdf_has_title_language_author_and_tags(document: bytes) -> None:
    with pypdfium2.PdfDocument(document) as pages:
        known = pages.get_metadata_dict()
        assert pages.is_tagged()
        assert [item.get_title() for item in pages.get_toc()] == [DOCUMENT.title, "一、总体要求", "（一）保障标准"]
    assert known["Title"] == DOCUMENT.title
    assert known["Author"] == DOCUMENT.author
    assert known["CreationDate"] == "D:20261123000000Z"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document
    assert b"/Lang(zh-CN)" in document


def test_the_same_paper_gives_the_same_bytes(letter: bytes) -> None:
    assert to_pdf(LETTER) == letter


def test_every_page_of_a_copy_says_whether_it_holds_where_it_stands_and_when_it_was_taken(document: bytes) -> None:
    long = Paper("题", (Paragraph((Run("国" * 28 * 50),)),), DAY, copy=COPY)
    with pypdfium2.PdfDocument(to_pdf(long)) as pages:
        assert len(pages) > 2
        for page in pages:
            text = page.get_textpage().get_text_range()
            assert stand_in_order(text, ("有效性：已废止（截至2026年11月23日）", f"2026年11月23日取自{COPY.address}"))
    for text in (pdf_text(document), to_text(DOCUMENT), word_text(to_docx(DOCUMENT))):
        assert stand_in_order(text, (COPY.warning, DOCUMENT.mark, DOCUMENT.title, "X-2026-1", COPY.address))
    headers = [word(to_docx(DOCUMENT)).sections[0].header, word(to_docx(DOCUMENT)).sections[0].even_page_header]
    assert all(
        "已废止" in header.paragraphs[0].text and COPY.address in header.paragraphs[0].text for header in headers
    )


def test_a_word_file_has_the_page_the_type_and_the_indent() -> None:
    file = word(to_docx(DOCUMENT))
    section = file.sections[0]
    found = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(length.mm) for length in found if length] == [210, 297, 37, 35]
    assert [round(length.mm) for length in (section.left_margin, section.right_margin) if length] == [28, 26]
    faces = {
        name: (file.styles[name].font.size.pt, file.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")))
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4")
    }
    assert faces == {
        "Normal": (16, "仿宋"),
        "Heading 1": (22, "方正小标宋简体"),
        "Heading 2": (16, "黑体"),
        "Heading 3": (16, "楷体"),
        "Heading 4": (16, "仿宋"),
    }
    (running,) = [item for item in file.paragraphs if item.text.startswith("现将")]
    assert running.paragraph_format.first_line_indent == 2 * file.styles["Normal"].font.size
    (dated,) = [item for item in file.paragraphs if item.text == "2026年1月5日"]
    assert dated.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert file.styles["Normal"].paragraph_format.line_spacing.pt == pytest.approx(225 * MM / 22, abs=0.1)
    assert file.core_properties.title == DOCUMENT.title


def test_a_link_leads_somewhere_in_both_files(document: bytes) -> None:
    targets = {part.target_ref for part in word(to_docx(DOCUMENT)).part.rels.values() if part.is_external}
    assert targets == {"https://a.example/1"}
    assert b"https://a.example/1" in document


@pytest.mark.parametrize(
    ("signature", "blanks"),
    [
        # sealed: 4 characters right of the date of 7, the name of 6 half a character further in
        (Signature(("某市自然资源",), datetime.date(2026, 3, 20)), [4.25, 4.0]),
        # a name of 20 reaches to the margin and the date is centred under it
        (Signature(("某" * 20,), datetime.date(2026, 3, 20)), [0.0, 6.75]),
        # unsealed: the name of 10 two characters from the margin, the date begins two after it
        (Signature(("某" * 10,), datetime.date(2026, 3, 20), sealed=False), [2.0, 3.5]),
        # a short name gives way, so that the date keeps two
        (Signature(("某局",), datetime.date(2026, 3, 20), sealed=False), [8.5, 2.0]),
        (Signature(("某局",), None), [4.0 - 1.0]),
    ],
)
def test_date_and_name_stand_to_each_other_as_the_seal_demands(signature: Signature, blanks: list[float]) -> None:
    assert [blank for _, blank in signature_lines(signature, LAYOUT)] == blanks


def test_one_attachment_has_no_number() -> None:
    assert attachment_lines(("甲",)) == ("附件：甲",)
    assert attachment_lines(("甲", "乙")) == ("附件：1.甲", "2.乙")
    assert attachment_lines(()) == ()


def test_a_long_mark_is_set_smaller_to_fit_one_line() -> None:
    assert mark_size("某局文件", LAYOUT) == LAYOUT.sizes.mark
    assert mark_size("某" * 15, LAYOUT) * 15 <= LAYOUT.text_width * MM
    assert mark_size("某" * 90, LAYOUT) == LAYOUT.sizes.title
