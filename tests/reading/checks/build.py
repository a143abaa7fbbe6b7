"""Reports made by hand for the tests of the checker: text is really read, cells are given."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.reading.figures import read_figures
from gongkai.reading.model import (
    AnnualReport,
    CellStatus,
    CellValue,
    CheckResult,
    Contact,
    Document,
    Finding,
    Paragraph,
    SectionText,
    Signature,
    Span,
)
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form

ORGANISATIONS = ("company", "research", "charity", "legal_service", "other_org")
APPLICANTS = ("natural_person", *ORGANISATIONS)
USUAL_YEAR = {FormId.A2014: 2017, FormId.B2019: 2020, FormId.C2021: 2022, None: 2022}
FLOW = ("new_received", "carried_over", "results_total", "carried_forward")
_CHAPTER = re.compile(r"^([一二三四五六])、(.+)$", re.MULTILINE)

Values = Mapping[str, int | None]


def document(text: str) -> Document:
    """A document of plain paragraphs."""
    lines = tuple(Paragraph(m.group(), Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text))
    return Document("report.txt", "text", text, lines)


def chapters(text: str) -> tuple[SectionText, ...]:
    """Chapters that begin with 一、二、… on a line of their own."""
    heads = list(_CHAPTER.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(
        SectionText("一二三四五六".index(head[1]) + 1, head[2], Span(head.start(), head.end()), Span(head.end(), end))
        for head, end in zip(heads, ends, strict=False)
    )


def cells_of(form_id: FormId, values: Values) -> dict[str, CellValue]:
    """All cells of the form; those not given are 0, those given as None are blank."""
    return {cell.key: cell_value(cell.key, values.get(cell.key, 0)) for cell in form(form_id).cells}


def cell_value(key: str, value: int | str | None) -> CellValue:
    if value is None:
        return CellValue(key, None, CellStatus.BLANK)
    return CellValue(key, Decimal(value), CellStatus.READ, raw=str(value))


def report(
    text: str = "",
    values: Values | None = None,
    *,
    form_id: FormId | None = FormId.C2021,
    unit: str = "青溪县教育局",
    year: int | None = None,
) -> AnnualReport:
    """A report with this text; with tables when ``values`` are given."""
    year = year or USUAL_YEAR[form_id]
    doc, sections = document(text), chapters(text)
    read = read_figures(doc, sections)
    tables = form(form_id).tables if form_id else ()
    return AnnualReport(
        document=doc,
        unit=unit,
        division="青溪县",
        year=year,
        form=form_id,
        is_annual_report=form_id is not None,
        title=f"{unit}{year}年政府信息公开工作年度报告",
        period=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),
        published=None,
        sections=sections,
        cells={} if values is None or form_id is None else cells_of(form_id, values),
        figures=read.figures,
        part_lists=read.part_lists,
        contact=Contact(),
        signature=Signature(),
        index={},
        missing_tables=tuple(table.key for table in tables) if values is None else (),
        truncated=False,
    )


def with_cell(base: AnnualReport, key: str, cell: CellValue) -> AnnualReport:
    """The same report with another cell."""
    return replace(base, cells={**base.cells, key: cell})


def serious(result: CheckResult) -> list[Finding]:
    """Errors and warnings; structure aside, for most reports made here are only a paragraph."""
    return [
        finding
        for finding in result.findings
        if finding.severity in {Severity.ERROR, Severity.WARNING} and not finding.relation.id.startswith("S.")
    ]


def found(result: CheckResult, relation_id: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in result.findings if finding.relation.id == relation_id]


def result_rows(form_id: FormId) -> list[str]:
    """The rows of table III that add up to (七)总计."""
    identity = next(item for item in form(form_id).identities if item.id == "T3.results_sum.total")
    return [key.split(".")[1] for key in identity.left]


@st.composite
def request_tables(draw: st.DrawFn, form_id: FormId) -> dict[str, int | None]:
    """Tables III and IV in which every identity holds."""
    small = st.integers(0, 40)
    values: dict[str, int | None] = {}
    for column in APPLICANTS:
        rows = {row: draw(small) if draw(st.booleans()) else 0 for row in result_rows(form_id)}
        done, forward = sum(rows.values()), draw(st.integers(0, 5))
        over = draw(st.integers(0, min(5, done + forward)))
        flow = dict(zip(FLOW, (done + forward - over, over, done, forward), strict=True))
        values |= {f"applications.{row}.{column}": count for row, count in {**rows, **flow}.items()}
    for row in (*result_rows(form_id), *FLOW):
        values[f"applications.{row}.total"] = sum(values[f"applications.{row}.{c}"] or 0 for c in APPLICANTS)
    for block in ("review", "litigation_direct", "litigation_after_review"):
        results = {kind: draw(st.integers(0, 9)) for kind in ("upheld", "corrected", "other", "pending")}
        values |= {f"review_litigation.{block}.{kind}": count for kind, count in results.items()}
        values[f"review_litigation.{block}.total"] = sum(results.values())
    return values


def plain(value: Decimal | None) -> int | float | None:
    """A value as a plain number, to be compared with what a test writes."""
    return None if value is None else int(value) if value == int(value) else float(value)
