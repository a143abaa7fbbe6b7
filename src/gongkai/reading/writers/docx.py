"""A page as a Word document: tables with merged headers, 仿宋 text, 黑体 headings."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row

from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import Heading, Item, Page, PrintedTable, Text
from gongkai.statute.paper_layout import paper_layout

LAYOUT = paper_layout()
FACES, LATIN_FONT = LAYOUT.word_faces, LAYOUT.word_faces["latin"]
TEXT_SIZE, TITLE_SIZE, TABLE_SIZE = Pt(LAYOUT.sizes.body), Pt(LAYOUT.sizes.title), Pt(LAYOUT.sizes.table)
BLACK = RGBColor(0, 0, 0)
TABLE_STYLE = "表格文字"
LAST_HEADING = 9


def to_docx(page: Page) -> bytes:
    """The page as a .docx file."""
    document = blank_document()
    document.core_properties.title = printable(page.title)
    document.core_properties.author = printable(page.author)
    for item in page.items:
        _add(document, item)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def blank_document() -> Document:
    """A Word document with the page, the margins and the type of official papers (``law/official_papers.yaml``)."""
    document = docx.Document()
    section, page = document.sections[0], LAYOUT.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    styles = document.styles
    set_fonts(styles["Normal"], FACES["body"], TEXT_SIZE)
    for level in range(1, LAST_HEADING + 1):
        set_fonts(styles[f"Heading {level}"], FACES["black"], TITLE_SIZE if level == 1 else TEXT_SIZE)
    set_fonts(styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.PARAGRAPH), FACES["body"], TABLE_SIZE)
    return document


def set_fonts(style: ParagraphStyle, chinese: str, size: Length) -> None:
    """Latin and Chinese font of a style; Word takes Chinese characters from ``w:eastAsia`` alone."""
    style.font.name, style.font.size = LATIN_FONT, size
    style.font.color.rgb, style.font.bold, style.font.italic = BLACK, False, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


_ALIGNED = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def _add(document: Document, item: Item) -> None:
    if isinstance(item, Heading):
        heading = document.add_heading(printable(item.text), min(item.level, LAST_HEADING))
        if item.level == 1:
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif isinstance(item, Text):
        paragraph = document.add_paragraph(printable(item.text))
        if item.align:
            paragraph.alignment = _ALIGNED[item.align]
        else:
            paragraph.paragraph_format.first_line_indent = Length(2 * TEXT_SIZE)
    else:
        add_table(document, item)


def add_table(document: Document, printed: PrintedTable) -> None:
    """Append a table with its merged cells; header rows repeat on every page."""
    table = document.add_table(len(printed.rows), printed.width, style="Table Grid")
    rows = list(table.rows)
    cells = [row.cells for row in rows]  # once: a row finds its cells anew each time it is asked
    style = document.styles[TABLE_STYLE].style_id  # once: all styles are gone through each time it is asked for
    for row, column, cell in printed.placed():
        corner = cells[row][column]
        if cell.rowspan > 1 or cell.colspan > 1:
            corner.merge(cells[row + cell.rowspan - 1][column + cell.colspan - 1])
        paragraph = corner.paragraphs[0]
        paragraph.text, paragraph._p.style = printable(cell.text), style
        if cell.role != "row":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row_ in rows[: printed.header_rows]:
        _repeat_on_every_page(row_)


def _repeat_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
