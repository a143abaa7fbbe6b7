"""What one cell of a table may hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.reading.tables.cellnumber import CellNumber, parse_cell_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19", 19),
        ("0", 0),
        ("１２３４", 1234),
        ("1,234", 1234),
        ("1，234", 1234),
        ("1 234", 1234),
        ("12.50", "12.5"),
        ("+3", 3),
        ("－2", -2),
        ("-2", -2),
        ("增加3", 3),
        ("增3", 3),
        ("减少 2", -2),
        ("减2", -2),
        ("2.3万", 23000),
    ],
)
def test_numbers(text: str, value: int | str) -> None:
    assert parse_cell_number(text) == CellNumber(Decimal(value))


@pytest.mark.parametrize(("text", "mark"), [("12①", "①"), ("12²", "²"), ("12[1]", "[1]"), ("12⑴", "⑴"), ("12*", "*")])
def test_the_mark_of_a_note_is_no_digit(text: str, mark: str) -> None:
    assert parse_cell_number(text) == CellNumber(Decimal(12), remark=mark)


@pytest.mark.parametrize("text", ["", "  ", "—", "——", "-", "－", "/", "／", "\\", "无", "空", "不涉及"])
def test_blanks_are_no_zeros(text: str) -> None:
    assert parse_cell_number(text) == CellNumber(None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 件", CellNumber(Decimal(0), unit="件")),
        ("5*", CellNumber(Decimal(5), remark="*")),
        ("19（含上年1件）", CellNumber(Decimal(19), remark="(含上年1件)")),
        ("230万元", CellNumber(Decimal(230), unit="万元")),
        ("2300000元", CellNumber(Decimal(2300000), unit="元")),
        ("3万件", CellNumber(Decimal(30000), unit="件")),
    ],
)
def test_what_is_printed_beside_a_number(text: str, expected: CellNumber) -> None:
    assert parse_cell_number(text) == expected


@pytest.mark.parametrize("text", ["规章", "19 0 0", "公开2件3次", "2020年", "1-2"])
def test_other_text_is_no_value(text: str) -> None:
    assert parse_cell_number(text) is None
