"""Flattened tables with one cell a line in which an empty line is an empty cell: rows are put into one line again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

CHAPTER = re.compile(r"^[一二三四五六七八九]、.{0,30}(?:情况|事项)[。:：]?$")
_VALUE = re.compile(r"[\s+\-−－—–/\d０-９,，.．]*")
_DIGIT = re.compile(r"\d")
_RUNS_ON = re.compile(r"[\d.]+(?:\s+[^\d\s]|[一二三四五六七八九]、)")
_LABEL = 60  # characters; a longer line is no label of a row
WIDE = range(10, 21)  # so many cells make a row of their own, without a second one like it
_DOUBLE_SPACED = 4  # labels in succession with an empty line below each
_TABS = re.compile(r" *\t[ \t]*")
_TABLE = 8  # tabs of the smallest table


def single_spaced(lines: list[str]) -> list[str]:
    """Stretches in which an empty line follows each printed one without it; further empty lines stay."""
    kept: list[str] = []
    index = 0
    while index < len(lines):
        end, doubled = _double_spaced(lines, index)
        kept += _every_second_empty(lines[index:end]) if doubled else lines[index:end]
        index = end
    return kept


def _every_second_empty(lines: list[str]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        yield lines[index]
        index += 2 if index + 1 < len(lines) and not lines[index + 1].strip() else 1


def _double_spaced(lines: list[str], start: int) -> tuple[int, bool]:
    """Where the stretch ends that has one empty line below each printed one, more for empty cells; if it is certain.

    An empty cell in double spacing takes two lines, so there is an odd number of empty lines below each printed one.
    """
    labels = 0  # that no empty cell follows
    end = start
    while end < len(lines) and lines[end].strip():
        gap = sum(1 for _ in takewhile(lambda line: not line.strip(), lines[end + 1 :]))
        if gap % 2 == 0 and end + 1 + gap < len(lines):
            break
        labels += gap == 1 and not _VALUE.fullmatch(lines[end])
        end += 1 + gap
    whole = start == 0 and end == len(lines)
    return max(end, start + 1), whole or labels >= _DOUBLE_SPACED


def joined_cells(lines: list[str]) -> list[str]:
    """Rows whose cells hold paragraphs, copied from a page: a line of nothing but tabs parts two cells of a row."""
    parted = [index for index, line in enumerate(lines) if _TABS.fullmatch(line)]
    values = sum(bool(_VALUE.fullmatch(lines[index + 1])) for index in parted if index + 1 < len(lines))
    if len(parted) < _TABLE or values < len(parted) / 2:
        return lines
    usual = min(_empty_before(lines, index) for index in parted)
    rows: list[str] = []
    row_goes_on = False  # behind its last tab
    for index, line in enumerate(lines):
        if _TABS.fullmatch(line):
            starts_row = not row_goes_on and _empty_before(lines, index) > usual  # with an empty cell
            while rows and not rows[-1]:
                rows.pop()
            rows[len(rows) if starts_row else -1 :] = [line.strip(" ") if starts_row else rows[-1] + line.strip(" ")]
            row_goes_on = True
        elif not row_goes_on:
            rows.append(line.strip(" "))
        elif line.strip():
            starts_row = _follows_values(line, rows[-1])
            rows[len(rows) if starts_row else -1 :] = [line if starts_row else rows[-1] + line]
            row_goes_on = False
    return rows


def _empty_before(lines: list[str], index: int) -> int:
    return sum(1 for _ in takewhile(lambda at: not lines[at].strip(" "), range(index - 1, -1, -1)))


def _follows_values(line: str, row: str) -> bool:
    """Whether a line begins a new row though the one before it ends in a tab: a label after values."""
    closed = row.split("\t")[:-1]
    return not _VALUE.fullmatch(line) and len(closed) > 1 and bool(_VALUE.fullmatch(closed[-1]))


def cell_rows(lines: list[str], start: int) -> tuple[list[str], int] | None:
    """Rows with their cells behind tabs and the index after them, when the cells of a table begin behind ``start``.

    Two rows must have the same number of value lines below their label, and some of these be empty, some not: only then
    are the empty lines cells and not the spacing of the page. One very wide row stands in a line below its header.
    """
    rows: list[list[str]] = []
    index = end = start
    while names := _labels(lines, index):
        index += len(names)
        values = _values(lines, index)
        if rows and len(names) == 1:  # more empty lines below the last row are the spacing of the page
            values = _without_spacing(values, len(rows[-1]) - 1)
        end_of_row = index + len(values)
        if not values or (end_of_row < len(lines) and _RUNS_ON.match(lines[end_of_row])):
            break  # the last cell runs on into the next paragraph
        rows.append(["\n".join(names), *values])
        index = end = end_of_row
    widths = [len(row) - 1 for row in rows]
    if not _has_blanks_and_numbers(rows):
        return None
    if any(width > 1 and widths.count(width) > 1 for width in widths):
        return [text for row in rows for text in "\t".join(row).split("\n")], end
    names, values = rows[0][0].split("\n"), rows[0][1:]
    return ([*names, "\t".join(values)], start + len(names) + len(values)) if len(values) in WIDE else None


def _without_spacing(values: list[str], width: int) -> list[str]:
    return values if any(values[width:]) else values[:width]


def _labels(lines: list[str], index: int) -> list[str]:
    return [line.strip() for line in takewhile(_is_label, lines[index:])]


def _values(lines: list[str], index: int) -> list[str]:
    return [line.strip() for line in takewhile(_VALUE.fullmatch, lines[index:])]


def _is_label(line: str) -> bool:
    return not _VALUE.fullmatch(line) and len(line) <= _LABEL and not CHAPTER.match(line)


def _has_blanks_and_numbers(rows: list[list[str]]) -> bool:
    values = [value for row in rows for value in row[1:]]
    return "" in values and any(map(_DIGIT.search, values))
