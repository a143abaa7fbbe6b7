"""What an application must state, group by group (条例 29), and nothing more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.statute.data import LawDataError
from gongkai.statute.intake import Applicant, Wanted, intake, missing
from gongkai.statute.report_forms import form_for_year

PERSON = Applicant(
    "natural_person", "张申请", identity="resident_card", identity_number="11010519491231002X", phone="0875-0000000"
)
COMPANY = Applicant(
    "company",
    "某某供水有限公司",
    identity="credit_code",
    identity_number="91350100M000100Y43",  # the example of GB 32100
    contact="李联系",
    email="li@example.org",
)
WANTED = Wanted(name="年度资金安排", form="electronic", delivery="online")


def fields(applicant: Applicant = PERSON, wanted: Wanted = WANTED) -> set[str]:
    return {item.field for item in missing(applicant, wanted)}


def test_what_states_all_three_groups_lacks_nothing() -> None:
    assert fields() == fields(COMPANY) == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"identity_number": ""}, "identity_number"),
        ({"identity": ""}, "identity_number"),
        ({"identity_number": "110105194912310021"}, "identity_number"),
        ({"identity": "credit_code", "identity_number": "91350100M000100Y43"}, "identity"),
        ({"phone": ""}, "phone"),
    ],
)
def test_a_person_states_name_proof_and_a_way_to_reach_them(changes: dict[str, str], field: str) -> None:
    (lack,) = missing(replace(PERSON, **changes), WANTED)
    assert lack.field == field
    assert "第二十九条第二款第一项" in str(lack)


def test_the_number_of_fifteen_digits_and_other_papers_are_taken() -> None:
    assert fields(replace(PERSON, identity_number="110105491231002")) == set()
    assert fields(replace(PERSON, identity="passport", identity_number="E00000000")) == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"contact": ""}, "contact"), ({"identity_number": "91350100M000100Y44"}, "identity_number")],
)
def test_an_organisation_states_its_code_and_a_person_to_speak_with(changes: dict[str, str], field: str) -> None:
    assert fields(replace(COMPANY, **changes)) == {field}


@pytest.mark.parametrize("stated", ["name", "number", "description"])
def test_one_of_name_number_and_description_is_enough(stated: str) -> None:
    nothing = replace(WANTED, name="")
    assert fields(wanted=nothing) == {"description"}
    assert fields(wanted=replace(nothing, **{stated: "某某"})) == set()


@pytest.mark.parametrize(
    ("delivery", "field"), [("post", "address"), ("email", "email"), ("fax", "fax"), ("", "delivery")]
)
def test_the_way_of_supply_must_be_chosen_and_possible(delivery: str, field: str) -> None:
    assert fields(wanted=replace(WANTED, delivery=delivery)) == {field}
    reachable = replace(PERSON, address="示例路1号", email="a@example.org", fax="0875-1")
    assert fields(reachable, replace(WANTED, delivery=delivery or "online")) == set()


def test_the_purpose_is_not_asked() -> None:
    assert not {name for item in (Applicant, Wanted) for name in item.__dataclass_fields__} & {"purpose", "use"}


def test_the_kinds_are_the_columns_of_the_report() -> None:
    table = next(item for item in form_for_year(2025).tables if item.key == "applications")
    columns = [column.key for column in table.blocks[0].columns]
    assert [kind.id for kind in intake().kinds] == columns[:-1]


def test_values_outside_the_lists_are_refused() -> None:
    assert intake().label("deliveries", "post") == "邮寄"
    with pytest.raises(LawDataError):
        intake().kind("alien")
    with pytest.raises(LawDataError):
        missing(replace(PERSON, identity="no_such_paper"), WANTED)
