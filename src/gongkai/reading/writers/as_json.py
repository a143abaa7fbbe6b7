"""A report as JSON: plain numbers, tables nested by row and column, everything else that reading found."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

from gongkai.reading.model import AnnualReport, CellStatus, CheckResult, FigureKind
from gongkai.reading.writers import json_parts as parts
from gongkai.reading.writers.numbers import plain
from gongkai.reading.writers.shape import SCHEMA_VERSION, ContactJson, FormatName, ReportJson, TableJson
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form

NUMERIC_KINDS = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE})
AMOUNT_COLUMN = "amount"  # the one column whose header leaves the unit open: 元 or 万元

SIGNATURE_BELOW_FORM = ("responsible_person", "reviewer", "filled_by", "telephone", "filled_on")


def to_json(report: AnnualReport, result: CheckResult | None = None, *, blocks: bool = True) -> ReportJson:
    """The report in the published shape (``docs/schema/annual-report.schema.json``), ready for :func:`json.dumps`.

    With ``result``, the relations that were tested and the findings are added. ``blocks=False`` leaves out how the file
    was divided into paragraphs and tables; everything else can be read back unchanged with
    :func:`~gongkai.reading.writers.from_json.from_json`.
    """
    stated = parts.stated_cells(result)
    figures = [parts.figure(number, figure, stated.get(number)) for number, figure in enumerate(report.figures)]
    written: ReportJson = {
        "schema_version": SCHEMA_VERSION,
        "unit": report.unit,
        "division": report.division,
        "year": report.year,
        "format": format_name(report.form),
        "form": report.form,
        "is_annual_report": report.is_annual_report,
        "title": report.title,
        "statistics_period": report.period and (report.period[0].isoformat(), report.period[1].isoformat()),
        "published": parts.date(report.published),
        "tables": nested_tables(report),
        "cells": {key: parts.cell(cell) for key, cell in report.cells.items()},
        "second_column": {key: parts.cell(cell) for key, cell in report.second_column.items()},
        "narrative": [figure for figure in figures if figure["kind"] in NUMERIC_KINDS],
        "mentions": [figure for figure in figures if figure["kind"] not in NUMERIC_KINDS],
        "part_lists": [parts.part_list(part_list) for part_list in report.part_lists],
        "sections": [parts.section(section) for section in report.sections],
        "contact": cast(ContactJson, dataclasses.asdict(report.contact)),
        "signature": parts.signature(report.signature),
        "index": dict(report.index),
        "missing_tables": list(report.missing_tables),
        "truncated": report.truncated,
        "warnings": list(report.warnings),
        "document": parts.document(report.document, blocks=blocks),
    }
    if result is not None:
        tested = (*result.confirmed, *(finding.relation for finding in result.findings))
        written["relations"] = [parts.relation(relation) for relation in tested]
        written["findings"] = [parts.finding(finding) for finding in result.findings]
    return written


def to_json_text(report: AnnualReport, result: CheckResult | None = None, *, indent: int | None = 1) -> str:
    """:func:`to_json` as text, Chinese unescaped; ``indent=None`` gives one line (JSON Lines)."""
    return json.dumps(to_json(report, result), ensure_ascii=False, indent=indent)


def format_name(form_id: FormId | None) -> FormatName:
    """``2008-2018``, ``2019-trial`` or ``2021``; ``none`` for a text without a statutory form."""
    return "none" if form_id is None else cast(FormatName, form(form_id).format_name)


def nested_tables(report: AnnualReport) -> dict[str, TableJson]:
    """Cell values by table, row and column; cells that are not in the file have no key, blank ones are null.

    An ambiguous cell gives its most plausible value: who must know how sure it is looks into ``cells``.
    """
    tables: dict[str, TableJson] = {}
    for key, cell in report.cells.items():
        if cell.status is CellStatus.ABSENT:
            continue
        table, row, *column = key.split(".")
        rows = tables.setdefault(table, {})
        if not column:
            rows[row] = plain(cell.value)
            continue
        fields = cast(dict[str, Any], rows.setdefault(row, {}))
        fields[column[0]] = plain(cell.value)
        if column == [AMOUNT_COLUMN]:
            fields[f"{AMOUNT_COLUMN}_unit"] = cell.unit or _official_unit(report.form, key)
    if report.form is FormId.A2014 and tables and (names := _names_under_form(report)):
        tables["signature"] = names
    return tables


def _names_under_form(report: AnnualReport) -> TableJson:
    """What is filled in below the table of 2014: the scheme of the cells has it beside the table."""
    signature = parts.signature(report.signature)
    return {
        name: value
        for name, value in signature.items()
        if name in SIGNATURE_BELOW_FORM and isinstance(value, str) and value
    }


def _official_unit(form_id: FormId | None, key: str) -> str | None:
    official = form(form_id).cells if form_id else ()
    return next((cell.unit for cell in official if cell.key == key), None)
