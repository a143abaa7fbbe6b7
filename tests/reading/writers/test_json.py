"""The JSON of a report: the published scheme, its schema, and back without loss."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given

from gongkai.reading.model import (
    AnnualReport,
    CellStatus,
    CellValue,
    CheckResult,
    Contact,
    Figure,
    FigureKind,
    Finding,
    Grid,
    GridCell,
    Paragraph,
    PartList,
    Relation,
    Side,
    Signature,
    Span,
)
from gongkai.reading.writers.as_json import to_json, to_json_text
from gongkai.reading.writers.from_json import StoredReportError, check_from_json, from_json
from gongkai.reading.writers.schema import report_schema
from gongkai.reading.writers.shape import FormatName
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import forms
from tests.reading.reports import random_report, reports

PUBLISHED_SCHEMA = Path(__file__).parents[3] / "docs" / "schema" / "annual-report.schema.json"


def with_cells(report: AnnualReport, *cells: CellValue) -> AnnualReport:
    return dataclasses.replace(report, cells={**report.cells, **{cell.key: cell for cell in cells}})


def figure(**changes: Any) -> Figure:
    plain = Figure("办理时限", Decimal(7), "个工作日", FigureKind.COUNT, "须在7个工作日内", Span(0, 5), Span(0, 9))
    return dataclasses.replace(plain, **changes)


@pytest.fixture
def report() -> AnnualReport:
    return random_report(FormId.B2019, 1)


@pytest.fixture
def full_report(report: AnnualReport) -> AnnualReport:
    """A report in which everything the model knows is filled."""
    grid = Grid(1, 2, (GridCell(0, 0, "甲", Span(0, 1), 1, 2), GridCell(0, 1, "不同", Span(1, 2))), Span(0, 2), page=3)
    paragraph = Paragraph("另一写法", Span(0, 3), level=2, page=1)
    document = dataclasses.replace(
        report.document, blocks=(paragraph, grid), metadata={"title": "题"}, warnings=("编码不明",)
    )
    ambiguous = CellValue(
        "applications.granted.company", Decimal(2), CellStatus.AMBIGUOUS, "2", ("T3.row_total.granted",),
        (Decimal(2), None), "含上年", Span(4, 5), "件",
    )  # fmt: skip
    return dataclasses.replace(
        with_cells(report, ambiguous),
        document=document,
        figures=(
            figure(upper=Decimal(15), approximate=True, section=2, note="时限"),
            figure(value=None, kind=FigureKind.DATE, date=date(2020, 3, 1)),
            figure(value=Decimal(0), negated=True),
            figure(value=None, missing=True),
            figure(value=Decimal("33.9"), unit="%", kind=FigureKind.SHARE),
        ),
        part_lists=(PartList(0, (2, 4), "其中", exhaustive=True, stated=2, span=Span(1, 8)),),
        contact=Contact(website="www.example.gov.cn", fax="0800-1"),
        signature=Signature("甲局", date(2020, 1, 4), "张三", "李四", "王五", "123", date(2020, 1, 3)),
        index={"索引号": "A-1"},
        missing_tables=("review_litigation",),
        truncated=True,
        second_column={"applications.granted.total": CellValue("applications.granted.total", None, CellStatus.BLANK)},
        warnings=("有一行重复",),
    )  # fmt: skip


@pytest.fixture
def checked(full_report: AnnualReport) -> CheckResult:
    left = Side("受理", Decimal(20), (), (0,), "受理20件", Span(3, 6), "甲")
    right = Side("本年新收", Decimal(19), ("applications.new_received.total",))
    broken = Relation(
        "N.received", "narrative_vs_table", "受理 = 新收", "20 ≠ 19", left, right,
        holds=False, severity=Severity.ERROR, basis="条例第五十条", has_blank_cells=True, note="含结转",
    )  # fmt: skip
    confirmed = dataclasses.replace(broken, id="T3.x", kind="table", holds=True)
    finding = Finding(broken, Severity.WARNING, "图文不符", "差 1", "f00d", "已说明")
    return CheckResult(full_report, (confirmed,), (finding,))


@given(reports())
def test_every_report_comes_back_unchanged(report: AnnualReport) -> None:
    assert from_json(to_json_text(report)) == report


def test_a_report_with_everything_in_it_comes_back_unchanged(full_report: AnnualReport, checked: CheckResult) -> None:
    assert from_json(to_json_text(full_report)) == full_report
    assert check_from_json(to_json_text(full_report, checked)) == checked
    assert from_json(to_json(full_report)) == full_report  # the object without the text in between


def test_an_unchecked_report_has_no_check(report: AnnualReport) -> None:
    assert check_from_json(to_json(report)) is None


def test_without_blocks_all_but_the_division_into_blocks_comes_back(report: AnnualReport) -> None:
    bare = dataclasses.replace(report, document=dataclasses.replace(report.document, blocks=()))
    assert from_json(to_json(report, blocks=False)) == bare


def test_the_published_schema_is_the_one_of_the_types() -> None:
    assert json.loads(PUBLISHED_SCHEMA.read_text(encoding="utf-8")) == report_schema(), "run: gongkai schema"


def test_what_is_written_follows_the_published_schema(full_report: AnnualReport, checked: CheckResult) -> None:
    schema = json.loads(PUBLISHED_SCHEMA.read_text(encoding="utf-8"))
    for written in (to_json_text(full_report), to_json_text(full_report, checked)):
        jsonschema.validate(json.loads(written), schema)


@pytest.mark.parametrize("form_id", FormId)
def test_reports_of_every_form_follow_the_published_schema(form_id: FormId) -> None:
    jsonschema.validate(json.loads(to_json_text(random_report(form_id, 7))), report_schema())


def test_tables_are_nested_by_row_and_column_with_plain_numbers(report: AnnualReport) -> None:
    changed = with_cells(
        report,
        CellValue("applications.granted.total", Decimal("3"), CellStatus.READ),
        CellValue("applications.granted.company", None, CellStatus.BLANK),
        CellValue("active_disclosure.procurement.amount", Decimal("230.50"), CellStatus.READ),
    )
    tables = json.loads(to_json_text(changed))["tables"]
    assert tables["applications"]["granted"]["total"] == 3
    assert isinstance(tables["applications"]["granted"]["total"], int)
    assert tables["applications"]["granted"]["company"] is None
    assert tables["active_disclosure"]["procurement"]["amount"] == 230.5


def test_the_only_form_with_one_column_nests_by_row_alone() -> None:
    report = random_report(FormId.A2014, 1)
    table = to_json(report)["tables"]["statistics_2014_2018"]
    assert set(table) == {key.split(".")[1] for key in report.cells}


def test_a_cell_that_is_not_in_the_file_has_no_key_among_the_tables(report: AnnualReport) -> None:
    absent = with_cells(report, CellValue("applications.granted.total", None, CellStatus.ABSENT))
    assert "total" not in to_json(absent)["tables"]["applications"]["granted"]  # type: ignore[operator]
    assert to_json(absent)["cells"]["applications.granted.total"]["status"] == "absent"


def test_an_ambiguous_cell_gives_its_plausible_value_and_says_so(full_report: AnnualReport) -> None:
    written = to_json(full_report)
    assert written["tables"]["applications"]["granted"]["company"] == 2  # type: ignore[index]
    cell = written["cells"]["applications.granted.company"]
    assert (cell["status"], cell["alternatives"]) == ("ambiguous", [2, None])


@pytest.mark.parametrize(("printed", "unit"), [("元", "元"), ("", "万元")])
def test_the_amount_of_procurement_names_its_unit(report: AnnualReport, printed: str, unit: str) -> None:
    amount = CellValue("active_disclosure.procurement.amount", Decimal(7), CellStatus.READ, unit=printed)
    row = to_json(with_cells(report, amount))["tables"]["active_disclosure"]["procurement"]
    assert row["amount_unit"] == unit  # type: ignore[index]


def test_the_names_under_the_form_of_2014_stand_beside_its_table() -> None:
    signed = dataclasses.replace(random_report(FormId.A2014, 1), signature=Signature(reviewer="李四"))
    assert to_json(signed)["tables"]["signature"] == {"reviewer": "李四"}


def test_counts_money_and_shares_are_narrative_and_the_rest_is_mentioned(full_report: AnnualReport) -> None:
    written = to_json(full_report)
    assert [entry["figure"] for entry in written["narrative"]] == [0, 2, 3, 4]
    assert [entry["date"] for entry in written["mentions"]] == ["2020-03-01"]


def test_a_range_is_written_as_a_range_with_its_ends(full_report: AnnualReport) -> None:
    entry = to_json(full_report)["narrative"][0]
    assert (entry["value"], entry["lower"], entry["upper"]) == ("7-15", 7, 15)


def test_a_figure_that_states_a_cell_says_which(full_report: AnnualReport, checked: CheckResult) -> None:
    assert to_json(full_report, checked)["narrative"][0]["maps_to"] == "applications.new_received.total"
    assert "maps_to" not in to_json(full_report)["narrative"][0]


@pytest.mark.parametrize(
    ("form_id", "name"),
    [(FormId.A2014, "2008-2018"), (FormId.B2019, "2019-trial"), (FormId.C2021, "2021"), (None, "none")],
)
def test_the_format_is_named_as_in_the_scheme(report: AnnualReport, form_id: FormId | None, name: str) -> None:
    assert to_json(dataclasses.replace(report, form=form_id, cells={}))["format"] == name


def test_the_scheme_knows_the_format_names_of_the_law() -> None:
    assert set(get_args(FormatName)) == {form.format_name for form in forms()} | {"none"}


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "schema_version"),
        ('{"schema_version": 99}', "99"),
        ('{"schema_version": 1}', "缺少"),
    ],
)
def test_what_is_no_report_is_refused_in_words(stored: str, words: str) -> None:
    with pytest.raises(StoredReportError, match=words):
        from_json(stored)


def test_a_broken_check_is_refused_in_words(report: AnnualReport) -> None:
    written: Any = {**to_json(report), "relations": [{}], "findings": []}
    with pytest.raises(StoredReportError, match="核查结果不完整"):
        check_from_json(written)
