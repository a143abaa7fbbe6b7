"""One table printed in pieces, or printed more than once: join the pieces, choose among the printings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gongkai.reading.model import CellStatus, CellValue, Span
from gongkai.reading.tables.orders import in_official_order, sums_that_hold
from gongkai.reading.tables.parts import TableReading
from gongkai.reading.tables.placement import place
from gongkai.statute.forms import Form, Table

_OWN = re.compile(r"本机关|本级|本单位|本部门|机关本身")
_WIDE = re.compile(r"全(?:省|市|州|县|区|系统)|汇总|辖区|各(?:县|乡|部门)")
_HEADING = 80  # characters before a table in which its heading stands
_PART_OF_BEST = 0.4  # a printing with fewer cells than this part of the fullest is words of the text
_NEARLY_COMPLETE = 0.9
_CERTAIN = (CellStatus.READ, CellStatus.INFERRED, CellStatus.BLANK)


@dataclass(slots=True)
class Printing:
    """One printing of a table, joined from its pieces."""

    reading: TableReading
    spans: list[Span] = field(default_factory=list)

    @property
    def has_items(self) -> bool:
        return bool(self.reading.fixed) or any(line.items for line in self.reading.lines)


def printings(readings: Sequence[TableReading], table: Table) -> list[Printing]:
    """The printings of one table in the order of the document; pieces without a common row belong together."""
    joined: list[Printing] = []
    for reading in sorted(readings, key=lambda reading: reading.span.start):
        if joined and _belong_together(joined[-1].reading, reading):
            _join(joined[-1].reading, reading)
            joined[-1].spans.append(reading.span)
        else:
            copy = replace(reading, fixed=dict(reading.fixed), lines=list(reading.lines))
            joined.append(Printing(copy, [reading.span]))
    filled = [printing for printing in joined if printing.has_items]
    enough = len(table.cells) / 2
    candidates = filled or [printing for printing in joined if len(printing.reading.slots) >= enough]
    most = max((len(printing.reading.slots) for printing in candidates), default=0)
    return [printing for printing in candidates if len(printing.reading.slots) >= _PART_OF_BEST * most]


def _belong_together(first: TableReading, second: TableReading) -> bool:
    """No row in common, or none that holds something in both."""
    both_filled = first.filled and second.filled
    return first.slots.isdisjoint(second.slots) or bool(both_filled and first.filled.isdisjoint(second.filled))


def _join(first: TableReading, second: TableReading) -> None:
    """Add a piece; a row that one of the two prints without any value gives way to the other."""
    first.lines = [line for line in first.lines if line.items or second.slots.isdisjoint(line.slots)]
    first.fixed.update(second.fixed)
    known = first.slots
    first.lines += [line for line in second.lines if line.items or known.isdisjoint(line.slots)]


def choose(found: Sequence[Printing], form: Form, table: Table, text: str) -> tuple[dict[str, CellValue], list[str]]:
    """Cells of the printing that counts, and what to tell. Printings that disagree make their cells ambiguous."""
    placed = [_placed(printing.reading, form, table) for printing in found]
    if len(placed) == 1:
        return placed[0], []
    most = max(map(len, placed))
    first = next(index for index, cells in enumerate(placed) if len(cells) >= _NEARLY_COMPLETE * most)
    differing = set(_differing(placed))
    if not differing:
        return _most_certain([placed[first], *placed]), [
            f"“{table.title}”在文件中出现{len(found)}次，内容一致，按一张表读取。"
        ]
    headings = [text[max(0, printing.spans[0].start - _HEADING) : printing.spans[0].start] for printing in found]
    own = [index for index, heading in enumerate(headings) if _OWN.search(heading)]
    if len(own) == 1:
        return placed[own[0]], [f"“{table.title}”在文件中出现{len(found)}次，内容不一致，按标题取本机关的一张。"]
    narrow = [index for index, heading in enumerate(headings) if not _WIDE.search(heading)]
    preferred = narrow[0] if len(narrow) == 1 else first
    cells = dict(placed[preferred])
    for key in differing & cells.keys():
        others = [other[key].value for other in placed if key in other]
        values: tuple[Decimal | None, ...] = tuple(dict.fromkeys([cells[key].value, *cells[key].alternatives, *others]))
        cells[key] = replace(cells[key], status=CellStatus.AMBIGUOUS, alternatives=values, basis=())
    return cells, [f"“{table.title}”在文件中出现{len(found)}次，有{len(differing)}个数据不一致，请确认以哪一张为准。"]


def _placed(reading: TableReading, form: Form, table: Table) -> dict[str, CellValue]:
    """The cells in the printed order of the columns, or in the official one where only that adds up."""
    cells = place(reading, form)
    official = in_official_order(reading, table)
    if official is None:
        return cells
    other = place(official, form)
    return other if sums_that_hold(other, form) > sums_that_hold(cells, form) else cells


def _differing(placed: Sequence[Mapping[str, CellValue]]) -> Iterator[str]:
    """Cells to which two printings give different certain values."""
    for key in {key for cells in placed for key in cells}:
        values = {cells[key].value for cells in placed if key in cells and cells[key].status in _CERTAIN}
        if len(values) > 1:
            yield key


def _most_certain(placed: Sequence[Mapping[str, CellValue]]) -> dict[str, CellValue]:
    chosen: dict[str, CellValue] = {}
    for cells in placed:
        for key, cell in cells.items():
            if key not in chosen or (chosen[key].status not in _CERTAIN and cell.status in _CERTAIN):
                chosen[key] = cell
    return chosen
