"""Reports of several years: what must carry over, and how old rows map to new ones."""

from pathlib import Path

import pytest

from gongkai.statute import across_years
from gongkai.statute.across_years import series, year_identities
from gongkai.statute.data import LawDataError, load
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form

A, B, C = FormId


def by_id(earlier: FormId, later: FormId) -> dict[str, Severity]:
    return {item.id: item.severity for item in year_identities(earlier, later)}


@pytest.mark.parametrize(("earlier", "later"), [(B, B), (B, C), (C, C)])
def test_what_was_carried_forward_is_carried_over_in_every_column(earlier: FormId, later: FormId) -> None:
    carried = [item for item in year_identities(earlier, later) if item.id.startswith("X.carry.")]
    assert len(carried) == 7
    total = carried[-1]
    assert (total.left, total.relation, total.right) == (
        ("applications.carried_over.total",),
        "=",
        ("applications.carried_forward.total",),
    )
    assert all(item.severity is Severity.ERROR for item in carried)


def test_documents_in_force_are_last_years_plus_issued_minus_repealed() -> None:
    item = next(item for item in year_identities(C, C) if item.id == "X.in_force.normative_documents")
    assert item.left == item.right == ("active_disclosure.normative_documents.in_force",)
    assert item.right_plus == ("active_disclosure.normative_documents.issued",)
    assert item.right_minus == ("active_disclosure.normative_documents.repealed",)
    assert item.severity is Severity.ERROR


def test_the_step_to_the_2021_form_never_fails_on_documents() -> None:
    """The stock of the old form (对外公开总数量) need not be the stock of the new one (现行有效)."""
    assert by_id(B, C)["X.bridge.normative_documents"] is Severity.INFO
    assert "X.in_force.normative_documents" not in by_id(B, C)


def test_items_of_the_trial_form_continue_last_years_items_and_change() -> None:
    item = next(item for item in year_identities(B, B) if item.id == "X.items.fees")
    assert item.left == ("active_disclosure.fees.items_last_year",)
    assert item.right == ("active_disclosure.fees.items_last_year", "active_disclosure.fees.change")
    assert item.severity is Severity.WARNING


@pytest.mark.parametrize(("earlier", "later"), [(A, A), (A, B), (A, C), (C, B)])
def test_forms_without_a_common_row_are_not_compared(earlier: FormId, later: FormId) -> None:
    assert year_identities(earlier, later) == ()


def test_every_cell_of_a_total_has_its_place_in_a_series() -> None:
    for form_id in FormId:
        mapped = {key for link in series() for key in link.cells[form_id] or ()}
        for cell in form(form_id).cells:
            if cell.table != "applications" or cell.column.key == "total":
                assert cell.key in mapped


def test_series_have_unique_keys_and_say_why_they_break() -> None:
    assert len({link.key for link in series()}) == len(series())
    for link in series():
        assert set(link.cells) == set(FormId)
        if link.approximate or None in link.cells.values():
            assert link.note, link.key


def test_old_outcomes_add_up_to_new_ones() -> None:
    cells = {link.key: link.cells for link in series()}
    assert cells["results.granted"][A] == (
        "statistics_2014_2018.replies_already_public",
        "statistics_2014_2018.replies_granted",
    )
    assert cells["results.other"][C] == tuple(
        f"applications.other_{row}.total" for row in ("no_correction", "fee_unpaid", "rest")
    )
    assert cells["results.other"][B] == ("applications.other_total.total",)
    assert cells["results.not_government_information"][B] is None


@pytest.mark.parametrize(
    ("cells", "note", "message"),
    [
        ("{A2014: null, B2019: [a.b.c], C2021: [a.b.c]}", "", "须在 note 中说明原因"),
        ("{B2019: [a.b.c], C2021: [a.b.c]}", "旧格式没有", "须逐一写明各格式的单元"),
    ],
)
def test_a_gap_without_a_reason_is_refused(tmp_path: Path, cells: str, note: str, message: str) -> None:
    text = f"links: [{{key: k, label: 甲, unit: 件, cells: {cells}, note: '{note}'}}]"
    (tmp_path / "series.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawDataError, match=message):
        load(across_years._LinkFile, "series.yaml", tmp_path)
