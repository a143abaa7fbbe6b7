"""Lines of plain text: runs of lines that each hold several cells become tables, everything else stays a line.

Cells in one line are told by ``|``, by tabs, by commas, or by columns of aligned text with wide gaps. A flattened table
with one cell a line keeps its lines: where the columns are lost the table part decides, not the reader.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

from gongkai.reading.readers.aligned import aligned_rows
from gongkai.reading.readers.assemble import grid_of
from gongkai.reading.readers.blocks import RawBlock, RawParagraph
from gongkai.reading.readers.cell_lines import CHAPTER, WIDE, cell_rows, joined_cells, single_spaced

_RULE = re.compile(r"^[\s|+:=─━│┃┼├┤┌┐└┘┬┴—–-]+$")  # the lines drawn between rows
_BOX_BARS = str.maketrans("│┃｜", "|||")
_GAP = re.compile(r" {2,}")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|[^,\d]\d{1,3},\d{3}(?!\d)")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_ROW_WITHOUT_VALUES = 40  # characters of a label whose empty cells were trimmed away at the end of its line


def line_blocks(lines: list[str], page: int | None = None) -> Iterator[RawBlock]:
    """Paragraphs and tables of consecutive lines."""
    lines = single_spaced(joined_cells(lines))
    index = 0
    while index < len(lines):
        run = _run(lines, index)
        if run is None and lines[index].strip() and (cells := cell_rows(lines, index)):
            rows_of_cells, index = cells
            yield from (RawParagraph(row, page=page) for row in rows_of_cells)
        elif run is None:
            if lines[index].strip():
                yield RawParagraph(lines[index].strip(), page=page)
            index += 1
        else:
            rows, index = run
            yield grid_of(rows, page)


def _run(lines: list[str], start: int) -> tuple[list[list[str]], int] | None:
    """The rows of a table that begins at ``start`` and the index after it."""
    if "|" in lines[start].translate(_BOX_BARS):
        run = _separated(lines, start, _bar_cells)
        return run and (_without_frame(run[0]), run[1])
    if "\t" in lines[start]:
        return _separated(lines, start, _tab_cells)
    if _GAP.search(lines[start].strip()):
        return aligned_rows(lines, start)
    if "," in lines[start]:
        run = _separated(lines, start, _comma_cells)
        return run if run and any(map(_holds_value, run[0])) else None
    return None


def _separated(
    lines: list[str], start: int, split: Callable[[str], list[str] | None]
) -> tuple[list[list[str]], int] | None:
    rows: list[list[str]] = []
    index = end = start
    pending: list[list[str]] = []
    while index < len(lines):
        line = lines[index]
        cells = split(line)
        if not cells and rows and 0 < line.count("\t") == len(rows[-1]) - 1 and line.strip():
            cells = line.strip(" \n").split("\t")  # a label with an empty value, in a table of two columns
        if cells:
            rows += [*pending, cells]
            pending, end = [], index + 1
        elif line.strip() and not _RULE.match(line):
            if not rows or not _label_without_values(line) or len(pending) > 2:
                break
            pending.append([line.strip()])
        index += 1
    return (rows, end) if len(rows) > 1 else None


def _label_without_values(line: str) -> bool:
    text = line.strip()
    return len(text) <= _ROW_WITHOUT_VALUES and not text.endswith(("。", "；")) and not CHAPTER.match(text)


def _bar_cells(line: str) -> list[str] | None:
    """What stands between, before and behind bars; None for a line without a second cell or a drawn rule."""
    text = line.translate(_BOX_BARS).strip()
    if "|" not in text or (_RULE.match(text) and text.strip("| ")):
        return None
    cells = text.split("|")
    return cells if len(cells) - text.startswith("|") - text.endswith("|") > 1 else None


def _without_frame(rows: list[list[str]]) -> list[list[str]]:
    """Rows without what is outside the bars drawn around them; where none are drawn the ends are cells."""
    framed = [row for row in rows if len(row) > 1]
    left = all(not row[0].strip() for row in framed)
    right = left or all(not row[-1].strip() for row in framed)
    if left:
        rows = [row if row[0].strip() else row[1:] for row in rows]
    if right:
        rows = [row if row[-1].strip() else row[:-1] for row in rows]
    return rows


def _tab_cells(line: str) -> list[str] | None:
    """Cells between tabs; a tab that only indents or trails a single text makes no row, but many empty cells do."""
    cells = line.strip(" \n").split("\t")
    filled = sum(bool(cell.strip()) for cell in cells)
    labelled = filled == 1 and len(cells) > 2 and cells[0].strip()
    return cells if filled > 1 or labelled or len(cells) in WIDE else None


def _comma_cells(line: str) -> list[str] | None:
    """Cells between commas, in quotes where they hold one; None for a sentence and for commas inside numbers."""
    text = line.strip()
    if "," not in text or "。" in text or _THOUSANDS.search(text):
        return None
    return next(csv.reader([text]))


def _holds_value(cells: list[str]) -> bool:
    """Whether a cell behind the first is a number and nothing else, as in no sentence with commas."""
    return any(_PLAIN_NUMBER.fullmatch(cell.strip()) for cell in cells[1:])
