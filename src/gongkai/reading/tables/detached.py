"""Number rows that were torn from their labels: all labels first, then the rows of numbers, as OCR leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from gongkai.reading.tables.parts import Item, Line

if TYPE_CHECKING:
    from gongkai.reading.tables.flat import FlatText

_EMPTY_ROWS = 5  # above a last row that alone holds anything: its numbers may be those of any row


def deal_out(found: list[list[Item]], slots: Sequence[tuple[str, ...]], flat: FlatText) -> list[Line]:
    """Undo detached number rows: rows with none before a row with far too many, or with several printed rows of them.

    It gives them back, line by line; where that does not come out even, the rows become one line in which every item
    may stand anywhere.
    """
    lines: list[Line] = []
    run = 0
    for items, names in zip(found, slots, strict=True):
        lines.append(Line(names, tuple(items)))
        run += 1
        detached = run == len(lines) == len(slots) > _EMPTY_ROWS and bool(items)
        if len(items) > len(names) or detached or (run > 1 and _are_rows(_printed_lines(items, flat))):
            owners = slots[len(lines) - run : len(lines)]
            dealt = _deal(items, list(map(len, owners)), flat)
            together = [Line(tuple(name for names in owners for name in names), tuple(items))]
            lines[-run:] = [Line(*pair) for pair in zip(owners, dealt, strict=True)] if dealt else together
            run = 0
        elif items:
            run = 0
    return lines


def _are_rows(printed: Sequence[list[Item]]) -> bool:
    """Whether items stand on several lines with several to a line: rows of a table, not its cells one a line."""
    return len(printed) > 1 and any(len(line) > 1 for line in printed)


def _printed_lines(items: Sequence[Item], flat: FlatText) -> list[list[Item]]:
    lines: list[list[Item]] = []
    end: int | None = None
    for item in items:
        if end is None or "\n" in flat.text[end - flat.base : item.span.start - flat.base]:
            lines.append([])
        lines[-1].append(item)
        end = item.span.end
    return lines


def _deal(items: list[Item], widths: Sequence[int], flat: FlatText) -> list[tuple[Item, ...]]:
    """Items for rows of these widths: by count when it fits exactly, else by printed lines, else nothing."""
    if len(items) == sum(widths):
        places = [0, *accumulate(widths)]
        return [tuple(items[a:b]) for a, b in pairwise(places)]
    lines = _printed_lines(items, flat)
    fits = len(lines) == len(widths) and all(len(line) <= width for line, width in zip(lines, widths, strict=True))
    return [tuple(line) for line in lines] if fits else []
