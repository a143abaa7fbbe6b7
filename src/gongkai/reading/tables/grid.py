"""Tables with known cell borders: a value belongs to the row label beside it and the column label above it.

Nothing is found by a fixed position: columns may come in any order, labels may span or be split, further columns
(序号, 备注) may stand between, the table may be turned. Where the spans of the file do not fit its header, the values
of a row are counted instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal

from gongkai.reading.model import Grid, GridCell
from gongkai.reading.numbers import parse_number
from gongkai.reading.tables.headers import names_cumulative, names_this_year
from gongkai.reading.tables.labels import Hit, Kind, Label, Vocabulary, bare
from gongkai.reading.tables.parts import Item, TableReading, item_of, scan_items
from gongkai.reading.tables.rows import HeaderMemory, PrintedRow, read_rows, read_strip
from gongkai.reading.tables.sequence import in_form_order
from gongkai.statute.forms import Table

Axis = Literal["left", "above"]
Lines = dict[tuple[Axis, int], list[tuple[int, GridCell]]]
"""Some cells of a grid, by the grid row ("left") or grid column ("above") they cross, each with its place in it."""
_TURNED: tuple[tuple[Axis, Axis], ...] = (("above", "left"), ("above", "above"), ("left", "left"))
"""Where row and column labels stand when the rows of the form are not the rows of the grid."""
_WORDS = 20  # a longer text in a value cell is a sentence
_DOUBTFUL = re.compile(r"[OoＯｏ①-⑳]+")
_ODD_NUMBER = re.compile(r"[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*")


def read_grids(grids: Sequence[Grid], vocabulary: Vocabulary) -> list[TableReading]:
    """All printings of all tables of a form in the grids of a document, in the order of the document."""
    memory: HeaderMemory = {}
    readings: list[TableReading] = []
    for grid in grids:
        view = GridView(grid, vocabulary)
        for table in vocabulary.form.tables:
            readings += _read_table(view, table, memory)
    return readings


def _read_table(view: GridView, table: Table, memory: HeaderMemory) -> Iterator[TableReading]:
    ways = [list(read_strip(view, table))]
    if table.key in view.tables:
        turned = max((view.by_labels(table, *way) for way in _TURNED), key=len)
        fixed = [TableReading(table.key, view.grid.span, fixed=turned)] if turned else []
        ways = [fixed, [*read_rows(view, table, memory)], *ways]
    if view.tables == {table.key} and any(item.raw for item in view.items.values()):
        # a header with empty cells beside it is no blank table while its numbers stand elsewhere in the grid
        ways = [[reading for reading in readings if _has_number(reading)] for readings in ways]
    yield from max(ways, key=lambda readings: sum(reading.size for reading in readings))


def _has_number(reading: TableReading) -> bool:
    items = [*reading.fixed.values(), *(item for line in reading.lines for item in line.items)]
    return any(item.raw for item in items)


@dataclass
class GridView:
    """A grid with its cells classified: labels of the form, numbers and blanks, other words."""

    grid: Grid
    vocabulary: Vocabulary
    headers: dict[object, dict[int, str]] = field(default_factory=dict)
    """Columns by place in the grid, under whatever tells one header from another; rows share them."""

    @cached_property
    def matrix(self) -> list[list[GridCell | None]]:
        """The cell that covers each place; too wide spans are cut."""
        matrix: list[list[GridCell | None]] = [[None] * self.grid.columns for _ in range(self.grid.rows)]
        for cell in self.grid.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.grid.rows)):
                for column in range(cell.column, min(cell.column + cell.colspan, self.grid.columns)):
                    if matrix[row][column] is None or (row, column) == (cell.row, cell.column):
                        matrix[row][column] = cell
        return matrix

    @cached_property
    def labels(self) -> dict[GridCell, tuple[Label, ...]]:
        """What each cell may mean as a label."""
        found = {cell: self.vocabulary.lookup(cell.text) for cell in self.grid.cells}
        return {cell: labels for cell, labels in found.items() if labels}

    @cached_property
    def tables(self) -> frozenset[str]:
        """Tables of which a row is named that no other table has: 总计 and 其他 alone may be rows of any."""
        return frozenset(
            labels[0].table for labels in self.labels.values() if len(labels) == 1 and labels[0].kind == "row"
        )

    @cached_property
    def hits(self) -> list[tuple[int, Hit]]:
        """Label cells as hits in reading order, each with its grid row."""
        return [
            (cell.row, Hit(cell.span.start, cell.span.end, cell.text, self.labels[cell]))
            for cell in self.grid.cells
            if cell in self.labels
        ]

    @cached_property
    def items(self) -> dict[GridCell, Item]:
        """Numbers and blanks."""
        found = {cell: item_of(cell.text, cell.span.start) for cell in self.grid.cells if cell not in self.labels}
        return {cell: item for cell, item in found.items() if item is not None}

    def words(self, cell: GridCell) -> Item | None:
        """A value cell that holds words: a blank with a remark, or a number in words; a letter O may be a zero."""
        text = cell.text.strip()
        if cell in self.labels or not text or len(text) > _WORDS or any(c.isdecimal() for c in text):
            return None
        number = parse_number(text)
        if number is not None or _DOUBTFUL.fullmatch(text):
            return Item(number, text, cell.span, glued=number is None)
        return Item(None, text, cell.span, remark=text)

    def crowded(self, cell: GridCell) -> list[Item]:
        """Several numbers in one cell whose borders were lost."""
        if cell in self.labels or cell in self.items:
            return []
        items = [item for run in scan_items(cell.text, cell.span.start) for item in run]
        if not items and len(cell.text) <= _WORDS and _ODD_NUMBER.fullmatch(cell.text.strip()):
            return [Item(None, cell.text, cell.span, glued=True)]
        return items

    @cached_property
    def merged_columns(self) -> frozenset[str]:
        """Tables with two column labels in one header cell: two columns became one, their blanks lost their place."""
        words = [cell for cell in self.grid.cells if cell not in self.labels and cell not in self.items]
        return frozenset(
            label.table
            for cell in words
            if len(cell.text) <= _WORDS
            for hit in self.vocabulary.find(cell.text)
            for label in hit.labels
            if label.kind == "column" and len(hit.bare) < len(bare(cell.text))
        )

    @cached_property
    def _label_lines(self) -> Lines:
        return self._lines(self.labels)

    @cached_property
    def _year_lines(self) -> Lines:
        naming = (cell for cell in self.grid.cells if names_cumulative(cell.text) or names_this_year(cell.text))
        return self._lines(frozenset(naming))

    def _lines(self, wanted: Collection[GridCell]) -> Lines:
        lines: Lines = defaultdict(list)
        for row, cells in enumerate(self.matrix if wanted else ()):
            for column, cell in enumerate(cells):
                if cell is not None and cell in wanted:
                    lines["left", row].append((column, cell))
                    lines["above", column].append((row, cell))
        return lines

    def labels_beside(self, row: int, column: int, axis: Axis) -> Iterator[GridCell]:
        """Label cells to the left of a place or above it, nearest first."""
        return self._beside(self._label_lines, row, column, axis)

    def years_above(self, row: int, column: int) -> Iterator[GridCell]:
        """Cells above a place that name the column of this year or the cumulative one, nearest first."""
        return self._beside(self._year_lines, row, column, "above")

    def _beside(self, lines: Lines, row: int, column: int, axis: Axis) -> Iterator[GridCell]:
        """The cells of a line before a place; a cell that spans the place is not beside it."""
        line, place = (row, column) if axis == "left" else (column, row)
        here = self.matrix[row][column] if column < self.grid.columns else None
        return (cell for at, cell in reversed(lines[axis, line]) if at < place and cell is not here)

    def nearest(self, row: int, column: int, axis: Axis, table: str, kinds: Sequence[Kind]) -> GridCell | None:
        """The nearest cell on one side that is a label of ``table`` of one of ``kinds``."""
        return next(
            (
                cell
                for cell in self.labels_beside(row, column, axis)
                if any(label.table == table and label.kind in kinds for label in self.labels[cell])
            ),
            None,
        )

    def by_labels(self, table: Table, row_axis: Axis, column_axis: Axis) -> dict[str, Item]:
        """Cells whose row label stands on one side and whose column label stands on another (or the same)."""
        if not {(table.key, "row", row_axis), (table.key, "column", column_axis)} <= self._facing:
            return {}
        heads = self._head_lines(table.key, ((row_axis, "row"), (column_axis, "column")))
        values = [
            cell for cell in self.items if ("above", cell.row) not in heads and ("left", cell.column) not in heads
        ]
        anchors = {cell: self._anchor(cell, row_axis, table.key) for cell in values}
        rows = self.row_labels(table.key, [anchor for anchor in anchors.values() if anchor], row_axis)
        if all(len(self.labels[anchor]) > 1 for anchor in rows):
            return {}  # nothing but 总计 and 其他: rows of some other table
        found: dict[str, Item] = {}
        for cell in values:
            row = rows.get(anchor) if (anchor := anchors[cell]) else None
            column = self.column_key(cell.row, cell.column, column_axis, table.key, row.block) if row else None
            if row and column:
                found.setdefault(table.cell_key(row.key, column), self.items[cell])
        return found

    @cached_property
    def _facing(self) -> frozenset[tuple[str, Kind, Axis]]:
        """Tables, kinds of labels, and the side on which a line of the grid holds one beside a number or blank."""
        lines = {place for item in self.items for place in (("left", item.row), ("above", item.column))}
        return frozenset(
            (label.table, label.kind, axis)
            for (axis, at), cells in self._label_lines.items()
            if (axis, at) in lines
            for _, cell in cells
            for label in self.labels[cell]
        )

    def _head_lines(self, table: str, kinds: Iterable[tuple[Axis, Kind]]) -> set[tuple[Axis, int]]:
        """Grid rows that hold labels standing above their values, grid columns that hold labels left of theirs."""
        return {
            (axis, cell.row if axis == "above" else cell.column)
            for axis, kind in kinds
            for cell, labels in self.labels.items()
            if {label.kind for label in labels if label.table == table} & {"row", "column"} == {kind}
        }

    def _anchor(self, cell: GridCell, axis: Axis, table: str) -> GridCell | None:
        return self._labelling(cell.row, cell.column, axis, table)

    def _labelling(self, row: int, column: int, axis: Axis, table: str) -> GridCell | None:
        """The nearest label of a row or a group; one of the row's own before a group whose span is too long for it."""
        found = self.nearest(row, column, axis, table, ("row", "row group"))
        if axis == "left" and found and found.row < row and all(label.kind != "row" for label in self.labels[found]):
            own = self.nearest(row, column, axis, table, ("row",))
            return own if own and own.row == row else found
        return found

    def row_labels(self, table: str, anchors: Sequence[GridCell], axis: Axis) -> dict[GridCell, Label]:
        """Which row of the form each label cell means, by their order."""
        ordered = sorted(set(anchors), key=lambda c: (c.row, c.column) if axis == "left" else (c.column, c.row))
        meanings = [
            tuple(label for label in self.labels[cell] if label.kind == "row" and label.table == table)
            for cell in ordered
        ]
        runs = [(meaning, len(list(same))) for meaning, same in groupby(meanings)]  # a merged label taken apart repeats
        labels = in_form_order([meaning for meaning, _ in runs])
        spread = [label for label, (_, times) in zip(labels, runs, strict=True) for _ in range(times)]
        return {cell: label for cell, label in zip(ordered, spread, strict=True) if label}

    def column_key(
        self, row: int, column: int, axis: Axis, table: str, block: int, passing: Collection[int] = ()
    ) -> str | None:
        """Key of the column of a block whose label is nearest on one side, grid rows ``passing`` left out."""
        for cell in self.labels_beside(row, column, axis):
            if cell.row in passing:
                continue
            for label in self.labels[cell]:
                if (label.kind, label.table, label.block) == ("column", table, block):
                    return label.key
        return None

    def printed_rows(self, table: Table) -> list[PrintedRow]:
        """Grid rows whose label on the left is a row of the table, with the cells to the right of that label."""
        anchors: dict[tuple[int, GridCell], list[GridCell]] = {}
        for row, cells in enumerate(self.matrix):
            last = self._labelling(row, self.grid.columns, "left", table.key)
            if last and last.row == row and len(self.labels[last]) == 1:
                anchors[row, last] = []
            for cell in dict.fromkeys(cells):
                if (
                    cell
                    and cell.row == row
                    and cell not in self.labels
                    and (anchor := self._anchor(cell, "left", table.key))
                ):
                    anchors.setdefault((row, anchor), []).append(cell)
        labels = self.row_labels(table.key, [anchor for _, anchor in anchors], "left")
        if all(len(self.labels[anchor]) > 1 for anchor in labels):
            return []
        return [
            PrintedRow(row, labels[anchor], tuple(cells))
            for (row, anchor), cells in anchors.items()
            if anchor in labels
        ]
