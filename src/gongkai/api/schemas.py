"""What the open interface answers. Field descriptions are part of the published reference."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from ninja import Field, Path, Schema
from pydantic import PlainSerializer

from gongkai.reading.writers.numbers import plain

T = TypeVar("T")

Number = Annotated[Decimal, PlainSerializer(plain, return_type=int | float)]
"""An exact number, written as a plain JSON number."""


class Page(Schema, Generic[T]):
    """A page of a list."""

    count: int = Field(description="How many there are in all")
    next: str | None = Field(description="Address of the next page, null on the last")
    previous: str | None = Field(description="Address of the page before, null on the first")
    items: list[T]


class DivisionOut(Schema):
    """An administrative division (行政区划)."""

    code: str = Field(description="GB/T 2260 code, six digits")
    name: str


class OrganOut(Schema):
    """An administrative organ (行政机关)."""

    code: str = Field(description="Stable identifier: division code, hyphen, kind of organ; 530802-government")
    name: str
    short_name: str
    kind: str = Field(description="government, general_office, department or authorised")
    division: DivisionOut
    followed_by: str = Field("", description="Code of the organ that a merger has put in its place")


class ReportOut(Schema):
    """A published annual report (年度报告), without its contents."""

    id: int
    organ: str = Field(description="Code of the organ")
    organ_name: str
    year: int = Field(description="Year reported on, not year of publication")
    edition: int = Field(description="A correction after publication is a new edition")
    statutory: bool = Field(description="False: another kind of work report, shown for its figures")
    form: str | None = Field(description="A2014, B2019 or C2021; null when the report has no statutory tables")
    title: str
    origin: str = Field(description="imported; sample (real figures, own words); synthetic (invented)")
    printed_on: datetime.date | None = Field(description="Date of publication as printed in the report")
    published_at: datetime.datetime | None = Field(description="When it was published here")
    errors: int = Field(description="Findings of severity error, acknowledged ones too")
    warnings: int
    questions: int


class CellOut(Schema):
    """One cell of a statutory table."""

    key: str = Field(description="table.row.column, e.g. applications.new_received.total")
    value: Number | None = Field(description="null = printed blank; an ambiguous cell gives its most plausible value")
    status: str = Field(description="read, inferred, ambiguous, blank or absent")
    raw: str = Field(description="As printed")
    alternatives: list[Number | None] = Field(description="Every value that fits an ambiguous cell")
    confirmed: bool = Field(description="Settled by a person")


class CellOfReportOut(CellOut):
    """One cell with the report it stands in."""

    report: int
    organ: str
    organ_name: str
    year: int


class FigureOut(Schema):
    """One figure of the running text."""

    label: str
    value: Number | None
    upper: Number | None = Field(description="End of a range")
    unit: str
    kind: str = Field(description="count, money, share, date or document_number")
    approximate: bool
    text: str = Field(description="The clause that holds it, as printed")
    section: int | None = Field(description="Number of the chapter")


class FindingOut(Schema):
    """A relation that does not hold."""

    report: int
    rule: str = Field(description="Stable rule identifier, e.g. T3.identity.total")
    kind: str
    severity: str = Field(description="error, warning, question or info")
    message: str
    hint: str
    expression: str
    arithmetic: str = Field(description="The sum written out")
    basis: str = Field(description="Article or document")
    sides: list[dict[str, Any]] = Field(description="Both sides: label, value, cells, quote, offsets")
    fingerprint: str = Field(description="Stays the same when the same report is checked again")
    acknowledged_reason: str


class Problem(Schema):
    """Why a question cannot be answered."""

    detail: str


class Misunderstanding(Schema):
    """One parameter that was not understood."""

    type: str = Field(description="Kind of mistake, for programs")
    loc: list[str | int] = Field(description="Where: query or path, then the names down to the parameter")
    msg: str = Field(description="What is wrong, for people")


class Misunderstood(Schema):
    """Why a question was not understood."""

    detail: list[Misunderstanding]


REFUSED = {422: Misunderstood}
"""What every address may answer: a parameter it does not understand or does not have."""
MISSING = {404: Problem, **REFUSED}
"""What an address of one thing may answer besides."""

OrganCode: TypeAlias = Annotated[str, Path(description="Code of an organ: 530802-government")]
DocumentId: TypeAlias = Annotated[int, Path(description="Number of a document, its id in the lists")]
