"""The statutory forms of the annual report (年度报告格式) as dated data.

Three national forms exist: ``A2014`` (国办发〔2014〕32号, report years to 2018), ``B2019``
(国办公开办函〔2019〕60号, 2019 and 2020) and ``C2021`` (国办公开办函〔2021〕30号, from 2021).
Their cells, labels and identities (勾稽关系) live in ``law/report_forms``; this module gives them types.

A *cell key* is ``<table>.<row>.<column>``, for the one-column form A2014 ``<table>.<row>``, e.g.
``applications.new_received.total`` or ``statistics_2014_2018.proactive_total``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from gongkai.statute.sources import Source

CellKind = Literal["count", "signed", "money"]
UnitKind = Literal["department", "government", "any"]


class FormId(StrEnum):
    """Identifier of a national form; the value is the stable public name."""

    A2014 = "A2014"
    B2019 = "B2019"
    C2021 = "C2021"


class Severity(StrEnum):
    """How grave a broken rule is. Only ``error`` forbids a signature."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"  # two right figures that may count different things
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Column:
    """One value column of a block. ``aliases`` are other printed headers with the same meaning."""

    key: str
    label: str
    unit: str
    kind: CellKind = "count"
    aliases: tuple[str, ...] = ()
    group: str | None = None  # printed above several columns, e.g. 法人或其他组织


@dataclass(frozen=True, slots=True)
class Row:
    """One row that carries values.

    ``path`` are the group headings printed above it, outermost first, with their ordinals.

    ``number`` is the printed ordinal within its group ("一、", "（一）", "1.", "其中："), empty when none is printed.
    ``remark`` is printed behind the label, in brackets. ``parent`` is the key of the row of which this one is a part
    (form A2014: 当面申请数 is a part of 收到申请数); group headings without values are not parents.
    """

    key: str
    label: str
    number: str = ""
    aliases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    unit: str | None = None  # A2014: the unit is printed per row
    kind: CellKind | None = None  # overrides the column's kind
    remark: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns that share one header. A table is one or more blocks one below the other.

    ``layout``: ``grid`` = rows below each other (all but table IV);
    ``strip`` = the rows of the block stand side by side in one printed line (table IV).
    ``row_header`` is printed above the labels (信息内容), ``column_header`` above all value columns (申请人情况).
    """

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    layout: Literal["grid", "strip"] = "grid"
    row_header: str = ""
    column_header: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form: where it stands and what it counts."""

    key: str
    table: str
    row: Row
    column: Column
    unit: str
    kind: CellKind
    label: str  # the official label with the groups it stands under, readable on its own


@dataclass(frozen=True)
class Table:
    """One table of a form; ``section`` is the number of the chapter it stands in (二 = 2), 0 = annex (附表)."""

    key: str
    title: str
    section: int
    blocks: tuple[Block, ...]
    note: str = ""  # the printed note, e.g. on the identity of table III
    unit_note: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in printed order (block by block, row by row)."""
        return tuple(
            Cell(
                key=self.cell_key(row.key, column.key),
                table=self.key,
                row=row,
                column=column,
                unit=row.unit or column.unit,
                kind=row.kind or column.kind,
                label=self._label(row, column),
            )
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )

    def row(self, key: str) -> Row:
        """The row with this key. KeyError when the table has none."""
        for block in self.blocks:
            for row in block.rows:
                if row.key == key:
                    return row
        raise KeyError(key)

    def _label(self, row: Row, column: Column) -> str:
        parts = [row.label]
        parent = row.parent
        while parent:
            above = self.row(parent)
            parts.insert(0, above.label)
            parent = above.parent
        parts = [*row.path, *parts]
        if column.key != "value":
            parts.append(column.label)
        return " / ".join(parts)

    def cell_key(self, row: str, column: str) -> str:
        """``<table>.<row>.<column>``; the single column ``value`` of form A2014 is not written."""
        return f"{self.key}.{row}" if column == "value" else f"{self.key}.{row}.{column}"


@dataclass(frozen=True, slots=True)
class Identity:
    """A relation between cells of one report (勾稽关系): ``sum(left) <relation> sum(right)``; blanks count as 0."""

    id: str
    table: str
    left: tuple[str, ...]  # cell keys, summed
    relation: Literal["=", "<=", ">="]
    right: tuple[str, ...]
    severity: Severity
    basis: Source
    expression: str  # in the words of the form, Chinese
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearIdentity:
    """A relation between this year's and last year's report of the same unit: this[left] <relation> last[right]."""

    id: str
    left: tuple[str, ...]  # cell keys of the later year
    relation: Literal["=", "<="]
    right: tuple[str, ...]  # cell keys of the earlier year
    right_minus: tuple[str, ...]  # cell keys of the later year subtracted from the right side
    right_plus: tuple[str, ...]  # cell keys of the later year added to the right side
    severity: Severity
    basis: Source
    expression: str
    forms: tuple[FormId, FormId]  # (earlier, later) forms for which the relation is meant
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that the form prescribes, e.g. number 1, 总体情况."""

    number: int
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    new_every_year: bool = False  # its text may not repeat that of the year before


@dataclass(frozen=True, slots=True)
class TextRequirement:
    """Something a chapter must speak about: met when it holds one (``all``: every one) of ``phrases``."""

    id: str
    section: int
    label: str
    phrases: tuple[str, ...]
    match: Literal["any", "all"]
    unit_kind: UnitKind
    severity: Severity
    basis: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Day of the following year by which a kind of unit publishes its report (条例第四十九条)."""

    unit_kind: UnitKind
    month: int
    day: int
    basis: Source


@dataclass(frozen=True, slots=True)
class Period:
    """The days of the report year that a report counts, both included (条例第四十九条)."""

    first: tuple[int, int]  # month, day
    last: tuple[int, int]
    basis: Source

    def of(self, year: int) -> tuple[datetime.date, datetime.date]:
        """First and last day of the period in a report year."""
        return datetime.date(year, *self.first), datetime.date(year, *self.last)


@dataclass(frozen=True)
class Form:
    """One national form, complete. Get one from :mod:`gongkai.statute.report_forms`."""

    id: FormId
    short_name: str  # 2021年格式
    format_name: str  # "2008-2018", "2019-trial", "2021"
    title: str
    first_year: int  # first report year
    last_year: int | None  # last report year, None while in force
    basis: Source
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]
    deadlines: tuple[Deadline, ...]
    period: Period
    text_requirements: tuple[TextRequirement, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of all tables in printed order."""
        return tuple(cell for table in self.tables for cell in table.cells)


@dataclass(frozen=True, slots=True)
class SeriesLink:
    """How one line of a time series reads in each form; ``None`` = cannot be mapped, ``note`` says why."""

    key: str
    label: str
    unit: str
    cells: dict[FormId, tuple[str, ...] | None]  # cells to be summed
    approximate: bool
    note: str = ""
