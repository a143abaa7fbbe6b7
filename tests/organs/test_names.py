"""A printed unit name finds the one organ that was called so on the day, or none."""

from __future__ import annotations

import datetime

import pytest

from gongkai.kernel.actors import EVERYWHERE, INSTALLER, Actor, ActorKind
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.acts import load_register, merge_organs, rename_organ, split_organ
from gongkai.organs.models import Organ, Succession
from gongkai.organs.names import match_organ, normalise
from tests.reports.people import small_register

IN_2020 = datetime.date(2020, 12, 31)
KEEPER = Actor(ActorKind.USER, 1, "赵管理", frozenset({(Permission.CHANGE_ORGAN, EVERYWHERE)}))


@pytest.fixture
def _register(db: None) -> None:
    load_register(INSTALLER, small_register())


def code(name: str, on: datetime.date = IN_2020) -> str | None:
    found = match_organ(name, on)
    return None if found is None else found.code


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize(
    "name",
    ["普洱市思茅区人民政府", "云南省普洱市思茅区人民政府", "云南省思茅区人民政府", "思茅区人民政府", "思茅区政府",
     " 普洱市 思茅区人民政府\u3000", "普洱市“思茅区”人民政府"],
)  # fmt: skip
def test_divisions_above_may_be_left_out(name: str) -> None:
    assert code(name) == "530802-government"


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("保山市人民政府办公室", "530500-office"),
        ("保山市政府办公室", "530500-office"),
        ("保山市人民政府", "530500-government"),
        ("云南省人民政府办公厅", "530000-office"),
        ("隆阳区教育局", "530502-education"),
    ],
)
def test_an_office_is_not_its_government(name: str, expected: str) -> None:
    assert code(name) == expected


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize("name", ["", "人民政府", "丽江市保山市人民政府", "保山市火星局", "思茅市人民政府办"])
def test_a_name_that_fits_no_organ_or_not_just_one_finds_none(name: str) -> None:
    assert code(name) is None


@pytest.mark.usefixtures("_register")
def test_a_county_that_became_a_district_is_found_in_its_time_only() -> None:
    assert code("呈贡县人民政府", datetime.date(2009, 12, 31)) == "530121-government"
    assert code("呈贡县人民政府") is None


@pytest.mark.usefixtures("_register")
def test_loading_again_changes_nothing() -> None:
    assert load_register(INSTALLER, small_register()) == (0, 0)


@pytest.mark.usefixtures("_register")
def test_a_renamed_organ_keeps_its_former_name_for_former_years() -> None:
    organ = Organ.objects.get(code="530500-education")
    on = datetime.date(2024, 3, 1)
    rename_organ(KEEPER, organ.pk, "保山市教育局委员会", "教育局委员会", on, "保编发〔2024〕1号")
    assert code("保山市教育体育局", datetime.date(2023, 12, 31)) == organ.code
    assert code("保山市教育体育局", datetime.date(2024, 12, 31)) is None
    assert code("保山市教育局委员会", datetime.date(2024, 12, 31)) == organ.code


@pytest.mark.usefixtures("_register")
def test_a_renamed_organ_has_the_short_name_of_its_kind() -> None:
    organ = Organ.objects.get(code="530802-education")
    rename_organ(KEEPER, organ.pk, "普洱市思茅区教育局", "教育局", datetime.date(2024, 3, 1), "思编发〔2024〕1号")
    organ.refresh_from_db()
    assert (organ.name, organ.short_name) == ("普洱市思茅区教育局", "思茅区教育局")


@pytest.mark.usefixtures("_register")
def test_an_organ_may_take_up_a_former_name_again() -> None:
    organ = Organ.objects.get(code="530500-education")
    former = organ.names.get(kind="official").name
    rename_organ(KEEPER, organ.pk, "保山市教育局委员会", "教育局委员会", datetime.date(2024, 3, 1), "保编发〔2024〕1号")
    rename_organ(KEEPER, organ.pk, f"保山市{former}", former, datetime.date(2025, 3, 1), "保编发〔2025〕1号")
    assert code(f"保山市{former}", datetime.date(2025, 12, 31)) == organ.code
    assert code("保山市教育局委员会", datetime.date(2025, 12, 31)) is None
    assert code(f"保山市{former}", datetime.date(2024, 12, 31)) is None  # another name was borne between
    assert code(f"保山市{former}", datetime.date(2023, 12, 31)) == organ.code


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize("on", [datetime.date(2024, 3, 1), datetime.date(2024, 2, 1)])
def test_a_name_does_not_end_before_it_began(on: datetime.date) -> None:
    organ = Organ.objects.get(code="530500-education")
    rename_organ(KEEPER, organ.pk, "保山市教育局委员会", "教育局委员会", datetime.date(2024, 3, 1), "保编发〔2024〕1号")
    with pytest.raises(Unlawful, match="更名日期"):
        rename_organ(KEEPER, organ.pk, "保山市教育局", "教育局", on, "保编发〔2024〕2号")


@pytest.mark.usefixtures("_register")
def test_a_merged_organ_ends_and_has_a_successor() -> None:
    ended, into = Organ.objects.get(code="530502-education"), Organ.objects.get(code="530500-education")
    on = datetime.date(2024, 3, 1)
    merge_organs(KEEPER, [ended.pk, into.pk], into.pk, on, "保编发〔2024〕2号")
    assert code("隆阳区教育体育局", datetime.date(2024, 12, 31)) is None
    assert Succession.objects.get().successor == into


@pytest.mark.usefixtures("_register")
def test_a_divided_organ_goes_on_if_it_is_among_its_successors() -> None:
    organ, other = Organ.objects.get(code="530500-education"), Organ.objects.get(code="530502-education")
    split_organ(KEEPER, organ.pk, [organ.pk, other.pk], datetime.date(2024, 3, 1), "保编发〔2024〕3号")
    organ.refresh_from_db()
    assert organ.valid_to is None
    with pytest.raises(NotPermitted):
        split_organ(INSTALLER, organ.pk, [organ.pk, other.pk], datetime.date(2024, 3, 1), "无权")


@pytest.mark.parametrize(
    ("printed", "plain"), [("保山市 人民政府", "保山市人民政府"), ("“保山”政府（办）", "保山政府(办)")]
)
def test_spelling_is_normalised(printed: str, plain: str) -> None:
    assert normalise(printed) == plain
