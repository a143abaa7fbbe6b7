"""Ruled tables of a PDF: borders by pdfplumber, texts by the same characters as everything else."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.reading.readers.blocks import RawCell, RawTable, text_cell
from gongkai.reading.readers.pdf_layout import Character, lines_of

_MIN_STROKES = 2  # two drawn boxes are two cells
_SAME_EDGE = 2.0  # points between borders that are meant to be one

_Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class PlacedTable:
    """A table and where it stands on its page."""

    table: RawTable
    box: _Box

    @property
    def top(self) -> float:
        return self.box[1]


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
            tables = [list(table.cells) for table in page.find_tables()]
            page.close()
        except Exception:  # its parser raises whatever a broken file makes it raise; the text is read anyway
            self.failed = True
            return []
        return [cells for cells in tables if len(cells) > 1]

    def close(self) -> None:
        if self._parsed is not None:
            with suppress(Exception):  # closing parses pages that were never asked for, broken ones too
                self._parsed.close()


def _draws_lines(page: pypdfium2.PdfPage) -> bool:
    strokes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in islice(strokes, _MIN_STROKES)) == _MIN_STROKES


def _inside(character: Character, box: _Box) -> bool:
    x, y = character.middle
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _placed(cells: list[_Box], page: int, characters: list[Character]) -> PlacedTable:
    box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
    lefts, tops = _edges([c[0] for c in cells]), _edges([c[1] for c in cells])
    within = [c for c in characters if _inside(c, box)]
    placed: dict[tuple[int, int], RawCell] = {}
    covered: set[tuple[int, int]] = set()
    for left, top, right, bottom in cells:
        row, column = _index(tops, top), _index(lefts, left)
        height, width = _index(tops, bottom) - row, _index(lefts, right) - column
        text = "\n".join(
            line.text.strip() for line in lines_of([c for c in within if _inside(c, (left, top, right, bottom))], page)
        )
        placed[row, column] = text_cell(text, max(1, height), max(1, width))
        covered.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
    rows = [
        [placed.get((r, c)) or RawCell() for c in range(len(lefts)) if (r, c) in placed or (r, c) not in covered]
        for r in range(len(tops))
    ]
    return PlacedTable(RawTable(rows, page), box)


def _edges(places: Sequence[float]) -> list[float]:
    """Distinct borders in order; those closer than a line is thick are one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _index(edges: list[float], place: float) -> int:
    """Number of the border at ``place``; the number of borders for the far end of the table."""
    return bisect_left(edges, place - _SAME_EDGE)
