"""Remedies: which way, until when, before whom; the paragraph of the letter follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.outcomes import outcomes_in
from gongkai.statute.remedies import (
    Level,
    OrganKind,
    RemedyFacts,
    reconsideration_organ,
    remedy,
    silence,
    suit_after_reconsideration,
)

OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
FACTS = RemedyFacts(
    "1", date(2024, 6, 11), "department", names={"own_government": "某市人民政府"}, received_on=date(2024, 6, 12)
)


def test_sixty_days_that_end_on_a_sunday_end_on_monday() -> None:
    (way,) = remedy(FACTS).ways
    assert way.reconsider_by
    assert way.reconsider_by.nominal == date(2024, 8, 11)
    assert way.reconsider_by.date == date(2024, 8, 12)
    assert way.reconsider_by.moved_by
    assert way.reconsider_by.moved_by.mark == "K"
    assert way.sue_by
    assert (way.sue_by.date, way.sue_by.moved_by) == (date(2024, 12, 12), None)
    assert not way.sue_by.provisional


@pytest.mark.parametrize(
    ("received", "until"),
    [
        (date(2024, 8, 30), date(2025, 2, 28)),
        (date(2024, 8, 31), date(2025, 2, 28)),
        (date(2024, 3, 15), date(2024, 9, 18)),
    ],
)
def test_six_months_end_on_the_same_number_or_the_last_day_and_not_on_a_day_off(received: date, until: date) -> None:
    (way,) = remedy(replace(FACTS, received_on=received)).ways
    assert way.sue_by
    assert way.sue_by.date == until


def test_fifteen_days_to_sue_after_a_reconsideration() -> None:
    assert suit_after_reconsideration(date(2024, 7, 1)).date == date(2024, 7, 16)
    assert suit_after_reconsideration(date(2024, 9, 20)).date == date(2024, 10, 8)


@pytest.mark.parametrize(
    ("outcome", "variant"),
    [
        *((f"3.{n}", "first") for n in range(1, 8)),
        *((code, "choice") for code in ("1", "3.8", "4.1", "4.2", "4.3", "5.1", "5.4", "5.5", "6.1", "6.2", "6.3")),
    ],
)
def test_since_2024_refusals_under_14_to_16_go_to_reconsideration_first(outcome: str, variant: str) -> None:
    assert remedy(replace(FACTS, outcome=outcome)).variant == variant
    assert remedy(replace(FACTS, outcome=outcome, decided_on=OLD)).variant == "old"


def test_every_outcome_of_every_year_has_a_remedy() -> None:
    for year in range(2014, 2027):
        for item in outcomes_in(year):
            assert remedy(replace(FACTS, outcome=item.id, decided_on=date(year, 6, 3))).paragraph


def test_a_partial_disclosure_tells_both_ways_when_something_is_withheld_under_14_to_16() -> None:
    mixed = remedy(replace(FACTS, outcome="2", grounds=("EX15",)))
    assert (mixed.variant, [way.first for way in mixed.ways]) == ("mixed", [True, False])
    assert "对本答复书中不予公开的内容不服的，应当" in mixed.paragraph
    assert "对其他内容不服的，可以" in mixed.paragraph
    assert mixed.sources[0].mark == "?"
    assert remedy(replace(FACTS, outcome="2", grounds=("not_government_information",))).variant == "choice"


def test_the_paragraph_names_organ_periods_and_court() -> None:
    assert remedy(FACTS).paragraph == (
        "对本答复书不服的，可以自收到之日起60日内向某市人民政府申请行政复议，"
        "也可以自收到之日起6个月内直接向有管辖权的人民法院提起行政诉讼。"
    )
    first = remedy(replace(FACTS, outcome="3.1", document="告知书", court="某区人民法院"))
    assert first.paragraph == (
        "对本告知书不服的，应当自收到之日起60日内先向某市人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向某区人民法院提起行政诉讼。"
    )
    assert [way.sue_by for way in first.ways] == [None]
    assert "第二十三条第二款" in {item.article for item in first.sources}


def test_before_2024_the_letter_offers_two_organs() -> None:
    text = remedy(replace(FACTS, decided_on=OLD, names={})).paragraph
    assert "向本级人民政府或者上一级主管部门申请行政复议" in text


def test_who_is_served_by_internet_is_told_how_to_file_by_internet() -> None:
    bare = remedy(replace(FACTS, electronic=True))
    assert [item.field for item in bare.obstacles] == ["internet"]
    told = remedy(replace(FACTS, electronic=True, internet="行政复议网上平台"))
    assert told.obstacles == ()
    assert told.paragraph.endswith("行政复议申请也可以通过行政复议网上平台提交。")


def test_until_receipt_is_known_there_are_no_days() -> None:
    (way,) = remedy(replace(FACTS, received_on=None)).ways
    assert way.reconsider_by is None
    assert way.sue_by is None


def test_against_silence_the_norms_disagree_and_both_ways_are_shown() -> None:
    ways, sources = silence(date(2024, 7, 29))
    assert [way.first for way in ways] == [False, True]
    assert {item.mark for item in sources} == {"?"}
    assert ways[0].reconsider_by
    assert ways[0].reconsider_by.date == date(2024, 9, 27)
    assert [way.first for way in silence(date(2023, 7, 31))[0]] == [False]


@pytest.mark.parametrize(
    ("kind", "level", "vertical", "old", "new"),
    [
        ("department", "county", False, ("own_government", "upper_department"), ("own_government",)),
        ("department", "county", True, ("upper_department",), ("upper_department",)),
        ("government", "county", False, ("upper_government",), ("upper_government",)),
        ("government", "township", False, ("upper_government",), ("upper_government",)),
        ("government", "province", False, ("itself",), ("itself",)),
        ("dispatched_government", "", False, ("founding_government",), ("founding_government",)),
        (
            "dispatched_office",
            "",
            False,
            ("founding_department", "departments_government"),
            ("departments_government",),
        ),
        ("authorised", "", False, ("managing_body",), ("own_government",)),
        (
            "justice_department",
            "",
            False,
            ("own_government", "upper_department"),
            ("own_government", "upper_department"),
        ),
        ("state_council_department", "", False, ("itself",), ("itself",)),
    ],
)
def test_who_reconsiders_before_and_after_2024(
    kind: OrganKind, level: Level, vertical: bool, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    assert reconsideration_organ(kind, OLD, level, vertical=vertical).bodies == old
    found = reconsideration_organ(kind, NEW, level, vertical=vertical)
    assert found.bodies == new
    assert found.source.instrument == "reconsideration_2023"
    assert len(found.labels) == len(new)


def test_what_no_rule_is_made_for_is_refused() -> None:
    with pytest.raises(LookupError, match="没有复议机关的规定：court"):
        reconsideration_organ("court", NEW)  # type: ignore[arg-type]
    with pytest.raises(LookupError, match=r"没有办理结果 2014\.1 的救济告知"):
        remedy(replace(FACTS, outcome="2014.1"))


@given(st.dates(date(2017, 1, 1), date(2026, 6, 1)))
def test_no_period_ends_on_a_day_off(received: date) -> None:
    (way,) = remedy(replace(FACTS, received_on=received)).ways
    for last in (way.reconsider_by, way.sue_by):
        assert last
        assert WorkCalendar.load().is_workday(last.date)
        assert last.date >= last.nominal
