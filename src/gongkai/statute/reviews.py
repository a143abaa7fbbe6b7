"""Results of reconsideration and lawsuits and where they count: table IV; ``law/applications/reviews.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.sources import SourceRef

ReviewKind = Literal["reconsideration", "lawsuit", "lawsuit_after_reconsideration"]
Column = Literal["upheld", "corrected", "other", "pending"]


class Result(LawModel):
    """How a case ended, and the column it counts in."""

    id: str
    label: str
    of: Literal["reconsideration", "lawsuit"]
    column: Column
    source: SourceRef


class _Cells(LawModel):
    form: FormId
    kind: ReviewKind
    table: str
    row: str = ""
    cells: Mapping[Column, str] = {}


class _File(LawModel):
    cells: tuple[_Cells, ...]
    results: tuple[Result, ...]


@cache
def _file() -> _File:
    return load(_File, "applications/reviews.yaml")


def results(kind: ReviewKind) -> tuple[Result, ...]:
    """The results that a case of this kind can have."""
    of = "reconsideration" if kind == "reconsideration" else "lawsuit"
    return tuple(item for item in _file().results if item.of == of)


def result_cell(kind: ReviewKind, result_id: str, year: int) -> str | None:
    """The cell of the report of ``year`` in which a case counts; ``""`` as result = still pending on 31 December.

    None where the form has no place for it (the form of 2014 does not count pending cases).

    Raises:
        LawDataError: a case of this kind cannot end so.
        LookupError: no form was prescribed for that year.
    """
    form = form_for_year(year).id
    place = next(item for item in _file().cells if item.form is form and item.kind == kind)
    column = _column(kind, result_id)
    if place.row:
        return f"{place.table}.{place.row}.{column}"
    cell = place.cells.get(column)
    return f"{place.table}.{cell}" if cell else None


def _column(kind: ReviewKind, result_id: str) -> Column:
    if not result_id:
        return "pending"
    for item in results(kind):
        if item.id == result_id:
            return item.column
    raise LawDataError(f"没有这种审理结果：{result_id}")
