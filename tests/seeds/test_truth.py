"""The five source reports, read and checked, against what people read in them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from gongkai.reading import check, read
from gongkai.reading.model import CheckResult
from tests.seeds import truth

pytestmark = truth.needs_seeds

FORMAT = {"A2014": "2008-2018", "B2019": "2019-trial", "C2021": "2021", None: "none"}


@cache
def checked(name: str) -> CheckResult:
    return check(read(truth.TEXTS / f"{name}.txt"))


@pytest.fixture(params=truth.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def expected(name: str) -> dict[str, Any]:
    return truth.load(name)


def test_unit_year_and_dates_are_those_printed(name: str, expected: dict[str, Any]) -> None:
    report = checked(name).report
    assert (report.unit, report.year) == (expected["unit"], expected["year"])
    assert (report.published.isoformat() if report.published else None) == expected["published"]
    period = expected["statistics_period"]
    assert [day.isoformat() for day in report.period or ()] == (period or [])


def test_the_form_is_that_of_the_tables_or_of_the_year(name: str, expected: dict[str, Any]) -> None:
    report = checked(name).report
    assert FORMAT[report.form] == expected["format"]
    assert report.is_annual_report is (expected["format"] != "none")


def test_no_cell_is_wrong_or_missing(name: str, expected: dict[str, Any]) -> None:
    score = truth.score_cells(checked(name).report, truth.expected_cells(expected))
    assert (score.wrong_and_certain, score.wrong_but_marked, score.missing) == ([], [], [])


def test_the_signature_under_the_form_is_read(name: str, expected: dict[str, Any]) -> None:
    printed = expected["tables"].get("signature")
    if printed is None:
        assert checked(name).report.signature.filled_by == ""
        return
    signature = checked(name).report.signature
    assert signature.filled_on is not None
    found = {
        "responsible_person": signature.responsible_person,
        "reviewer": signature.reviewer,
        "filled_by": signature.filled_by,
        "telephone": signature.telephone,
        "filled_on": signature.filled_on.isoformat(),
    }
    assert {k: truth.squeezed(v) for k, v in found.items()} == {k: truth.squeezed(v) for k, v in printed.items()}


def test_every_figure_of_the_text_is_found(name: str, expected: dict[str, Any]) -> None:
    missed = truth.missed_figures(checked(name).report, expected)
    assert [(figure["label"], figure["value"]) for figure in missed] == []


def test_no_number_of_another_kind_is_taken_for_a_figure(name: str, expected: dict[str, Any]) -> None:
    assert [figure.text for figure in truth.false_figures(checked(name).report, expected)] == []


def test_every_contradiction_is_found(name: str, expected: dict[str, Any]) -> None:
    missed = truth.missed_findings(checked(name), expected)
    assert [(finding["relation"], finding["lhs"], finding["rhs"]) for finding in missed] == []


def test_nothing_else_is_called_an_error(name: str, expected: dict[str, Any]) -> None:
    assert [finding.message for finding in truth.false_alarms(checked(name), expected)] == []


def test_every_relation_that_holds_is_confirmed(name: str, expected: dict[str, Any]) -> None:
    assert [relation["id"] for relation in truth.unconfirmed(checked(name), expected)] == []
