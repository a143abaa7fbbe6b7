"""The words of letters: every mandatory place stands in them, in the law's wording and in an organ's."""

from __future__ import annotations

import pytest

from gongkai.statute import letters as law
from gongkai.statute.clocks import letters as kinds


def test_every_letter_has_words_of_its_own_and_the_places_that_it_must_hold() -> None:
    assert set(law.templates()) == set(kinds())
    for item in law.templates().values():
        named = " ".join(item.paragraphs)
        assert all(f"{{{place}}}" in named for place in law.mandatory(item.letter)), item.letter


def test_own_words_keep_what_the_law_demands() -> None:
    words = law.template("reply_denied").paragraphs
    assert law.against("reply_denied", "不予公开答复书", ("另一种写法。", *words)) == ()
    without = tuple(text for text in words if "{reason}" not in text)
    assert [item.message for item in law.against("reply_denied", "答复书", without)] == ["不能缺少：理由"]


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ("对本答复书不服的，不得申请复议。{remedy}", "单独成段"),
        ("{applicant}", "没有这个位置"),
        ("{reason", "花括号"),
        ("{reason.__class__}", "花括号"),
        ("{number}，缴费方式：{payee}", "另成一段"),
    ],
)
def test_what_does_not_belong_into_a_letter_is_refused(paragraph: str, message: str) -> None:
    words = (*law.template("reply_denied").paragraphs, paragraph)
    assert any(message in item.message for item in law.against("reply_denied", "答复书", words))


def test_the_remedy_stands_once_and_only_where_there_is_one() -> None:
    words = law.template("reply_denied").paragraphs
    assert law.against("reply_denied", "答复书", (*words, "{remedy}"))
    assert "不能缺少：救济途径" in [
        item.message for item in law.against("reply_denied", "答复书", [text for text in words if text != "{remedy}"])
    ]


def test_a_paragraph_with_nothing_to_say_is_left_out_and_what_is_missing_is_named() -> None:
    filled = law.fill("receipt", ("编号{number}", "{provisional}", "期限至{due}"), {"number": "1", "due": " "})
    assert filled.paragraphs == ("编号1",)
    assert "答复期限" in filled.missing
    assert "申请登记编号" not in filled.missing


def test_what_an_applicant_wrote_never_becomes_a_place() -> None:
    filled = law.fill("receipt", ("{wanted}（{number}）",), {"wanted": "{number}{remedy}", "number": "7"})
    assert filled.paragraphs == ("{number}{remedy}（7）",)
