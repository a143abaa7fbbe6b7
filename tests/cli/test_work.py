"""What a report is checked against when many are given, and what the exit code says."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.cli.inputs import Input
from gongkai.cli.work import Spool, Tally, read_and_check
from gongkai.reading.model import AnnualReport, Finding, Relation, Side
from gongkai.reading.writers.as_json import to_json_text
from gongkai.statute.forms import FormId, Severity
from tests.reading.reports import random_report

REPORT = random_report(FormId.C2021, 1)


def others_of(*given: tuple[str, int | None]) -> dict[tuple[str, int | None], list[tuple[str, int | None]]]:
    spool = Spool(io.BytesIO())
    for unit, year in given:
        report = replace(REPORT, unit=unit, year=year)
        spool.add("年报.html", to_json_text(report).encode())
    return {
        (report.unit, report.year): [(other.unit, other.year) for other in others]
        for _, report, others in spool
        if isinstance(report, AnnualReport)
    }


def test_a_report_is_checked_against_the_years_beside_it_whatever_the_order() -> None:
    others = others_of(
        ("青溪县人民政府", 2023), ("青溪县政府", 2021), ("青溪县人民政府", 2022), ("白石县人民政府", 2022)
    )
    assert others["青溪县人民政府", 2022] == [("青溪县政府", 2021), ("青溪县人民政府", 2023)]
    assert others["青溪县人民政府", 2023] == [("青溪县人民政府", 2022)]
    assert others["白石县人民政府", 2022] == []


def test_a_report_is_checked_against_the_governments_above_it_in_the_same_year() -> None:
    others = others_of(("云岭市人民政府", 2022), ("云岭市青溪县人民政府", 2022), ("云岭市人民政府", 2023))
    assert others["云岭市青溪县人民政府", 2022] == [("云岭市人民政府", 2022)]
    assert others["云岭市人民政府", 2022] == [("云岭市人民政府", 2023)]


def test_a_report_without_unit_or_year_stands_alone() -> None:
    assert set(map(len, others_of(("", 2022), ("", 2021), ("青溪县人民政府", None)).values())) == {0}


def finding(severity: Severity, acknowledged: str = "") -> Finding:
    relation = Relation(
        "T", "table", "", "", Side("", None), Side("", None), holds=False, severity=severity, basis="convention"
    )
    return Finding(relation, severity, "", acknowledged=acknowledged)


@pytest.mark.parametrize(
    ("severity", "strict", "code"),
    [
        (Severity.ERROR, False, 1),
        (Severity.WARNING, False, 1),
        (Severity.QUESTION, False, 0),
        (Severity.QUESTION, True, 1),
        (Severity.INFO, True, 0),
    ],
)
def test_errors_and_warnings_count_and_questions_when_strict(severity: Severity, strict: bool, code: int) -> None:
    tally = Tally()
    tally.count([finding(severity)], strict=strict)
    assert tally.exit_code == code


def test_what_has_been_explained_does_not_count() -> None:
    tally = Tally()
    tally.count([finding(Severity.ERROR, acknowledged="已核实")], strict=True)
    assert tally.exit_code == 0


def test_an_unreadable_file_outweighs_findings(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    tally.count([finding(Severity.ERROR)], strict=False)
    tally.fail("坏.html：文件已损坏")
    assert tally.exit_code == 2
    assert "坏.html" in capsys.readouterr().err


def test_a_stored_report_that_proves_broken_costs_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = [Input(name, tmp_path / name) for name in ("缺表格.json", "完整.json", "空.json")]
    whole = json.loads(to_json_text(replace(REPORT, year=2022)))
    for given, content in zip(inputs, ({**whole, "cells": None, "year": 2021}, whole, {}), strict=True):
        (tmp_path / given.name).write_text(json.dumps(content), encoding="utf-8")
    tally = Tally()
    results = list(read_and_check(inputs, 1, tally))
    assert [result.report.year for result in results] == [2022]
    assert tally.failed == 2
    told = capsys.readouterr().err
    assert "缺表格.json" in told
    assert "空.json" in told
