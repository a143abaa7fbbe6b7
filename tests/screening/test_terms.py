"""The term list: longest wins, exceptions protect, orders are put right."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening import Hit, Kind, Severity, TermList, sample_terms, screen
from gongkai.screening.terms import Category, Order, Term, TermFile
from gongkai.statute.data import LawDataError
from tests.screening.samples import ON

CATEGORIES = (
    Category(id="w", label="规范表述", severity=Severity.HINT),
    Category(id="s", label="慎用词语", severity=Severity.BLOCK),
)


def listed(*terms: Term, orders: tuple[Order, ...] = ()) -> TermList:
    return TermList(TermFile(categories=CATEGORIES, terms=terms, orders=orders))


def found(text: str, terms: TermList) -> list[Hit]:
    return [hit for hit in screen(text, on=ON, terms=terms) if hit.kind is Kind.TERM]


def test_of_overlapping_terms_the_longest_wins() -> None:
    terms = listed(*(Term(text=text, category="w") for text in ("甲乙", "乙丙", "甲乙丙", "丙丁")))
    assert [hit.text for hit in found("甲乙丙丁，乙丙，甲乙", terms)] == ["甲乙丙", "乙丙", "甲乙"]


def test_of_equally_long_terms_the_first_wins() -> None:
    terms = listed(Term(text="甲乙", category="w"), Term(text="乙丙", category="s"))
    assert [hit.text for hit in found("甲乙丙", terms)] == ["甲乙"]


def test_an_exception_protects_the_term_within_it_only() -> None:
    terms = listed(Term(text="聋哑人", category="s", exceptions=("聋哑人协会",)))
    assert [hit.start for hit in found("聋哑人协会服务聋哑人", terms)] == [7]


def test_replacement_note_category_and_severity_are_told() -> None:
    terms = listed(
        Term(text="其它", category="w", replacement="其他", note="统一写法"), Term(text="弱智", category="s")
    )
    first, second = found("其它弱智", terms)
    assert (first.rule, first.suggestion, first.severity) == ("term.w", "其他", Severity.HINT)
    assert "统一写法" in first.message
    assert "其他" in first.message
    assert (second.rule, second.suggestion, second.severity) == ("term.s", None, Severity.BLOCK)


def test_a_term_is_found_behind_full_width_letters_and_invisible_characters() -> None:
    terms = listed(Term(text="GDP", category="w"))
    assert [hit.text for hit in found("ＧＤＰ与G\u200bDP", terms)] == ["ＧＤＰ", "G\u200bDP"]


ORDER = Order(names=("省委", "省人大", "省政府", "省政协"), category="w", note="按序")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("省政府、省委召开", "省委、省政府"),
        ("省政协、省人大和省委", "省委、省人大和省政协"),
        ("省人大，省委", "省委，省人大"),
    ],
)
def test_names_in_a_wrong_order_get_the_right_one(text: str, right: str) -> None:
    assert [hit.suggestion for hit in found(text, listed(orders=(ORDER,)))] == [right]


@pytest.mark.parametrize("text", ["省委、省政府", "省委、省人大、省政府、省政协", "省政府召开。省委", "省政府报省委"])
def test_names_in_order_or_apart_are_let_pass(text: str) -> None:
    assert found(text, listed(orders=(ORDER,))) == []


def test_an_empty_list_finds_nothing() -> None:
    assert found("其它", listed()) == []


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ((Term(text="甲", category="x"),), "类别"),
        ((Term(text="甲", category="w"), Term(text="甲", category="s")), "重复"),
        ((Term(text="", category="w"),), "空"),
        ((Term(text="甲", category="w", exceptions=("乙",)),), "例外"),
    ],
)
def test_a_faulty_list_is_refused_and_says_why(terms: tuple[Term, ...], message: str) -> None:
    with pytest.raises(LawDataError, match=message):
        listed(*terms)


def test_the_list_of_the_house_is_a_sample() -> None:
    assert sample_terms().file.sample
    assert [hit.suggestion for hit in found("其它、按装", sample_terms())] == ["其他", "安装"]


@settings(deadline=None)
@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), unique=True, max_size=6), st.text("甲乙丙丁戊", max_size=30)
)
def test_hits_are_terms_of_the_list_and_never_overlap(words: list[str], text: str) -> None:
    hits = found(text, listed(*(Term(text=word, category="w") for word in words)))
    assert all(hit.text in words and text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    for word in words:  # whatever occurs is covered at least in part
        place = text.find(word)
        assert place < 0 or covered & set(range(place, place + len(word)))
