"""What makes the machine check quick changes nothing of what it finds: texts with the short cuts and without."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai.screening import Hit, persons, sample_terms, screen, wording
from gongkai.screening.pages import _FOLDED, _INVISIBLE, Page
from gongkai.screening.rules import Sought, detectors, names, secrecy_marks
from gongkai.screening.rules import persons as words_of_persons
from tests.screening.samples import ON, card, citizen

# as they read in the standard, with what stands before asked for first
YEARLY = re.compile(r"(?<=[一-鿿]) *[〔\[(【{][ \n]*(?:19|20)\d\d *年? *[〕\])】}] *第? *\d{1,6} *号")
DECREE = re.compile(r"(?<=[一-鿿])令 *(?:\( *)?第? *\d{1,5} *号(?: *\))?")

NUMBERS = (
    *(citizen(), citizen("20150607"), f"{citizen()}42", card(), "13812345678", "138-1234-5678", "0875-2120000"),
    *(
        "530102900307287",
        "E12345678",
        "H1234567(8)",
        "云M·A12345",
        "someone@example.com",
        "2120000",
        "１３８１２３４５６７８",
    ),
    *("６２２２０２１２３４５６７８９０１２８", "1 3 8", "530102\n19900307", "二0二0", "٣٤٥", "2020", "12", "3"),
)
WORDS = (
    *(
        "身份证号：",
        "卡号",
        "护照",
        "家庭电话：",
        "家庭",
        "电话",
        "现住址：保山市隆阳区永昌街道正阳北路12号3室",
        "家住",
    ),
    *(
        "姓名",
        "姓名：王小明",
        "张三",
        "学生李四",
        "，男，",
        "12岁",
        "的",
        "2015年3月出生",
        "就读于隆阳区第一小学",
        "患有肺炎",
    ),
    *(
        "低保金额：300",
        "病种",
        "胃癌",
        "职务",
        "机密★10年",
        "（秘密）",
        "内部资料",
        "此件不公开",
        "保密期限长期",
        "工作秘密",
    ),
    *("省政府、省委", "其它", "残废人", "云政办发[2020]第07号", "令 (第 5 号)", "国务院令第0711号", "云府(2020)1号楼"),
    *(
        "国土资源部",
        "原农业部",
        "《中华人民共和国合同法》",
        "《国土资源部公告》",
        "https://a.cn/",
        "\u200b",
        "　",
        "\u2028",
    ),
)
JOINTS = ("", "\n", "\t", "|", " ", "。", "，", "：", "-", "(", "）")
pieces = st.sampled_from(
    [
        *NUMBERS,
        *WORDS,
        *JOINTS,
        *(name.old for name in (*names().organs, *names().laws)),
        *(word for detector in detectors() for word in (*detector.before, *detector.unless_before)),
        *words_of_persons().detail_headings,
        *words_of_persons().roles,
    ]
)
texts = st.lists(st.one_of(pieces, pieces, st.sampled_from(JOINTS), st.text(max_size=4)), max_size=14).map("".join)


@contextmanager
def no_short_cuts() -> Iterator[None]:
    """Every pattern over every text."""
    everything = dataclasses.replace(persons._patterns(), telling=re.compile(""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "holds", lambda *_: True)
        patch.setattr(Page, "announces", lambda *_: True)
        patch.setattr(persons, "_patterns", lambda: everything)
        patch.setattr(wording, "_yearly", lambda text: [found.span() for found in YEARLY.finditer(text)])
        patch.setattr(wording, "_DECREE", DECREE)
        yield


def found(text: str, on: datetime.date = ON) -> tuple[Hit, ...]:
    return screen(text, on=on, terms=sample_terms())


@settings(max_examples=400)
@given(texts)
def test_short_cuts_lose_and_invent_nothing(text: str) -> None:
    quick = found(text)
    with no_short_cuts():
        assert found(text) == quick


def test_the_samples_hold_hits_of_every_kind() -> None:
    whole = "\n".join((*NUMBERS, *WORDS, f"姓名\t病种\n张三\t胃癌\n身份证号 {NUMBERS[7]}"))
    assert {hit.kind.value for hit in found(whole)} == {"personal", "secrecy", "form", "name", "term"}
    with no_short_cuts():
        assert found(whole) == found(whole)


def without_looking_around(pattern: str) -> str:
    """A pattern that fits more: strings that look around are hard to make."""
    shorter = re.sub(r"\(\?<?[!=][^()]*\)", "", pattern)
    return shorter if shorter == pattern else without_looking_around(shorter)


RULES = [(rule, pattern) for rule in (*detectors(), *secrecy_marks()) for pattern in rule.patterns]


@pytest.mark.parametrize(("rule", "pattern"), RULES, ids=lambda value: getattr(value, "id", ""))
def test_what_a_rule_needs_stands_wherever_it_fits(rule: Sought, pattern: str) -> None:
    @settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.from_regex(without_looking_around(pattern)))
    def fits(text: str) -> None:
        assume(re.search(pattern, text))
        assert rule.needs
        assert rule.needed.search(text)

    fits()


@given(st.text(st.one_of(st.characters(), st.sampled_from([chr(code) for code in _FOLDED]))))
def test_look_alikes_are_folded_one_by_one(text: str) -> None:
    assert Page(text).plain == _INVISIBLE.sub("", text).translate(_FOLDED)
