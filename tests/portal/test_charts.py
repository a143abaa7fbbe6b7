"""Charts: the drawing is well formed and says in words and in a table what it shows."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.charts import Chart, Series, Slice, bars, composition, lines, waffle
from gongkai.portal.charts.waffle import CELLS, apportion

SVG = "{http://www.w3.org/2000/svg}"
counts = st.integers(min_value=0, max_value=10**7).map(Decimal)
names = st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable())


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(str(chart.svg))


@given(st.lists(st.builds(Slice, names, counts), max_size=9))
def test_any_words_and_numbers_give_well_formed_drawings(slices: list[Slice]) -> None:
    for chart in (
        waffle("去向", slices, "件", "a"),
        composition("构成", slices, "件", "b"),
        bars("比较", slices, "件", "c"),
    ):
        assert parsed(chart).tag == "svg"
        assert len(chart.rows) == len(slices)


@given(st.lists(counts, min_size=1, max_size=9))
def test_a_hundred_squares_are_shared_out_and_nothing_gets_none(values: list[Decimal]) -> None:
    shares = apportion(values)
    assert sum(shares) == (CELLS if any(values) else 0)
    assert all(share == 0 for share, value in zip(shares, values, strict=True) if value == 0)


@given(st.lists(st.lists(st.none() | counts, min_size=3, max_size=3), min_size=1, max_size=4))
def test_an_unknown_value_is_a_gap_and_never_zero(values: list[list[Decimal | None]]) -> None:
    series = [Series(f"线{index}", known) for index, known in enumerate(values)]
    drawn = parsed(lines("趋势", ["2019", "2020", "2021"], series, "件", "a"))
    groups = drawn.findall("g")
    for group, known in zip(groups, values, strict=True):
        markers = [part for part in group if part.get("class") in ("fill", "hollow")]
        assert len(markers) == sum(1 for value in known if value is not None)


def test_the_table_says_unknown_where_the_line_has_a_gap() -> None:
    chart = lines("趋势", ["2019", "2020"], [Series("收到", [None, Decimal(5)])], "件", "a")
    assert chart.rows == (("2019", "—"), ("2020", "5"))


def test_title_and_description_name_the_drawing() -> None:
    svg = parsed(bars("同类机关", [Slice("甲", 3), Slice("乙", 1)], "件", "k", own=1))
    assert svg.get("aria-labelledby") == "k-title k-desc"
    assert [svg.findtext("title"), svg.findtext("desc")] == ["同类机关", "甲 3 件；乙 1 件。"]


@pytest.mark.parametrize("words", ["<script>", '"><b>', "甲 & 乙"])
def test_words_are_never_markup(words: str) -> None:
    svg = parsed(bars("x", [Slice(words, 1)], "件", "k"))
    assert words in [text.text for text in svg.iter("text")]
