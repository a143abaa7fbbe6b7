"""The information-processing fee: the tables of 国办函〔2020〕109号 and who may not be charged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.data import law_folder, read_yaml
from gongkai.statute.fees import FeeFacts, Standard, _Standard, assess

ITEMS = FeeFacts(date(2024, 7, 1), Standard.PER_ITEM, 1, "一月内提出五十件")
PAGES = replace(ITEMS, standard=Standard.PER_PAGE)


@pytest.mark.parametrize(
    ("count", "yuan"),
    [(1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (35, 3000), (40, 4000), (41, 4300), (50, 7000), (60, 11000)],
)
def test_the_items_of_a_month(count: int, yuan: int) -> None:
    assert assess(replace(ITEMS, count=count)).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)]
)
def test_the_pages_of_one_application(pages: int, yuan: int) -> None:
    assert assess(replace(PAGES, count=pages)).amount == yuan


@given(st.integers(0, 200), st.integers(1, 50))
def test_an_item_costs_what_it_adds_to_the_month(before: int, count: int) -> None:
    whole = assess(replace(ITEMS, count=before + count)).amount
    earlier = assess(replace(ITEMS, count=before)).amount if before else 0
    assert assess(replace(ITEMS, before=before, count=count)).amount == whole - earlier


@given(st.integers(1, 300))
def test_the_lines_cover_every_item_once(count: int) -> None:
    fee = assess(replace(ITEMS, count=count))
    assert [n for line in fee.lines for n in range(line.first, line.last + 1)] == list(range(1, count + 1))


def test_a_fee_tells_its_bands_and_articles() -> None:
    fee = assess(replace(ITEMS, count=31))
    assert [line.statement for line in fee.lines] == [
        "第1—10件，不收费",
        "第11—30件，每件100元，计2000元",
        "第31件，每件200元，计200元",
    ]
    assert fee.lawful
    assert all("109号" in str(reason) for reason in fee.reasons)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (replace(ITEMS, received_on=date(2020, 12, 31)), "received_on"),
        (replace(ITEMS, excessive=" "), "excessive"),
        (replace(ITEMS, other_standard=True), "standard"),
        (replace(PAGES, already_public=True), "already_public"),
    ],
)
def test_whom_the_law_does_not_charge(facts: FeeFacts, field: str) -> None:
    fee = assess(facts)
    assert [item.field for item in fee.obstacles] == [field]
    assert fee.obstacles[0].source
    assert not fee.lawful


def test_items_of_what_is_already_public_are_charged_all_the_same() -> None:
    assert assess(replace(ITEMS, already_public=True)).lawful


@pytest.mark.parametrize("facts", [replace(ITEMS, count=0), replace(ITEMS, before=-1)])
def test_what_is_no_count_is_refused(facts: FeeFacts) -> None:
    with pytest.raises(ValueError, match="须大于零"):
        assess(facts)


def test_pages_are_not_added_up_over_applications() -> None:
    with pytest.raises(ValueError, match="不累计"):
        assess(replace(PAGES, before=20))


def test_bands_with_a_gap_are_refused() -> None:
    table = read_yaml(law_folder() / "applications" / "fees.yaml")["standards"][0]
    table["bands"][1]["first"] = 12
    with pytest.raises(ValueError, match="首尾相接"):
        _Standard.model_validate(table)
