"""A public document to take away: Word and plain text, each with its numbers, its status mark and where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree, html

from gongkai.documents import content
from gongkai.documents.queries.public import DocumentPage
from gongkai.look.templatetags.look import pub_date
from gongkai.portal.document_values import HeadLine, Mark, head, mark_of
from gongkai.reading.writers.docx import to_docx
from gongkai.reading.writers.items import Heading, Item, Page, PrintedCell, PrintedTable, Role, Text

_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5}
_HOLDERS = {"div", "blockquote", "figure", "ul", "ol", "dl", "li"}  # blocks that may hold other blocks
_PARAGRAPHS = {"p", "dt", "dd", "pre", "figcaption"}
_BLOCKS = {*_HEADINGS, *_HOLDERS, *_PARAGRAPHS, "table", "hr"}
_MAX_COLUMNS = 60  # what Word takes for a table
_ALIGN: dict[str, Literal["center", "right"]] = {"center": "center", "right": "right", "signature": "right"}


@dataclass(frozen=True, slots=True)
class DocumentDownload:
    """A file format: its media type and how a page is written (with the address of the page and the day)."""

    media_type: str
    write: Callable[[DocumentPage, str, datetime.date], bytes]


def to_text(page: DocumentPage, address: str, on: datetime.date) -> bytes:
    """UTF-8 with a byte order mark: Chinese Windows takes a file without one for GBK."""
    mark = mark_of(page.validity_on(on), page.edition.effective_on, on)
    lines = [f"{line.label}：{line.value}" for line in head(page, mark)]
    parts = ["\n".join(lines), _status(page, mark, on), page.edition.title, content.plain(page.edition.body)]
    parts.append("\n".join(f"附件：{item.name}" for item in page.attachments))
    parts.append(f"网址：{address}")
    return "\n\n".join(part for part in parts if part).replace("\t", "  ").encode("utf-8-sig")


def to_word(page: DocumentPage, address: str, on: datetime.date) -> bytes:
    """A .docx with the margins and type of official documents; tables stay tables."""
    mark = mark_of(page.validity_on(on), page.edition.effective_on, on)
    status = _status(page, mark, on)
    items: list[Item] = [_head_table(head(page, mark))]
    items += [Text(status, "center")] if status else []
    items += [Heading(page.edition.title, 1), *items_of(page.edition.body)]
    items += [Text(f"附件：{item.name}", "left") for item in page.attachments]
    items.append(Text(f"网址：{address}", "left"))
    return to_docx(Page(page.edition.title, tuple(items), author=page.document.organ.name))


def items_of(body: str) -> Iterator[Item]:
    """Cleaned markup as headings, paragraphs and tables in reading order."""
    if body.strip():
        yield from _inside(html.fragment_fromstring(body, create_parent="div"))


DOCUMENT_DOWNLOADS = {
    "docx": DocumentDownload("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_word),
    "txt": DocumentDownload("text/plain; charset=utf-8", to_text),
}


def _status(page: DocumentPage, mark: Mark, on: datetime.date) -> str:
    """What a copy must say of itself unless it holds as it stands."""
    if not page.is_live:
        return f"（本文本是第 {page.edition.number} 版，已不是现行文本）"
    return "" if mark.plain else f"（{mark.label}，截至 {pub_date(on)}）"


def _head_table(lines: list[HeadLine]) -> PrintedTable:
    rows = tuple((PrintedCell(line.label, "row"), PrintedCell(line.value, "row")) for line in lines)
    return PrintedTable("", 2, rows)


def _inside(element: etree._Element, align: Literal["", "left", "center", "right"] = "") -> Iterator[Item]:
    """The blocks of an element; text that stands between them is a paragraph of its own."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph(loose, align)
            loose = [child.tail or ""]
            yield from _block(child, align)
        else:
            loose.append("\n" if child.tag == "br" else _words(child))
            loose.append(child.tail or "")
    yield from _paragraph(loose, align)


def _block(element: etree._Element, align: Literal["", "left", "center", "right"]) -> Iterator[Item]:
    align = next((_ALIGN[name] for name in element.get("class", "").split() if name in _ALIGN), align)
    tag = str(element.tag)
    if tag in _HEADINGS:
        text = _words(element).strip()
        yield from (Heading(text, _HEADINGS[tag]) for _ in range(bool(text)))
    elif tag == "table":
        yield from _table(element)
    elif tag != "hr":
        yield from _inside(element, align)


def _paragraph(parts: list[str], align: Literal["", "left", "center", "right"]) -> Iterator[Text]:
    for line in "".join(parts).split("\n"):
        if text := " ".join(line.split()):
            yield Text(text, align)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _table(table: etree._Element) -> Iterator[Item]:
    for caption in table.iterchildren("caption"):
        yield from _paragraph([_words(caption)], "center")
    own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    rows = _apart([[_cell(cell) for cell in row.iterchildren("th", "td")] for row in own])
    printed = PrintedTable("", 0, rows)
    width = max((column + cell.colspan for _, column, cell in printed.placed()), default=0)
    if 0 < width <= _MAX_COLUMNS:
        yield PrintedTable("", width, rows)
        return
    for line in rows:
        yield Text("  ".join(cell.text for cell in line), "left")


def _cell(cell: etree._Element) -> PrintedCell:
    role: Role = "column" if cell.tag == "th" and cell.get("scope") != "row" else "row"
    return PrintedCell(" ".join(_words(cell).split()), role, _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "")
    return max(1, min(int(value), _MAX_COLUMNS)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _apart(rows: list[list[PrintedCell]]) -> tuple[tuple[PrintedCell, ...], ...]:
    """Spans cut so that no cell covers another or reaches below the last row: Word knows no such tables."""
    taken: set[tuple[int, int]] = set()
    fitted: list[tuple[PrintedCell, ...]] = []
    for row, cells in enumerate(rows):
        line, column = [], 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            wide = next((n for n in range(1, cell.colspan) if (row, column + n) in taken), cell.colspan)
            high = min(cell.rowspan, len(rows) - row)
            taken |= {(row + below, column + beside) for below in range(high) for beside in range(wide)}
            line.append(PrintedCell(cell.text, cell.role, high, wide))
        fitted.append(tuple(line))
    return tuple(fitted)
