"""A page as Markdown with pipe tables, which know no spans: only headers are repeated in the columns they cover."""

from __future__ import annotations

import re

from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import Heading, Item, Page, PrintedTable, Text

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
LINE_START = re.compile(r"^(\s*)(#|[+-](?=\s)|={2,}|-{2,}|(?<=\d)[.)](?=\s))")
ORDINAL_START = re.compile(r"^(\d+)([.)])(?=\s|$)")


def to_markdown(page: Page) -> str:
    """The page as CommonMark with tables."""
    return "\n\n".join(_lines(item) for item in page.items) + "\n"


def _lines(item: Item) -> str:
    if isinstance(item, Heading):
        return f"{'#' * min(item.level, 6)} {_escaped(item.text)}"
    if isinstance(item, Text):
        return _escaped(item.text)
    return _table(item)


def _escaped(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    line = SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
    return LINE_START.sub(r"\1\\\2", ORDINAL_START.sub(r"\1\\\2", line))


def _table(table: PrintedTable) -> str:
    lines = [[""] * table.width for _ in table.rows]
    for row, column, cell in table.placed():
        lines[row][column] = _escaped(cell.text)
        if cell.role == "column":  # values below must find the whole header above them
            for right in range(1, cell.colspan):
                lines[row][column + right] = _escaped(cell.text)
    divider = ["---"] * table.width
    return "\n".join(f"| {' | '.join(line)} |" for line in (lines[0], divider, *lines[1:]))
