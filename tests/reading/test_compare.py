"""Reports lined up over years, units and forms."""

from __future__ import annotations

from decimal import Decimal

from gongkai.reading.compare import Comparison, Line, compare
from gongkai.reading.model import CellStatus, CellValue
from gongkai.statute.forms import FormId
from tests.reading.checks.build import plain, report, with_cell

A, S = "applications", "statistics_2014_2018"


def line_of(comparison: Comparison, cell: str) -> Line:
    return next(line for line in comparison.lines if any(cell in point.cells for point in line.points))


def test_one_line_runs_through_all_three_forms() -> None:
    reports = [
        report("", {f"{A}.new_received.total": 45}),
        report("", {f"{S}.requests_total": 30}, form_id=FormId.A2014),
        report("", {f"{A}.new_received.total": 40}, form_id=FormId.B2019),
    ]
    comparison = compare(reports)
    assert comparison.years == (2017, 2020, 2022)
    line = line_of(comparison, f"{A}.new_received.total")
    assert [(p.year, plain(p.value)) for p in line.of("青溪县教育局")] == [(2017, 30), (2020, 40), (2022, 45)]


def test_units_stand_side_by_side() -> None:
    one = report("", {f"{A}.granted.total": 4}, unit="甲局")
    two = report("", {f"{A}.granted.total": 7}, unit="乙局")
    comparison = compare([one, two])
    assert comparison.units == tuple(sorted(["甲局", "乙局"]))
    line = line_of(comparison, f"{A}.granted.total")
    assert {p.unit: p.value for p in line.points} == {"甲局": 4, "乙局": 7}


def test_what_cannot_be_mapped_is_said_and_is_no_zero() -> None:
    comparison = compare([report("", {}), report("", {}, form_id=FormId.A2014)])
    line = line_of(comparison, f"{A}.carried_over.total")
    old = next(point for point in line.points if point.form is FormId.A2014)
    assert (old.value, old.status, old.cells) == (None, CellStatus.ABSENT, ())
    assert old.note
    assert any(line.label in reason for reason in comparison.left_out)


def test_reports_without_a_form_or_without_tables_are_left_out_with_the_reason() -> None:
    comparison = compare([report("", None, form_id=None, unit="甲局"), report("", None, unit="乙局")])
    assert comparison.lines == ()
    assert "没有法定格式" in comparison.left_out[0]
    assert "不等于数字为0" in comparison.left_out[1]


def test_a_value_is_no_surer_than_its_least_sure_cell_and_blank_is_not_zero() -> None:
    key = f"{A}.new_received.total"
    unsure = with_cell(report("", {}), key, CellValue(key, Decimal(3), CellStatus.AMBIGUOUS))
    assert line_of(compare([unsure]), key).points[0].status is CellStatus.AMBIGUOUS
    blank = line_of(compare([report("", {key: None})]), key).points[0]
    assert (blank.value, blank.status) == (None, CellStatus.BLANK)
