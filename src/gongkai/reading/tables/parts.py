"""What the two readers (grids, flattened text) hand over: printed items, and the slots of the form they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gongkai.reading.model import Span
from gongkai.reading.tables.cellnumber import UNIT, parse_cell_number
from gongkai.reading.tables.signature import FIELD_LABEL

CUMULATIVE = "cumulative:"
"""Prefix of the slot of a second value column (累计) beside the cell key of the first."""

_CHAPTER = r"(?<=\d)[一二三四五六七八九]、"
_CHUNK = re.compile(  # a signature and a chapter begin a new one
    rf"[^\s|](?:(?!{FIELD_LABEL}|{_CHAPTER})[^\s|])*(?:\([^()\n]*\))?"
)
_GLUED = re.compile(r"^[+-]?0\d|\d[+-]\d|\d{8,}")
_SENTENCE = re.compile(r"。|(?:[^\u3400-\u9fff]*[\u3400-\u9fff]){25}")
_LEADING_UNITS = re.compile(rf"^(?:{UNIT})+(?=[\d+-])")
_WORDS = re.compile(r"[\u3400-\u9fff]{2,}")
_UNITS = re.compile(rf"(?:{UNIT})")
_POINT = re.compile(r"[、.·,。]")  # left of an ordinal or of a list


@dataclass(frozen=True, slots=True)
class Item:
    """A printed number or a printed blank. ``glued``: separators between several numbers were lost in ``raw``."""

    value: Decimal | None
    raw: str
    span: Span
    remark: str = ""
    unit: str = ""
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Items in printed order for slots (cell keys) in printed order. Fewer items than slots: blanks were lost."""

    slots: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(slots=True)
class TableReading:
    """One printed occurrence of a table of the form: ``fixed`` where each place is certain, ``lines`` where not yet."""

    table: str
    span: Span
    fixed: dict[str, Item] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many printed cells it explains."""
        return len(self.fixed) + sum(min(len(line.items), len(line.slots)) for line in self.lines)

    @property
    def slots(self) -> set[str]:
        """All cells of the form that this occurrence prints, filled or blank."""
        return {*self.fixed, *(slot for line in self.lines for slot in line.slots)}

    @property
    def filled(self) -> set[str]:
        """The same without the rows that hold nothing."""
        return {*self.fixed, *(slot for line in self.lines if line.items for slot in line.slots)}


def item_of(text: str, start: int) -> Item | None:
    """The item a whole cell holds, None when it holds something else."""
    number = parse_cell_number(text)
    if number is None:
        return None
    bare = text.strip()
    lead = len(text) - len(text.lstrip())
    span = Span(start + lead, start + lead + len(bare))
    glued = number.value is not None and bool(_GLUED.search(bare.partition("(")[0].replace(",", "")))
    return Item(number.value, bare, span, number.remark, number.unit, glued)


def scan_items(text: str, start: int) -> list[list[Item]]:
    """Items of a stretch of text in runs; other words end a run, a sentence ends all. ``start``: its offset.

    Blank marks ("—", "/") count as items; a run of digits and signs without separators becomes one glued item.
    """
    runs: list[list[Item]] = [[]]
    for chunk in _CHUNK.finditer(text):
        items = list(_items_of_chunk(chunk[0], start + chunk.start()))
        if not items and _SENTENCE.search(chunk[0]):
            break
        runs[-1].extend(items)
        if not items and _WORDS.search(chunk[0]) and not _UNITS.fullmatch(chunk[0]) and runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _items_of_chunk(chunk: str, start: int) -> Iterator[Item]:
    units = _LEADING_UNITS.match(chunk)
    if units:
        chunk, start = chunk[units.end() :], start + units.end()
    item = item_of(chunk, start)
    if item is not None and not _UNITS.fullmatch(chunk) and not _POINT.fullmatch(chunk):
        yield item
    elif re.fullmatch(r"[\d+\-,.]*\d[\d+\-,.]*", chunk):
        yield Item(None, chunk, Span(start, start + len(chunk)), glued=True)


def second_column(slot: str) -> str:
    """The slot of the cumulative column beside a cell."""
    return CUMULATIVE + slot


def without_glue(item: Item) -> Item:
    """The same item taken as one number after all."""
    return replace(item, glued=False)
