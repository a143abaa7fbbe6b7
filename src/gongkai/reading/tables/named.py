"""Rows of running text that name the column before each value: "予以公开：自然人3，商业企业0，…，总计3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.reading.model import Span
from gongkai.reading.tables.cellnumber import DIGITS
from gongkai.reading.tables.chains import RowHit, best_chain
from gongkai.reading.tables.labels import Hit
from gongkai.reading.tables.parts import Item, Line
from gongkai.statute.forms import Table

if TYPE_CHECKING:
    from gongkai.reading.tables.flat import FlatText

_VALUE = re.compile(rf"[\s:：为是有共]*([+-]?(?:{DIGITS}))")
_NAMED = 2  # columns with a value that make a row of this kind
_ROWS = 3  # such rows that make a table of this kind


def named_lines(flat: FlatText, table: Table, chain: Sequence[RowHit]) -> list[Line]:
    """One line a value for a table of such rows, empty for any other table. ``chain``: its rows as they seem to be."""
    if _count(flat, table, chain) < max(_ROWS, len(chain) // 2):
        return []
    begin, end = chain[0].hit.start, chain[-1].hit.end
    # 总计 is a row as well as a column: with its own value directly behind it the column is meant
    rows = [hit for hit in flat.hits if begin <= hit.start <= end and not _is_named_value(flat, table, hit)]
    lines: list[Line] = []
    for row, values in _rows(flat, table, best_chain(rows, table.key, flat.around)):
        for column in table.blocks[row.row.block].columns:
            value = values.get(column.key)
            lines.append(Line((table.cell_key(row.row.key, column.key),), (value,) if value else ()))
    return lines


def _count(flat: FlatText, table: Table, chain: Sequence[RowHit]) -> int:
    return sum(len(values) >= _NAMED for _, values in _rows(flat, table, chain))


def _rows(flat: FlatText, table: Table, chain: Sequence[RowHit]) -> Iterator[tuple[RowHit, dict[str, Item]]]:
    """Each row with the values behind the names of its columns."""
    ends = [later.hit.start for _, later in pairwise(chain)] + [len(flat.text)]
    for row, end in zip(chain, ends, strict=False):
        values: dict[str, Item] = {}
        for hit in flat.hits[flat.hits.index(row.hit) + 1 :]:
            key = _column(table, hit, row.row.block)
            value = _value(flat, hit)
            if hit.start >= end or key is None or key in values:
                break
            if value:
                values[key] = value
        yield row, values


def _column(table: Table, hit: Hit, block: int) -> str | None:
    labels = (label for label in hit.labels if (label.table, label.kind, label.block) == (table.key, "column", block))
    return next((label.key for label in labels), None)


def _value(flat: FlatText, hit: Hit) -> Item | None:
    start = hit.end
    match = _VALUE.match(flat.text, start)
    if match is None:
        return None
    span = Span(flat.base + match.start(1), flat.base + match.end(1))
    return Item(Decimal(match[1].replace(",", "")), match[1], span)


def _is_named_value(flat: FlatText, table: Table, hit: Hit) -> bool:
    is_column = any(label.kind == "column" and label.table == table.key for label in hit.labels)
    return is_column and _value(flat, hit) is not None
