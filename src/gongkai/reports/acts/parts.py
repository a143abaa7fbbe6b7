"""Writing what reading and checking gave into the tables of a report. Used by acts only."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.kernel.acts import Step
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.ledger import canonical
from gongkai.reading.model import AnnualReport, CellValue, CheckResult, Figure, Finding, Side
from gongkai.reading.writers.as_json import to_json
from gongkai.reports.models import FindingRecord, Report, ReportCell, ReportFigure
from gongkai.search.index import Text

FINDABLE = "report"  # the kind of a published report in the index


def demand_seen(step: Step, report: Report, seen: str | None) -> None:
    """Refuse when the snapshot a person had before them is not the one there is. None: nobody looked at a page."""
    step.demand(
        seen is None or seen == report.snapshot_sha256,
        _("这份报告刚刚有了变化（可能在另一个窗口，或由另一位同事办理），请看过现在的样子再办理。"),
    )


def write_structure(report: Report, structure: AnnualReport) -> None:
    """Store the cells and figures of a new report. Raises Unlawful for a number no table could hold."""
    ReportCell.objects.bulk_create(_cell(report, cell) for cell in structure.cells.values())
    ReportFigure.objects.bulk_create(
        _figure(report, position, figure) for position, figure in enumerate(structure.figures)
    )


def write_findings(report: Report, result: CheckResult) -> None:
    """Store the findings of a check in place of earlier ones; those found again keep their acknowledgement."""
    acknowledged = {record.fingerprint: record for record in report.findings.exclude(acknowledged_reason="")}
    report.findings.all().delete()
    records = [_finding(report, position, finding) for position, finding in enumerate(result.findings)]
    for record in records:
        if before := acknowledged.get(record.fingerprint):
            record.acknowledged_reason = before.acknowledged_reason
            record.acknowledged_by_id = before.acknowledged_by_id
            record.acknowledged_at = before.acknowledged_at
    FindingRecord.objects.bulk_create(records)


def set_snapshot(report: Report, result: CheckResult) -> None:
    """Put the structure with its check into the report (not saved yet)."""
    report.snapshot = dict(to_json(result.report, result))
    report.snapshot_sha256 = hashlib.sha256(canonical(report.snapshot)).hexdigest()


def set_check(report: Report, result: CheckResult) -> str:
    """Store a new check of a report and give the hash of its snapshot. The same check as before writes nothing."""
    before = report.snapshot_sha256
    set_snapshot(report, result)
    if report.snapshot_sha256 != before:
        report.save(update_fields=["snapshot", "snapshot_sha256"])
        write_findings(report, result)
    return report.snapshot_sha256


def findable(report: Report) -> Text:
    """The published report as full-text search knows it: the whole text of the file, dated as printed."""
    return Text(
        kind=FINDABLE,
        object_id=report.pk,
        url=reverse("portal:report", args=[report.pk]),
        title=report.title or f"{report.unit_name or report.organ.name}{report.year}年报告",
        body=report.snapshot["document"]["text"],
        dated=report.printed_on or datetime.date(report.year, 12, 31),
        organ=report.organ_id,
        year=report.year,
    )


def _cell(report: Report, cell: CellValue) -> ReportCell:
    table, row, column = (*cell.key.split("."), "")[:3]
    return ReportCell(
        report=report,
        key=cell.key,
        table=table,
        row=row,
        column=column,
        value=_storable(cell.value, ReportCell, cell.key),
        read_value=_storable(cell.value, ReportCell, cell.key) if cell.alternatives else None,
        status=cell.status,
        raw=_clip(cell.raw, ReportCell, "raw"),
        alternatives=[None if value is None else str(value) for value in cell.alternatives],
    )


def _figure(report: Report, position: int, figure: Figure) -> ReportFigure:
    return ReportFigure(
        report=report,
        position=position,
        label=_clip(figure.label, ReportFigure, "label"),
        value=_storable(figure.value, ReportFigure, figure.text),
        upper=_storable(figure.upper, ReportFigure, figure.text),
        unit=_clip(figure.unit, ReportFigure, "unit"),
        kind=figure.kind,
        approximate=figure.approximate,
        text=figure.text,
        section=figure.section,
        start=figure.span.start,
        end=figure.span.end,
    )


def _finding(report: Report, position: int, finding: Finding) -> FindingRecord:
    relation = finding.relation
    return FindingRecord(
        report=report,
        position=position,
        rule=_clip(relation.id, FindingRecord, "rule"),
        kind=relation.kind,
        severity=finding.severity,
        message=finding.message,
        hint=finding.hint,
        expression=relation.expression,
        arithmetic=relation.arithmetic,
        basis=_clip(relation.basis, FindingRecord, "basis"),
        sides=[_side(relation.left), _side(relation.right)],
        fingerprint=finding.fingerprint,
    )


def _side(side: Side) -> dict[str, object]:
    return {
        "label": side.label,
        "value": None if side.value is None else str(side.value),
        "cells": list(side.cells),
        "figures": list(side.figures),
        "quote": side.quote,
        "span": None if side.span is None else [side.span.start, side.span.end],
    }


def _clip(text: str, model: type[ReportCell | ReportFigure | FindingRecord], name: str) -> str:
    """Cut to what the column holds: the snapshot keeps the whole."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.CharField)
    return text[: column.max_length]


def _storable(value: Decimal | None, model: type[ReportCell | ReportFigure], where: str) -> Decimal | None:
    column = model._meta.get_field("value")
    assert isinstance(column, models.DecimalField)
    if value is not None and abs(value) >= 10 ** (column.max_digits - column.decimal_places):
        raise Unlawful(
            gettext_lazy("“%(where)s”处的数字 %(value)s 过大，不像年度报告中的数字，请检查文件。"),
            where=where[:60],
            value=f"{value:.6g}",
        )
    return value
