"""Masks hide what they are for, change nothing else, and leave nothing to find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening import Kind, masked, screen
from gongkai.screening.masks import Mask
from tests.screening.samples import ON, card, citizen

PIECES = st.sampled_from(
    [
        citizen(), citizen("20150607"), f"{citizen()}43", card(), card("622202123456789"), "13812345678",
        "139 1234 5678",
        "zhang@qq.com", "家庭电话：0871-65123456", "身份证：530102900307287", "护照号E12345678", "云A12345",
        "家庭住址：云南省昆明市五华区莲华街道学府社区3组12号", "李小明，男，13岁，就读于盘龙小学", "姓名：张三",
        "张三，患有尿毒症", "残疾等级：二级", "姓名\t身份证号\t低保金额\n张三\t" + citizen() + "\t520\n",
        "关于印发的通知", "2021年", "12件", "、", "。", " ", "\n", "\t", "*", "，", "（", "国务院令第711号", "0", "x",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["，", "。", "\n", "；\n", " "])), max_size=8).map(
    lambda pairs: "".join(piece + joint for piece, joint in pairs)
)


@settings(deadline=None)
@given(TEXTS)
def test_after_masking_nothing_personal_is_found_and_masking_again_changes_nothing(text: str) -> None:
    once = masked(text, screen(text, on=ON))
    again = screen(once, on=ON)
    assert [hit for hit in again if hit.kind is Kind.PERSONAL] == []
    assert masked(once, again) == once


@settings(deadline=None)
@given(TEXTS)
def test_masking_never_changes_a_character_outside_the_hits(text: str) -> None:
    hits = [hit for hit in screen(text, on=ON) if hit.kind is Kind.PERSONAL]
    rest = masked(text, hits)
    place = 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        between = text[place : hit.start]
        assert rest.startswith(between)
        assert hit.suggestion is not None
        assert rest[len(between) :].startswith(hit.suggestion)
        rest = rest[len(between) + len(hit.suggestion) :]
        place = hit.end
    assert rest == text[place:]


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_screened_and_every_hit_stands_where_it_says(text: str) -> None:
    for hit in screen(text, on=ON):
        assert text[hit.start : hit.end] == hit.text != ""


def test_only_personal_hits_are_masked() -> None:
    text = "国务院令711号，13812345678，机密★1年"
    assert masked(text, screen(text, on=ON)) == "国务院令711号，138****5678，机密★1年"


def test_hits_of_another_text_are_refused() -> None:
    hits = screen("电话13812345678", on=ON)
    with pytest.raises(ValueError, match="重新检测"):
        masked("电话：13812345678", hits)


@pytest.mark.parametrize(
    ("recipe", "text", "hidden"),
    [
        (Mask(keep_first=6), "530102199003072872", "530102************"),
        (Mask(keep_first=3, keep_last=4), "138-1234-5678", "138-****-5678"),
        (Mask(keep_first=3, keep_last=4), "1381234", "*******"),
        (Mask(keep_last=4), "6222 0212 3456 7890", "**** **** **** 7890"),
        (Mask(hide_last=4), "0871-65123456", "0871-6512****"),
        (Mask(hide_last=4), "123", "***"),
        (Mask(keep_first=1, stars=2), "张三", "张**"),
        (Mask(keep_first=1, stars=2), "张三丰", "张**"),
        (Mask(keep_first=1, stars=3, until="@"), "zhang@qq.com", "z***@qq.com"),
        (Mask(stars=2, until="小学"), "盘龙小学", "**小学"),
        (Mask(stars=3, keep=("^.*?村",)), "石龙村5号", "石龙村***"),
        (Mask(stars=3, keep=("^.*?村",)), "东风路5号", "***"),
        (Mask(), "——", "——"),
    ],
)
def test_recipes(recipe: Mask, text: str, hidden: str) -> None:
    assert recipe.conceal(text) == hidden
