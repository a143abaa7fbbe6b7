"""Identities within the tables: what is proved, what is blank, what cannot be known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.checks import check
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.statute.forms import FormId, Severity
from tests.reading.checks.build import cell_value, found, plain, report, request_tables, serious, with_cell

ROW = "applications.carried_over"


@given(st.sampled_from([FormId.B2019, FormId.C2021]).flatmap(lambda f: st.tuples(st.just(f), request_tables(f))))
def test_tables_that_add_up_give_no_finding(drawn: tuple[FormId, dict[str, int | None]]) -> None:
    form_id, values = drawn
    result = check(report(values=values, form_id=form_id))
    assert serious(result) == []
    assert {"T3.identity.total", "T3.row_total.granted", "T4.sum.review"} <= {r.id for r in result.confirmed}


@given(request_tables(FormId.C2021), st.data())
def test_every_single_wrong_cell_of_tables_iii_and_iv_is_found(
    values: dict[str, int | None], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(values)))
    wrong = (values[key] or 0) + data.draw(st.integers(1, 50))
    result = check(report(values={**values, key: wrong}))
    broken = [f for f in result.findings if f.severity is Severity.ERROR and f.relation.id.startswith("T")]
    assert broken
    assert all(key in (*f.relation.left.cells, *f.relation.right.cells) for f in broken)


def test_a_finding_shows_both_sides_the_arithmetic_and_the_basis() -> None:
    values = {"applications.new_received.total": 19, "applications.results_total.total": 20}
    finding = found(check(report(values=values)), "T3.identity.total")[0]
    assert (plain(finding.relation.left.value), plain(finding.relation.right.value)) == (19, 20)
    assert finding.relation.arithmetic == "19 + 0 = 19 ≠ 20 = 20 + 0"
    assert "国办公开办函〔2021〕30号" in finding.relation.basis
    assert finding.severity is Severity.ERROR


def test_blanks_count_as_nothing_and_are_told_once_per_table() -> None:
    values = {f"{ROW}.{column}": None for column in ("natural_person", "company", "total")}
    result = check(report(values=values))
    assert serious(result) == []
    assert [f.severity for f in found(result, "S.blank.applications")] == [Severity.INFO]
    assert next(r for r in result.confirmed if r.id == "T3.row_total.carried_over").has_blank_cells


def test_a_total_left_blank_beside_its_parts_is_a_warning_and_no_arithmetic_error() -> None:
    values = {"review_litigation.review.upheld": 2, "review_litigation.review.total": None}
    result = check(report(values=values))
    assert [(f.relation.id, f.severity, f.relation.kind) for f in serious(result)] == [
        ("T4.sum.review", Severity.WARNING, "blank")
    ]
    assert (plain(result.findings[0].relation.left.value), plain(result.findings[0].relation.right.value)) == (2, 0)


def test_a_total_whose_parts_are_all_blank_is_a_warning() -> None:
    parts = {f"review_litigation.review.{kind}": None for kind in ("upheld", "corrected", "other", "pending")}
    result = check(report(values={**parts, "review_litigation.review.total": 3}))
    assert [(f.relation.id, f.severity) for f in serious(result)] == [("T4.sum.review", Severity.WARNING)]


def test_absent_cells_make_a_relation_untestable() -> None:
    base = report(values={f"{ROW}.total": 7})
    base = with_cell(base, f"{ROW}.company", CellValue(f"{ROW}.company", None, CellStatus.ABSENT))
    result = check(base)
    assert not found(result, "T3.row_total.carried_over")
    assert "T3.row_total.carried_over" not in {r.id for r in result.confirmed}


def test_a_row_that_is_not_in_the_file_is_reported_once() -> None:
    base = report(values={})
    absent = {k: replace(c, value=None, status=CellStatus.ABSENT) for k, c in base.cells.items() if ".granted." in k}
    finding = found(check(replace(base, cells={**base.cells, **absent})), "S.row.applications")[0]
    assert "予以公开" in finding.message
    assert finding.severity is Severity.WARNING


# --- places that were lost ------------------------------------------------------------------------------------------


def lost(base: AnnualReport, row: str, printed: int) -> AnnualReport:
    """One number of the row was printed, in which of the six applicant columns is not known."""
    for column in ("natural_person", "company", "research", "charity", "legal_service", "other_org"):
        key = f"applications.{row}.{column}"
        value = Decimal(printed) if column == "natural_person" else None
        base = with_cell(base, key, CellValue(key, value, CellStatus.AMBIGUOUS, alternatives=(Decimal(printed), None)))
    return base


def test_a_row_that_is_wrong_wherever_its_number_stood_is_an_error() -> None:
    result = check(lost(report(values={}), "carried_over", 1))
    finding = found(result, "T3.row_total.carried_over")[0]
    assert (finding.severity, plain(finding.relation.left.value), plain(finding.relation.right.value)) == (
        Severity.ERROR,
        1,
        0,
    )
    assert "无论数字落在哪一栏" in finding.relation.note


def test_a_column_that_may_be_right_in_some_placement_is_not_reported() -> None:
    result = check(lost(report(values={f"{ROW}.total": 1}), "carried_over", 1))
    assert not found(result, "T3.identity.natural_person")
    assert "T3.identity.natural_person" not in {r.id for r in result.confirmed}


def test_a_column_that_is_right_as_read_is_confirmed_with_the_reservation() -> None:
    base = report(values={f"{ROW}.total": 1, "applications.carried_forward.total": 1})
    result = check(lost(lost(base, "carried_over", 1), "carried_forward", 1))
    confirmed = next(r for r in result.confirmed if r.id == "T3.identity.natural_person")
    assert "推定" in confirmed.note


def test_cells_whose_own_value_is_unsure_are_tried_with_every_alternative() -> None:
    key = "review_litigation.review.upheld"
    unsure = CellValue(key, Decimal(2), CellStatus.AMBIGUOUS, alternatives=(Decimal(2), Decimal(26)))
    base = report(values={"review_litigation.review.total": 26})
    assert not found(check(with_cell(base, key, unsure)), "T4.sum.review")
    base = report(values={"review_litigation.review.total": 5})
    assert found(check(with_cell(base, key, unsure)), "T4.sum.review")[0].severity is Severity.ERROR


def test_a_number_that_may_stand_in_the_row_or_not_proves_no_error() -> None:
    key = "review_litigation.review.upheld"
    unsure = CellValue(key, Decimal(7), CellStatus.AMBIGUOUS, alternatives=(Decimal(7), None))
    elsewhere = "review_litigation.after_review.upheld"
    other = CellValue(elsewhere, Decimal(7), CellStatus.AMBIGUOUS, alternatives=(Decimal(7), None))
    base = with_cell(report(values={}), key, unsure)
    assert not found(check(with_cell(base, elsewhere, other)), "T4.sum.review")


def test_a_table_with_too_many_possibilities_is_left_alone() -> None:
    base = report(values={})
    for column in ("upheld", "corrected", "other", "pending", "total"):
        key = f"review_litigation.review.{column}"
        choices = tuple(Decimal(n) for n in range(8))
        base = with_cell(base, key, CellValue(key, Decimal(7), CellStatus.AMBIGUOUS, alternatives=choices))
    assert not found(check(base), "T4.sum.review")


# --- the form of 2014 -------------------------------------------------------------------------------------------------

S = "statistics_2014_2018"


def test_channels_above_the_total_are_information_channels_below_it_an_error() -> None:
    above = check(report(values={f"{S}.proactive_total": 10, f"{S}.channel_website": 12}, form_id=FormId.A2014))
    assert [f.severity for f in found(above, "T.channels")] == [Severity.INFO]
    assert serious(above) == []
    below = check(report(values={f"{S}.proactive_total": 10, f"{S}.channel_website": 8}, form_id=FormId.A2014))
    assert [f.relation.id for f in serious(below)] == ["T.channels.minimum"]


def test_the_sum_of_the_parts_is_the_left_side_however_the_form_words_it() -> None:
    values = {f"{S}.staff_total": 10, f"{S}.staff_full_time": 4, f"{S}.staff_part_time": 7}
    finding = found(check(report(values=values, form_id=FormId.A2014)), "T.staff")[0]
    assert (plain(finding.relation.left.value), plain(finding.relation.right.value)) == (11, 10)
    assert finding.relation.arithmetic == "4 + 7 = 11 ≠ 10"


@pytest.mark.parametrize(("value", "wrong"), [(-1, True), ("2.5", True), (3, False)])
def test_counts_are_whole_numbers_from_zero(value: int | str, wrong: bool) -> None:
    key = "active_disclosure.licensing.decisions"
    assert bool(found(check(with_cell(report(values={}), key, cell_value(key, value))), "S.value")) is wrong


def test_a_decrease_may_be_negative() -> None:
    key = "active_disclosure.licensing.change"
    base = with_cell(report(values={}, form_id=FormId.B2019), key, cell_value(key, -3))
    base = with_cell(base, "active_disclosure.licensing.items_last_year", cell_value(key, 5))
    assert serious(check(base)) == []
