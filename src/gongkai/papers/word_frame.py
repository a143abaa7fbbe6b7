"""What a Word document has around its text: styles, the grid of lines and characters, header and page numbers."""

from __future__ import annotations

import math

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from gongkai.papers import parts
from gongkai.papers.model import Copy
from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.docx import FACES, LAYOUT, TABLE_SIZE, TABLE_STYLE, TEXT_SIZE, TITLE_SIZE, set_fonts

MARK, NUMBER, WARNING, FINE, IMPRINT = "发文机关标志", "发文字号", "效力提示", "说明", "版记"
LINE = Mm(LAYOUT.text_height / LAYOUT.page.lines)
"""From one line of text to the next."""
_SMALL, _FINE = Pt(LAYOUT.sizes.small), Pt(LAYOUT.sizes.fine)
_RED = RGBColor.from_string(LAYOUT.red.removeprefix("#").upper())
_LAYER_FACES = ("black", "kai", "body", "body")


def set_up(document: Document, copy: Copy | None) -> None:
    """Styles, grid, page numbers and, on a copy, what it says of itself on every page."""
    _styles(document)
    _grid(document)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    below = LAYOUT.page.bottom - LAYOUT.page_number_below_text
    section.footer_distance = Length(Mm(below) - _SMALL)
    section.header_distance = Mm(LAYOUT.page.top / 2)
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if copy:
        for header in (section.header, section.even_page_header):
            _say(header, copy)


def red_rule(paragraph: WordParagraph) -> None:
    """The red line (红色分隔线) under a paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(round(Mm(LAYOUT.rules.number).pt * 8))), ("space", "11")):
        bottom.set(qn(f"w:{name}"), value)
    bottom.set(qn("w:color"), str(_RED))
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")  # type: ignore[arg-type]


def _styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = LINE
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(language)
    _spaced(styles[TABLE_STYLE], WD_ALIGN_PARAGRAPH.LEFT, Length(round(TABLE_SIZE * 1.4)))
    title = styles["Heading 1"]
    set_fonts(title, FACES["title"], TITLE_SIZE)
    _spaced(title, WD_ALIGN_PARAGRAPH.CENTER, Length(round(LINE * 1.2)))
    for number, face in enumerate(_LAYER_FACES, 2):
        heading = styles[f"Heading {number}"]
        set_fonts(heading, FACES[face], TEXT_SIZE)  # type: ignore[index]
        _spaced(heading, WD_ALIGN_PARAGRAPH.LEFT, LINE)
        heading.paragraph_format.first_line_indent = Length(LAYOUT.blanks.first_line * TEXT_SIZE)
    mark = _style(document, MARK, "title", Pt(LAYOUT.sizes.mark), WD_ALIGN_PARAGRAPH.CENTER)
    mark.font.color.rgb = _RED
    _style(document, NUMBER, "body", TEXT_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    _style(document, WARNING, "black", TEXT_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    _style(document, FINE, "body", _FINE, WD_ALIGN_PARAGRAPH.LEFT)
    imprint = _style(document, IMPRINT, "body", _SMALL, WD_ALIGN_PARAGRAPH.LEFT)
    side = Length(LAYOUT.blanks.imprint_side * _SMALL)
    imprint.paragraph_format.left_indent = imprint.paragraph_format.right_indent = side
    imprint.paragraph_format.tab_stops.add_tab_stop(Length(Mm(LAYOUT.text_width) - 2 * side), alignment=2)


def _style(document: Document, name: str, face: str, size: Length, align: WD_ALIGN_PARAGRAPH) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    set_fonts(style, FACES[face], size)  # type: ignore[index]
    _spaced(style, align, Length(round(size * 1.4)))
    return style


def _spaced(style: ParagraphStyle, align: WD_ALIGN_PARAGRAPH, line: Length) -> None:
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(0), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    free = OxmlElement("w:snapToGrid")  # the grid is that of the running text
    free.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(free, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _grid(document: Document) -> None:
    """So many lines of so many characters on a page.

    The characters come from spacing in the style of the text, not from the grid: programs other than Word give every
    character that is wider than its cell two cells.
    """
    properties = document.sections[0]._sectPr
    for former in properties.findall(qn("w:docGrid")):
        properties.remove(former)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE.pt * 20)))  # twentieths of a point
    properties.append(grid)
    closer = Mm(LAYOUT.text_width).pt / LAYOUT.page.characters - TEXT_SIZE.pt
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor(closer * 20)))
    rpr = document.styles["Normal"].element.get_or_add_rPr()
    rpr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _number(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    side = Length(LAYOUT.blanks.page_number_side * TEXT_SIZE)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(text)
        run.font.size, run.font.name = _SMALL, FACES["song"]
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACES["song"])
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            run.text = "1"
            run._r.addprevious(simple)
            simple.append(run._r)


def _say(header: _Header, copy: Copy) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = FINE
    paragraph.text = printable(f"{parts.standing_line(copy)}\n{parts.origin_line(copy)}")
