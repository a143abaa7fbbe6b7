"""A text prepared for searching: look-alike characters folded, lines and columns known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

_INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")
_FOLDED: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **{0x1D7CE + index: ord("0") + index % 10 for index in range(50)},  # digits in mathematical dress
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63], "-"),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x2022, 0x2027, 0x30FB, 0xFF65], "·"),
    **dict.fromkeys([0x85, 0x2028, 0x2029, 0x0D, 0x0B, 0x0C], "\n"),
}
_LOOK_ALIKE_OF = {chr(code): chr(as_) if isinstance(as_, int) else as_ for code, as_ in _FOLDED.items()}
_LOOK_ALIKE = frozenset(_LOOK_ALIKE_OF)
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s一-鿿,;()<>《》“”、。]+|www\.[^\s一-鿿,;()<>《》“”、。]+", re.I)
_BORDER = re.compile(r"[\t|]")
_HEADING_ROWS = 2
_VALUE = re.compile(r"[\d*]")  # a number, or one that is masked


class Page:
    """``plain`` is what the patterns see; :meth:`original` leads from its offsets back to those of ``text``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kept: list[int] | None = None
        kept = text
        if _INVISIBLE.search(text):  # they would break a number in two for every pattern, and nobody sees them
            self._kept = [place for place, char in enumerate(text) if not _INVISIBLE.match(char)]
            kept = "".join(text[place] for place in self._kept)
        for char in _LOOK_ALIKE.intersection(kept):  # few differ in one text: quicker than to ask about each character
            kept = kept.replace(char, _LOOK_ALIKE_OF[char])
        self.plain = kept
        self._held: dict[re.Pattern[str], bool] = {}

    def holds(self, needed: re.Pattern[str]) -> bool:
        """Does a pattern fit anywhere? A short cut around dearer ones that cannot fit without it."""
        held = self._held.get(needed)
        if held is None:
            held = self._held[needed] = needed.search(self.plain) is not None
        return held

    def announces(self, words: re.Pattern[str]) -> bool:
        """Does one of the words stand in the text, or in a heading put together from two rows?"""
        return self.holds(words) or any(words.search(heading) for table in self.tables for heading in table.headings)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``text`` of a non-empty range of ``plain``."""
        return (start, end) if self._kept is None else (self._kept[start], self._kept[end - 1] + 1)

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        """Where web addresses stand: the numbers in them are not looked at."""
        return [found.span() for found in _ADDRESS.finditer(self.plain)]

    def in_address(self, start: int, end: int) -> bool:
        place = bisect_right(self.addresses, (start, len(self.plain))) - 1
        return place >= 0 and end <= self.addresses[place][1]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.plain))]

    def line_start(self, place: int) -> int:
        return self._line_starts[bisect_right(self._line_starts, place) - 1]

    def near(self, place: int, reach: int) -> str:
        """What stands before a place in its line and cell, or in the cell before, up to ``reach`` characters."""
        near = self.plain[max(self.line_start(place), place - reach) : place]
        cells = _BORDER.split(near)
        return cells[-1] or cells[-2] if len(cells) > 1 else near

    def heading(self, place: int) -> str:
        """The heading of the column a place stands in, "" outside tables."""
        index = bisect_right(self._table_starts, place) - 1
        inside = index >= 0 and place <= self.tables[index].end
        return self.tables[index].heading(place) if inside else ""

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.start for table in self.tables]

    @cached_property
    def tables(self) -> list[Table]:
        """Runs of lines that are divided by tabs or upright strokes."""
        found: list[Table] = []
        rows: list[Row] = []
        if not self.holds(_BORDER):
            return found
        for start, end in _lines(self.plain):
            if _BORDER.search(self.plain, start, end):
                rows.append(_row(self.plain, start, end))
            elif rows:
                found.append(Table(rows))
                rows = []
        return [*found, Table(rows)] if rows else found


Cell = tuple[int, int, str]  # offsets in the plain text, text without blanks around it
Row = list[Cell]


class Table:
    """Rows of cells; the first rows without digits are its heading, at most two."""

    def __init__(self, rows: list[Row]) -> None:
        self.start = rows[0][0][0]
        self.end = rows[-1][-1][1]
        self._starts = [row[0][0] for row in rows]
        head = 0
        while head < min(_HEADING_ROWS, len(rows) - 1) and not any(_VALUE.search(text) for _, _, text in rows[head]):
            head += 1
        widest = max(map(len, rows))
        # the second row counts as heading only when it is no row of names and the like: it begins with an empty cell
        if head == _HEADING_ROWS and rows[1][0][2]:
            head = 1
        self.rows = rows[head:]
        self.headings = [
            "".join(row[column][2] for row in rows[:head] if column < len(row)) for column in range(widest)
        ]
        self._all = rows

    def heading(self, place: int) -> str:
        row = self._all[bisect_right(self._starts, place) - 1]
        column = max(index for index, (start, _, _) in enumerate(row) if start <= place)
        return self.headings[column]

    def columns(self, words: Iterable[str]) -> list[int]:
        """The columns whose heading holds one of the words."""
        known = tuple(words)
        return [column for column, text in enumerate(self.headings) if any(word in text for word in known)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _row(text: str, start: int, end: int) -> Row:
    cells: Row = []
    for piece in re.finditer(r"[^\t|]*(?:[\t|]|$)", text[start:end]):
        content = piece.group().rstrip("\t|")
        stripped = content.strip()
        lead = start + piece.start() + len(content) - len(content.lstrip())
        cells.append((lead, lead + len(stripped), stripped))
        if start + piece.end() >= end and not piece.group().endswith(("\t", "|")):
            break
    return cells
