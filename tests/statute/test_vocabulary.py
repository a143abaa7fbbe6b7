"""The value lists are whole."""

from __future__ import annotations

import pytest

from gongkai.statute.data import LawDataError
from gongkai.statute.time_limits import time_limits
from gongkai.statute.vocabulary import column_parts, document_types, duties, primary_fields, theme_versions, vocabulary


def test_there_are_fifteen_types_of_official_documents() -> None:
    assert len(document_types().items) == 15
    assert document_types().label("order") == "命令（令）"


def test_article_twenty_has_fifteen_items_for_every_organ() -> None:
    everywhere = [item.id for item in duties() if item.levels == ("all",)]
    assert everywhere == [f"20-{number:02}" for number in range(1, 16)]


def test_article_twenty_one_adds_by_level() -> None:
    added = {
        level: {item.label for item in duties(level) if item.id.startswith("21")} for level in ("city_county", "town")
    }
    assert {"市政建设", "治安管理"} <= added["city_county"]
    assert {"筹资筹劳", "宅基地使用情况审核"} <= added["town"]
    assert added["city_county"] & added["town"] == {"土地征收", "房屋征收", "社会救助"}


def test_every_duty_has_a_period_that_exists() -> None:
    known = {limit.id for limit in time_limits()}
    assert {item.limit for item in duties()} <= known


def test_the_primary_catalogue_has_twenty_six_fields_and_the_column_four_parts() -> None:
    assert len({item.label for item in primary_fields()}) == 26
    assert [part.id for part in column_parts()] == ["guide", "rules", "duties", "reports"]


def test_themes_are_unique_and_two_levels_read_as_a_path() -> None:
    for version in theme_versions():
        ids = [key for key, _ in version.paths()]
        assert len(ids) == len(set(ids))
    assert ("0201", "综合政务\\政务公开") in list(theme_versions()[-1].paths())
    assert len(theme_versions()[-1].themes) == 22


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises(LawDataError, match="telegraph"):
        vocabulary().channels.get("telegraph")
