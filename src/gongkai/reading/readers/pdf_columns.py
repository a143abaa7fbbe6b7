"""Tables of a PDF without ruled cells: columns by where the numbers and the header stand, rows by their labels.

What stands in one line and what stands below each other is known from the page; a label or a header that is broken over
several lines is put together again where its upper line is full.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from gongkai.reading.readers.cell_lines import CHAPTER
from gongkai.reading.readers.pdf_layout import Character, rows_of
from gongkai.reading.readers.pdf_tables import PlacedTable

_DIGIT_GAP = 0.3  # em between numbers of two columns
_CLOSE_DIGIT_GAP = 0.12  # the same in a line that is not spaced at all
_TEXT_GAP = 0.8  # em between texts of two columns; a justified line is spaced less
_CHINESE_GAP = 0.2  # em between Chinese characters of two columns in a line that is not spaced at all
_UNSPACED = 0.03
_VALUE = re.compile(r"[+\-−－]?[\d０-９][\d０-９,，.．%％]*|[-—–－/／\\]+|条|件|次|篇|个|人|人次|万元|元|项|份")
_ORDINAL = re.compile(r"[一二三四五六七八九]、|[（(][一二三四五六七八九][）)]|\d{1,2}[.．、]|[①-⑳]|其中|第.{1,3}条")
_BLOCK = re.compile(r"第.{1,4}条")
_PROSE = 40  # characters of a line that is no label
_FEWEST = 2  # values in a table, lines with several columns
_FULL = 1.6  # em short of the right end of its cell
_MOSTLY = 0.7
_WHOLE = 8  # characters; columns of labels are wider
_LEADING = 0.7  # em between the lines of one cell
_SPACING = 2.5  # em between the lines of a table

_Span = tuple[float, float]


@dataclass
class _Segment:
    """Characters that stand together; lines of one cell are added to its first."""

    characters: list[Character]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = ["".join(c.text for c in self.characters)]
        self.left, self.right = self.characters[0].left, self.characters[-1].right
        self.top = min(c.top for c in self.characters)
        self.bottom = max(c.bottom for c in self.characters)
        self.end = self.right  # of the last line
        self.is_value = bool(_VALUE.fullmatch(self.lines[0]))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def add(self, below: _Segment) -> None:
        self.lines += below.lines
        self.characters += below.characters
        self.left, self.right = min(self.left, below.left), max(self.right, below.right)
        self.bottom, self.end = below.bottom, below.right

    def overlaps(self, span: _Span) -> bool:
        shared = min(self.right, span[1]) - max(self.left, span[0])
        return shared > 0.2 * min(self.right - self.left, span[1] - span[0])


_Line = list[_Segment]


def column_tables(
    characters: Iterable[Character], page: int, above: Sequence[_Span] = ()
) -> tuple[list[PlacedTable], list[Character], tuple[_Span, ...]]:
    """Tables of a page, the characters outside of them, and the columns of the last one for the page after it.

    ``above``: the columns of the last table of the page before.
    """
    lines = [_segments(row) for row in rows_of(characters)]
    tables: list[PlacedTable] = []
    outside: list[Character] = []
    columns: tuple[_Span, ...] = ()
    for region, is_table in _regions(lines):
        first = not tables and not outside
        if is_table:
            for part in _parts(region):
                table = _Table(part, above if first else ())
                tables.append(table.placed(page))
                columns, first = table.columns, False
        else:
            outside += [c for line in region for segment in line for c in segment.characters]
            columns = columns if all(len(line) == 1 and len(line[0].text) < 8 for line in region) else ()
    return tables, outside, columns


def _segments(row: Sequence[Character]) -> _Line:
    em = median(c.bottom - c.top for c in row) * 0.8
    spaced = median([b.left - a.right for a, b in pairwise(row)] or [0.0]) > _UNSPACED * em
    parts = [[row[0]]]
    for before, character in pairwise(row):
        if character.left - before.right > _gap(before.text, character.text, spaced=spaced) * em:
            parts.append([])
        parts[-1].append(character)
    return [_Segment(part) for part in parts]


def _gap(before: str, after: str, *, spaced: bool) -> float:
    """Least gap between two columns, in em."""
    if before.isdigit() and after.isdigit():
        return _DIGIT_GAP if spaced else _CLOSE_DIGIT_GAP
    chinese = before >= "\u3400" and after >= "\u3400"
    return _CHINESE_GAP if chinese and not spaced else _TEXT_GAP


# --- where a table stands -------------------------------------------------------------------------------------------


def _regions(lines: Sequence[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """Stretches of lines, and whether they may be a table: not running text, with values beside or below words."""
    region: list[_Line] = []
    for line in lines:
        if region and (_is_prose(line) != _is_prose(region[-1]) or _far(region[-1], line)):
            yield region, _may_be_table(region)
            region = []
        region.append(line)
    if region:
        yield region, _may_be_table(region)


def _is_prose(line: _Line) -> bool:
    text = "".join(segment.text for segment in line)
    if any(segment.is_value for segment in line) and len(line) > 1:
        return False
    return "。" in text or any(len(s.text) > _PROSE for s in line) or (len(line) == 1 and bool(CHAPTER.match(text)))


def _far(above: _Line, below: _Line) -> bool:
    height = above[0].bottom - above[0].top
    return below[0].top - above[0].bottom > _SPACING * height


def _may_be_table(region: Sequence[_Line]) -> bool:
    values = [sum(segment.is_value for segment in line) for line in region]
    wide = sum(len(line) > 1 for line in region)
    return not _is_prose(region[0]) and wide >= _FEWEST and sum(values) >= _FEWEST


def _parts(region: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Cut where columns of another kind begin: at headings of blocks, at the next header of a table without labels."""
    labelled = any(line[0].is_value < line[-1].is_value for line in region)
    part: list[_Line] = []
    for line in region:
        has_values = any(segment.is_value for segment in line)
        begins = len(line) == 1 and bool(_BLOCK.match(line[0].text))
        begins = begins or not (labelled or has_values)
        if begins and any(segment.is_value for earlier in part for segment in earlier):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


# --- its columns and rows -------------------------------------------------------------------------------------------


@dataclass
class _Row:
    label: _Segment | None
    group: list[_Segment] = field(default_factory=list)
    cells: list[_Segment] = field(default_factory=list)
    filled: bool = False  # a line of its label has cells beside it

    @property
    def middle(self) -> float:
        return (self.label or self.cells[0]).middle


class _Table:
    def __init__(self, lines: Sequence[_Line], above: Sequence[_Span]) -> None:
        self.lines = lines
        segments = [segment for line in lines for segment in line]
        self.em = median(segment.bottom - segment.top for segment in segments)
        values = _value_columns(lines, above)
        labelled = any(not s.is_value for line in lines if any(v.is_value for v in line) for s in line)
        self.first = values[0] if labelled and values else (0.0, 0.0)  # what stands left of it is a label
        self.columns = self._with_blank_columns(values, [s for s in segments if not s.is_value])
        self.edges = [-1e6, *((a[1] + b[0]) / 2 for a, b in pairwise(self.columns)), 1e6]

    def _with_blank_columns(self, values: list[_Span], words: Sequence[_Segment]) -> tuple[_Span, ...]:
        """Columns without any value are known by the header alone; a header may also stand beside its values."""
        columns = list(values)
        for word in sorted(words, key=lambda s: s.right - s.left):
            if not self._is_label(word) and not any(word.overlaps(column) for column in columns):
                columns.append((word.left, word.right))
        merged: list[_Span] = []
        for column in sorted(columns):
            nameless = column in values and not any(word.overlaps(column) for word in words)
            if nameless and merged and merged[-1] not in values:
                merged[-1] = (merged[-1][0], column[1])
            else:
                merged.append(column)
        return tuple(merged)

    def _is_label(self, segment: _Segment) -> bool:
        left = (segment.left + segment.right) / 2 < self.first[0]
        return left and not segment.is_value and not segment.overlaps(self.first)

    def placed(self, page: int) -> PlacedTable:
        rows = self._rows()
        top = min(segment.top for line in self.lines for segment in line)
        bottom = max(segment.bottom for line in self.lines for segment in line)
        height = (bottom - top) / len(rows)
        lefts = [0.0, 10.0, *(max(edge, 20.0) for edge in self.edges[:-1])]
        begin = 0 if any(row.group for row in rows) else 1  # labels of groups left of those of the rows
        cells: list[tuple[tuple[float, float, float, float], str]] = []
        for number, row in enumerate(rows):
            texts = {(0, 1): "\n".join(s.text for s in row.group), (1, 2): row.label.text if row.label else ""}
            for cell in row.cells:
                first, last = self._place(cell)
                texts[first + 2, last + 3] = f"{texts.get((first + 2, last + 3), '')}\n{cell.text}".strip()
            covered = {column for first, last in texts for column in range(first, last)}
            texts |= {(c, c + 1): "" for c in range(len(self.columns) + 2) if c not in covered}
            for (first, last), text in sorted(texts.items())[begin:]:
                right = lefts[last] if last < len(lefts) else 1e6
                cells.append(((lefts[first], top + number * height, right, top + (number + 1) * height), text))
        return PlacedTable(cells, page)

    def _place(self, segment: _Segment) -> tuple[int, int]:
        """First and last column a text stands over."""
        over = [number for number, column in enumerate(self.columns) if segment.overlaps(column)]
        if over and (len(over) > 1 or not segment.is_value):
            return over[0], over[-1]
        middle = (segment.left + segment.right) / 2
        at = next(n for n, (left, right) in enumerate(pairwise(self.edges)) if left <= middle < right)
        return at, at

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = []
        loose: list[_Segment] = []
        begin = next((number for number, line in enumerate(self.lines) if len(line) > 1), 0)  # titles may be wider
        end = max((s.right for line in self.lines[begin:] for s in line if self._is_label(s)), default=0.0)
        for line in self.lines:
            labels = [segment for segment in line if self._is_label(segment)]
            cells = [segment for segment in line if not self._is_label(segment)]
            label = labels[-1] if labels else None
            before = next((row for row in reversed(rows) if label and row.label and _beside(row.label, label)), None)
            if label and before and before.label and self._continues(before, label, end, cells=bool(cells)):
                before.label.add(label)
                before.group += labels[:-1]
                before.filled |= bool(cells)
            elif label:
                rows.append(_Row(label, labels[:-1], filled=bool(cells)))
            loose += cells
        self._put(loose, rows)
        return sorted(rows, key=lambda row: row.middle)

    def _continues(self, row: _Row, below: _Segment, end: float, *, cells: bool) -> bool:
        """Whether a line goes on with the label above it; ``cells``: it has cells beside it.

        A short line with cells beside it is a whole label, as what is broken is full and has its cells at its middle.
        """
        above = row.label
        assert above is not None
        whole = len(above.lines) == 1 and len(above.text) < _WHOLE
        if row.filled and (cells or whole):
            return False
        near = below.top - above.bottom < self.em
        if near and above.text.count("（") > above.text.count("）"):
            return True
        return near and end - above.end < _FULL * self.em and not _ORDINAL.match(below.text)

    def _put(self, cells: Iterable[_Segment], rows: list[_Row]) -> None:
        """Values and header cells to the row whose label stands beside them; else they make a row of their own."""
        own: list[_Row] = []
        for cell in cells:
            if row := self._labelled(rows, cell.middle):
                row.cells.append(cell)
            elif upper := self._upper(own, cell):
                upper.add(cell)
            elif beside := next((r for r in own if abs(r.middle - cell.middle) < self.em / 2), None):
                beside.cells.append(cell)
            else:
                own.append(_Row(None, cells=[cell]))
        rows += own

    def _labelled(self, rows: Sequence[_Row], middle: float) -> _Row | None:
        """The row whose label stands at a height: of labels side by side the right one, else one that nearly does."""
        beside = [row for row in rows if row.label and row.label.top < middle < row.label.bottom]
        if beside:
            return max(beside, key=lambda row: row.label.right if row.label else 0.0)
        near = min(rows, key=lambda row: abs(row.middle - middle), default=None)
        return near if near and abs(near.middle - middle) < self.em else None

    def _upper(self, own: Sequence[_Row], cell: _Segment) -> _Segment | None:
        """The full line of a narrow header cell above this one."""
        column, last = self._place(cell)
        if column != last or cell.is_value:
            return None
        middles = [(left + right) / 2 for left, right in self.columns]
        width = min((abs(middles[column] - other) for n, other in enumerate(middles) if n != column), default=0.0)
        for row in reversed(own):
            for upper in row.cells:
                length = upper.right - upper.left
                fits = self._place(upper) == (column, column) and length <= width < (length + self.em) / _MOSTLY
                if (
                    fits
                    and not upper.is_value
                    and cell.top >= upper.top
                    and cell.top - upper.bottom < _LEADING * self.em
                ):
                    return upper
        return None


def _beside(upper: _Segment, lower: _Segment) -> bool:
    return lower.overlaps((upper.left, upper.right))


def _value_columns(lines: Sequence[_Line], above: Sequence[_Span]) -> list[_Span]:
    """Where values stand. Those so wide that they join columns in which a line has two values are left out."""
    values = sorted((s for line in lines for s in line if s.is_value), key=lambda s: s.right - s.left)
    middles = [[(s.left + s.right) / 2 for s in line if s.is_value] for line in lines]

    def columns(narrowest: int) -> list[_Span]:
        return _merged([*((s.left, s.right) for s in values[:narrowest]), *above])

    def joined(narrowest: int) -> bool:
        spans = columns(narrowest)
        return any(_shared(line, spans) for line in middles)

    # one value more never parts columns, so the first number of values that joins two is found by halving
    kept = bisect_left(range(1, len(values) + 1), True, key=joined)
    return columns(kept) if kept else list(above)


def _shared(middles: Sequence[float], columns: Sequence[_Span]) -> bool:
    """Whether two of the values of a line stand in one column; ``columns`` from left to right."""
    at = [bisect_right(columns, (middle, float("inf"))) - 1 for middle in middles]
    inside = [place for place, middle in zip(at, middles, strict=True) if place >= 0 and middle < columns[place][1]]
    return len(set(inside)) < len(inside)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged
