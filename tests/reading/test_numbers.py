"""Printed numbers and their values."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.numbers import find_fractions, parse_number, to_halfwidth

FULLWIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２", "12"),
        ("１，２３４", "1234"),
        ("70.2万", "702000"),
        ("3.5亿", "350000000"),
        ("一百三十", "130"),
        ("二〇二〇", "2020"),
        ("两万三千", "23000"),
        ("廿一", "21"),
        ("十", "10"),
        ("壹佰贰拾", "120"),
        ("-3", "-3"),
        ("007", "7"),
    ],
)
def test_parse_number(printed: str, value: str) -> None:
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "1,2", "12件", "百百", "十千", "一二十", "abc", "1.2.3", "/", "-"])
def test_what_is_not_a_number_is_none(printed: str) -> None:
    assert parse_number(printed) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_survive_separators_and_full_width(value: int) -> None:
    assert parse_number(f"{value:,}") == value
    assert parse_number(str(value).translate(FULLWIDTH)) == value


@given(st.integers(min_value=0, max_value=99_999_999))
def test_chinese_numerals_are_read_as_another_library_writes_them(value: int) -> None:
    assert parse_number(cn2an.an2cn(value)) == value


@given(st.text())
def test_half_width_keeps_every_offset(text: str) -> None:
    assert len(to_halfwidth(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "percent", "exact"),
    [
        ("百分之八十", "80", True),
        ("百分之百", "100", True),
        ("三分之二", "66.67", False),
        ("百分之九十九点五", "99.5", True),
    ],
)
def test_fractions_are_percentages(printed: str, percent: str, exact: bool) -> None:
    assert [(found.percent, found.exact) for found in find_fractions(printed)] == [(Decimal(percent), exact)]
