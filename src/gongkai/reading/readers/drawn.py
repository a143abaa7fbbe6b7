"""Tables that a page draws without ``<table>``: rows of ``div``, lists or ``span``, or elements that say so themselves.

Only such a table keeps its empty cells in their places; read as running text they are lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast

from lxml import etree

_ROLES = {
    "table": "table", "grid": "table", "treegrid": "table", "row": "tr",
    "cell": "td", "gridcell": "td", "columnheader": "td", "rowheader": "td",
}  # fmt: skip
_DISPLAYS = {"table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td"}
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.I)
_STATING = etree.XPath("//*[@role or contains(@style, 'table')]")
_OWN_TAGS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_PARENTS = ("div", "ul", "ol", "section", "article", "main", "td", "body")
_ROWS = frozenset(("div", "ul", "ol", "dl", "li", "section"))
_CELLS = frozenset(("div", "li", "dt", "dd", "section"))
_INLINE_CELLS = frozenset(("span", "p", "label", "b", "strong", "em", "i"))  # runs of text unless a class says more
_INSIDE_CELLS = frozenset(("p", "br", "span", "a", "b", "strong", "em", "i", "sup", "sub", "font", "u", "label"))
_LONGEST = 120  # characters of a cell; more is running text
_NUMBER = re.compile(r"\s*[+-]?[\d０-９][\d０-９,，.]*\s*")


def name_drawn_tables(root: etree._Element) -> None:
    """Give the elements of drawn tables the tags ``table``, ``tr`` and ``td``."""
    for element in cast("list[etree._Element]", _STATING(root)):
        if element.tag not in _OWN_TAGS and (tag := _stated_tag(element)):
            element.tag = tag
    for parent in list(root.iter(*_PARENTS)):
        for run in list(_runs(parent)):
            _wrap(parent, run)


def _stated_tag(element: etree._Element) -> str | None:
    """What an element says it is by its role or its style."""
    display = _DISPLAY.search(element.get("style", ""))
    return _ROLES.get(element.get("role", "").lower()) or (_DISPLAYS.get(display[1].lower()) if display else None)


def _wrap(parent: etree._Element, run: list[etree._Element]) -> None:
    table = etree.Element("table")
    parent.insert(parent.index(run[0]), table)
    table.tail, run[-1].tail = run[-1].tail, None  # what follows the last row follows the table
    for row in run:
        row.tag = "tr"
        for cell in row:
            cell.tag = "td"
        table.append(row)


def _runs(parent: etree._Element) -> Iterator[list[etree._Element]]:
    """Children in succession that are rows of a table: two have the same number of cells, one cell holds a number."""
    run: list[etree._Element] = []
    for child in parent:
        if run and (child.tag != run[0].tag or (run[-1].tail or "").strip() or not _is_row(child)):
            yield from _table(run)
            run = []
        if run or _is_row(child):
            run.append(child)
    yield from _table(run)


def _table(run: list[etree._Element]) -> Iterator[list[etree._Element]]:
    if len(run) < 2:
        return
    widths = Counter(map(len, run))
    inline = any(cell.tag in _INLINE_CELLS for row in run for cell in row)
    if (
        max(widths.values()) > 1
        and not (inline and len(widths) > 1)
        and any(_NUMBER.fullmatch(_text(cell)) for row in run for cell in row)
    ):
        yield run


def _is_row(element: etree._Element) -> bool:
    """Whether an element holds two or more cells and nothing beside them."""
    return (
        element.tag in _ROWS
        and len(element) > 1
        and not (element.text or "").strip()
        and all(map(_is_cell, element))
        and len({"dd" if cell.tag == "dt" else cell.tag for cell in element}) == 1
    )


def _is_cell(element: etree._Element) -> bool:
    if (element.tail or "").strip() or not (
        element.tag in _CELLS or (element.tag in _INLINE_CELLS and element.get("class"))
    ):
        return False
    if len(element) > 1 and any(child.tag not in _INSIDE_CELLS for child in element):
        return False
    text = _text(element)
    return len(text) <= _LONGEST and "。" not in text


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
