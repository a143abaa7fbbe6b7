"""The printed labels of a form as a vocabulary, and where they occur in a text.

Labels are compared *bare*: only their Chinese characters, remarks in brackets left out, so that ordinals, line breaks,
quotation marks and spaces do not matter. What a label means (row or column, which table) follows from its surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from gongkai.reading.tables.cellnumber import halfwidth
from gongkai.statute.forms import Form, FormId, Row, Table
from gongkai.statute.report_forms import form

Kind = Literal["row", "column", "row group", "column group", "title"]

_REMARK = re.compile(r"\([^()]{4,100}\)|\([^()]*(?:单位|万元)[^()]*\)|\(元\)")
_REMARK_OF_LABEL = re.compile(rf"(?<![\d])(?:{_REMARK.pattern})")
_LONE_NUMBER = re.compile(r"(?<!\S)[+-]?\d[\d,.]*(?!\S)")
_NOT_CHINESE = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff]")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ORDINAL = re.compile(r"^\s*(?:\(?\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)、.]+|[①-⑳]|其中[::]?)\s*")
_PAGE_LINE = re.compile(
    r"^[ \t]*(?:[-—–―~·]+ ?\d{1,3} ?[-—–―~·]+|第 ?\d{1,3} ?页.{0,12}|\d{1,3} ?/ ?\d{1,3})[ \t]*$", re.MULTILINE
)
_SENTENCE = re.compile(r"\d|。")
_HEADING = "情况"
_PIECE = re.compile(r"[^\n|\t\d]{5,}")
_FREE_LENGTH = 4
_FUZZY_CUTOFF = 80
_FUZZY_MARGIN = 8  # by which the nearest label must be nearer than any other
_FUZZY_LENGTH = 5  # shorter labels differ from each other by too few characters


@dataclass(frozen=True, slots=True)
class Label:
    """One meaning of a printed label. ``key`` is the row's or column's key, empty for groups and titles."""

    kind: Kind
    table: str
    block: int
    key: str = ""
    order: int = 0  # place of a row within its table
    ordinal: str = ""  # Arabic number printed before a row ("2" of "2."), which is no value


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in a text: ``[start, end)`` in that text, and everything it may mean."""

    start: int
    end: int
    bare: str
    labels: tuple[Label, ...]


@lru_cache(maxsize=1_000)  # the labels of the forms, in report after report
def bare(text: str) -> str:
    """Only the Chinese characters of a label, without ordinal and bracketed remark."""
    plain = _REMARK.sub("", _ORDINAL.sub("", halfwidth(text)))
    return _NOT_CHINESE.sub("", plain)


class Vocabulary:
    """All labels of one form. Build it with :func:`vocabulary`."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.meanings: dict[str, tuple[Label, ...]] = {}
        self.with_group: dict[str, Label] = {}
        """Rows by their group and label in one ("行政诉讼—复议后起诉"), for whole cells only: between the two parts of
        a running text the numbers of the group may stand."""
        blocks = [block for table in form.tables for block in table.blocks]
        labels = [row.label for block in blocks for row in block.rows] + [
            c.label for block in blocks for c in block.columns
        ]
        self.official = frozenset(map(bare, labels))
        for table in form.tables:
            self._add_table(table)

    def _add(self, text: str, label: Label) -> None:
        name = bare(text)
        known = self.meanings.get(name, ())
        if name and label not in known:
            self.meanings[name] = (*known, label)

    def _add_table(self, table: Table) -> None:
        for title in (table.title, *table.aliases):
            self._add(title, Label("title", table.key, 0))
        order = 0
        for number, block in enumerate(table.blocks):
            for heading in (block.heading, block.row_header, block.column_header):
                self._add(heading, Label("title", table.key, number))
            for column in block.columns:
                for name in (column.label, *column.aliases):
                    self._add(name, Label("column", table.key, number, column.key))
                self._add(column.group or "", Label("column group", table.key, number))
            for row in block.rows:
                self._add_row(table.key, number, row, order)
                order += 1

    def _add_row(self, table: str, block: int, row: Row, order: int) -> None:
        for name in (row.label, *row.aliases):
            self._add(name, Label("row", table, block, row.key, order, row.number.strip(".")))
        for group in row.path:
            self._add(group, Label("row group", table, block))
            for name in (row.label, *row.aliases):
                label = Label("row", table, block, row.key, order, row.number.strip("."))
                self.with_group.setdefault(bare(group) + bare(name), label)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.meanings, key=len, reverse=True))))

    @cached_property
    def _long(self) -> list[str]:
        return [name for name in self.meanings if len(name) >= _FUZZY_LENGTH]

    def lookup(self, text: str) -> tuple[Label, ...]:
        """What a whole cell's text may mean, empty = no label. Misprints are forgiven when one label is nearest."""
        name = bare(text)
        if name not in self.meanings and name in self.with_group:
            return (self.with_group[name],)
        if name in self.meanings or len(name) < _FUZZY_LENGTH or len(name) > 2 * max(map(len, self._long)):
            return self.meanings.get(name, ())
        if _SENTENCE.search(_ORDINAL.sub("", _REMARK.sub("", halfwidth(text)))):
            return ()  # 全年主动公开政府信息325条。 is no misprinted label
        near = process.extract(name, self._long, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF, limit=6)
        if not near or name.endswith(_HEADING) != near[0][0].endswith(_HEADING):
            return ()  # 主动公开政府信息情况 heads a chapter, 主动公开政府信息数 a row
        meaning, best = self.meanings[near[0][0]], near[0][1]
        rivals = [score for found, score, _ in near if self.meanings[found] != meaning]
        return meaning if best - max(rivals, default=0) >= _FUZZY_MARGIN else ()

    def find(self, text: str) -> list[Hit]:
        """Every label in a running text, longest first, not overlapping, also across line breaks and numbers.

        A name of two or three characters counts only where it stands free (a line, a cell) or beside another label.
        """
        masked = _REMARK.sub(_spaces, halfwidth(text))
        places = [match.start() for match in _CHINESE.finditer(masked)]
        letters = "".join(masked[place] for place in places)
        matches = list(self._pattern.finditer(letters))
        hits = [
            Hit(places[match.start()], places[match.end() - 1] + 1, match[0], self.meanings[match[0]])
            for match in matches
            if len(match[0]) >= _FREE_LENGTH or _stands_free(match, matches, places)
        ]
        return sorted([*hits, *self._misprinted(masked, hits)], key=lambda hit: hit.start)

    def _misprinted(self, masked: str, hits: list[Hit]) -> Iterator[Hit]:
        """Lines without a known label that come near enough to one."""
        taken = bytearray(len(masked))
        for hit in hits:
            taken[hit.start : hit.end] = b"1" * (hit.end - hit.start)
        for piece in _PIECE.finditer(masked):
            if any(taken[piece.start() : piece.end()]) or not (labels := self.lookup(piece[0])):
                continue
            yield Hit(piece.start(), piece.end(), bare(piece[0]), labels)


def mask_remarks(plain: str) -> str:
    """Blank out page numbers and bracketed remarks, but not those beside a number, which belong to the number.

    Numbers that a line break has put into the middle of a remark are the values of its row.
    """
    plain = _PAGE_LINE.sub(_spaces, plain)
    return _REMARK_OF_LABEL.sub(lambda remark: _spaces(remark) if "\n" not in remark[0] else _numbers(remark[0]), plain)


def _numbers(remark: str) -> str:
    """Only the numbers that stand alone, at their places."""
    kept = list(" " * len(remark))
    for number in _LONE_NUMBER.finditer(remark):
        kept[number.start() : number.end()] = number[0]
    return "".join(kept)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _stands_free(match: re.Match[str], matches: list[re.Match[str]], places: list[int]) -> bool:
    ends = {other.end() for other in matches if other is not match}
    starts = {other.start() for other in matches if other is not match}
    first, last = match.start(), match.end() - 1
    free_before = first == 0 or places[first - 1] != places[first] - 1 or first in ends
    free_after = last + 1 == len(places) or places[last + 1] != places[last] + 1 or last + 1 in starts
    return free_before and free_after


@cache
def vocabulary(form_id: FormId) -> Vocabulary:
    """The vocabulary of a national form."""
    return Vocabulary(form(form_id))
