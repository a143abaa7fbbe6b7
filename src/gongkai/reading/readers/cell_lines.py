"""Flattened tables with one cell a line in which an empty line is an empty cell: rows are put into one line again."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

CHAPTER = re.compile(r"^[一二三四五六七八九]、.{0,30}(?:情况|事项)[。:：]?$")
_VALUE = re.compile(r"[\s+\-−－—–/\d０-９,，.．]*")
_DIGIT = re.compile(r"\d")
_RUNS_ON = re.compile(r"[\d.]+(?:\s+[^\d\s]|[一二三四五六七八九]、)")
_LABEL = 60  # characters; a longer line is no label of a row
_WIDE = range(10, 21)  # so many cells make a row of their own, without a second one like it
_DOUBLE_SPACED = 0.9


def single_spaced(lines: list[str]) -> list[str]:
    """Lines without the empty one that follows each of them throughout the file; further empty lines stay."""
    printed = [(line, following) for line, following in pairwise(lines) if line.strip()]
    if sum(not following.strip() for _, following in printed) < _DOUBLE_SPACED * len(printed):
        return lines
    kept: list[str] = []
    index = 0
    while index < len(lines):
        kept.append(lines[index])
        followed = index + 1 < len(lines) and not lines[index + 1].strip()
        index += 2 if followed else 1
    return kept


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
    return ([*names, "\t".join(values)], start + len(names) + len(values)) if len(values) in _WIDE else None


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
