"""Results of reconsideration and lawsuits: every one has its cell in the report of its year."""

from __future__ import annotations

import pytest

from gongkai.statute.data import LawDataError
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.reviews import ReviewKind, result_cell, results

KINDS: tuple[ReviewKind, ...] = ("reconsideration", "lawsuit", "lawsuit_after_reconsideration")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", [2017, 2019, 2024])
def test_every_result_counts_in_a_cell_that_the_form_has(kind: ReviewKind, year: int) -> None:
    cells = {cell.key for cell in form_for_year(year).cells}
    assert {result_cell(kind, item.id, year) for item in results(kind)} <= cells
    pending = result_cell(kind, "", year)
    assert pending is None if year == 2017 else pending in cells


@pytest.mark.parametrize(
    ("kind", "result", "year", "cell"),
    [
        ("reconsideration", "upheld", 2024, "review_litigation.review.upheld"),
        ("reconsideration", "ordered", 2024, "review_litigation.review.corrected"),
        ("reconsideration", "ended", 2019, "review_litigation.review.other"),
        ("reconsideration", "revoked", 2017, "statistics_2014_2018.admin_review_corrected"),
        ("lawsuit", "claim_rejected", 2024, "review_litigation.litigation_direct.upheld"),
        ("lawsuit_after_reconsideration", "withdrawn", 2024, "review_litigation.litigation_after_review.other"),
        ("lawsuit_after_reconsideration", "", 2024, "review_litigation.litigation_after_review.pending"),
        ("lawsuit_after_reconsideration", "revoked", 2018, "statistics_2014_2018.litigation_corrected"),
    ],
)
def test_where_a_result_counts(kind: ReviewKind, result: str, year: int, cell: str) -> None:
    assert result_cell(kind, result, year) == cell


def test_a_lawsuit_cannot_end_like_a_reconsideration() -> None:
    with pytest.raises(LawDataError, match="没有这种审理结果：ended"):
        result_cell("lawsuit", "ended", 2024)
