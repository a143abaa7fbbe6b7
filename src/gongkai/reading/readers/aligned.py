"""Tables of plain text whose cells stand exactly below each other, with blanks where a cell is empty.

The values of a column have one edge or their middle in common, and so has its header; text that only happens to hold
wide gaps does not, and is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from gongkai.reading.readers.cell_lines import CHAPTER

_GAP = re.compile(r" {2,}")
_VALUE = re.compile(r"[+\-−－＋]?\d(?:[\d,，.．]*\d)?(?:[^\d\s.．、年]{1,2}|[（(].*[）)])*|[-−—–―/／无]+")
_SENTENCE = 90  # columns; a longer line without gaps is no label
_ROW_START = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|其中|[①-⑳]")
_ORDERED = 0.8  # part of the rows with an ordinal that shows how labels are wrapped
_UNIT = 2  # characters of the unit between label and value
_OFF = 1  # columns by which a middle may be off
_LONGEST = 150  # lines
_FEW = 2  # values below each other; a single one may stand below any of several headers by chance
_PAIR = 2  # a label and one header


@dataclass(frozen=True, slots=True)
class _Segment:
    """A text with the printed columns it covers, the second one excluded."""

    first: int
    last: int
    text: str

    @property
    def is_value(self) -> bool:
        return bool(_VALUE.fullmatch(self.text))

    def overlaps(self, other: _Segment) -> bool:
        return self.first < other.last and other.first < self.last


def aligned_rows(lines: list[str], start: int) -> tuple[list[list[str]], int] | None:
    """The rows of a table of aligned columns that begins at ``start`` and the index after it, None when there is none.

    A line of further headers below the values begins a table of its own.
    """
    run, end = _run(lines, start)
    columns = _columns(run)
    if columns is None:
        return None
    left = min(segment.first for column in columns for segment in column)
    names = _name_columns([[segment for segment in row if segment.last <= left] for row in run])
    columns = [*names, *columns]
    rows: list[list[str]] = []
    for row in run:
        cells = [""] * len(columns)
        for segment in row:
            beside = [at for at, column in enumerate(columns) if any(map(segment.overlaps, column))]
            at = beside[-1] if beside else len(cells) - 1
            cells[at] = f"{cells[at]} {segment.text}".strip()
        rows.append(cells)
    whole = _unwrapped(rows, len(names))
    return None if whole is None else (whole, end)


def _name_columns(names: Sequence[Sequence[_Segment]]) -> list[list[_Segment]]:
    """The columns of labels; one that several rows share with others, as labels over groups do, is one with them."""
    columns: list[list[_Segment]] = []
    for segment in sorted(chain.from_iterable(names), key=lambda segment: segment.first):
        if columns and any(map(segment.overlaps, columns[-1])):
            columns[-1].append(segment)
        else:
            columns.append([segment])
    return columns


def _unwrapped(rows: list[list[str]], names: int) -> list[list[str]] | None:
    """Rows whose labels take several lines put together; None when no ordinals tell where each begins."""
    first = next((index for index, row in enumerate(rows) if any(map(_VALUE.fullmatch, row[names:]))), 0)
    while first and _starts(rows[first - 1], names) and not any(rows[first - 1][names:]):
        first -= 1
    whole = rows[:first]
    for row in rows[first:]:
        above = whole[-1] if len(whole) > first else None
        if above is None or _starts(row, names) or (any(row[names:]) and any(above[names:])):
            whole.append(row)
        else:
            whole[-1] = [f"{upper}\n{lower}".strip() for upper, lower in zip(above, row, strict=True)]
    body = whole[first:]
    wrapped = len(whole) < len(rows)
    return None if wrapped and sum(_starts(row, names) for row in body) < _ORDERED * len(body) else whole


def _starts(row: Sequence[str], names: int) -> bool:
    """Whether a line begins a row of the table: the label nearest to its values begins with an ordinal."""
    label = next((text for text in reversed(row[:names]) if len(text) > _UNIT), "")
    return bool(_ROW_START.match(label))


def _run(lines: list[str], start: int) -> tuple[list[list[_Segment]], int]:
    """The segments of each line of a table, up to its last line that holds several, and the index after that."""
    printed: list[tuple[int, list[_Segment]]] = []
    for index in range(start, min(start + _LONGEST, len(lines))):
        if lines[index].strip():
            segments = _segments(lines[index])
            if len(segments) == 1 and _ends_table(lines, index):
                break
            printed.append((index, segments))
    filled = [place for place, (_, row) in enumerate(printed) if any(segment.is_value for segment in row[1:])]
    names = max((s.last for place in filled for s in printed[place][1] if not s.is_value), default=0)
    if filled:
        further = (place for place in range(filled[0], len(printed)) if _is_header(printed[place][1], names))
        del printed[next(further, len(printed)) :]
    while printed and len(printed[-1][1]) == 1:
        printed.pop()
    return [row for _, row in printed], printed[-1][0] + 1 if printed else start


def _is_header(segments: Sequence[_Segment], names: int) -> bool:
    """Whether a line names columns again: several texts without a number before them, one right of the row labels."""
    words = not any(segment.is_value or _ROW_START.match(segment.text) for segment in segments)
    return words and len(segments) > 1 and segments[-1].first >= names


def _ends_table(lines: list[str], index: int) -> bool:
    """Whether a line without gaps is text: a sentence, or a heading that no row of the table follows."""
    line = lines[index].strip()
    if line.endswith(("。", "；", "：")) or _width(line) > _SENTENCE:
        return True
    following = next((_segments(line) for line in lines[index + 1 :] if line.strip()), [])
    row = len(following) > 1 and (following[-1].is_value or bool(_ROW_START.match(following[0].text)))
    return bool(CHAPTER.match(line)) and not row


def _segments(line: str) -> list[_Segment]:
    found: list[_Segment] = []
    at = position = 0
    for match in [*_GAP.finditer(line.rstrip()), None]:
        piece = line[at : match.start()] if match else line[at:].rstrip()
        width = _width(piece)
        if piece.strip():
            found.append(_Segment(position, position + width, piece.strip()))
        if match:
            position += width + len(match[0])
            at = match.end()
    return found


def _width(text: str) -> int:
    """Columns a text takes in a fixed-width font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _columns(run: Sequence[Sequence[_Segment]]) -> list[list[_Segment]] | None:
    """The value columns from left to right, each with its values and header; None when they do not line up."""
    rows = [[segment for segment in row if segment.is_value] if len(row) > 1 else [] for row in run]
    columns: list[list[_Segment]] = []
    for segment in sorted(chain.from_iterable(rows), key=lambda segment: segment.first):
        beside = next((column for column in columns if any(map(segment.overlaps, column))), None)
        if beside is None:
            columns.append([segment])
        else:
            beside.append(segment)
    first_row = next((index for index, row in enumerate(rows) if row), len(rows))
    names = max((row[0].last for row in run[first_row:] if not row[0].is_value), default=0)
    if not columns or not all(map(_common, columns)):
        return None
    few = max(map(len, columns)) < _FEW and any(len(row) > _PAIR for row in run[:first_row])
    for row in reversed(run[:first_row]):
        for header in row:
            beneath = [column for column in columns if any(map(header.overlaps, column))]
            if not beneath and header.first >= names:
                columns.append([header])
            elif len(beneath) == 1 and beneath[0][-1].is_value and _common([*beneath[0], header]):
                beneath[0].append(header)
    columns.sort(key=lambda column: column[0].first)
    named = not any(column[-1].is_value for column in columns) and not few
    return columns if named and set.intersection(*map(_common, columns)) else None


def _common(column: Sequence[_Segment]) -> set[str]:
    """What the texts of a column have in common: their first or last printed column, their middle but for rounding."""
    middles = [segment.first + segment.last for segment in column]
    shared = {
        "first": len({segment.first for segment in column}) == 1,
        "last": len({segment.last for segment in column}) == 1,
        "middle": max(middles) - min(middles) <= 2 * _OFF,
    }
    return {name for name, holds in shared.items() if holds}
