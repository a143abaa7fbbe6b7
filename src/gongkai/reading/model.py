"""What reading a published report gives: text with offsets, tables, figures, relations, findings.

All offsets are character positions in :attr:`Document.text`, half open, so that
``document.text[span.start:span.end]`` is what was printed. Values are exact :class:`~decimal.Decimal`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from gongkai.statute.forms import FormId, Severity


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters in :attr:`Document.text`."""

    start: int
    end: int


# --- what a file holds ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph of running text. ``level`` 1–6 when the file itself marks it as a heading, else 0."""

    text: str
    span: Span
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell. A spanning cell stands once; ``rowspan``/``colspan`` say what it covers."""

    row: int
    column: int
    text: str
    span: Span
    rowspan: int = 1
    colspan: int = 1

    def __hash__(self) -> int:
        """By its place, which tells the cells of a grid apart."""
        return hash((self.row, self.column))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cell borders are known (HTML, DOCX, XLSX, ruled PDF, Markdown, aligned ``|`` lines)."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    span: Span
    page: int | None = None


BlockItem = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file after its container has been opened: text in reading order, blocks that point into it.

    The text of grids is part of ``text`` too (cells separated by tabs, rows by newlines).
    ``kind`` is html, docx, pdf, xlsx, markdown or text; ``metadata`` holds what the file says about itself
    (``title``, ``published``, ``encoding``, ``url`` …).
    """

    name: str
    kind: str
    text: str
    blocks: tuple[BlockItem, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


# --- what a report says -----------------------------------------------------------------------------------------


class CellStatus(StrEnum):
    """How a table cell is known."""

    READ = "read"  # printed at a place that is certain
    INFERRED = "inferred"  # its place was lost, identities leave only this value
    AMBIGUOUS = "ambiguous"  # several values fit; ``alternatives`` lists them
    BLANK = "blank"  # the form has the cell, it is printed empty
    ABSENT = "absent"  # the row or the table is not in the file


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell of a statutory table as it was found.

    ``value`` is None for blank and absent cells. For an ambiguous cell it is the most plausible of
    ``alternatives`` (None among them = blank) and must never be shown as certain.
    """

    key: str
    value: Decimal | None
    status: CellStatus
    raw: str = ""  # as printed
    basis: tuple[str, ...] = ()  # ids of the identities an inference rests on
    alternatives: tuple[Decimal | None, ...] = ()
    remark: str = ""  # words printed beside the number
    span: Span | None = None
    unit: str = ""  # as printed in the cell, its row label or its column header ("万元"); empty when none is printed


class FigureKind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the running text.

    ``value`` has 万/亿 multiplied out where they belong to the number of a count (70.2万件 → 702000 件); money keeps
    its printed unit (1522.63 万元); shares keep percent (99.53, "%"). None for dates, document numbers and for a
    number that is missing in print ("驳回诉讼请求件"). ``upper`` ends a range (7-15个工作日: 7 to 15).
    A negative statement (全年无…申请) gives 0 with ``negated``.
    """

    label: str
    value: Decimal | None
    unit: str
    kind: FigureKind
    text: str  # the sentence that holds it, as printed; for a negative statement the clause
    span: Span  # the number with its unit
    sentence: Span
    approximate: bool = False
    upper: Decimal | None = None
    negated: bool = False
    missing: bool = False  # a unit stands where its number should be
    section: int | None = None  # number of the chapter it stands in, None before the first
    date: datetime.date | None = None  # kind DATE
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartList:
    """A whole and the parts the text gives for it. Indexes point into :attr:`AnnualReport.figures`.

    ``stated`` is the number of parts the text announces (A、B、C 三项 → 3). ``exhaustive`` is False when the wording
    only picks some parts out (其中…, with 含/包括, "等").
    """

    whole: int | None
    parts: tuple[int, ...]
    introduced_by: str  # 其中, 含, brackets, sum, list …
    exhaustive: bool
    stated: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SectionText:
    """A chapter of the report: its heading and where its text stands."""

    number: int | None
    title: str
    heading: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the unit, as the preamble prints it; empty strings where it says nothing."""

    website: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    fax: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Under the report or under the 2014 form."""

    unit: str = ""
    signed_on: datetime.date | None = None
    responsible_person: str = ""
    reviewer: str = ""
    filled_by: str = ""
    telephone: str = ""
    filled_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A published 政府信息公开工作年度报告 as structure.

    ``form`` is None when the file is not a statutory annual report (``is_annual_report`` False) or shows no form.
    ``cells`` maps every cell key of the tables that are in the file; a table that is not in the file has no keys here
    and stands in ``missing_tables``. ``index`` is the header of the disclosure catalogue (索引号, 发布机构 …).
    """

    document: Document
    unit: str
    division: str  # 行政区划 the unit belongs to, as named in the file
    year: int | None
    form: FormId | None
    is_annual_report: bool
    title: str
    period: tuple[datetime.date, datetime.date] | None
    published: datetime.date | None
    sections: tuple[SectionText, ...]
    cells: dict[str, CellValue]
    figures: tuple[Figure, ...]
    part_lists: tuple[PartList, ...]
    contact: Contact
    signature: Signature
    index: dict[str, str]
    missing_tables: tuple[str, ...]
    truncated: bool  # the text breaks off in the middle of a sentence
    second_column: dict[str, CellValue] = field(default_factory=dict)  # provincial forms: 累计, by cell key
    warnings: tuple[str, ...] = ()


# --- what a check says ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: where it stands and what it says there."""

    label: str
    value: Decimal | None
    cells: tuple[str, ...] = ()  # cell keys
    figures: tuple[int, ...] = ()  # indexes into AnnualReport.figures
    quote: str = ""  # the sentence or the printed cell
    span: Span | None = None
    report: str = ""  # which report, when several are compared


RelationKind = Literal[
    "table", "narrative", "narrative_vs_table", "percent", "cross_year", "cross_level", "scope_difference",
    "year_conflict", "format_year", "structure", "date", "text", "blank", "residue", "info",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A rule applied to a report: confirmed (``holds``) or broken."""

    id: str  # T3.identity.total, N.granted, X.carry.total, S.heading.3 …
    kind: RelationKind
    expression: str  # in words
    arithmetic: str  # written out: "19 + 0 = 19 ≠ 20 = 20 + 0"
    left: Side
    right: Side
    holds: bool
    severity: Severity  # what it means when it does not hold
    basis: str  # article, document number, or "convention"
    has_blank_cells: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken relation, with what to do. ``fingerprint`` stays the same when the same report is checked again."""

    relation: Relation
    severity: Severity
    message: str  # one Chinese sentence a clerk understands
    hint: str = ""  # what to look at, a likely cause ("6072 − 1531 = 4541, the figure of 查阅场所")
    fingerprint: str = ""
    acknowledged: str = ""  # the reason given, empty while open


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All relations that could be tested, and the findings among them, gravest first."""

    report: AnnualReport
    confirmed: tuple[Relation, ...]
    findings: tuple[Finding, ...]
