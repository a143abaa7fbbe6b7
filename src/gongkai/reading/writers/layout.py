"""The tables of the forms as they are printed: rows of cells with their spans, the same for every writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from gongkai.reading.model import CellStatus, CellValue
from gongkai.reading.writers.items import PrintedCell, PrintedRow, PrintedTable
from gongkai.reading.writers.numbers import printed_cell
from gongkai.statute.forms import Block, Column, Row, Table

Item = TypeVar("Item")

UNIT_HEADER = "单位"
NOTHING_TO_COUNT = "—"  # printed beside a group heading of form A2014


def print_table(table: Table, cells: Mapping[str, CellValue]) -> PrintedTable:
    """The official layout of ``table`` with the values of ``cells``.

    Rows that are not in the file (all cells absent or without a value object) are left out, so that reading the print
    again tells the same rows from each other as the file did.
    """
    blocks = [(block, _rows_in_file(table, block, cells)) for block in table.blocks]
    blocks = [(block, rows) for block, rows in blocks if rows]
    width = max((_width(block, rows) for block, rows in blocks), default=1)
    lines: list[PrintedRow] = []
    for block, rows in blocks:
        if block.heading:
            lines.append((PrintedCell(block.heading, "column", colspan=width),))
        lines.extend(_print_block(table, block, rows, cells, width))
    return PrintedTable(table.title, width, tuple(lines))


def _rows_in_file(table: Table, block: Block, cells: Mapping[str, CellValue]) -> list[Row]:
    def in_file(row: Row) -> bool:
        found = (cells.get(table.cell_key(row.key, column.key)) for column in block.columns)
        return any(cell is not None and cell.status is not CellStatus.ABSENT for cell in found)

    return [row for row in block.rows if in_file(row)]


def _width(block: Block, rows: Sequence[Row]) -> int:
    if block.layout == "strip":
        return len(rows) * len(block.columns)
    return _label_columns(block, rows) + len(block.columns)


def _label_columns(block: Block, rows: Sequence[Row]) -> int:
    """Columns left of the values: one per level of headings, or label and unit where the form prints units by row."""
    return 2 if _has_units(block) else 1 + max(len(row.path) for row in rows)


def _has_units(block: Block) -> bool:
    return any(row.unit for row in block.rows)


def _print_block(
    table: Table, block: Block, rows: Sequence[Row], cells: Mapping[str, CellValue], width: int
) -> Iterator[PrintedRow]:
    def value(row: Row, column: Column, colspan: int = 1) -> PrintedCell:
        key = table.cell_key(row.key, column.key)
        named = column.unit if column.unit in column.label else ""
        text = printed_cell(cells.get(key), known_unit=row.unit or named)
        return PrintedCell(text, "value", colspan=colspan, key=key)

    if block.layout == "strip":
        yield from _strip_header(block, rows)
        yield tuple(value(row, column) for row in rows for column in block.columns)
    elif _has_units(block):
        yield tuple(PrintedCell(text, "column") for text in (block.row_header, UNIT_HEADER, block.columns[0].label))
        for heading, row in _with_headings(rows):
            if row is None:
                yield (PrintedCell(heading, "row"), *[PrintedCell(NOTHING_TO_COUNT, "row")] * 2)
            else:
                yield (
                    PrintedCell(_row_label(row), "row"),
                    PrintedCell(row.unit or "", "row"),
                    value(row, block.columns[0]),
                )
    else:
        labels = _label_columns(block, rows)
        spans = [1] * (len(block.columns) - 1) + [width - labels - len(block.columns) + 1]
        yield from _grid_header(block, labels, spans)
        for row, beside in zip(rows, _row_headers(rows, labels), strict=True):
            yield (*beside, *(value(row, column, span) for column, span in zip(block.columns, spans, strict=True)))


def _row_label(row: Row) -> str:
    return row.number + row.label + row.remark


def _runs(items: Sequence[Item], key: Callable[[Item], object]) -> Iterator[tuple[Item, int]]:
    """The first of each run of neighbours with the same key, and the length of the run."""
    for _, run in groupby(items, key):
        neighbours = list(run)
        yield neighbours[0], len(neighbours)


def _strip_header(block: Block, rows: Sequence[Row]) -> Iterator[PrintedRow]:
    """Blocks side by side: headings above the rows' labels above the column labels."""
    width = len(block.columns)
    levels = 1 + max(len(row.path) for row in rows)
    for level in range(levels):
        line = []
        for row, length in _runs(rows, lambda row, level=level: (*row.path, row.key)[: level + 1]):  # type: ignore[misc]
            names = (*row.path, _row_label(row))
            if level < len(names):
                last = level == len(names) - 1
                line.append(PrintedCell(names[level], "column", levels - level if last else 1, length * width))
        yield tuple(line)
    yield tuple(PrintedCell(column.label, "column") for _ in rows for column in block.columns)


def _grid_header(block: Block, labels: int, spans: Sequence[int]) -> Iterator[PrintedRow]:
    """What stands above the values: the common heading, the groups of columns, the columns."""
    grouped = any(column.group for column in block.columns)
    levels = bool(block.column_header) + grouped + 1
    corner = PrintedCell(block.row_header, "column", levels, labels)
    if block.column_header:
        yield (corner, PrintedCell(block.column_header, "column", colspan=sum(spans)))
    first = () if block.column_header else (corner,)
    columns = list(zip(block.columns, spans, strict=True))
    if grouped:
        top = _runs(columns, lambda column: column[0].group or column[0].key)
        yield (*first, *(_group_cell(column, span, length) for (column, span), length in top))
        yield tuple(PrintedCell(column.label, "column", colspan=span) for column, span in columns if column.group)
    else:
        yield (*first, *(PrintedCell(column.label, "column", colspan=span) for column, span in columns))


def _group_cell(column: Column, span: int, length: int) -> PrintedCell:
    if column.group:
        return PrintedCell(column.group, "column", colspan=length)
    return PrintedCell(column.label, "column", rowspan=2, colspan=span)


def _row_headers(rows: Sequence[Row], labels: int) -> Iterator[PrintedRow]:
    """What stands beside the values of each row: the headings that begin there, and the row's own label."""
    for number, row in enumerate(rows):
        above = rows[number - 1].path if number else ()
        line = []
        for level, heading in enumerate(row.path):
            path = row.path[: level + 1]
            if above[: level + 1] != path:
                length = next((n for n, later in enumerate(rows[number:]) if later.path[: level + 1] != path), None)
                line.append(PrintedCell(heading, "row", rowspan=length or len(rows) - number))
        yield (*line, PrintedCell(_row_label(row), "row", colspan=labels - len(row.path)))


def _with_headings(rows: Sequence[Row]) -> Iterator[tuple[str, Row | None]]:
    """The rows of form A2014, with a line of its own for every group heading where it begins."""
    above: tuple[str, ...] = ()
    for row in rows:
        for level, heading in enumerate(row.path):
            if above[: level + 1] != row.path[: level + 1]:
                yield heading, None
        above = row.path
        yield "", row
