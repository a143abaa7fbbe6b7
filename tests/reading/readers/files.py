"""Small files of every kind, written by the usual programs' libraries, and the rules every opened file keeps."""

from __future__ import annotations

import io
import itertools
import zipfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF

from gongkai.reading.model import Document, Grid, Paragraph
from gongkai.reading.readers import open_document

FONTS = [Path("/usr/share/fonts/opentype/noto") / f"Noto{style}CJK-Regular.ttc" for style in ("Sans", "Serif")]
TITLE = "青山县人民政府2022年政府信息公开工作年度报告"
SENTENCE = "全县主动公开政府信息123条，办理依申请公开45件。"


def opened(content: bytes | str, name: str = "report") -> Document:
    """Open a file and prove what holds for every document: each text stands where its span says."""
    document = open_document(content.encode() if isinstance(content, str) else content, name)
    for block in document.blocks:
        pieces = [block] if isinstance(block, Paragraph) else block.cells
        for piece in pieces:
            assert document.text[piece.span.start : piece.span.end] == piece.text
    for before, after in itertools.pairwise(document.blocks):
        assert before.span.end < after.span.start
    return document


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    """Texts by printed place; a place that a span covers is None-free: it repeats nothing and stays empty."""
    table = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell.text
    return table


def saved_docx(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def saved_xlsx(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def new_pdf() -> FPDF:
    """An empty PDF with a Chinese font of the system."""
    font = next((path for path in FONTS if path.exists()), None)
    if font is None:
        pytest.skip("needs a Noto CJK font to write a Chinese PDF")
    pdf = FPDF()
    pdf.add_font("cjk", "", font, collection_font_number=2)
    pdf.set_font("cjk", size=12)
    pdf.add_page()
    return pdf


@cache
def sample(kind: str) -> bytes:
    """One file of each kind with a title, a sentence and a table."""
    if kind == "docx":
        document = docx.Document()
        document.add_heading(TITLE, 1)
        document.add_paragraph(SENTENCE)
        table = document.add_table(2, 2)
        for cell, text in zip(
            itertools.chain(*(row.cells for row in table.rows)), ("规章", "0", "其他", "7"), strict=True
        ):
            cell.text = text
        return saved_docx(document)
    if kind == "xlsx":
        workbook = openpyxl.Workbook()
        for row in ((TITLE, None), ("规章", 0), ("其他", 7)):
            workbook.active.append(row)
        return saved_xlsx(workbook)
    if kind == "pdf":
        pdf = new_pdf()
        pdf.multi_cell(0, 8, f"{TITLE}\n{SENTENCE}", new_x="LMARGIN", new_y="NEXT")
        for text in ("规章", "0"):
            pdf.cell(40, 8, text, border=1)
        return bytes(pdf.output())
    texts = {
        "html": f"<html><body><h1>{TITLE}</h1><p>{SENTENCE}</p><table><tr><td>规章<td>0</tr></table></body></html>",
        "markdown": f"# {TITLE}\n\n{SENTENCE}\n\n| 规章 | 0 |\n|---|---|\n| 其他 | 7 |\n",
        "text": f"{TITLE}\n{SENTENCE}\n规章\t0\n其他\t7\n",
    }
    return texts[kind].encode()


KINDS = ("html", "docx", "xlsx", "pdf", "markdown", "text")
