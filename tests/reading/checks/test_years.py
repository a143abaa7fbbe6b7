"""A report against last year's, next year's and those of units above it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.reading.checks import check
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.statute.forms import FormId, Severity
from tests.reading.checks.build import found, plain, report, serious, with_cell

A = "applications"
N = "active_disclosure.normative_documents"


def year(number: int, values: dict[str, int | None] | None = None, text: str = "", **options: object) -> AnnualReport:
    return report(text, values or {}, year=number, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("carried", "wrong"), [(2, False), (3, True)])
def test_what_is_carried_over_is_what_was_carried_forward(carried: int, wrong: bool) -> None:
    last = year(2022, {f"{A}.carried_forward.total": 2})
    this = year(2023, {f"{A}.carried_over.total": carried})
    told = found(check(this, [last]), "X.carry.total")
    assert [(f.severity, plain(f.relation.left.value), plain(f.relation.right.value)) for f in told] == (
        [(Severity.ERROR, 3, 2)] if wrong else []
    )
    assert bool(found(check(last, [this]), "X.carry.total")) is wrong


def test_the_stock_of_documents_follows_from_last_year() -> None:
    last = year(2022, {f"{N}.in_force": 10})
    this = year(2023, {f"{N}.in_force": 13, f"{N}.issued": 4, f"{N}.repealed": 2})
    finding = found(check(this, [last]), "X.in_force.normative_documents")[0]
    assert finding.relation.arithmetic == "13 ≠ 12 = 10 + 4 − 2"
    assert "2022" in finding.relation.right.report


def test_a_blank_stock_is_a_warning_and_an_ambiguous_one_is_not_judged() -> None:
    last = year(2022, {f"{A}.carried_forward.total": 2})
    blank = year(2023, {f"{A}.carried_over.total": None})
    assert [f.severity for f in found(check(blank, [last]), "X.carry.total")] == [Severity.WARNING]
    key = f"{A}.carried_over.total"
    unsure = CellValue(key, Decimal(3), CellStatus.AMBIGUOUS, alternatives=(Decimal(3), Decimal(2)))
    assert not found(check(with_cell(blank, key, unsure), [last]), "X.carry.total")


def test_only_the_neighbouring_year_of_the_same_unit_counts() -> None:
    this = year(2023, {f"{A}.carried_over.total": 3})
    others = [year(2021), year(2022, unit="青溪县公安局"), year(2022, unit=""), this]
    assert not [f for f in check(this, others).findings if f.relation.id.startswith("X.")]
    bare = report("", None, form_id=None, year=2022)
    assert not [f for f in check(this, [bare]).findings if f.relation.id.startswith("X.")]


@pytest.mark.parametrize(
    ("said", "computed"),
    [("增长25%", None), ("增长52%", 25), ("下降25%", -25), ("增长约30%", None), ("增加25.0%", None)],
)
def test_growth_is_recomputed_from_last_years_report(said: str, computed: int | None) -> None:
    last = year(2022, {f"{A}.new_received.total": 40}, "收到政府信息公开申请40件。")
    this = year(2023, {f"{A}.new_received.total": 50}, f"收到政府信息公开申请50件，比上年{said}。")
    told = found(check(this, [last]), "X.growth")
    assert [plain(f.relation.left.value) for f in told] == ([] if computed is None else [computed])


def test_growth_of_something_last_year_does_not_mention_is_left_alone() -> None:
    last = year(2022, text="全年工作有序。")
    this = year(2023, text="收到政府信息公开申请50件，比上年增长25%。走访群众30户，同比增长7%。同比增长3%。")
    assert not found(check(this, [last]), "X.growth")


PROBLEMS = "五、存在的主要问题及改进情况\n" + "公开的时效还要提高，解读的形式还要丰富，人员的业务还要熟练。" * 8 + "\n"


def test_a_chapter_copied_from_last_year_is_told() -> None:
    copied = check(year(2023, text=PROBLEMS), [year(2022, text=PROBLEMS)])
    assert [f.severity for f in found(copied, "X.same_text")] == [Severity.WARNING]
    fresh = PROBLEMS.replace("解读的形式还要丰富", "目录体系不够健全、更新频次偏低").replace(
        "人员的业务还要熟练", "拟增配两名专职并组织轮训"
    )
    assert not found(check(year(2023, text=fresh), [year(2022, text=PROBLEMS)]), "X.same_text")


def test_a_county_above_its_prefecture_is_a_question() -> None:
    city = year(2022, {f"{N}.issued": 5, f"{N}.in_force": 50}, unit="云岭市人民政府")
    county = year(2022, {f"{N}.issued": 6, f"{N}.in_force": 20}, unit="云岭市青溪区人民政府")
    told = found(check(county, [city]), "X.level")
    assert [(f.severity, plain(f.relation.left.value), plain(f.relation.right.value)) for f in told] == [
        (Severity.QUESTION, 6, 5)
    ]
    assert serious(check(county, [city])) == []
    assert not found(check(city, [county]), "X.level")
    within = replace(county, cells=city.cells)
    assert "X.level" in {r.id for r in check(within, [city]).confirmed}
    empty = replace(city, cells={})
    assert "X.level" not in {r.id for r in check(county, [empty]).confirmed}


def test_two_forms_are_bridged_as_information_only() -> None:
    last = report("", {f"{N}.published_total": 30}, form_id=FormId.B2019)
    this = year(2021, {f"{N}.in_force": 10})
    told = found(check(this, [last]), "X.bridge.normative_documents")
    assert [f.severity for f in told] == [Severity.INFO]
