"""Table IV in running text: blocks side by side under a header of two or three lines, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from gongkai.reading.model import Span
from gongkai.reading.tables.headers import block_order
from gongkai.reading.tables.labels import Hit
from gongkai.reading.tables.parts import Item, Line, TableReading
from gongkai.reading.tables.separated import cells_of_strip, separated_line
from gongkai.statute.forms import Table

if TYPE_CHECKING:
    from gongkai.reading.tables.flat import FlatText

_GAP = 12  # unknown characters between two labels of one header
_IN_A_SENTENCE = re.compile(r"\s*(?:为|共|[:是])?\s*\d[\d,.]*\s*(?:[件起宗次例])?\s*[,、;。](?!\d)|[^\n|\t]{0,20}如下")


def read_strips(flat: FlatText, table: Table) -> Iterator[TableReading]:
    """All printings of a strip table in a text."""
    for cluster in chain.from_iterable(_parts(flat, cluster, table) for cluster in _clusters(flat, table)):
        hits = [hit for hit, _ in cluster]
        found = [flat.items(*flat.after(hit)) for hit in hits]
        lines = list(_lines(flat, cluster, found, table))
        items = [item for line in lines for item in line.items]
        end = max([flat.base + hits[-1].end, *(item.span.end for item in items)])
        yield TableReading(table.key, Span(flat.base + hits[0].start, end), lines=lines)


def _clusters(flat: FlatText, table: Table) -> Iterator[list[tuple[Hit, str]]]:
    """Labels of the table that follow each other closely, each with the key of its row or column."""
    cluster: list[tuple[Hit, str]] = []
    unknown = flat.around.unknown
    for hit in flat.hits:
        own = [label for label in hit.labels if label.table == table.key]
        heading = bool(own) and all(label.kind == "title" for label in own)
        far = bool(cluster) and unknown[hit.start] - unknown[cluster[-1][0].end] > _GAP
        if far or heading or not own:
            if _is_header(cluster, table):
                yield cluster
            cluster = []
        key = next((label.key for label in own if label.kind in ("row", "column")), "")
        if key and hit.start in flat.around.free and not _IN_A_SENTENCE.match(flat.text, hit.end):
            cluster.append((hit, key))
    if _is_header(cluster, table):
        yield cluster


def _parts(flat: FlatText, cluster: list[tuple[Hit, str]], table: Table) -> list[list[tuple[Hit, str]]]:
    """A cluster cut behind each header that has its values below it and the name of another block below those."""
    parts: list[list[tuple[Hit, str]]] = [[]]
    for hit, key in cluster:
        part = parts[-1]
        if part and not _is_column(key, table) and _is_column(part[-1][1], table) and _is_header(part, table):
            filled = [bool(flat.items(*flat.after(earlier))) for earlier, _ in part]
            named = any(not _is_column(name, table) for _, name in part)
            if named and filled[-1] and not any(filled[:-1]):
                parts.append([])
        parts[-1].append((hit, key))
    return parts if all(_is_header(part, table) for part in parts) else [cluster]


def _is_header(cluster: Sequence[tuple[Hit, str]], table: Table) -> bool:
    columns = {column.key for block in table.blocks for column in block.columns}
    return columns <= {key for _, key in cluster}


def _lines(
    flat: FlatText, cluster: Sequence[tuple[Hit, str]], found: Sequence[list[Item]], table: Table
) -> Iterator[Line]:
    """Put the items to slots by where they stand: behind the header, behind each block, or behind each outcome."""
    columns = list(dict.fromkeys(key for _, key in cluster if _is_column(key, table)))
    named = list(dict.fromkeys(key for _, key in cluster if not _is_column(key, table)))
    filled = [index for index, items in enumerate(found) if items]
    width = len(named) * len(columns)
    alone = len(cluster) - len(named) <= width and [len(found[index]) for index in filled] == [width]  # its own header
    rows = named if alone else block_order(named, table)
    keys = [key for _, key in cluster]
    if len(filled) > 1 and all(keys[index] in rows for index in filled):
        for row in rows:
            items = next((found[index] for index in filled if keys[index] == row), [])
            yield Line(tuple(table.cell_key(row, column) for column in columns), tuple(items))
    elif len(filled) > 1 and all(keys[index] in columns for index in filled):
        yield from _by_outcome(keys, found, rows, table)
    else:
        slots = tuple(table.cell_key(row, column) for row in rows for column in columns)
        separated = _separated(flat, cluster[-1][0], len(slots))
        yield separated_line(slots, separated, "") if separated else Line(slots, tuple(chain.from_iterable(found)))


def _separated(flat: FlatText, last: Hit, width: int) -> list[Item]:
    """The cells behind the header when their separators were kept, else none."""
    start, end = flat.after(last)
    stretch = flat.bared[start:end]
    for mark in "|\t":
        if stretch.count(mark) >= width - 1:
            return cells_of_strip(stretch, flat.base + start, mark)
    return []


def _by_outcome(keys: Sequence[str], found: Sequence[list[Item]], rows: Sequence[str], table: Table) -> Iterator[Line]:
    """Values stand behind the outcomes: one each when the outcomes are repeated per block, else one per block."""
    times: dict[str, int] = {}
    repeated = sum(_is_column(key, table) for key in keys) >= len(rows) * len(set(keys) - set(rows))
    for key, items in zip(keys, found, strict=True):
        if not _is_column(key, table):
            continue
        number = times[key] = times.get(key, 0) + 1
        targets = rows[number - 1 : number] if repeated else rows
        yield Line(tuple(table.cell_key(row, key) for row in targets), tuple(items))


def _is_column(key: str, table: Table) -> bool:
    return any(key == column.key for block in table.blocks for column in block.columns)
