"""Lays opened blocks out as one text with offsets: layout tables dissolved, data tables as grids, cut tables joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.reading.model import BlockItem, Document, Grid, GridCell, Paragraph, Span
from gongkai.reading.readers.blocks import RawBlock, RawCell, RawParagraph, RawTable, text_cell

MAX_COLUMNS = 100  # of a grid; the widest statutory table has 15, a larger colspan is a mistake of the page
MAX_ROWSPAN = 200
_WIDEST_SPAN = 30
_HEADER_ROWS = 6  # no statutory table repeats more at the top of a page
_LONG_TEXT = 120  # a cell alone in its row that holds more is running text, not a heading row of a table
_ARTICLE = 500  # a cell that holds more is running text wherever it stands
_ORDINAL = re.compile(r"\s*(?:[一二三四五六七八九]、|[（(][一二三四五六七八九][）)]|\d{1,2}[.．、])")
_ROW_START = re.compile(rf"{_ORDINAL.pattern}|\s*其中|\s*第[一二三四五六七八九十]+条")
_PAGE_NUMBER = re.compile(r"^[-—–\s第共页/\d]*$")
_NUMERIC = re.compile(r"^[-—–/\s]*[\d０-９][\d０-９,，.．%]*$")


@dataclass(slots=True)
class _GridPlan:
    """A data table with its cells placed, before offsets."""

    rows: int = 0
    columns: int = 0
    cells: list[tuple[int, int, RawCell, int, int]] = field(default_factory=list)  # row, column, cell, rowspan, colspan
    page: int | None = None

    def row_texts(self, row: int) -> list[str]:
        return ["".join(cell.text.split()) for at, _, cell, _, _ in self.cells if at == row]


_Item = RawParagraph | _GridPlan


def assemble(
    name: str,
    kind: str,
    blocks: Iterable[RawBlock],
    metadata: dict[str, str] | None = None,
    warnings: Iterable[str] = (),
) -> Document:
    """Build the :class:`Document`: for every paragraph and cell ``document.text[span] == text`` holds."""
    items = _join_cut_tables([item for block in blocks for item in _dissolve(block)])
    items = [_without_empty_lines(item) if isinstance(item, _GridPlan) else item for item in items]
    text, laid_out = _lay_out(items)
    return Document(name, kind, text, laid_out, metadata or {}, tuple(warnings))


# --- layout tables and data tables ------------------------------------------------------------------------------


def _dissolve(block: RawBlock) -> Iterator[_Item]:
    """Paragraphs and grids of a block: rows of running text or with a table of their own flow, others form grids."""
    if isinstance(block, RawParagraph):
        if block.text.strip():
            yield block
        return
    run: list[list[RawCell]] = []
    for row in block.rows:
        if not _flows(row):
            run.append(row)
            continue
        yield from _grid_or_lines(run, block.page)
        run = []
        for cell in row:
            for inner in cell.blocks:
                yield from _dissolve(inner)
    yield from _grid_or_lines(run, block.page)


def _flows(row: list[RawCell]) -> bool:
    """Whether a row is layout: it holds a data table, an article, or nothing but one long text."""
    if any(_holds_table(cell) for cell in row):
        return True
    lengths = [length for cell in row if (length := len(cell.text.strip()))]
    return bool(lengths) and (max(lengths) > _ARTICLE or (len(lengths) == 1 and lengths[0] > _LONG_TEXT))


def _holds_table(cell: RawCell) -> bool:
    return any(isinstance(block, RawTable) and sum(map(len, block.rows)) > 1 for block in cell.blocks)


def _grid_or_lines(rows: list[list[RawCell]], page: int | None) -> Iterator[_Item]:
    """A grid if at least two columns stand side by side somewhere, else the lines one below the other."""
    plan = _place(rows, page)
    if len({column for _, column, *_ in plan.cells}) > 1:
        yield plan
        return
    for row in rows:
        for cell in row:
            for block in cell.blocks:
                yield from _dissolve(block)


def _place(rows: list[list[RawCell]], page: int | None) -> _GridPlan:
    """Give every cell its row and column; spans are cut to the table, empty rows and columns fall away.

    Not yet those of a table on a page, whose columns are told by their places: the next page may fill them.
    """
    taken: set[tuple[int, int]] = set()
    plan = _GridPlan(rows=len(rows), page=page)
    widest = max((sum(_believable(cell.colspan) for cell in row) for row in rows), default=0)
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            if c >= MAX_COLUMNS:
                break
            height = min(max(cell.rowspan, 1), MAX_ROWSPAN, len(rows) - r)
            width = _free_width(taken, r, c, min(max(cell.colspan, 1), widest, MAX_COLUMNS - c))
            taken.update((y, x) for y in range(r, r + height) for x in range(c, c + width))
            plan.cells.append((r, c, cell, height, width))
            c += width
    if page is None:
        return _without_empty_lines(plan)
    plan.columns = max((column + width for _, column, _, _, width in plan.cells), default=0)
    return plan


def _believable(colspan: int) -> int:
    """A span that some table of the forms could have; pages write 100 or 999 for "the whole width"."""
    return colspan if 1 <= colspan <= _WIDEST_SPAN else 1


def _free_width(taken: set[tuple[int, int]], row: int, column: int, wished: int) -> int:
    return next((w for w in range(1, wished) if (row, column + w) in taken), wished)


def _without_empty_lines(plan: _GridPlan) -> _GridPlan:
    """Drop rows and columns in which no cell begins: only wide spans create them."""
    rows = sorted({row for row, *_ in plan.cells})
    columns = sorted({column for _, column, *_ in plan.cells})
    kept = _GridPlan(rows=len(rows), columns=len(columns), page=plan.page)
    for row, column, cell, height, width in plan.cells:
        top, left = bisect_left(rows, row), bisect_left(columns, column)
        spans = (bisect_left(rows, row + height) - top, bisect_left(columns, column + width) - left)
        kept.cells.append((top, left, cell, *spans))
    return kept


# --- tables cut at page ends ------------------------------------------------------------------------------------


def _join_cut_tables(items: list[_Item]) -> list[_Item]:
    """Join a grid to the one before it when only page numbers stand between and it carries on the same columns."""
    joined: list[_Item] = []
    for item in items:
        before = _last_grid(joined)
        if isinstance(item, _GridPlan) and before is not None and (repeated := _carries_on(joined[before], item)) >= 0:
            del joined[before + 1 :]
            _append(joined[before], item, repeated)
        else:
            joined.append(item)
    return joined


def _last_grid(items: list[_Item]) -> int | None:
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, _GridPlan):
            return index
        if not _PAGE_NUMBER.match(item.text):
            return None
    return None


def _carries_on(above: _Item, below: _GridPlan) -> int:
    """How many header rows the lower part repeats (0 = none), or -1 when it is a table of its own."""
    if not isinstance(above, _GridPlan) or above.columns != below.columns:
        return -1
    repeated = 0
    while repeated < min(above.rows, below.rows, _HEADER_ROWS) and above.row_texts(repeated) == below.row_texts(
        repeated
    ):
        repeated += 1
    if any(map(_has_number, map(below.row_texts, range(repeated)))):
        return -1  # the same table printed twice, not a header
    crosses_page = above.page is not None and below.page is not None and below.page > above.page
    if repeated or crosses_page or _has_number(below.row_texts(0)):
        return repeated
    return -1


def _has_number(texts: list[str]) -> bool:
    return any(_NUMERIC.match(text) for text in texts)


def _append(above: _Item, below: _GridPlan, skip: int) -> None:
    assert isinstance(above, _GridPlan)
    crosses_page = above.page != below.page
    if crosses_page and skip < below.rows and _row_is_cut(above, below, skip):
        _mend_row(above, below, skip)
        skip += 1
    shift = above.rows - skip
    above.cells += [
        (row + shift, column, cell, height, width) for row, column, cell, height, width in below.cells if row >= skip
    ]
    above.rows += below.rows - skip
    above.page = below.page


def _row_texts_by_column(plan: _GridPlan, row: int) -> dict[int, RawCell]:
    return {column: cell for at, column, cell, _, _ in plan.cells if at == row and cell.text.strip()}


def _row_is_cut(above: _GridPlan, below: _GridPlan, row: int) -> bool:
    """Whether a row begins on one page and ends on the next: its label goes on, its values stand on one of them."""
    upper, lower = _row_texts_by_column(above, above.rows - 1), _row_texts_by_column(below, row)
    both = upper.keys() & lower.keys()
    return bool(both) and all(
        _ORDINAL.match(upper[column].text)
        and not _ROW_START.match(lower[column].text)
        and not _NUMERIC.match(lower[column].text.strip())
        for column in both
    )


def _mend_row(above: _GridPlan, below: _GridPlan, row: int) -> None:
    upper = {column: cell for at, column, cell, _, _ in above.cells if at == above.rows - 1}
    for column, cell in _row_texts_by_column(below, row).items():
        if column in upper:
            upper[column].blocks += cell.blocks


# --- offsets ----------------------------------------------------------------------------------------------------


def _lay_out(items: list[_Item]) -> tuple[str, tuple[BlockItem, ...]]:
    parts: list[str] = []
    blocks: list[BlockItem] = []
    at = 0
    for item in items:
        if isinstance(item, RawParagraph):
            text = item.text.strip("\n")
            block: BlockItem = Paragraph(text, Span(at, at + len(text)), item.level, item.page)
        else:
            text, block = _lay_out_grid(item, at)
        parts.append(text)
        blocks.append(block)
        at += len(text) + 1
    return "\n".join(parts), tuple(blocks)


def _lay_out_grid(plan: _GridPlan, start: int) -> tuple[str, Grid]:
    pieces: list[str] = []
    cells: list[GridCell] = []
    at = start
    last_row = None
    for row, column, cell, height, width in plan.cells:
        if last_row is not None:
            pieces.append("\t" if row == last_row else "\n")
            at += 1
        text = cell.text
        cells.append(GridCell(row, column, text, Span(at, at + len(text)), height, width))
        pieces.append(text)
        at += len(text)
        last_row = row
    return "".join(pieces), Grid(plan.rows, plan.columns, tuple(cells), Span(start, at), plan.page)


def grid_of(rows: list[list[str]], page: int | None = None) -> RawTable:
    """A table of plain texts without spans."""
    return RawTable([[text_cell(text.strip()) for text in row] for row in rows], page)
