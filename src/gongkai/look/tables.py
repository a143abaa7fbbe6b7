"""A statutory table for a web page: the official layout with how each value is known and what was found about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _

from gongkai.look.templatetags.look import figure
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reading.writers.items import PrintedCell, PrintedTable
from gongkai.reading.writers.layout import UNIT_HEADER, print_table
from gongkai.reading.writers.page import tables_in_file
from gongkai.statute.forms import Cell, Form, Severity, Table
from gongkai.statute.report_forms import form


@dataclass(frozen=True, slots=True)
class CellNote:
    """A finding that names a cell: its number on the page and how grave it is."""

    number: int
    severity: Severity


class Beside(StrEnum):
    """What a header beside the values is: it stays in view, is set narrow, or neither."""

    NAME = "sticky"  # names its row and stays in view when the values scroll
    GROUP = "group"  # holds several rows together
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One printed cell. ``status`` is empty for headers; ``label`` the full name of a value."""

    printed: PrintedCell
    text: str
    status: str = ""
    label: str = ""
    notes: tuple[CellNote, ...] = ()
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a value that was not simply read is known."""

    key: str
    column: str  # the whole label where a row has one value
    status: CellStatus
    value: str
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """The values of one row that were not simply read; ``label`` is empty where they name themselves."""

    label: str
    values: tuple[Derivation, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One table of the page."""

    table: Table
    head: tuple[tuple[TableCell, ...], ...]
    body: tuple[tuple[TableCell, ...], ...]
    derived: tuple[DerivedRow, ...]
    derived_values: int
    missing_rows: tuple[str, ...]  # rows of the form that the file does not have
    wide: bool


def table_views(report: AnnualReport, notes: Mapping[str, Sequence[CellNote]]) -> tuple[TableView, ...]:
    """The statutory tables the file holds; ``notes`` are the findings by cell key. Empty without a form."""
    if report.form is None:
        return ()
    used = form(report.form)
    return tuple(_view(used, table, report.cells, notes) for table in tables_in_file(report))


def _view(
    used: Form, table: Table, cells: Mapping[str, CellValue], notes: Mapping[str, Sequence[CellNote]]
) -> TableView:
    printed = print_table(table, cells)
    known = {cell.key: cell for cell in table.cells}
    units = _units(table, printed)
    rows = tuple(tuple(_cell(cell, cells, known, units, notes) for cell in row) for row in _placed(printed))
    expressions = {identity.id: identity.expression for identity in used.identities}
    unsure = [cells[key] for key in known if key in cells and cells[key].status in ("inferred", "ambiguous")]
    return TableView(
        table=table,
        head=rows[: printed.header_rows],
        body=rows[printed.header_rows :],
        derived=tuple(_derived_rows(unsure, known, expressions)),
        derived_values=len(unsure),
        missing_rows=_missing_rows(table, cells),
        wide=printed.width > 6,
    )


def _placed(printed: PrintedTable) -> list[list[tuple[PrintedCell, Beside | None]]]:
    """Every cell with what it is beside the values: the last header names the row, or the first before its unit."""
    has_units = any(cell.text == UNIT_HEADER for cell in printed.rows[0])
    result = []
    for row in printed.rows:
        headers = [cell for cell in row if cell.role == "row"]
        name = headers[0 if has_units else -1] if headers else None
        other = Beside.UNIT if has_units else Beside.GROUP
        kinds = [Beside.NAME if cell is name else other if cell.role == "row" else None for cell in row]
        result.append(list(zip(row, kinds, strict=True)))
    return result


def _cell(
    placed: tuple[PrintedCell, Beside | None],
    cells: Mapping[str, CellValue],
    known: Mapping[str, Cell],
    units: Mapping[str, str],
    notes: Mapping[str, Sequence[CellNote]],
) -> TableCell:
    printed, beside = placed
    if not printed.key:
        return TableCell(printed, printed.text, beside=beside)
    value = cells.get(printed.key)
    return TableCell(
        printed,
        text=_text(value, units.get(printed.key, "")) if value and value.value is not None else "",
        status=value.status.value if value else CellStatus.ABSENT.value,
        label=known[printed.key].label,
        notes=tuple(notes.get(printed.key, ())),
    )


def _units(table: Table, printed: PrintedTable) -> dict[str, str]:
    """The units of sums of money that no header of the table names."""
    if any(cell.text == UNIT_HEADER for cell in printed.rows[0]):
        return {}
    money = (cell for cell in table.cells if cell.kind == "money")
    return {cell.key: cell.unit for cell in money if cell.unit not in cell.column.label}


def _text(value: CellValue, unit: str) -> str:
    return f"{figure(value.value)}{f' {value.unit or unit}' if unit else ''}{value.remark}"


def _derived_rows(
    unsure: Sequence[CellValue], known: Mapping[str, Cell], expressions: Mapping[str, str]
) -> Iterator[DerivedRow]:
    for label, values in groupby(unsure, key=lambda value: _names(known[value.key])[0]):
        yield DerivedRow(label, tuple(_derivation(value, _names(known[value.key])[1], expressions) for value in values))


def _names(cell: Cell) -> tuple[str, str]:
    """The row of a cell and its column; no row where the row has one value."""
    row, _between, column = cell.label.rpartition(" / ")
    return (row, column) if cell.column.key != "value" else ("", cell.label)


def _derivation(cell: CellValue, column: str, expressions: Mapping[str, str]) -> Derivation:
    return Derivation(
        key=cell.key,
        column=column,
        status=cell.status,
        value=figure(cell.value),
        reasons=tuple(expressions.get(name, name) for name in cell.basis),
        alternatives=tuple(_("空白") if option is None else figure(option) for option in cell.alternatives),
    )


def _missing_rows(table: Table, cells: Mapping[str, CellValue]) -> tuple[str, ...]:
    missing = []
    for block in table.blocks:
        for row in block.rows:
            found = [cells.get(table.cell_key(row.key, column.key)) for column in block.columns]
            if all(cell is None or cell.status is CellStatus.ABSENT for cell in found):
                missing.append(row.number + row.label)
    return tuple(missing)
