"""Findings that were looked at: the reason goes with the fingerprint."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.acknowledge import (
    Acknowledgement,
    AcknowledgementError,
    acknowledge,
    parse_acknowledgements,
)
from gongkai.reading.checks import check
from tests.reading.checks.build import report

WRONG: dict[str, int | None] = {"review_litigation.review.upheld": 2}


def test_a_finding_keeps_its_fingerprint_when_the_report_is_checked_again() -> None:
    first, second = (check(report(text, WRONG)) for text in ("", "另一种排版。\n"))
    prints = [next(f.fingerprint for f in r.findings if f.relation.id == "T4.sum.review") for r in (first, second)]
    assert prints[0] == prints[1]


def test_another_value_is_another_finding() -> None:
    prints = {
        f.fingerprint
        for value in (2, 3)
        for f in check(report("", {"review_litigation.review.upheld": value})).findings
        if f.relation.id == "T4.sum.review"
    }
    assert len(prints) == 2


def test_the_reason_is_kept_and_the_rest_stays_open() -> None:
    result = check(report("", {**WRONG, "review_litigation.litigation_direct.upheld": 1}))
    chosen = result.findings[0]
    after = acknowledge(result, [Acknowledgement(chosen.fingerprint, "已函告更正"), Acknowledgement("none", "无此项")])
    assert after.findings[0].acknowledged == "已函告更正"
    assert after.findings[1:] == result.findings[1:]
    assert not any(found.acknowledged for found in after.findings[1:])


words = st.text(st.characters(categories=["L", "N"]), min_size=1)


@given(st.lists(st.builds(Acknowledgement, words, words)))
def test_a_file_is_read_as_json_and_as_yaml(acknowledgements: list[Acknowledgement]) -> None:
    entries = [dataclasses.asdict(item) for item in acknowledgements]
    for text in (json.dumps(entries, ensure_ascii=False), yaml.safe_dump(entries, allow_unicode=True)):
        assert parse_acknowledgements(text) == tuple(acknowledgements)


def test_an_empty_file_acknowledges_nothing() -> None:
    assert parse_acknowledgements("") == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[}", "YAML"),
        ("a: 1", "顶层"),
        ("- {fingerprint: x}", "第 1 项"),
        ("- {fingerprint: x, reason: ''}", "第 1 项 reason"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(text: str, place: str) -> None:
    with pytest.raises(AcknowledgementError, match=place):
        parse_acknowledgements(text)


def test_json_may_write_a_character_as_two_escapes() -> None:
    written = json.dumps([{"fingerprint": "ab", "reason": "𠮷县已核实"}])  # with "\\ud842\\udfb7"
    assert parse_acknowledgements(written) == (Acknowledgement("ab", "𠮷县已核实"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- fingerprint: [", "第 1 行第"),
        ('[{"fingerprint": "ab"}]', "第 1 项 缺少 reason"),
        ('[{"fingerprint": "ab", "reason": "已核实", "by": "李"}]', "第 1 项 多出 by"),
        ("已核实", "顶层 写法不对"),
    ],
)
def test_where_a_file_is_wrong_is_said_in_chinese(text: str, words: str) -> None:
    with pytest.raises(AcknowledgementError, match=words) as error:
        parse_acknowledgements(text)
    assert not re.search("expected|required|permitted|valid", str(error.value))
