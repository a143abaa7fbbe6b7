"""The parts of a report as JSON objects; :mod:`gongkai.reading.writers.from_json` reads them back."""

from __future__ import annotations

import datetime
from decimal import Decimal

from gongkai.reading.model import (
    BlockItem,
    CellValue,
    CheckResult,
    Document,
    Figure,
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
from gongkai.reading.writers.numbers import plain, printed
from gongkai.reading.writers.shape import (
    CellJson,
    DocumentJson,
    FigureJson,
    FindingJson,
    GridCellJson,
    GridJson,
    ParagraphJson,
    PartListJson,
    RelationJson,
    SectionJson,
    SideJson,
    SignatureJson,
    SpanJson,
)


def date(day: datetime.date | None) -> str | None:
    """ISO 8601, None when not printed."""
    return None if day is None else day.isoformat()


def span(place: Span) -> SpanJson:
    """``[start, end)`` in the document's text."""
    return (place.start, place.end)


def optional_span(place: Span | None) -> SpanJson | None:
    """:func:`span`, None when there is no place."""
    return None if place is None else span(place)


def cell(value: CellValue) -> CellJson:
    """A cell with its status; what says nothing is left out."""
    written: CellJson = {"value": plain(value.value), "status": value.status}
    if value.unit:
        written["unit"] = value.unit
    if value.raw:
        written["raw"] = value.raw
    if value.basis:
        written["basis"] = list(value.basis)
    if value.alternatives:
        written["alternatives"] = [plain(alternative) for alternative in value.alternatives]
    if value.remark:
        written["remark"] = value.remark
    if value.span:
        written["span"] = span(value.span)
    return written


def figure(number: int, found: Figure, maps_to: str | None) -> FigureJson:
    """A figure of the text. ``number`` is its place among all figures, ``maps_to`` the cells it states."""
    written: FigureJson = {
        "figure": number,
        "label": found.label,
        "value": plain(found.value),
        "unit": found.unit,
        "kind": found.kind,
        "text": found.text,
        "span": span(found.span),
        "sentence": span(found.sentence),
    }
    if found.upper is not None:
        _write_range(written, found.value, found.upper)
    if found.approximate:
        written["approx"] = True
    if found.negated:
        written["negated"] = True
    if found.missing:
        written["missing"] = True
    if found.section is not None:
        written["section"] = found.section
    if found.date is not None:
        written["date"] = found.date.isoformat()
    if maps_to:
        written["maps_to"] = maps_to
    if found.note:
        written["note"] = found.note
    return written


def _write_range(written: FigureJson, lower: Decimal | None, upper: Decimal) -> None:
    written["value"] = f"{printed(lower)}-{printed(upper)}"
    written["upper"] = plain(upper) or 0
    if lower is not None:
        written["lower"] = plain(lower) or 0


def stated_cells(result: CheckResult | None) -> dict[int, str]:
    """Which table cells each figure states, by its place: the other side of the relations between text and tables."""
    if result is None:
        return {}
    stated: dict[int, str] = {}
    for tested in (*result.confirmed, *(finding.relation for finding in result.findings)):
        for one, other in ((tested.left, tested.right), (tested.right, tested.left)):
            if tested.kind == "narrative_vs_table" and len(one.figures) == 1 and not one.cells and other.cells:
                stated.setdefault(one.figures[0], "+".join(other.cells))
    return stated


def part_list(parts: PartList) -> PartListJson:
    """A whole and its parts."""
    return {
        "whole": parts.whole,
        "parts": list(parts.parts),
        "introduced_by": parts.introduced_by,
        "exhaustive": parts.exhaustive,
        "stated": parts.stated,
        "span": optional_span(parts.span),
    }


def section(text: SectionText) -> SectionJson:
    """A chapter by its heading and the places of its text."""
    return {"number": text.number, "title": text.title, "heading": span(text.heading), "body": span(text.body)}


def signature(signed: Signature) -> SignatureJson:
    """Who signed, and under form A2014 who filled it in."""
    return {
        "unit": signed.unit,
        "signed_on": date(signed.signed_on),
        "responsible_person": signed.responsible_person,
        "reviewer": signed.reviewer,
        "filled_by": signed.filled_by,
        "telephone": signed.telephone,
        "filled_on": date(signed.filled_on),
    }


def document(file: Document, *, blocks: bool) -> DocumentJson:
    """The file's text, with or without its division into paragraphs and tables."""
    written: DocumentJson = {
        "name": file.name,
        "kind": file.kind,
        "text": file.text,
        "metadata": dict(file.metadata),
        "warnings": list(file.warnings),
    }
    if blocks:
        written["blocks"] = [_block(item, file.text) for item in file.blocks]
    return written


def _block(item: BlockItem, text: str) -> ParagraphJson | GridJson:
    return _paragraph(item, text) if isinstance(item, Paragraph) else _grid(item, text)


def _paragraph(item: Paragraph, text: str) -> ParagraphJson:
    written: ParagraphJson = {"span": span(item.span)}
    if item.text != text[item.span.start : item.span.end]:
        written["text"] = item.text
    if item.level:
        written["level"] = item.level
    if item.page is not None:
        written["page"] = item.page
    return written


def _grid(item: Grid, text: str) -> GridJson:
    written: GridJson = {
        "rows": item.rows,
        "columns": item.columns,
        "cells": [_grid_cell(entry, text) for entry in item.cells],
        "span": span(item.span),
    }
    if item.page is not None:
        written["page"] = item.page
    return written


def _grid_cell(entry: GridCell, text: str) -> GridCellJson:
    written: GridCellJson = {"row": entry.row, "column": entry.column, "span": span(entry.span)}
    if entry.text != text[entry.span.start : entry.span.end]:
        written["text"] = entry.text
    if entry.rowspan != 1:
        written["rowspan"] = entry.rowspan
    if entry.colspan != 1:
        written["colspan"] = entry.colspan
    return written


def relation(tested: Relation) -> RelationJson:
    """A rule that was tested."""
    return {
        "id": tested.id,
        "kind": tested.kind,
        "expr": tested.expression,
        "lhs": plain(tested.left.value),
        "rhs": plain(tested.right.value),
        "holds": tested.holds,
        "arithmetic": tested.arithmetic,
        "severity": tested.severity,
        "basis": tested.basis,
        "sides": (_side(tested.left), _side(tested.right)),
        "has_blank_cells": tested.has_blank_cells,
        "note": tested.note,
    }


def finding(found: Finding) -> FindingJson:
    """A broken rule with what to do about it."""
    broken = found.relation
    return {
        "relation": broken.id,
        "kind": broken.kind,
        "severity": found.severity,
        "expr": broken.expression,
        "lhs": plain(broken.left.value),
        "rhs": plain(broken.right.value),
        "message": found.message,
        "hint": found.hint,
        "arithmetic": broken.arithmetic,
        "basis": broken.basis,
        "sides": (_side(broken.left), _side(broken.right)),
        "has_blank_cells": broken.has_blank_cells,
        "note": broken.note,
        "rule_severity": broken.severity,
        "fingerprint": found.fingerprint,
        "acknowledged": found.acknowledged,
    }


def _side(side: Side) -> SideJson:
    return {
        "label": side.label,
        "value": plain(side.value),
        "cells": list(side.cells),
        "figures": list(side.figures),
        "quote": side.quote,
        "span": optional_span(side.span),
        "report": side.report,
    }
