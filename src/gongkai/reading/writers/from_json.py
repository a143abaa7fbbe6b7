"""Reading back what :func:`~gongkai.reading.writers.as_json.to_json` has written: the stored report, unchanged."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from gongkai.reading.model import (
    AnnualReport,
    BlockItem,
    CellStatus,
    CellValue,
    CheckResult,
    Contact,
    Document,
    Figure,
    FigureKind,
    Finding,
    Grid,
    GridCell,
    Paragraph,
    PartList,
    Relation,
    SectionText,
    Side,
    Signature,
    Span,
)
from gongkai.reading.writers.numbers import exact
from gongkai.reading.writers.shape import (
    SCHEMA_VERSION,
    CellJson,
    DocumentJson,
    FigureJson,
    FindingJson,
    GridCellJson,
    GridJson,
    ParagraphJson,
    PartListJson,
    RelationJson,
    ReportJson,
    SectionJson,
    SideJson,
    SignatureJson,
    SpanJson,
)
from gongkai.statute.forms import FormId, Severity

# What reading values of the wrong type or shape raises: nobody vouches for what is read back.
_MALFORMED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


class StoredReportError(ValueError):
    """The JSON is not a report of this program, or one of another schema version."""


def from_json(stored: ReportJson | Mapping[str, object] | str | bytes) -> AnnualReport:
    """The report that was written; paragraphs and tables of the file are empty when it was written without them.

    Raises :class:`StoredReportError` with a Chinese message when ``stored`` is not such a report.
    """
    data = _load(stored)
    try:
        return _report(data)
    except _MALFORMED as error:
        raise StoredReportError(f"不是完整的年度报告 JSON，缺少或不能识别：{error}") from error


def unit_and_year(stored: str | bytes) -> tuple[str, int | None]:
    """Unit ("" unknown) and year of a report that is not needed yet; the rest is looked at by :func:`from_json`.

    Raises :class:`StoredReportError` like :func:`from_json`.
    """
    data = _load(stored)
    unit, year = data.get("unit"), data.get("year")
    if not isinstance(unit, str) or not isinstance(year, int | None):
        raise StoredReportError("不是完整的年度报告 JSON：unit 或 year 不能识别")
    return unit, year


def check_from_json(stored: ReportJson | Mapping[str, object] | str | bytes) -> CheckResult | None:
    """The check written with the report; None when it was written unchecked.

    Raises :class:`StoredReportError` like :func:`from_json`.
    """
    data = _load(stored)
    report = from_json(data)
    if "findings" not in data:
        return None
    try:
        confirmed = tuple(_relation(entry) for entry in data["relations"] if entry["holds"])
        return CheckResult(report, confirmed, tuple(_finding(entry) for entry in data["findings"]))
    except _MALFORMED as error:
        raise StoredReportError(f"年度报告 JSON 中的核查结果不完整：{error}") from error


def _load(stored: ReportJson | Mapping[str, object] | str | bytes) -> ReportJson:
    try:
        data = json.loads(stored) if isinstance(stored, str | bytes) else stored
    except (ValueError, RecursionError) as error:
        raise StoredReportError(f"不是有效的 JSON：{error}") from error
    if not isinstance(data, Mapping) or "schema_version" not in data:
        raise StoredReportError("不是本程序写出的年度报告 JSON：没有 schema_version")
    if data["schema_version"] != SCHEMA_VERSION:
        raise StoredReportError(f"年度报告 JSON 的版本是 {data['schema_version']}，本程序只认识 {SCHEMA_VERSION}")
    return cast(ReportJson, data)


def _report(data: ReportJson) -> AnnualReport:
    figures = sorted((*data["narrative"], *data["mentions"]), key=lambda entry: entry["figure"])
    period = data["statistics_period"]
    return AnnualReport(
        document=_document(data["document"]),
        unit=data["unit"],
        division=data["division"],
        year=data["year"],
        form=FormId(data["form"]) if data["form"] else None,
        is_annual_report=data["is_annual_report"],
        title=data["title"],
        period=(datetime.date.fromisoformat(period[0]), datetime.date.fromisoformat(period[1])) if period else None,
        published=_date(data["published"]),
        sections=tuple(_section(entry) for entry in data["sections"]),
        cells={key: _cell(key, entry) for key, entry in data["cells"].items()},
        figures=tuple(_figure(entry) for entry in figures),
        part_lists=tuple(_part_list(entry) for entry in data["part_lists"]),
        contact=Contact(**data["contact"]),
        signature=_signature(data["signature"]),
        index=dict(data["index"]),
        missing_tables=tuple(data["missing_tables"]),
        truncated=data["truncated"],
        second_column={key: _cell(key, entry) for key, entry in data["second_column"].items()},
        warnings=tuple(data["warnings"]),
    )


def _date(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def _span(place: SpanJson) -> Span:
    return Span(*place)


def _optional_span(place: SpanJson | None) -> Span | None:
    return Span(*place) if place else None


def _cell(key: str, entry: CellJson) -> CellValue:
    return CellValue(
        key=key,
        value=exact(entry["value"]),
        status=CellStatus(entry["status"]),
        unit=entry.get("unit", ""),
        raw=entry.get("raw", ""),
        basis=tuple(entry.get("basis", ())),
        alternatives=tuple(exact(value) for value in entry.get("alternatives", ())),
        remark=entry.get("remark", ""),
        span=_optional_span(entry.get("span")),
    )


def _figure(entry: FigureJson) -> Figure:
    return Figure(
        label=entry["label"],
        value=_figure_value(entry),
        unit=entry["unit"],
        kind=FigureKind(entry["kind"]),
        text=entry["text"],
        span=_span(entry["span"]),
        sentence=_span(entry["sentence"]),
        approximate=entry.get("approx", False),
        upper=exact(entry.get("upper")),
        negated=entry.get("negated", False),
        missing=entry.get("missing", False),
        section=entry.get("section"),
        date=_date(entry.get("date")),
        note=entry.get("note", ""),
    )


def _figure_value(entry: FigureJson) -> Decimal | None:
    """The number; of a range its lower end (``value`` is then the text "7-15")."""
    value = entry["value"]
    return exact(entry.get("lower")) if isinstance(value, str) else exact(value)


def _part_list(entry: PartListJson) -> PartList:
    return PartList(
        whole=entry["whole"],
        parts=tuple(entry["parts"]),
        introduced_by=entry["introduced_by"],
        exhaustive=entry["exhaustive"],
        stated=entry["stated"],
        span=_optional_span(entry["span"]),
    )


def _section(entry: SectionJson) -> SectionText:
    return SectionText(entry["number"], entry["title"], _span(entry["heading"]), _span(entry["body"]))


def _signature(entry: SignatureJson) -> Signature:
    return Signature(
        unit=entry["unit"],
        signed_on=_date(entry["signed_on"]),
        responsible_person=entry["responsible_person"],
        reviewer=entry["reviewer"],
        filled_by=entry["filled_by"],
        telephone=entry["telephone"],
        filled_on=_date(entry["filled_on"]),
    )


def _document(entry: DocumentJson) -> Document:
    text = entry["text"]
    return Document(
        name=entry["name"],
        kind=entry["kind"],
        text=text,
        blocks=tuple(_block(item, text) for item in entry.get("blocks", ())),
        metadata=dict(entry["metadata"]),
        warnings=tuple(entry["warnings"]),
    )


def _block(item: ParagraphJson | GridJson, text: str) -> BlockItem:
    if "cells" in item:
        grid = cast(GridJson, item)
        cells = tuple(_grid_cell(entry, text) for entry in grid["cells"])
        return Grid(grid["rows"], grid["columns"], cells, _span(grid["span"]), grid.get("page"))
    span = _span(item["span"])
    printed = item.get("text", text[span.start : span.end])
    return Paragraph(printed, span, item.get("level", 0), item.get("page"))


def _grid_cell(entry: GridCellJson, text: str) -> GridCell:
    span = _span(entry["span"])
    return GridCell(
        row=entry["row"],
        column=entry["column"],
        text=entry.get("text", text[span.start : span.end]),
        span=span,
        rowspan=entry.get("rowspan", 1),
        colspan=entry.get("colspan", 1),
    )


def _side(entry: SideJson) -> Side:
    return Side(
        label=entry["label"],
        value=exact(entry["value"]),
        cells=tuple(entry["cells"]),
        figures=tuple(entry["figures"]),
        quote=entry["quote"],
        span=_optional_span(entry["span"]),
        report=entry["report"],
    )


def _relation(entry: RelationJson) -> Relation:
    left, right = entry["sides"]
    return Relation(
        id=entry["id"],
        kind=entry["kind"],
        expression=entry["expr"],
        arithmetic=entry["arithmetic"],
        left=_side(left),
        right=_side(right),
        holds=entry["holds"],
        severity=Severity(entry["severity"]),
        basis=entry["basis"],
        has_blank_cells=entry["has_blank_cells"],
        note=entry["note"],
    )


def _finding(entry: FindingJson) -> Finding:
    left, right = entry["sides"]
    relation = Relation(
        id=entry["relation"],
        kind=entry["kind"],
        expression=entry["expr"],
        arithmetic=entry["arithmetic"],
        left=_side(left),
        right=_side(right),
        holds=False,
        severity=Severity(entry["rule_severity"]),
        basis=entry["basis"],
        has_blank_cells=entry["has_blank_cells"],
        note=entry["note"],
    )
    return Finding(
        relation=relation,
        severity=Severity(entry["severity"]),
        message=entry["message"],
        hint=entry["hint"],
        fingerprint=entry["fingerprint"],
        acknowledged=entry["acknowledged"],
    )
