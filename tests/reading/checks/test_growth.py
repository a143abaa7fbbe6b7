"""Changes against the year before are recomputed from what the sentence itself says."""

import pytest

from gongkai.reading.checks import check
from gongkai.reading.model import Finding
from gongkai.statute.forms import Severity
from tests.reading.checks.build import plain, report


def growth(text: str) -> tuple[list[str], list[Finding]]:
    result = check(report(text, form_id=None))
    confirmed = [relation.arithmetic for relation in result.confirmed if relation.id == "N.growth"]
    return confirmed, [finding for finding in result.findings if finding.relation.id == "N.growth"]


def test_both_the_change_and_its_percentage_are_confirmed() -> None:
    confirmed, wrong = growth("收到政府信息公开申请45件，较上年（40件）增加5件，增长12.5%。")
    assert confirmed == ["45 − 40 = 5 = 5", "(45 − 40) ÷ 40 = 12.5% = 12.5%"]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收到政府信息公开申请45件，上年同期为40件，同比增加6件。", [(5, 6)]),
        ("收到政府信息公开申请45件，比上年减少5件，下降12.5%。", [(10, 12.5)]),
        ("收到政府信息公开申请45件，去年40件，同比增长21.5%。", [(12.5, 21.5)]),
        ("收到政府信息公开申请45件，较上年的40件增长21.5%。", [(12.5, 21.5)]),
    ],
)
def test_a_change_that_the_numbers_do_not_give_is_a_warning(text: str, values: list[tuple[float, float]]) -> None:
    _, wrong = growth(text)
    assert [(plain(f.relation.left.value), plain(f.relation.right.value)) for f in wrong] == values
    assert {f.severity for f in wrong} == {Severity.WARNING}


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请45件，同比增长12.5%。",
        "收到政府信息公开申请45件，办结40件，增长30%。",
        "收到政府信息公开申请45件，较上年增加约5件，增长20%。",
        "收到政府信息公开申请45件。上年为40件，网站访问量增长30%。",
        "受理政府信息公开申请40件，比上年增加5件，按时办结率提高10%。",
        "收到政府信息公开申请45件，依法公开率增长5%，较上年增加5件。",
    ],
)
def test_a_change_whose_terms_the_sentence_does_not_give_is_left_alone(text: str) -> None:
    assert growth(text) == ([], [])


def test_a_change_in_the_wrong_direction_is_told_in_words() -> None:
    _, (wrong,) = growth("收到政府信息公开申请35件，较上年（40件）增加5件。")
    assert "增加5，按所列数字计算为减少5" in wrong.message
