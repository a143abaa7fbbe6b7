"""Tables in running text: one cell a line, rows with separators, or everything in one line.

The labels are found wherever they stand; what is printed between one label and the next belongs to the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, pairwise

from gongkai.reading.model import Span
from gongkai.reading.tables.cellnumber import UNIT, halfwidth
from gongkai.reading.tables.chains import RowHit, Surroundings, best_chain
from gongkai.reading.tables.detached import deal_out
from gongkai.reading.tables.headers import column_order, cumulative_first
from gongkai.reading.tables.labels import Hit, Vocabulary, mask_remarks
from gongkai.reading.tables.named import named_lines
from gongkai.reading.tables.parts import Item, Line, TableReading, scan_items, second_column
from gongkai.reading.tables.separated import cells_after, separated_line, stand_alone
from gongkai.reading.tables.strips import read_strips
from gongkai.statute.forms import Block, Table

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LABEL_PART = re.compile(  # numbers inside are values, ordinals are not
    r"(?!(?<=\s)[+-]\d)[^\d|\t\n]|(?<![\d.])\d(?=[.、](?!\d))"
)
_ORDINAL = re.compile(r"(?:\(? ?(?:(?<!\d)\d{1,2}|[一二三四五六七八九十]{1,3}) ?[.、)]|[①-⑳]|其 ?中 ?[::]?)\s*$")
_CLOSING = re.compile(r"[”’\"'』」》)：:。;，,]+")
_LABEL_END = re.compile(rf"$|[\s|(\d]|[”’\"'』」》:]|(?:{UNIT})[\s|\d]", re.MULTILINE)
_FEW_WORDS = 4  # "单位：件" between a header and its table
_FEW_ROWS = 3  # they show nothing that is usual
_MOST = 0.8
_HEADER_REACH = 300  # characters before the first row in which the header stands


@dataclass(frozen=True)
class FlatText:
    """A stretch of running text with the labels found in it. ``base`` is its offset in the document."""

    text: str
    base: int
    hits: tuple[Hit, ...]

    @classmethod
    def of(cls, text: str, base: int, vocabulary: Vocabulary) -> FlatText:
        return cls(halfwidth(text), base, tuple(vocabulary.find(text)))._with_merged_labels()

    def _with_merged_labels(self) -> FlatText:
        """A label printed several times in succession, once for each cell it spans, taken as one."""
        plain = mask_remarks(self.text)
        merged: list[Hit] = []
        for hit in self.hits:
            before = merged[-1] if merged else None
            if before and before.bare == hit.bare and not plain[before.end : self.starts[hit.start]].strip(" \n\t|"):
                merged[-1] = replace(before, end=hit.end)
            else:
                merged.append(hit)
        return replace(self, hits=tuple(merged))

    @cached_property
    def around(self) -> Surroundings:
        covered = bytearray(len(self.text))
        for hit in self.hits:
            covered[hit.start : hit.end] = b"1" * (hit.end - hit.start)
        plain = mask_remarks(self.text)
        unknown = [0, *accumulate(int(not covered[i] and bool(_CHINESE.match(c))) for i, c in enumerate(plain))]
        free = frozenset(hit.start for hit in self.hits if self._stands_free(hit, covered))
        return Surroundings(unknown, free)

    def _stands_free(self, hit: Hit, covered: bytearray) -> bool:
        start = self.starts[hit.start]
        numbered = start < hit.start
        before = start == 0 or numbered or bool(covered[start - 1]) or not _CHINESE.match(self.text[start - 1])
        after = hit.end < len(covered) and bool(covered[hit.end])
        return before and (after or bool(_LABEL_END.match(self.text, hit.end)))

    @cached_property
    def starts(self) -> dict[int, int]:
        """Start of each hit with its ordinal ("2.") included, by the start of its words."""
        return {hit.start: self._with_ordinal(hit) for hit in self.hits}

    def _with_ordinal(self, hit: Hit) -> int:
        before = self.text[max(0, hit.start - 8) : hit.start]
        for ordinal in {label.ordinal for label in hit.labels if label.ordinal.isdigit()}:
            if match := re.search(rf"{ordinal}\s*[.、,)]\s*$|(?<![\d.]){ordinal}$", before):
                return hit.start - len(before) + match.start()
        match = _ORDINAL.search(before)
        return hit.start if match is None else hit.start - len(before) + match.start()

    @cached_property
    def bared(self) -> str:
        """The text with labels and their remarks blanked out, digits and separators left."""
        plain = mask_remarks(self.text)
        pieces, at = [], 0
        for hit in self.hits:
            start = max(self.starts[hit.start], at)
            pieces += [
                plain[at:start],
                " " * max(0, hit.start - start),
                _LABEL_PART.sub(" ", plain[hit.start : hit.end]),
            ]
            at = hit.end
            if closing := _CLOSING.match(plain, at):
                pieces.append(" " * len(closing[0]))
                at = closing.end()
        return "".join([*pieces, plain[at:]])

    def after(self, hit: Hit) -> tuple[int, int]:
        """Where what belongs to a label stands: up to the next label of any kind."""
        index = self.hits.index(hit)
        end = self.starts[self.hits[index + 1].start] if index + 1 < len(self.hits) else len(self.text)
        return hit.start, end

    def items(self, start: int, end: int) -> list[Item]:
        """The first run of items between two places."""
        runs = scan_items(self.bared[start:end], self.base + start)
        return runs[0] if runs else []


def read_flat(text: str, base: int, vocabulary: Vocabulary) -> list[TableReading]:
    """All printings of all tables of a form in a stretch of running text; ``base`` is its offset in the document."""
    flat = FlatText.of(text, base, vocabulary)
    readings: list[TableReading] = []
    for table in vocabulary.form.tables:
        if any(block.layout == "strip" for block in table.blocks):
            readings += read_strips(flat, table)
        else:
            readings += _printings(flat, table)
    return readings


def _printings(flat: FlatText, table: Table) -> Iterator[TableReading]:
    left = list(flat.hits)
    rows = sum(len(block.rows) for block in table.blocks)
    while found := best_chain(left, table.key, flat.around):
        free = [row for row in found if row.hit.start in flat.around.free]
        if len(free) < max(2, rows // 5):
            return
        yield _TableText(flat, table, found).reading()
        first, last = found[0].hit.start, found[-1].hit.end
        left = [hit for hit in left if not first <= hit.start < last]


@dataclass(frozen=True)
class _TableText:
    """One printing of one table: its rows found, its items still to be put into slots."""

    flat: FlatText
    table: Table
    chain: Sequence[RowHit]

    def reading(self) -> TableReading:
        slots = [self._slots(row) for row in self.chain]
        if named := named_lines(self.flat, self.table, self.chain):
            lines = named
        elif self._separator(slots):
            lines = [self._separated(row, names) for row, names in zip(self.chain, slots, strict=True)]
        else:
            lines = self._lines(slots)
        begin = self.flat.base + self.flat.starts[self.chain[0].hit.start]
        last = max([self.flat.base + self.chain[-1].hit.end, *(item.span.end for line in lines for item in line.items)])
        return TableReading(self.table.key, Span(begin, last), lines=lines)

    # --- slots

    def _slots(self, row: RowHit) -> tuple[str, ...]:
        block = self.table.blocks[row.row.block]
        keys = tuple(self.table.cell_key(row.row.key, column) for column in self._columns[row.row.block])
        if len(block.columns) > 1 or self._cumulative is None:
            return keys
        second = tuple(second_column(key) for key in keys)
        return (*second, *keys) if self._cumulative else (*keys, *second)

    @cached_property
    def _columns(self) -> dict[int, tuple[str, ...]]:
        return {number: self._column_order(number, block) for number, block in enumerate(self.table.blocks)}

    def _column_order(self, number: int, block: Block) -> tuple[str, ...]:
        first = next((row.hit.start for row in self.chain if row.row.block == number), self.chain[0].hit.start)
        earlier = [row.hit.end for row in self.chain if row.hit.end <= first]
        begin = max([first - _HEADER_REACH, *earlier[-1:]])
        header = [hit for hit in self.flat.hits if begin <= hit.start < first]
        sums = self._shows_sums(number)
        return column_order(header, block, self.table.key, number, self._usual_width(number), sums=sums)

    def _usual_width(self, number: int) -> int:
        """How many values most rows of a block hold; 0 when no number of them prevails."""
        rows = [row for row in self.chain if row.row.block == number]
        widths = Counter(len(self.flat.items(*self.flat.after(row.hit))) for row in rows)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return width if len(rows) > _FEW_ROWS and times > len(rows) * _MOST and width == max(widths) else 0

    def _shows_sums(self, number: int) -> bool:
        """Whether most rows of a block that hold anything end in the sum of their other values."""
        rows = [row for row in self.chain if row.row.block == number]
        values = [[item.value or 0 for item in self.flat.items(*self.flat.after(row.hit))] for row in rows]
        ends = [len(row) > 1 and row[-1] == sum(row[:-1]) for row in values if any(row)]
        return not ends or 2 * sum(ends) > len(ends)

    @cached_property
    def _cumulative(self) -> bool | None:
        first = self.flat.starts[self.chain[0].hit.start]
        return cumulative_first(self.flat.text[max(0, first - _HEADER_REACH) : first])

    # --- cells with separators

    def _separator(self, slots: Sequence[tuple[str, ...]]) -> str:
        begin, end = self.chain[0].hit.start, self.flat.after(self.chain[-1].hit)[1]
        printed = self.flat.text[begin:end]
        needed = 0.9 * sum(map(len, slots))
        return next((mark for mark in "|\t" if printed.count(mark) >= needed), "")

    def _separated(self, row: RowHit, slots: tuple[str, ...]) -> Line:
        start, end = self.flat.after(row.hit)
        if self._separator_mark not in self.flat.bared[start:end]:
            return Line(slots, tuple(self.flat.items(start, end)))
        items = cells_after(self.flat.bared[start:end], self.flat.base + start, self._separator_mark, lone=self._lone)
        return separated_line(slots, items, self._separator_mark)

    @cached_property
    def _separator_mark(self) -> str:
        return self._separator([self._slots(row) for row in self.chain])

    @cached_property
    def _lone(self) -> bool:
        return stand_alone(self.flat.text[self.chain[0].hit.start : self.chain[-1].hit.end])

    # --- cells without separators

    def _lines(self, slots: Sequence[tuple[str, ...]]) -> list[Line]:
        found = [self.flat.items(*self.flat.after(row.hit)) for row in self.chain]
        ahead = [self._items_ahead(row) for row in self.chain]
        if not any(found) and not any(ahead):
            return self._columns_below(slots)
        if ahead[0] and not any(found):
            found[-1] = ahead[0]
        elif any(map(_holds_number, ahead)) and not found[-1]:
            starts = self.flat.starts
            between = [self.flat.items(one.hit.end, starts[two.hit.start]) for one, two in pairwise(self.chain)]
            found = [ahead[0], *between]
        return deal_out(found, slots, self.flat)

    def _columns_below(self, slots: Sequence[tuple[str, ...]]) -> list[Line]:
        """Values printed column by column below all labels, each column under its header; else rows of nothing.

        Where the headers below are not those of the form, any of the values may stand anywhere.
        """
        blocks = {row.row.block for row in self.chain}
        wanted = [(number, column.key) for number in sorted(blocks) for column in self.table.blocks[number].columns]
        below: dict[tuple[int, str], tuple[Item, ...]] = {}
        for hit in self.flat.hits:
            labels = [label for label in hit.labels if label.table == self.table.key]
            if hit.start < self.chain[-1].hit.end:
                continue
            if not labels:
                break
            named = [(label.block, label.key) for label in labels if label.kind == "column"]
            column = next((name for name in named if name in wanted and name not in below), None)
            if column:
                below[column] = tuple(self.flat.items(*self.flat.after(hit)))
        if not any(below.values()):
            return [Line(names, ()) for names in slots]
        if len(below) == len(wanted):
            rows = {number: [row.row.key for row in self.chain if row.row.block == number] for number in blocks}
            return [
                Line(tuple(self.table.cell_key(row, key) for row in rows[number]), items)
                for (number, key), items in below.items()
            ]
        everything = tuple(chain.from_iterable(below.values()))
        return [Line((slot,), everything) for names in slots for slot in names]

    def _items_ahead(self, row: RowHit) -> list[Item]:
        """Items printed between a header and a row label below it: each row's numbers stand before its label."""
        start = self.flat.starts[row.hit.start]
        before = next((hit for hit in reversed(self.flat.hits) if hit.end <= start), None)
        begin = before.end if before else 0
        unknown = self.flat.around.unknown
        if unknown[start] - unknown[begin] > _FEW_WORDS or (before and before.start in self._row_starts):
            return []
        return self.flat.items(begin, start)

    @cached_property
    def _row_starts(self) -> frozenset[int]:
        return frozenset(row.hit.start for row in self.chain)


def _holds_number(items: Sequence[Item]) -> bool:
    """Whether there is more than the dashes behind the heading of a group, which has no value."""
    return any(item.value is not None or item.glued for item in items)
