"""The law data of screening: complete, sourced, and a bad pattern names itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.screening.model import Severity
from gongkai.screening.rules import Detector, Mark, Rule, _Marks, detectors, names, persons, secrecy_marks
from gongkai.statute.data import LawDataError, load
from gongkai.statute.sources import source

RULES: list[Rule] = [*detectors(), *secrecy_marks(), *persons().rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_names_its_norm_and_says_what_to_do(rule: Rule) -> None:
    assert source(rule.source).title
    assert rule.what
    assert rule.advice
    assert not rule.what.endswith("。")
    assert not rule.advice.endswith("。")


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_what_is_personal_has_a_mask_and_what_is_secret_blocks_without_one() -> None:
    assert all(isinstance(rule, Detector) and rule.mask for rule in detectors())
    assert all(rule.mask for rule in persons().rules)
    assert all(isinstance(rule, Mark) and not rule.mask and rule.severity is Severity.BLOCK for rule in secrecy_marks())


def test_former_names_differ_from_their_successors_and_come_with_a_norm() -> None:
    for item in (*names().organs, *names().laws):
        assert item.old != item.new
        assert source(item.source).mark == "K"


def test_a_bad_pattern_is_refused_when_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "marks:\n- {id: x, label: x, severity: block, what: x, advice: x, patterns: ['('],"
        " source: {instrument: secrecy_law_2024}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawDataError, match="正则"):
        load(_Marks, "bad.yaml", tmp_path)
