"""Cleaned markup as the blocks of a paper: headings, paragraphs, points of lists, tables with spans, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, repeat

from lxml import etree, html

from gongkai.papers.model import Align, Block, Paragraph, Run
from gongkai.papers.numbering import heading_layer, is_addressee
from gongkai.reading.writers.items import Heading, PrintedCell, PrintedTable, Role

_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5}
_HOLDERS = {"div", "blockquote", "figure", "ul", "ol", "dl", "li", "dd"}  # blocks that may hold other blocks
_PARAGRAPHS = {"p", "dt", "pre", "figcaption"}
_BLOCKS = {*_HEADINGS, *_HOLDERS, *_PARAGRAPHS, "table", "hr"}
_DEEPER = {"blockquote", "ul", "ol", "dd"}
_MAX_DEPTH = 6  # deeper nesting stands where this does
_MAX_COLUMNS = 60  # what Word takes for a table
_MAX_NESTING = 200  # markup nested deeper is read as text
_ALIGN: dict[str, Align] = {"center": "center", "right": "right", "signature": "right"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+")
_SPACE = re.compile(r"[ \t\r\f\v]+")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around say: where a paragraph stands and how its text looks."""

    align: Align = ""
    depth: int = 0
    nesting: int = 0
    run: Run = Run("")  # noqa: RUF009 (frozen)


def blocks_of(body: str) -> tuple[Block, ...]:
    """The blocks of cleaned markup in reading order.

    A line that is nothing but a numbered heading becomes one; a first line that names addressees is not indented.
    """
    if not body.strip():
        return ()
    found = [_recognised(block) for block in _inside(html.fragment_fromstring(body, create_parent="div"), _Place())]
    first = next(iter(found), None)
    if isinstance(first, Paragraph) and not first.align and not first.depth and is_addressee(first.text):
        found[0] = replace(first, align="left")
    return tuple(found)


def _recognised(block: Block) -> Block:
    if isinstance(block, Paragraph) and not block.align and not block.depth:
        layer = heading_layer(block.text)
        if layer and not any(run.href or run.script for run in block.runs):
            return Heading(block.text, layer + 1)
    return block


def _inside(element: etree._Element, place: _Place, marker: str = "") -> Iterator[Block]:
    """The blocks of an element; text that stands between them is a paragraph of its own. The first gets the marker."""
    place = replace(place, nesting=place.nesting + 1)
    points = _points(element)
    loose = [replace(place.run, text=_text(element.text, element))]
    for child in element:
        if child.tag in _BLOCKS and place.nesting < _MAX_NESTING:
            blocks = _block(child, place, next(points) if child.tag == "li" else "")
            for block in (*_paragraphs(loose, place), *blocks):
                yield replace(block, marker=block.marker or marker) if isinstance(block, Paragraph) else block
                marker = ""
            loose = []
        else:
            loose += _runs(child, place.run)
        loose.append(replace(place.run, text=_text(child.tail, element)))
    for paragraph in _paragraphs(loose, place):
        yield replace(paragraph, marker=marker)
        marker = ""


def _points(element: etree._Element) -> Iterator[str]:
    """What stands before the points of a list."""
    if element.tag == "ol":
        return (f"{number}." for number in count(_whole(element.get("start", ""), 1)))
    return repeat(BULLET if element.tag == "ul" else "")


def _block(element: etree._Element, place: _Place, marker: str) -> Iterator[Block]:
    align = next((_ALIGN[name] for name in element.get("class", "").split() if name in _ALIGN), place.align)
    tag = str(element.tag)
    place = replace(place, align=align, depth=min(place.depth + (tag in _DEEPER), _MAX_DEPTH))
    if tag in _HEADINGS:
        if text := " ".join(_words(element).split()):
            yield Heading(text, _HEADINGS[tag])
    elif tag == "table":
        yield from _table(element)
    elif tag != "hr":
        yield from _inside(element, place, marker)


def _runs(element: etree._Element, run: Run) -> Iterator[Run]:
    """The text of an inline element and of everything in it, with what it means for the look of the text."""
    if element.tag == "br":
        yield replace(run, text="\n")
        return
    if element.tag in {"strong", "b"}:
        run = replace(run, strong=True)
    elif element.tag in {"sub", "sup"}:
        run = replace(run, script="sub" if element.tag == "sub" else "super")
    elif element.tag == "a" and _ADDRESS.fullmatch(element.get("href", "")):
        run = replace(run, href=element.get("href", ""))
    if len(element) == 0:
        yield replace(run, text=_text(element.text, element))
        return
    if sum(1 for _ in zip(element.iterancestors(), range(_MAX_NESTING + 1), strict=False)) > _MAX_NESTING:
        yield replace(run, text=_words(element))
        return
    yield replace(run, text=_text(element.text, element))
    for child in element:
        yield from _runs(child, run)
        yield replace(run, text=_text(child.tail, element))


def _text(text: str | None, holder: etree._Element) -> str:
    """Line ends are blanks, but in ``<pre>``."""
    return (text or "") if holder.tag == "pre" else (text or "").replace("\n", " ")


def _paragraphs(runs: Iterable[Run], place: _Place) -> Iterator[Paragraph]:
    """A paragraph a line; blanks at its ends and doubled ones fall away."""
    line: list[Run] = []
    for run in [*runs, Run("\n")]:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for text in others:
            if kept := _tidy(line):
                yield Paragraph(kept, place.align, place.depth)
            line = [replace(run, text=text)]


def _tidy(line: list[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for run in line:
        text = _SPACE.sub(" ", run.text.replace("\u00a0", " ").replace("\u3000", " "))
        if not found or found[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text and found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        elif text:
            found.append(replace(run, text=text))
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(run for run in found if run.text)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _table(table: etree._Element) -> Iterator[Block]:
    for caption in table.iterchildren("caption"):
        yield from _paragraphs([Run(" ".join(_words(caption).split()))], _Place("center"))
    own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    rows = _apart([[_cell(cell) for cell in row.iterchildren("th", "td")] for row in own])
    width = max((column + cell.colspan for _, column, cell in PrintedTable("", 0, rows).placed()), default=0)
    if 0 < width <= _MAX_COLUMNS:
        yield PrintedTable("", width, rows)
        return
    for line in rows:
        yield from _paragraphs([Run("  ".join(cell.text for cell in line))], _Place("left"))


def _cell(cell: etree._Element) -> PrintedCell:
    role: Role = "column" if cell.tag == "th" and cell.get("scope") != "row" else "row"
    return PrintedCell(" ".join(_words(cell).split()), role, _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: etree._Element, name: str) -> int:
    return max(1, min(_whole(cell.get(name, ""), 1), _MAX_COLUMNS))


def _whole(value: str, otherwise: int) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else otherwise


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
