"""Lines of plain text: runs of lines that each hold several cells become tables, everything else stays a line.

Cells in one line are told by ``|``, by tabs, by commas, or by columns of aligned text with wide gaps. A flattened table
with one cell a line keeps its lines: where the columns are lost the table part decides, not the reader.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator

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
        return _separated(lines, start, _bar_cells)
    if "\t" in lines[start]:
        return _separated(lines, start, _tab_cells)
    if _GAP.search(lines[start].strip()):
        return _aligned(lines, start)
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
    """Cells between bars; None for a line without a second cell or a drawn rule."""
    text = line.translate(_BOX_BARS).strip()
    if "|" not in text or _RULE.match(text):
        return None
    cells = text.removeprefix("|").removesuffix("|").split("|")
    return cells if len(cells) > 1 else None


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


# --- aligned columns --------------------------------------------------------------------------------------------

_Segment = tuple[int, int, str]  # first and last printed column, text


def _aligned(lines: list[str], start: int) -> tuple[list[list[str]], int] | None:
    """A run of lines whose texts stand exactly below each other in columns that nothing crosses."""
    run: list[list[_Segment]] = []
    index = start
    while index < len(lines):
        if lines[index].strip():
            segments = _segments(lines[index])
            if len(segments) < 2:
                break
            run.append(segments)
        index += 1
    columns = _columns(run)
    if len(run) < 2 or len(columns) != max(map(len, run)):
        return None
    return [_in_columns(segments, columns) for segments in run], index


def _segments(line: str) -> list[_Segment]:
    found: list[_Segment] = []
    at = position = 0
    for match in [*_GAP.finditer(line.rstrip()), None]:
        piece = line[at : match.start()] if match else line[at:].rstrip()
        width = _width(piece)
        if piece.strip():
            found.append((position, position + width, piece))
        if match:
            position += width + len(match[0])
            at = match.end()
    return found


def _width(text: str) -> int:
    """Columns a text takes in a fixed-width font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _columns(run: list[list[_Segment]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last, _ in sorted(segment for segments in run for segment in segments):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _in_columns(segments: list[_Segment], columns: list[tuple[int, int]]) -> list[str]:
    """Each text in the column it stands in; the columns are disjoint, so there is exactly one."""
    texts = [""] * len(columns)
    for first, _, text in segments:
        at = next(i for i, (left, right) in enumerate(columns) if left <= first < right)
        texts[at] = f"{texts[at]} {text}".strip()
    return texts
