"""A paper as the data that ``paper.typ`` prints. Nothing of a paper ever becomes typst code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from gongkai.papers import parts
from gongkai.papers.model import Block, Copy, Paper, Paragraph, layer
from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import Heading, PrintedCell, PrintedTable
from gongkai.statute.paper_layout import PaperLayout

_SMALLER = ((8, 1.0), (14, 0.8), (30, 0.6))  # up to so many columns a table has its size, then parts of it
_SMALLEST = 0.4
_NARROWEST, _WIDEST = 3, 24  # characters that count for the width of a column


def typeset(paper: Paper, layout: PaperLayout) -> dict[str, Any]:
    """What the template reads: ``paper``, ``layout``, ``made`` (year, month, day); JSON values only."""
    signature = paper.signature
    content = {
        "title": paper.title,
        "author": paper.author,
        "mark": paper.mark,
        "mark-size": parts.mark_size(paper.mark, layout),
        "number": paper.number,
        "approver": paper.approver,
        "addressee": parts.addressee_line(paper),
        "blocks": list(_blocks(paper.blocks, layout)),
        "attachments": parts.attachment_lines(paper.attachments),
        "signature": {"sealed": signature.sealed, "lines": parts.signature_lines(signature, layout)}
        if signature
        else None,
        "note": paper.note,
        "imprint": list(parts.imprint_lines(paper)),
        "copy": _copy(paper.copy, layout) if paper.copy else None,
    }
    made = paper.made_on
    found: dict[str, Any] = _clean({"paper": content, "made": (made.year, made.month, made.day)})
    return {**found, "layout": layout.model_dump(mode="json", exclude={"faces", "word_faces", "source"})}


def _blocks(blocks: tuple[Block, ...], layout: PaperLayout) -> Iterator[dict[str, Any]]:
    outline = 1  # the title
    for block in blocks:
        if isinstance(block, Heading):
            outline = min(layer(block) + 1, outline + 1)  # a reader of the outline meets no gap
            yield {"kind": "heading", "layer": layer(block), "outline": outline, "text": block.text}
        elif isinstance(block, Paragraph):
            yield {"kind": "paragraph", **asdict(block)}
        elif block.rows:
            yield _table(block, layout)


def _table(table: PrintedTable, layout: PaperLayout) -> dict[str, Any]:
    placed = list(table.placed())
    part = next((part for columns, part in _SMALLER if table.width <= columns), _SMALLEST)
    return {
        "kind": "table",
        "columns": _widths(table.width, placed),
        "size": layout.sizes.table * part,
        "header": parts.header_rows(table),
        "cells": [
            {
                **{"x": column, "y": row, "colspan": cell.colspan, "rowspan": cell.rowspan},
                **{"text": cell.text, "centered": cell.role != "row"},
            }
            for row, column, cell in placed
        ],
    }


def _widths(columns: int, placed: list[tuple[int, int, PrintedCell]]) -> list[float]:
    """Shares of the width: by the longest text of each column, within limits."""
    widths = [float(_NARROWEST)] * columns
    for _, column, cell in placed:
        if cell.colspan == 1:
            widths[column] = max(widths[column], min(parts.ems(cell.text[: 2 * _WIDEST]) + 1, _WIDEST))
    return widths


def _copy(copy: Copy, layout: PaperLayout) -> dict[str, Any]:
    rows = tuple((PrintedCell(label, "row"), PrintedCell(value, "row")) for label, value in copy.facts)
    return {
        "standing": parts.standing_line(copy),
        "origin": parts.origin_line(copy),
        "warning": copy.warning,
        "facts": _table(PrintedTable("", 2, rows), layout) if rows else None,
    }


def _clean(value: Any) -> Any:
    """The same without characters that nothing can print."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(entry) for key, entry in value.items()}
    return [_clean(entry) for entry in value] if isinstance(value, list | tuple) else value
