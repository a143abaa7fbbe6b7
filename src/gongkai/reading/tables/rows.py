"""Rows of a grid that are rows of the form: which printed value stands in which column."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.reading.model import GridCell
from gongkai.reading.tables.headers import block_order, column_order, names_cumulative, names_this_year
from gongkai.reading.tables.labels import Hit, Label, bare
from gongkai.reading.tables.parts import CUMULATIVE, Item, Line, TableReading
from gongkai.statute.forms import Block, Table

if TYPE_CHECKING:
    from gongkai.reading.tables.grid import GridView

_SUBTOTAL = "小计"
HeaderMemory = dict[tuple[str, int], "Header"]
"""The last header of each block of each table, to read on where a page end cut a table off from it."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the form in a grid: where, which, and the cells to the right of its label."""

    row: int
    label: Label
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Columns of a block: by place in the grid, and from left to right."""

    places: dict[int, str]
    order: tuple[str, ...]
    width: int  # columns of the grid it was read from


def read_rows(view: GridView, table: Table, memory: HeaderMemory) -> Iterator[TableReading]:
    """Printings of a table in one grid; a row that comes again begins the next printing."""
    reading = TableReading(table.key, view.grid.span)
    seen: set[str] = set()
    unfilled: list[Line] = []  # rows whose blank cells were trimmed away
    printed = view.printed_rows(table)
    for row in printed:
        line = _Row(view, table, row, memory, frozenset(other.row for other in printed))
        if not line.filled:
            unfilled.append(line.counted)
            continue
        if row.label.key in seen:
            yield reading
            reading, seen = TableReading(table.key, view.grid.span), set()
        seen.add(row.label.key)
        placed = line.placed
        if placed is None:
            reading.lines.append(line.counted)
        elif line.fits_header:
            reading.fixed.update(placed)
        else:
            reading.lines.append(Line(tuple(placed), tuple(placed.values())))
    if seen:
        keys = reading.slots
        reading.lines += [line for line in unfilled if keys.isdisjoint(line.slots)]
        yield reading


@dataclass
class _Row:
    view: GridView
    table: Table
    row: PrintedRow
    memory: HeaderMemory
    printed: frozenset[int]  # grid rows that are rows of the form and so no headers

    @property
    def block(self) -> Block:
        return self.table.blocks[self.row.label.block]

    @cached_property
    def values(self) -> list[tuple[Item, str]]:
        """Numbers and blanks of the row with the column named above each, "" where none is."""
        found: list[tuple[Item, str]] = []
        for cell in self.row.cells:
            key = self._column_of(cell)
            item = self.view.items.get(cell) or (self.view.words(cell) if key else None)
            if item is None or (found and found[-1][0].raw == item.raw and self._repeats(cell)):
                continue
            found.append((item, key))
        return found

    def _repeats(self, cell: GridCell) -> bool:
        """Whether a cell stands under a header that is printed left of it too: one merged cell was taken apart."""
        left, own = self._header_cell(cell.column - 1), self._header_cell(cell.column)
        return left is not None and own is not None and left is not own and left.text == own.text

    def _header_cell(self, column: int) -> GridCell | None:
        """The nearest label of a column above a place."""
        above = (
            cell for cell in self.view.labels_beside(self.row.row, column, "above") if cell.row not in self.printed
        )
        return next((cell for cell in above if any(label.kind == "column" for label in self.view.labels[cell])), None)

    @cached_property
    def crowded(self) -> list[Item]:
        return [item for cell in self.row.cells for item in self.view.crowded(cell)]

    @property
    def filled(self) -> bool:
        return bool(self.values or self.crowded)

    @cached_property
    def header(self) -> Header:
        """Columns named above this row, in this grid or where the table began."""
        place = (self.table.key, self.row.label.block)
        places = self._places
        if places:
            self.memory[place] = Header(places, self._order(), self.view.grid.columns)
        known = self.memory.get(place, Header({}, self._official(), 0))
        fits = known.width == self.view.grid.columns
        return Header(known.places if fits else {}, known.order, known.width)

    @property
    def _places(self) -> dict[int, str]:
        """Columns named above this row; found once for all rows below the same header rows, between the same cells."""
        row = self.row.row
        crossing = tuple(cell if cell and cell.row < row else None for cell in self.view.matrix[row])
        header_rows = row - sum(other < row for other in self.printed)
        known = (self.table.key, self.row.label.block, header_rows, self._first, crossing)
        if known not in self.view.headers:
            named = ((column, self._named_above(column)) for column in range(self.view.grid.columns))
            self.view.headers[known] = {
                column: key for column, key in named if key is not None and not self._is_subtotal(column)
            }
        return self.view.headers[known]

    def _is_subtotal(self, column: int) -> bool:
        """Whether a column is headed 小计 while another one of the block is headed by the whole total."""
        header = self._header_cell(column)
        if header is None or bare(header.text) != _SUBTOTAL:
            return False
        meaning = self.view.labels[header]
        others = (self._header_cell(other) for other in range(column + 1, self.view.grid.columns))
        return any(
            other is not None and bare(other.text) != _SUBTOTAL and meaning[0] in self.view.labels[other]
            for other in others
        )

    @cached_property
    def _first(self) -> int:
        """Where the values begin; what begins left of it is a title."""
        return min((cell.column for cell in self.row.cells), default=1)

    def _official(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.block.columns)

    def _named_above(self, column: int) -> str | None:
        key = self.view.column_key(self.row.row, column, "above", self.table.key, self.row.label.block, self.printed)
        if len(self.block.columns) > 1:
            return key
        above = [
            cell.text
            for cell in self.view.years_above(self.row.row, column)
            if cell.row not in self.printed and cell.column >= self._first
        ]
        value = self.block.columns[0].key
        if any(map(names_cumulative, above)):
            return CUMULATIVE + value
        return value if any(map(names_this_year, above)) else key

    def _order(self) -> tuple[str, ...]:
        """Columns from left to right by the reading order of the header, for rows that do not line up with it."""
        rows = frozenset(range(self.row.row)) - self.printed
        hits = label_hits(self.view, rows)
        width = sum(cell in self.view.items for cell in self.row.cells)
        return column_order(hits, self.block, self.table.key, self.row.label.block, width)

    def _column_of(self, cell: GridCell) -> str:
        keys = {
            self.header.places[c] for c in range(cell.column, cell.column + cell.colspan) if c in self.header.places
        }
        return keys.pop() if len(keys) == 1 else ""

    @property
    def _named(self) -> list[tuple[str, Item]]:
        """Values under a named column; blanks beside the value of one column belong to a merged cell taken apart."""
        named: list[tuple[str, Item]] = []
        for item, key in self.values:
            if not key:
                continue
            beside = named[-1][1] if named and named[-1][0] == key else None
            if beside is None or (item.raw and beside.raw):
                named.append((key, item))
            elif item.raw:
                named[-1] = (key, item)
        return named

    @cached_property
    def placed(self) -> dict[str, Item] | None:
        """Items by slot when every column of the header has exactly one value under it, else None."""
        named = self._named
        keys = [key for key, _ in named]
        if not keys or len(set(keys)) < len(keys) or set(keys) != set(self.header.places.values()):
            return None
        if self.table.key in self.view.merged_columns and len(keys) < len(self._official()):
            return None
        if len(keys) < len(self._official()) and len(keys) < len(self.values):
            return None
        return {self._slot(key): item for key, item in named}

    @property
    def fits_header(self) -> bool:
        """Whether the columns stand in the order in which the header names them; if not, its spans may be wrong."""
        keys = tuple(key for key, _ in self._named)
        return len(keys) < len(self.header.order) or keys == self.header.order

    @property
    def counted(self) -> Line:
        """The values in printed order, for the columns in printed order."""
        order = self.header.order
        slots = tuple(self._slot(key) for key in order)
        if self.crowded or self.table.key in self.view.merged_columns:
            items = [*(item for item, _ in self.values if item.raw), *self.crowded]
            return Line(slots, tuple(sorted(items, key=lambda item: item.span.start)))
        return Line(slots, tuple(_fitted(self.values, len(slots))))

    def _slot(self, key: str) -> str:
        prefix, _, column = key.rpartition(":")
        slot = self.table.cell_key(self.row.label.key, column)
        return f"{prefix}:{slot}" if prefix else slot


def _fitted(values: Sequence[tuple[Item, str]], width: int) -> list[Item]:
    """Surplus blanks without a column left out (label cells that lost their span); with too few cells, all blanks."""
    left = list(values)
    while len(left) > width and not (left[0][0].raw or left[0][1]):
        left.pop(0)
    while len(left) > width and not (left[-1][0].raw or left[-1][1]):
        left.pop()
    return [item for item, _ in left if len(left) == width or item.raw]


def label_hits(view: GridView, rows: Container[int]) -> list[Hit]:
    """The labels of some grid rows in reading order."""
    return [hit for row, hit in view.hits if row in rows]


def read_strip(view: GridView, table: Table) -> Iterator[TableReading]:
    """A table in one line of values under a header whose spans do not fit it: the values are counted."""
    if all(block.layout != "strip" for block in table.blocks):
        return
    heads = [row for row in range(view.grid.rows) if _names_columns(view, row, table.key)]
    if not heads:
        return
    first = next(row for row in range(heads[-1], -1, -1) if row == 0 or not _names(view, row - 1, table.key))
    hits = label_hits(view, range(first, heads[-1] + 1))
    below = [_strip_line(view, row, hits, table) for row in range(heads[-1] + 1, view.grid.rows)]
    lines = [line for line in below if line is not None]
    filled = [line for line in lines if any(item.raw for item in line.items)]  # an empty line may be part of the header
    for line in (filled or lines)[:1]:
        yield TableReading(table.key, view.grid.span, lines=[line])


def _strip_line(view: GridView, row: int, hits: Sequence[Hit], table: Table) -> Line | None:
    cells = [cell for cell in view.grid.cells if cell.row == row]
    items = [(view.items[cell], "") for cell in cells if cell in view.items]
    order = strip_order(hits, table, len(items))
    enough = any(item.raw for item, _ in items) or len(items) >= len(order)
    if not enough or any(cell in view.labels for cell in cells):
        return None
    return Line(order, tuple(_fitted(items, len(order))))


def _names_columns(view: GridView, row: int, table: str) -> bool:
    named = [label.kind == "column" and label.table == table for hit in label_hits(view, [row]) for label in hit.labels]
    return sum(named) > 1


def _names(view: GridView, row: int, table: str) -> bool:
    """Whether the labels of a grid row are all of this table, or it is the empty rest of merged cells taken apart."""
    hits = label_hits(view, [row])
    if not hits:
        return not any(cell.text.strip() for cell in view.grid.cells if cell.row == row)
    return all(any(label.table == table for label in hit.labels) for hit in hits)


def strip_order(hits: Sequence[Hit], table: Table, cells: int) -> tuple[str, ...]:
    """Slots of a strip from left to right: blocks as first named, in each the columns as every block names them.

    Blocks that are not named are there as well, unless the named ones take all ``cells`` (a table cut between blocks).
    """
    labels = [label for hit in hits for label in hit.labels if label.table == table.key]
    rows = list(dict.fromkeys(label.key for label in labels if label.kind == "row"))
    named = [label.key for label in labels if label.kind == "column"]
    first = list(dict.fromkeys(named))
    if named != first * (len(named) // max(1, len(first))):
        first = []  # a column without its name in one block, with it in another: that does not tell its place
    official = [column.key for block in table.blocks for column in block.columns]
    columns = list(dict.fromkeys([*first, *official]))
    blocks = rows if cells == len(rows) * len(columns) else block_order(rows, table)
    return tuple(table.cell_key(row, column) for row in blocks for column in columns)
