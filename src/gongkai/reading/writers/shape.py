"""The shape of the JSON a report is written as: the types the published JSON Schema is generated from.

``tables``, ``narrative``, ``relations`` and ``findings`` use plain JSON numbers, null for a blank cell,
percent as printed. Spans are ``[start, end)`` character positions in ``document.text``. Dates are ISO 8601.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from gongkai.reading.model import CellStatus, FigureKind, RelationKind
from gongkai.statute.forms import FormId, Severity

SCHEMA_VERSION: Literal[1] = 1

Number = int | float
SpanJson = tuple[int, int]
FormatName = Literal["2008-2018", "2019-trial", "2021", "none"]


class CellJson(TypedDict):
    """One table cell and how it is known.

    ``alternatives`` lists what an ambiguous cell may hold; ``unit`` is there when the file prints one.
    """

    value: Number | None
    status: CellStatus
    unit: NotRequired[str]
    raw: NotRequired[str]
    basis: NotRequired[list[str]]
    alternatives: NotRequired[list[Number | None]]
    remark: NotRequired[str]
    span: NotRequired[SpanJson]


class FigureJson(TypedDict):
    """One figure of the running text; ``figure`` is its place among all figures, to which part lists point.

    ``value`` of a range is written ``"7-15"``, with ``lower`` and ``upper`` beside it; it is null where the number is
    missing in print.
    """

    figure: int
    label: str
    value: Number | str | None
    unit: str
    kind: FigureKind
    text: str
    span: SpanJson
    sentence: SpanJson
    lower: NotRequired[Number]
    upper: NotRequired[Number]
    approx: NotRequired[bool]
    negated: NotRequired[bool]
    missing: NotRequired[bool]
    section: NotRequired[int]
    date: NotRequired[str]
    maps_to: NotRequired[str]
    note: NotRequired[str]


class PartListJson(TypedDict):
    """A whole and its parts, as places among all figures (``FigureJson.figure``)."""

    whole: int | None
    parts: list[int]
    introduced_by: str
    exhaustive: bool
    stated: int | None
    span: SpanJson | None


class SectionJson(TypedDict):
    """A chapter: where its heading and its text stand."""

    number: int | None
    title: str
    heading: SpanJson
    body: SpanJson


class ContactJson(TypedDict):
    """How to reach the unit; empty strings where the report says nothing."""

    website: str
    address: str
    postcode: str
    telephone: str
    fax: str
    email: str


class SignatureJson(TypedDict):
    """Who signed, reviewed and filled in; empty strings and null where the report says nothing."""

    unit: str
    signed_on: str | None
    responsible_person: str
    reviewer: str
    filled_by: str
    telephone: str
    filled_on: str | None


class ParagraphJson(TypedDict):
    """A paragraph; ``text`` only where it differs from the document's text at ``span``."""

    span: SpanJson
    text: NotRequired[str]
    level: NotRequired[int]
    page: NotRequired[int]


class GridCellJson(TypedDict):
    """A printed cell of a table with known borders."""

    row: int
    column: int
    span: SpanJson
    text: NotRequired[str]
    rowspan: NotRequired[int]
    colspan: NotRequired[int]


class GridJson(TypedDict):
    """A table with known borders."""

    rows: int
    columns: int
    cells: list[GridCellJson]
    span: SpanJson
    page: NotRequired[int]


class DocumentJson(TypedDict):
    """The file the report was read from; ``blocks`` are left out on request."""

    name: str
    kind: str
    text: str
    metadata: dict[str, str]
    warnings: list[str]
    blocks: NotRequired[list[ParagraphJson | GridJson]]


class SideJson(TypedDict):
    """One side of a relation: what it says and where."""

    label: str
    value: Number | None
    cells: list[str]
    figures: list[int]
    quote: str
    span: SpanJson | None
    report: str


class RelationJson(TypedDict):
    """A rule that could be tested, confirmed (``holds``) or broken."""

    id: str
    kind: RelationKind
    expr: str
    lhs: Number | None
    rhs: Number | None
    holds: bool
    arithmetic: str
    severity: Severity
    basis: str
    sides: tuple[SideJson, SideJson]
    has_blank_cells: bool
    note: str


class FindingJson(TypedDict):
    """A broken relation with what to do; ``relation`` is its id, ``acknowledged`` the reason given (empty = open)."""

    relation: str
    kind: RelationKind
    severity: Severity
    expr: str
    lhs: Number | None
    rhs: Number | None
    message: str
    hint: str
    arithmetic: str
    basis: str
    sides: tuple[SideJson, SideJson]
    has_blank_cells: bool
    note: str
    rule_severity: Severity
    fingerprint: str
    acknowledged: str


TableJson = dict[str, Number | str | dict[str, Number | str | None] | None]


class ReportJson(TypedDict):
    """One published annual report. ``relations`` and ``findings`` are there once it has been checked."""

    schema_version: Literal[1]
    unit: str
    division: str
    year: int | None
    format: FormatName
    form: FormId | None
    is_annual_report: bool
    title: str
    statistics_period: tuple[str, str] | None
    published: str | None
    tables: dict[str, TableJson]
    cells: dict[str, CellJson]
    second_column: dict[str, CellJson]
    narrative: list[FigureJson]
    mentions: list[FigureJson]
    part_lists: list[PartListJson]
    sections: list[SectionJson]
    contact: ContactJson
    signature: SignatureJson
    index: dict[str, str]
    missing_tables: list[str]
    truncated: bool
    warnings: list[str]
    document: DocumentJson
    relations: NotRequired[list[RelationJson]]
    findings: NotRequired[list[FindingJson]]
