"""Official tables on a page: how each value is known can be seen, not only by colour."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from django.template.loader import render_to_string

from gongkai.look.tables import Beside, CellNote, TableView, table_views
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reading.writers.documents import blank_report
from gongkai.statute.forms import FormId, Severity

NEW = "applications.new_received.total"
GRANTED = "applications.granted.total"


def report(**cells: CellValue) -> AnnualReport:
    blank = blank_report(FormId.C2021)
    return dataclasses.replace(blank, cells={**blank.cells, **{cell.key: cell for cell in cells.values()}})


def applications(read: AnnualReport, notes: dict[str, list[CellNote]] | None = None) -> TableView:
    return next(view for view in table_views(read, notes or {}) if view.table.key == "applications")


def html(view: TableView) -> str:
    return render_to_string("look/table.html", {"view": view})


def test_an_inferred_value_links_to_the_identity_it_rests_on() -> None:
    basis = ("T3.identity.total",)
    view = applications(report(a=CellValue(NEW, Decimal(19), CellStatus.INFERRED, basis=basis)))
    ((derivation,),) = (row.values for row in view.derived)
    assert derivation.key == NEW
    assert derivation.reasons
    assert derivation.reasons != basis
    assert f'href="#why-{NEW}"' in html(view)
    assert ">推<" in html(view)


def test_an_ambiguous_value_lists_what_it_may_be() -> None:
    cell = CellValue(NEW, Decimal(1), CellStatus.AMBIGUOUS, alternatives=(Decimal(1), None))
    view = applications(report(a=cell))
    assert view.derived[0].values[0].alternatives == ("1", "空白")
    assert ">疑<" in html(view)


def test_the_name_of_a_row_stands_once_above_its_doubtful_values() -> None:
    other = "applications.new_received.company"
    cells = [CellValue(key, Decimal(1), CellStatus.AMBIGUOUS, alternatives=(Decimal(1), None)) for key in (NEW, other)]
    view = applications(report(a=cells[0], b=cells[1]))
    (row,) = view.derived
    assert [value.key for value in row.values] == [other, NEW]
    assert all(row.label not in value.column for value in row.values)
    assert view.derived_values == 2


def test_money_shows_its_unit_where_no_header_names_it() -> None:
    def amount(form_id: FormId, key: str, unit: str = "") -> str:
        blank = blank_report(form_id)
        cell = CellValue(key, Decimal(230), CellStatus.READ, unit=unit)
        shown = "".join(map(html, table_views(dataclasses.replace(blank, cells={**blank.cells, key: cell}), {})))
        return shown[shown.index(f'id="cell-{key}"') :].partition("</td>")[0].rpartition(">")[2]

    assert amount(FormId.B2019, "active_disclosure.procurement.amount") == "230 万元"
    assert amount(FormId.B2019, "active_disclosure.procurement.amount", unit="元") == "230 元"
    assert amount(FormId.A2014, "statistics_2014_2018.fees_wan_yuan") == "230"


def test_blank_is_not_zero() -> None:
    shown = html(applications(report(a=CellValue(NEW, Decimal(0), CellStatus.READ))))
    assert f'id="cell-{NEW}" class="read">0</td>' in shown
    assert f'id="cell-{GRANTED}" class="blank"><span class="visually-hidden">空白</span></td>' in shown


def test_a_finding_is_linked_from_the_cells_it_names() -> None:
    shown = html(applications(report(), {NEW: [CellNote(3, Severity.ERROR)]}))
    assert 'href="#finding-3"' in shown


def test_rows_the_file_does_not_have_are_named() -> None:
    blank = blank_report(FormId.C2021)
    absent = {
        key: dataclasses.replace(cell, status=CellStatus.ABSENT)
        for key, cell in blank.cells.items()
        if key.startswith("applications.refused_mass.")
    }
    view = applications(dataclasses.replace(blank, cells={**blank.cells, **absent}))
    assert view.missing_rows == ("4.无正当理由大量反复申请",)


def test_the_label_of_a_row_stays_in_view_and_its_unit_does_not() -> None:
    (statistics,) = table_views(blank_report(FormId.A2014), {})
    label, unit, value = statistics.body[1]
    assert (label.beside, unit.beside, value.beside) == (Beside.NAME, Beside.UNIT, None)
    headers = [cell.beside for cell in applications(report()).body[2] if cell.beside]
    assert headers == [Beside.GROUP, Beside.NAME]
    assert all(cell.beside is not Beside.UNIT for row in applications(report()).body for cell in row)
