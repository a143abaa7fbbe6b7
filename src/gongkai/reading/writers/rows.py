"""Reports as rows: one row per table cell, per figure of the text, per finding. CSV, XLSX and Parquet write these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.reading.writers.numbers import plain, printed
from gongkai.statute.forms import Cell, FormId
from gongkai.statute.report_forms import form

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its stable name for programs, its heading for people, what it holds."""

    name: str
    heading: str
    kind: type[str] | type[int] | type[float] = str


REPORT_FIELDS = (
    Field("source", "文件"),
    Field("unit", "单位"),
    Field("year", "年度", int),
    Field("form", "格式"),
)
CELL_FIELDS = (
    *REPORT_FIELDS,
    Field("table", "表"),
    Field("row", "行"),
    Field("column", "列"),
    Field("key", "单元"),
    Field("measure", "计量单位"),
    Field("value", "数值", float),
    Field("status", "依据状态"),
    Field("alternatives", "其他可能"),
    Field("remark", "备注"),
)
FIGURE_FIELDS = (
    *REPORT_FIELDS,
    Field("value", "数值", float),
    Field("upper", "至", float),
    Field("measure", "计量单位"),
    Field("kind", "类别"),
    Field("approximate", "约数"),
    Field("text", "原文"),
    Field("label", "名称"),  # last: left of a number it would read back as a row of a form
)
FINDING_FIELDS = (
    *REPORT_FIELDS,
    Field("severity", "程度"),
    Field("message", "问题"),
    Field("arithmetic", "算式"),
    Field("hint", "提示"),
    Field("basis", "依据"),
    Field("left", "一方"),
    Field("right", "另一方"),
    Field("relation", "规则"),
    Field("acknowledged", "已说明"),
)


def cell_rows(report: AnnualReport) -> Iterator[Row]:
    """One row per cell of the tables in the file, in the order of the form, as in :data:`CELL_FIELDS`."""
    for cell, table in _official_cells(report.form):
        found = report.cells.get(cell.key)
        if found is None:
            continue
        yield (
            *_report_values(report),
            table,
            *_labels(cell),
            cell.key,
            found.unit or cell.unit,
            plain(found.value),
            found.status,
            "、".join(printed(value) or "空白" for value in found.alternatives),
            found.remark,
        )


def figure_rows(report: AnnualReport) -> Iterator[Row]:
    """One row per figure of the text that counts something, as in :data:`FIGURE_FIELDS`."""
    for figure in report.figures:
        if figure.value is not None or figure.missing:
            yield (
                *_report_values(report),
                plain(figure.value),
                plain(figure.upper),
                figure.unit,
                figure.kind,
                "是" if figure.approximate else "",
                figure.text,
                figure.label,
            )


def finding_rows(result: CheckResult) -> Iterator[Row]:
    """One row per finding, gravest first, as in :data:`FINDING_FIELDS`."""
    for finding in result.findings:
        relation = finding.relation
        yield (
            *_report_values(result.report),
            finding.severity,
            finding.message,
            relation.arithmetic,
            finding.hint,
            relation.basis,
            relation.left.quote or relation.left.label,
            relation.right.quote or relation.right.label,
            relation.id,
            finding.acknowledged,
        )


def _report_values(report: AnnualReport) -> Row:
    return (report.document.name, report.unit, report.year, report.form or "")


@cache
def _official_cells(form_id: FormId | None) -> tuple[tuple[Cell, str], ...]:
    """Every cell of the form with the title of its table."""
    if form_id is None:
        return ()
    return tuple((cell, table.title) for table in form(form_id).tables for cell in table.cells)


def _labels(cell: Cell) -> tuple[str, str]:
    """Row label with the headings it stands under, and column label; empty for the one column of form A2014."""
    column = "" if cell.column.key == "value" else cell.column.label
    row = cell.label.removesuffix(f" / {column}") if column else cell.label
    return row, column
