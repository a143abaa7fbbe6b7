"""A page as HTML that stands on its own: tables with their spans and scopes, ready to print."""

from __future__ import annotations

from lxml import etree
from lxml.builder import E

from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import Heading, Item, Page, PrintedCell, PrintedRow, PrintedTable, Text

STYLE = """
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.8; color: #1a1a1a; background: #fff;
  font-family: "FangSong", "仿宋_GB2312", "Songti SC", "Noto Serif CJK SC", serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4;
  font-family: "SimHei", "黑体", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
h1 { text-align: center; font-size: 1.6rem; }
h2 { font-size: 1.2rem; }
p { text-indent: 2em; margin: .5rem 0; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .9rem; line-height: 1.4; }
th, td { border: 1px solid #333; padding: .3rem .4rem; }
th { font-weight: normal; }
thead th, th[scope=col], th[scope=colgroup] { text-align: center; }
th[scope=row], th[scope=rowgroup] { text-align: left; }
td { text-align: center; font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; margin: 0; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""
LAST_HEADING = 6


def to_html(page: Page) -> str:
    """The page as a complete HTML document without outside resources."""
    meta = [E.meta(name=name, content=printable(content)) for name, content in page.metadata.items()]
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.title(printable(page.title)),
        *meta,
        E.style(STYLE),
    )
    document = E.html(head, E.body(E.main(*map(_element, page.items))), lang="zh-CN")
    etree.indent(document, space="")
    return str(etree.tostring(document, encoding="unicode", method="html", doctype="<!DOCTYPE html>")) + "\n"


def _element(item: Item) -> etree._Element:
    element: etree._Element
    if isinstance(item, Heading):
        element = E(f"h{min(item.level, LAST_HEADING)}", printable(item.text))
    elif isinstance(item, Text):
        element = E.p(printable(item.text))
    else:
        element = E.div(_table(item), {"class": "wide"})
    return element


def _table(table: PrintedTable) -> etree._Element:
    head = [_row(row) for row in table.rows[: table.header_rows]]
    body = [_row(row) for row in table.rows[table.header_rows :]]
    parts = [E.thead(*head)] if head else []
    element: etree._Element = E.table(*parts, E.tbody(*body))
    if table.title:
        element.set("aria-label", table.title)
    return element


def _row(row: PrintedRow) -> etree._Element:
    element: etree._Element = E.tr(*(_cell(cell) for cell in row))
    return element


def _cell(cell: PrintedCell) -> etree._Element:
    element: etree._Element = E("td" if cell.role == "value" else "th", printable(cell.text))
    if cell.role == "column":
        element.set("scope", "colgroup" if cell.colspan > 1 else "col")
    elif cell.role == "row":
        element.set("scope", "rowgroup" if cell.rowspan > 1 else "row")
    for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)):
        if span > 1:
            element.set(name, str(span))
    return element
