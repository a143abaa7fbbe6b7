"""Ruled tables of a PDF: borders by pdfplumber, texts by the same characters as everything else."""

from __future__ import annotations

import io
import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.reading.readers.blocks import RawCell, RawTable, text_cell
from gongkai.reading.readers.pdf_layout import Character, lines_of

_MIN_STROKES = 2  # two drawn boxes are two cells
_LEAST_ROW = 5.0  # points; nothing is printed in a lower row
_FEWEST_SIDES = 2  # of an open row
_SAME_MARGIN = 4.0  # points between the margins of one table on two pages
_SAME_EDGE = 2.0  # points between borders that are meant to be one

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # else it warns of every font without a bounding box

_Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class PlacedTable:
    """The cells of a table with their texts, and where they stand on their page."""

    cells: list[tuple[_Box, str]]
    page: int

    @cached_property
    def box(self) -> _Box:
        lefts, tops, rights, bottoms = zip(*(box for box, _ in self.cells), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    @property
    def top(self) -> float:
        return self.box[1]

    def runs_on(self, other: PlacedTable) -> bool:
        """Whether ``other`` stands on the next page between the same margins."""
        same = all(abs(self.box[side] - other.box[side]) <= _SAME_MARGIN for side in (0, 2))
        return same and other.page == self.page + 1

    def table(self, lefts: Sequence[float]) -> RawTable:
        """Rows of cells; ``lefts`` are the left borders of the columns, on all pages over which the table runs."""
        tops = _edges([box[1] for box, _ in self.cells])
        placed: dict[tuple[int, int], RawCell] = {}
        covered: set[tuple[int, int]] = set()
        for (left, top, right, bottom), text in self.cells:
            row, column = _index(tops, top), _index(lefts, left)
            height, width = _index(tops, bottom) - row, _index(lefts, right) - column
            placed[row, column] = text_cell(text, max(1, height), max(1, width))
            covered.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
        rows = [
            [placed.get((r, c)) or RawCell() for c in range(len(lefts)) if (r, c) in placed or (r, c) not in covered]
            for r in range(len(tops))
        ]
        return RawTable(rows, self.page)


def raw_tables(tables: Sequence[PlacedTable]) -> Iterator[RawTable]:
    """The tables of a document in order, those that run on over a page end with the columns of all their pages."""
    chains: list[list[PlacedTable]] = []
    for table in tables:
        if chains and chains[-1][-1].runs_on(table):
            chains[-1].append(table)
        else:
            chains.append([table])
    for chain in chains:
        lefts = _edges([box[0] for table in chain for box, _ in table.cells])
        yield from (table.table(lefts) for table in chain)


class RuledTables:
    """Finds ruled tables; the costly parser is opened at the first page that draws lines at all."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parsed: Any = None
        self.failed = False

    def on_page(
        self, page: pypdfium2.PdfPage, number: int, characters: list[Character]
    ) -> tuple[list[PlacedTable], list[Character]]:
        """Tables of a page and the characters outside of them."""
        boxes = self._cell_boxes(number) if _draws_lines(page) else []
        tables = [_placed(cells, number, characters) for cells in boxes]
        outside = [c for c in characters if not any(_inside(c, table.box) for table in tables)]
        return tables, outside

    def _cell_boxes(self, number: int) -> list[list[_Box]]:
        import pdfplumber  # noqa: PLC0415  slow to import

        try:
            self._parsed = self._parsed or pdfplumber.open(io.BytesIO(self._data))
            page = self._parsed.pages[number - 1]
            tables = page.find_tables()
            if ends := _open_ends(page, [table.bbox for table in tables]):
                tables = page.find_tables({"explicit_horizontal_lines": ends})
            page.close()
        except Exception:  # its parser raises whatever a broken file makes it raise; the text is read anyway
            self.failed = True
            return []
        boxes = [
            list(table.cells) for table in tables if len({cell[0] for cell in table.cells}) > 1
        ]  # else shaded rows
        return _without_stripes(boxes)

    def close(self) -> None:
        if self._parsed is not None:
            with suppress(Exception):  # closing parses pages that were never asked for, broken ones too
                self._parsed.close()


def _without_stripes(tables: list[list[_Box]]) -> list[list[_Box]]:
    """Tables without rows that are told from their neighbours by shading alone: most are single rows, equally wide."""
    margins = [(round(min(cell[0] for cell in cells)), round(max(cell[2] for cell in cells))) for cells in tables]
    single = [len({cell[1] for cell in cells}) == 1 for cells in tables]
    rows = Counter(margin for margin, is_row in zip(margins, single, strict=True) if is_row)
    striped = {margin for margin, times in rows.items() if times > 1 and times > margins.count(margin) / 2}
    return [
        cells
        for cells, margin, is_row in zip(tables, margins, single, strict=True)
        if margin not in striped and not (striped and is_row)
    ]


def _draws_lines(page: pypdfium2.PdfPage) -> bool:
    strokes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in islice(strokes, _MIN_STROKES)) == _MIN_STROKES


def _open_ends(page: Any, tables: Sequence[_Box]) -> list[dict[str, Any]]:
    """Lines that close tables cut by the page end, where some programs draw the sides of a row but not its edge.

    Without them the first or last row of the page stands outside of its table.
    """
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends: list[dict[str, Any]] = []
    for left, top, right, bottom in tables:
        sides = [edge for edge in upright if left - _SAME_EDGE < edge["x0"] < right + _SAME_EDGE]
        above = [e["top"] for e in sides if e["top"] < top - _LEAST_ROW and e["bottom"] > top - _LEAST_ROW]
        below = [e["bottom"] for e in sides if e["bottom"] > bottom + _LEAST_ROW and e["top"] < bottom + _LEAST_ROW]
        line = {"object_type": "line", "x0": left, "x1": right, "width": right - left, "height": 0}
        if len(above) > _FEWEST_SIDES:
            ends.append({**line, "top": min(above), "bottom": min(above)})
        if len(below) > _FEWEST_SIDES:
            ends.append({**line, "top": max(below), "bottom": max(below)})
    return ends


def _inside(character: Character, box: _Box) -> bool:
    x, y = character.middle
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _placed(cells: Sequence[_Box], page: int, characters: Sequence[Character]) -> PlacedTable:
    box = PlacedTable([(cell, "") for cell in cells], page).box
    within = [c for c in characters if _inside(c, box)]
    return PlacedTable([(cell, _text(cell, within, page)) for cell in cells], page)


def _text(box: _Box, characters: Sequence[Character], page: int) -> str:
    return "\n".join(line.text.strip() for line in lines_of([c for c in characters if _inside(c, box)], page))


def _edges(places: Sequence[float]) -> list[float]:
    """Distinct borders in order; those closer than a line is thick are one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _index(edges: Sequence[float], place: float) -> int:
    """Number of the border at ``place``; the number of borders for the far end of the table."""
    return bisect_left(edges, place - _SAME_EDGE)
