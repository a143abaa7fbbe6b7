"""Cells of running text whose separators were kept: "a | b | c", tabs, or lines that hold nothing but "|"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.tables.cellnumber import UNIT
from gongkai.reading.tables.parts import Item, Line, item_of

_UNIT_CELL = re.compile(rf"\s*(?:{UNIT})\s*")


def stand_alone(text: str) -> bool:
    """Whether the separators of a table stand on lines of their own, one behind each cell."""
    lines = text.splitlines()
    return sum(line.strip() == "|" for line in lines) > len(lines) / 4


def cells_after(stretch: str, base: int, mark: str, *, lone: bool) -> list[Item]:
    """Cells behind a label, blanks included, up to the first that is no value. ``base``: offset of ``stretch``."""
    items: list[Item] = []
    for piece, place in _pieces(stretch, mark, base, lone=lone):
        if _UNIT_CELL.fullmatch(piece):
            continue
        item = item_of(piece, place)
        if item is None:
            break
        items.append(item)
    return items


def cells_of_strip(stretch: str, base: int, mark: str) -> list[Item]:
    """Cells of the one line of values behind a header: a whole printed line, or lines with lone separators."""
    if stand_alone(stretch):
        return cells_after(stretch, base, mark, lone=True)
    line = next((line for line in re.finditer(r"[^\n]+", stretch) if mark in line[0] and line[0].strip(" |\t")), None)
    if line is None:
        return []
    start = line.start() + (len(line[0]) - len(line[0].lstrip(" |")) if mark == "|" else 0)
    return cells_after(f"{mark}{stretch[start : line.end()]}", base + start - 1, mark, lone=False)


def separated_line(slots: tuple[str, ...], items: Sequence[Item], mark: str) -> Line:
    """The line of these cells; blank cells at the end of a line of tabs may have been trimmed.

    Further blank cells, the rest of labels over several columns, leave open where the others stand unless all stand
    on one side. A line of values alone (no ``mark``) has none before them, only the spacing of the page behind them.
    """
    cells = list(items)
    if mark == "\t" and 0 < len(cells) < len(slots):
        cells += [Item(None, "", cells[-1].span)] * (len(slots) - len(cells))
    surplus = len(cells) - len(slots)
    fits = [at for at in range(surplus + 1) if not any(item.raw for item in (*cells[:at], *cells[at + len(slots) :]))]
    if len(fits) == 1 or (fits and not mark):
        return Line(slots, tuple(cells[fits[0] : fits[0] + len(slots)]))
    return Line(slots, tuple(item for item in cells if item.raw))


def _pieces(stretch: str, mark: str, base: int, *, lone: bool) -> Iterator[tuple[str, int]]:
    """Cells after a row label with their offsets. ``lone``: every separator stands on a line of its own."""
    if not lone:
        first = stretch.find(mark)
        line_end = stretch.find("\n", max(first, 0))
        stretch = stretch if line_end < 0 else stretch[:line_end]
        stretch = stretch.rstrip(" \r")
        if mark == "|" and stretch.endswith(mark):
            stretch = stretch[:-1]
    cells = stretch.split(mark)
    at = base + len(cells[0]) + 1
    for cell in cells[1:-1] if lone else cells[1:]:
        yield cell, at
        at += len(cell) + 1
