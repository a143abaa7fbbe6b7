"""The three national forms: their cells, labels and identities are those of the notices."""

import datetime
import json
import os
from pathlib import Path

import pytest

from gongkai.statute.forms import Form, FormId, Severity
from gongkai.statute.report_forms import form, form_for_year, forms
from gongkai.statute.sources import instrument

FORMAT_NAMES = {item.format_name: item for item in forms()}
SEED_TRUTHS = (
    Path(os.environ.get("GONGKAI_SEEDS", Path(__file__).parents[3] / "shared" / "seeds")).parent / "seeds-truth"
)
APPLICANTS = ("natural_person", "company", "research", "charity", "legal_service", "other_org")


def identities(form_id: FormId, prefix: str) -> list[str]:
    return [item.id for item in form(form_id).identities if item.id.startswith(prefix)]


@pytest.mark.parametrize(
    ("form_id", "cells", "rows_of_table_three"),
    [(FormId.A2014, 58, 0), (FormId.B2019, 198, 23), (FormId.C2021, 200, 25)],
)
def test_each_form_has_the_cells_of_its_notice(form_id: FormId, cells: int, rows_of_table_three: int) -> None:
    keys = [cell.key for cell in form(form_id).cells]
    assert len(keys) == len(set(keys)) == cells
    assert len([key for key in keys if key.startswith("applications.")]) == rows_of_table_three * 7


@pytest.mark.parametrize(
    ("year", "form_id"),
    [
        (2014, FormId.A2014),
        (2018, FormId.A2014),
        (2019, FormId.B2019),
        (2020, FormId.B2019),
        (2021, FormId.C2021),
        (2040, FormId.C2021),
    ],
)
def test_the_report_year_decides_the_form(year: int, form_id: FormId) -> None:
    assert form_for_year(year) is form(form_id)


def test_before_2014_there_was_no_national_form() -> None:
    with pytest.raises(LookupError, match="2013年度没有全国统一的年度报告格式"):
        form_for_year(2013)


@pytest.mark.parametrize("key", ["applications.granted.total", "review_litigation.litigation_direct.upheld"])
@pytest.mark.parametrize("form_id", [FormId.B2019, FormId.C2021])
def test_cells_have_the_public_keys(form_id: FormId, key: str) -> None:
    assert key in {cell.key for cell in form(form_id).cells}


def cell_keys_of_a_truth(tables: dict[str, object]) -> list[str]:
    """The keys of a truth file in its order; ``amount_unit`` and the signature are no cells."""
    keys: list[str] = []
    for table, rows in tables.items():
        assert isinstance(rows, dict)
        for row, value in rows.items():
            if isinstance(value, dict):
                keys += [f"{table}.{row}.{column}" for column in value if column != "amount_unit"]
            else:
                keys.append(f"{table}.{row}")
    return keys


@pytest.mark.seeds
@pytest.mark.skipif(not SEED_TRUTHS.is_dir(), reason="the truth files of the seed reports are not here")
@pytest.mark.parametrize("name", ["simao-2017", "baoshan-2020"])
def test_keys_and_order_are_those_of_the_truth_files(name: str) -> None:
    truth = json.loads((SEED_TRUTHS / f"{name}.json").read_text(encoding="utf-8"))
    tables = {key: value for key, value in truth["tables"].items() if key != "signature"}
    tables = {key: {k: v for k, v in value.items() if k != "signature"} for key, value in tables.items()}
    assert cell_keys_of_a_truth(tables) == [cell.key for cell in FORMAT_NAMES[truth["format"]].cells]


@pytest.mark.parametrize("form_id", [FormId.B2019, FormId.C2021])
def test_table_three_balances_in_seven_columns_and_every_row(form_id: FormId) -> None:
    rows = 23 if form_id is FormId.B2019 else 25
    assert identities(form_id, "T3.identity.") == [f"T3.identity.{column}" for column in (*APPLICANTS, "total")]
    assert identities(form_id, "T3.results_sum.") == [f"T3.results_sum.{column}" for column in (*APPLICANTS, "total")]
    assert len(identities(form_id, "T3.row_total.")) == rows
    assert identities(form_id, "T4.") == ["T4.sum.review", "T4.sum.litigation_direct", "T4.sum.litigation_after_review"]
    by_id = {item.id: item for item in form(form_id).identities}
    assert by_id["T3.identity.company"].left == (
        "applications.new_received.company",
        "applications.carried_over.company",
    )
    assert by_id["T3.row_total.granted"].left == tuple(f"applications.granted.{column}" for column in APPLICANTS)
    assert by_id["T3.row_total.granted"].right == ("applications.granted.total",)


@pytest.mark.parametrize("form_id", [FormId.B2019, FormId.C2021])
def test_the_results_are_all_rows_between_carried_over_and_the_total(form_id: FormId) -> None:
    rows = [row.key for table in form(form_id).tables if table.key == "applications" for row in table.blocks[0].rows]
    results = rows[rows.index("carried_over") + 1 : rows.index("results_total")]
    summed = next(item for item in form(form_id).identities if item.id == "T3.results_sum.total").left
    assert list(summed) == [f"applications.{row}.total" for row in results]


def test_the_2014_form_sums_its_parts() -> None:
    """Every "=" identity but the one between replies and completions adds up all parts of its total."""
    (table,) = form(FormId.A2014).tables
    for identity in form(FormId.A2014).identities:
        if identity.relation != "=" or identity.severity is not Severity.ERROR:
            continue
        (total,) = identity.left
        parts = [row.key for row in table.blocks[0].rows if table.cell_key(row.parent, "value") == total]
        assert list(identity.right) == [table.cell_key(part, "value") for part in parts], identity.id


def test_channels_below_the_total_are_impossible_and_above_it_only_noted() -> None:
    by_id = {item.id: item for item in form(FormId.A2014).identities}
    below, above = by_id["T.channels.minimum"], by_id["T.channels"]
    assert (below.relation, below.severity) == (">=", Severity.ERROR)
    assert (above.relation, above.severity) == ("<=", Severity.INFO)
    assert (below.left, below.right) == (above.left, above.right)


@pytest.mark.parametrize("form_id", list(FormId))
def test_every_identity_speaks_of_cells_of_its_table_and_names_its_basis(form_id: FormId) -> None:
    item = form(form_id)
    assert len({identity.id for identity in item.identities}) == len(item.identities)
    for identity in item.identities:
        keys = {cell.key for table in item.tables if table.key == identity.table for cell in table.cells}
        assert keys >= {*identity.left, *identity.right}
        assert "{" not in identity.expression
        assert str(identity.basis).startswith("《")


@pytest.mark.parametrize("form_id", list(FormId))
def test_a_label_is_unambiguous_within_its_table(form_id: FormId) -> None:
    for table in form(form_id).tables:
        labels = [cell.label for cell in table.cells]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("form_id", list(FormId))
def test_aliases_do_not_stand_for_two_rows_of_one_place(form_id: FormId) -> None:
    """Rows with the same headings above them and the same parent can be told apart by every name they have."""
    for table in form(form_id).tables:
        for block in table.blocks:
            seen: dict[tuple[tuple[str, ...], str, str], str] = {}
            for row in block.rows:
                for name in {row.label, *row.aliases}:
                    assert seen.setdefault((row.path, row.parent, name), row.key) == row.key, name
            names = [(column.group, name) for column in block.columns for name in {column.label, *column.aliases}]
            assert len(names) == len(set(names))


def test_labels_carry_their_groups_and_parents() -> None:
    labels = {cell.key: cell.label for item in forms() for cell in item.cells}
    assert labels["statistics_2014_2018.litigation_other"] == "行政诉讼数量 / 其他情形数"
    assert (
        labels["statistics_2014_2018.refused_privacy"]
        == "三、依申请公开情况 / 申请答复数 / 不同意公开答复数 / 涉及个人隐私"
    )
    assert (
        labels["applications.denied_process_info.total"]
        == "三、本年度办理结果 / （三）不予公开 / 属于四类过程性信息 / 总计"
    )


def test_units_and_kinds_follow_the_forms() -> None:
    def kind(item: Form, key: str) -> tuple[str, str]:
        cell = next(cell for cell in item.cells if cell.key == key)
        return cell.unit, cell.kind

    old, trial, current = forms()
    assert kind(old, "statistics_2014_2018.fees_wan_yuan") == ("万元", "money")
    assert kind(old, "statistics_2014_2018.trained_person_times") == ("人次", "count")
    assert kind(trial, "active_disclosure.procurement.amount") == ("万元", "money")
    assert kind(trial, "active_disclosure.fees.change") == ("项", "signed")
    assert kind(current, "active_disclosure.fees.amount_wan_yuan") == ("万元", "money")


def test_a_remark_in_brackets_is_printed_but_not_needed_to_recognise_the_row() -> None:
    row = form(FormId.C2021).tables[1].row("partially_granted")
    assert row.label == "部分公开"
    assert f"{row.label}{row.remark}" in row.aliases
    with pytest.raises(KeyError):
        form(FormId.C2021).tables[1].row("proactive_total")


@pytest.mark.parametrize("form_id", [FormId.B2019, FormId.C2021])
def test_six_chapters_and_both_deadlines_of_the_regulation(form_id: FormId) -> None:
    item = form(form_id)
    assert [section.number for section in item.sections] == [1, 2, 3, 4, 5, 6]
    assert {deadline.unit_kind: (deadline.month, deadline.day) for deadline in item.deadlines} == {
        "department": (1, 31),
        "government": (3, 31),
    }


def test_under_the_2008_regulation_everybody_had_until_the_end_of_march() -> None:
    (deadline,) = form(FormId.A2014).deadlines
    assert (deadline.unit_kind, deadline.month, deadline.day, deadline.basis.mark) == ("any", 3, 31, "K")


def test_the_current_form_demands_five_parts_of_its_first_chapter() -> None:
    parts = [item for item in form(FormId.C2021).text_requirements if item.section == 1 and item.unit_kind == "any"]
    assert len(parts) == 5
    assert all(item.phrases and item.basis.article for item in parts)
    (assessment,) = [item for item in form(FormId.C2021).text_requirements if item.unit_kind == "government"]
    assert (assessment.match, assessment.phrases) == ("all", ("考核", "评议", "责任追究"))


def test_reports_for_a_year_rest_on_the_norm_of_that_year() -> None:
    """The notice on which each form rests is the one that the next one supersedes."""
    bases = [instrument(item.basis.instrument) for item in forms()]
    assert [norm.superseded_by for norm in bases] == [bases[1].id, bases[2].id, ""]
    assert bases[2].valid_on(datetime.date(2022, 1, 1))
