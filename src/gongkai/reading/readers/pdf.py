"""PDF with a text layer → blocks: lines joined to paragraphs, ruled tables, page furniture left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import pypdfium2

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock
from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.lines import line_blocks
from gongkai.reading.readers.pdf_columns import column_tables
from gongkai.reading.readers.pdf_layout import Character, Line, lines_of, page_characters
from gongkai.reading.readers.pdf_tables import PlacedTable, RuledTables, raw_tables

MAX_PAGES = 300
_PAGE_NUMBER = re.compile(
    r"^[-—–·.\s]*(?:第?\s*\d{1,3}\s*页?|\d{1,3}\s*/\s*\d{1,3}|第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页)[-—–·.\s]*$"
)
_ORDINAL = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")
_COLUMNS = re.compile(r"\S {2,}\S")  # wide gaps: cells side by side
_FULL_LINE = 1.6  # line heights short of the right margin; punctuation is moved to the next line as a pair
_INDENT = 0.6  # line heights; a new paragraph is indented by two characters
_PARAGRAPH_GAP = 1.5  # line heights between lines of different parts
_FEWEST_CHARACTERS = 15  # a page on average; a scan has at most a stamp
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_PageItem = Line | PlacedTable


def read_pdf(data: bytes, name: str) -> Document:
    """Open a PDF. Raises :class:`UnreadableFile` for a scan, a password and a broken file."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise UnreadableFile(Trouble.ENCRYPTED if encrypted else Trouble.BROKEN, name) from error
    try:
        return _read(pdf, data, name)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    finally:
        pdf.close()


def _read(pdf: pypdfium2.PdfDocument, data: bytes, name: str) -> Document:
    if len(pdf) > MAX_PAGES:
        raise UnreadableFile(Trouble.TOO_LARGE, name, f"{len(pdf)} 页")
    ruled = RuledTables(data)
    pages: list[list[_PageItem]] = []
    printed = 0
    columns: Sequence[tuple[float, float]] = ()
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        characters = page_characters(page)
        printed += len(characters)
        tables, rest = ruled.on_page(page, number, characters)
        unruled, outside, columns = column_tables(rest, number, columns)
        pages.append(_page_items([*tables, *unruled], outside, number))
        page.close()
    ruled.close()
    if printed < _FEWEST_CHARACTERS * len(pages):
        raise UnreadableFile(Trouble.SCANNED, name)
    kept = _without_furniture(pages)
    warnings = ("PDF 的表格线无法解析，表格按文字行读取。",) if ruled.failed else ()
    return assemble(name, "pdf", _blocks(kept), _metadata(pdf), warnings)


def _metadata(pdf: pypdfium2.PdfDocument) -> dict[str, str]:
    title = " ".join(normalise(pdf.get_metadata_value("Title")).split())
    return {"title": title} if title else {}


def _page_items(tables: list[PlacedTable], outside: list[Character], number: int) -> list[_PageItem]:
    """Lines and tables from top to bottom."""
    lines = lines_of(outside, number)
    long_lines = [line for line in lines if len(line.text) > 10] or lines
    if lines:
        margins = min(line.left for line in long_lines), max(line.right for line in lines)
        for line in lines:
            line.margins = margins
    return sorted([*lines, *tables], key=lambda item: item.top)


# --- headers, footers, page numbers -----------------------------------------------------------------------------


def _without_furniture(pages: list[list[_PageItem]]) -> list[_PageItem]:
    """All items without page numbers and without the first or last lines that repeat on most pages."""
    repeated = Counter(_pattern(line) for page in pages for line in _outer_lines(page))
    often = {pattern for pattern, times in repeated.items() if times >= max(3, len(pages) / 2)}
    kept: list[_PageItem] = []
    for page in pages:
        furniture = [
            line for line in _outer_lines(page) if _PAGE_NUMBER.match(line.text.strip()) or _pattern(line) in often
        ]
        kept += [item for item in page if item not in furniture]
    return kept


def _outer_lines(page: list[_PageItem]) -> list[Line]:
    """The first and the last line of a page."""
    outer = [page[0], page[-1]] if len(page) > 1 else page
    return [item for item in outer if isinstance(item, Line)]


def _pattern(line: Line) -> str:
    """What a running header prints on every page: its text without blanks and the page number at its end."""
    return re.sub(r"\s+|\d{1,3}\W*$", "", line.text)


# --- lines to paragraphs ----------------------------------------------------------------------------------------


def _blocks(items: list[_PageItem]) -> Iterator[RawBlock]:
    lines: list[Line] = []
    tables = raw_tables([item for item in items if isinstance(item, PlacedTable)])
    for item in items:
        if isinstance(item, Line):
            lines.append(item)
        else:
            yield from _text_blocks(lines)
            lines = []
            yield next(tables)
    yield from _text_blocks(lines)


def _text_blocks(lines: list[Line]) -> Iterator[RawBlock]:
    """Paragraphs; lines with wide gaps are tried as aligned tables."""
    texts: list[tuple[str, int]] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _runs_on(before, line):
            text, page = texts[-1]
            texts[-1] = (_glued(text, line.text.strip()), page)
        else:
            texts.append((line.text, line.page))
        before = line
    for page, group in groupby(texts, key=itemgetter(1)):
        yield from line_blocks([text for text, _ in group], page)


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a line continues the paragraph: the one before is full and this one begins at the margin."""
    left, _ = line.margins
    _, right = before.margins
    full = before.right > right - _FULL_LINE * before.size
    if (
        not full
        or _COLUMNS.search(f"{before.text.strip()}\n{line.text.strip()}")
        or line.left > left + _INDENT * line.size
        or not 0.8 < line.size / before.size < 1.25
    ):
        return False
    if line.page == before.page and line.top - before.bottom > _PARAGRAPH_GAP * line.size:
        return False
    ended = before.text.endswith(("。", "：", ":", "；"))
    return not (ended and _ORDINAL.match(line.text.strip()))


def _glued(text: str, more: str) -> str:
    blank = " " if text[-1].isascii() and text[-1].isalpha() and more[0].isascii() and more[0].isalpha() else ""
    return text + blank + more
