"""Any run of characters of a text can be asked for, wherever it starts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.bigrams import normalise, pairs, phrase, places, words


def test_spaces_punctuation_and_width_do_not_matter() -> None:
    assert normalise("公开，２０２０ 年《条例》ＡＢ") == "公开2020年条例ab"


@given(st.text())
def test_every_substring_is_a_phrase_of_the_pairs_or_a_prefix(text: str) -> None:
    whole = normalise(text)
    tokens = pairs(whole)
    for start in range(len(whole)):
        for end in range(start + 1, min(len(whole), start + 6) + 1):
            wanted = phrase(whole[start:end])
            if end - start == 1:
                assert tokens[start].startswith(wanted[0])
            else:
                assert tokens[start : start + len(wanted)] == wanted


def test_the_words_of_a_question_are_all_kept_once() -> None:
    assert words("依申请公开  2019年 依申请公开 ，。") == ("依申请公开", "2019年")


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("全年受理申请20件，办结20件。", "申请20件办结", ["申请20件，办结"]),
        ("共受理２０件", "20件", ["２０件"]),
        ("政府信息公开、信息公开", "信息公开", ["信息公开", "信息公开"]),
        ("主动公开", "依申请", []),
        ("公开信息", "公开 开信", ["公开信"]),
    ],
)
def test_places_are_where_the_words_stand_in_the_text_as_written(text: str, question: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words(question))] == marked
