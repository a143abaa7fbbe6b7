"""发文字号: GB/T 9704 form out of what people write."""

from __future__ import annotations

import pytest

from gongkai.statute.document_numbers import parse_number


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("云政办规〔2019〕6号", "云政办规〔2019〕6号"),
        ("保政办发[2020]21号", "保政办发〔2020〕21号"),
        ("云府办明电（２０１８）３号", "云府办明电〔2018〕3号"),
        ("国办发【2018】 第0123号", "国办发〔2018〕123号"),
        ("楚政通 ( 2020 年 ) 7 号", "楚政通〔2020〕7号"),
        ("国务院令第711号", "国务院令第711号"),
        ("德宏傣族景颇族自治州人民政府令 第 2 号", "德宏傣族景颇族自治州人民政府令第2号"),
        ("2021年第5号", "2021年第5号"),
        ("海关总署公告2021年第005号", "海关总署公告2021年第5号"),
    ],
)
def test_a_number_is_put_into_its_standard_form(written: str, standard: str) -> None:
    number = parse_number(written)
    assert number is not None
    assert str(number) == standard
    assert number.original == written
    again = parse_number(standard)
    assert again is not None
    assert str(again) == standard


@pytest.mark.parametrize(
    "text", ["", "关于印发〔2020〕的通知", "云政办规〔2019〕0号", "〔2019〕6号", "云政办规〔19〕6号", "6号"]
)
def test_what_is_no_document_number_is_not_made_one(text: str) -> None:
    assert parse_number(text) is None


def test_one_document_may_be_cited_under_two_numbers() -> None:
    one, other = parse_number("云府明办明电〔2018〕3号"), parse_number("云府办明电〔2018〕3号")
    assert one is not None
    assert other is not None
    assert (one.year, one.serial) == (other.year, other.serial)
    assert one.code != other.code
