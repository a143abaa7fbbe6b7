"""A paper as a Word document."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from gongkai.papers import parts, word_frame
from gongkai.papers.model import Block, Copy, Paper, Paragraph, Run, Signature, layer
from gongkai.papers.word_frame import FINE, IMPRINT, MARK, NUMBER, WARNING
from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.docx import LAYOUT, TEXT_SIZE, add_table, blank_document
from gongkai.reading.writers.items import Heading, PrintedCell, PrintedTable

_ALIGNED = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_BLANKS = LAYOUT.blanks


def to_docx(paper: Paper) -> bytes:
    """The paper as a .docx file."""
    document = blank_document()
    word_frame.set_up(document, paper.copy)
    properties = document.core_properties
    properties.title, properties.author = printable(paper.title), printable(paper.author)
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.datetime.combine(paper.made_on, datetime.time())
    _head(document, paper)
    _text(document, paper)
    _tail(document, paper)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: Document, paper: Paper) -> None:
    if paper.copy and paper.copy.warning:
        _line(document, paper.copy.warning, style=WARNING)
    if paper.mark:
        size = Pt(round(2 * parts.mark_size(paper.mark, LAYOUT)) / 2)
        _line(document, paper.mark, style=MARK).runs[0].font.size = size
        _blank_lines(document, _BLANKS.number_below_mark)
    if paper.number or paper.approver:
        approver = f"签发人：{paper.approver}" if paper.approver else ""
        _line(document, "\t".join(text for text in (paper.number, approver) if text), style=NUMBER)
    if paper.mark:
        word_frame.red_rule(document.paragraphs[-1])
        _blank_lines(document, _BLANKS.title_below_rule)
    document.add_heading(printable(paper.title), 1)
    _blank_lines(document, _BLANKS.addressee_below_title)


def _text(document: Document, paper: Paper) -> None:
    if paper.addressee:
        _line(document, parts.addressee_line(paper))
    former: Block | None = None
    for block in paper.blocks:
        if isinstance(block, PrintedTable) and isinstance(former, PrintedTable):
            _line(document, "", style=FINE)  # Word makes one table of two that touch
        _add(document, block)
        former = block


def _tail(document: Document, paper: Paper) -> None:
    if paper.attachments:
        _blank_lines(document, _BLANKS.attachments_above)
    for index, line in enumerate(parts.attachment_lines(paper.attachments)):
        paragraph = _line(document, line)
        hanging = 3 + len("1.") / 2  # 附件： and its number stand before the names
        paragraph.paragraph_format.left_indent = _chars(_BLANKS.first_line + (hanging if index == 0 else 3))
        paragraph.paragraph_format.first_line_indent = _chars(-hanging if index == 0 else 0)
    if paper.signature:
        _sign(document, paper.signature)
    if paper.note:
        _line(document, f"（{paper.note}）").paragraph_format.first_line_indent = _chars(_BLANKS.first_line)
    _imprint(document, list(parts.imprint_lines(paper)))
    if paper.copy:
        _about(document, paper.copy)


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(printable(block.text), layer(block) + 1)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        if block.align:
            paragraph.alignment = _ALIGNED[block.align]
            form.right_indent = _chars(_BLANKS.unsealed_right) if block.align == "right" else None
        elif block.depth:
            form.left_indent = _chars(_BLANKS.first_line * block.depth)
        else:
            form.first_line_indent = _chars(_BLANKS.first_line)
        _write(paragraph, [Run(f"{block.marker} "), *block.runs] if block.marker else block.runs)
    else:
        add_table(document, block)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(printable(run.text))
        written.bold = run.strong or None
        written.font.subscript = run.script == "sub" or None
        written.font.superscript = run.script == "super" or None
        if run.href:
            _link(paragraph, written, run.href)


def _link(paragraph: WordParagraph, run: WordRun, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(printable(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.underline = True
    run._r.addprevious(link)
    link.append(run._r)


def _sign(document: Document, signature: Signature) -> None:
    _blank_lines(document, _BLANKS.signature_above if signature.sealed else 1)
    for text, blank in parts.signature_lines(signature, LAYOUT):
        paragraph = _line(document, text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = _chars(blank)
        paragraph.paragraph_format.keep_with_next = text != parts.date_line(signature)


def _imprint(document: Document, lines: list[tuple[str, str]]) -> None:
    if not lines:
        return
    _blank_lines(document, 1)
    table = document.add_table(len(lines), 1)
    for row, (left, right) in zip(table.rows, lines, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        paragraph.text, paragraph.style = printable(f"{left}\t{right}" if right else left), IMPRINT
    _rule_off(table)


def _rule_off(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, thickness in (
        ("top", LAYOUT.rules.imprint),
        ("bottom", LAYOUT.rules.imprint),
        ("insideH", LAYOUT.rules.imprint_inner),
    ):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), str(round(Mm(thickness).pt * 8)))  # eighths of a point
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _about(document: Document, copy: Copy) -> None:
    _line(document, "", style=FINE)
    rows = tuple((PrintedCell(label, "row"), PrintedCell(value, "row")) for label, value in copy.facts)
    if rows:
        add_table(document, PrintedTable("", 2, rows))
    _line(document, parts.standing_line(copy), style=FINE)
    _line(document, parts.origin_line(copy), style=FINE)


def _line(document: Document, text: str, style: str | ParagraphStyle | None = None) -> WordParagraph:
    return document.add_paragraph(printable(text), style)


def _blank_lines(document: Document, count: int) -> None:
    """Room above the next part: as space, so that no empty paragraph is read out."""
    former = document.paragraphs[-1] if document.paragraphs else None
    if former is not None:
        former.paragraph_format.space_after = Length(count * word_frame.LINE)


def _chars(count: float) -> Length:
    return Length(round(count * TEXT_SIZE))
