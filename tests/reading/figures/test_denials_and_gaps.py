"""全年无… is a zero; a unit without its number is a gap and no zero."""

from __future__ import annotations

import pytest

from tests.reading.figures.texts import counted

APPLICATIONS, RECONSIDERATION, LAWSUIT, COMPLAINTS, FEES = (
    "政府信息公开申请", "行政复议", "行政诉讼", "举报投诉", "政府信息公开收费",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("本年度未收到政府信息公开申请。", [APPLICATIONS]),
        ("全年无依申请公开、行政复议和行政诉讼案件。", [APPLICATIONS, RECONSIDERATION, LAWSUIT]),
        ("未发生因政府信息公开申请引起的行政复议、行政诉讼。", [RECONSIDERATION, LAWSUIT]),
        ("2022年我局没有收到依申请公开，行政复议和行政诉讼均为零。", [APPLICATIONS, RECONSIDERATION, LAWSUIT]),
        ("全年零投诉、零举报。", [COMPLAINTS]),
        ("全年未接到公开方面的投诉和举报，也未产生收费。", [COMPLAINTS, FEES]),
        ("未收取任何费用。", [FEES]),
        ("未收到针对我单位信息公开的行政复议申请和行政诉讼案件。", [RECONSIDERATION, LAWSUIT]),
        ("收到申请20件，均未收费，无行政复议、行政诉讼。", [FEES, RECONSIDERATION, LAWSUIT]),
    ],
)
def test_denied_subjects_are_zero(sentence: str, subjects: list[str]) -> None:
    denied = [figure for figure in counted(sentence) if figure.negated]
    assert sorted(figure.label for figure in denied) == sorted(subjects)
    assert {figure.value for figure in denied} == {0}


@pytest.mark.parametrize(
    "sentence",
    [
        "如未收到申请，应当如实填写。",
        "未发生泄密事件，无专职人员，没有其他需要报告的事项。",
        "无正当理由逾期不补正的，不再处理其申请。",
        "没有现成信息的申请，无法提供。",
        "全年无行政复议被纠错情况，未发生行政诉讼败诉案件。",
        "确保零投诉。",
        "无障碍申请通道畅通。",
    ],
)
def test_what_denies_nothing_statutory_gives_no_figure(sentence: str) -> None:
    assert counted(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("收到申请  件，办结  件。", ["收到申请", "办结"]),
        ("全年收到申请__件。", ["收到申请"]),
        ("诉讼案2件，其中：驳回原告诉讼请求件，占总数的100%。", ["驳回原告诉讼请求"]),
        ("受理申请15件，其中予以公开8件，部分公开件，不予公开3件。", ["部分公开"]),
    ],
)
def test_a_unit_without_its_number_is_a_gap(sentence: str, labels: list[str]) -> None:
    gaps = [figure for figure in counted(sentence) if figure.missing]
    assert [figure.label for figure in gaps] == labels
    assert {figure.value for figure in gaps} == {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "规范案件、文件、附件、信件、邮件办理，具备条件，处理稿件，接到来件。",
        "对依申请件、信访件实行台账管理，办结申请3件。",
        "公开文件，答复3件。",
        "报送要件，核对证件。",
    ],
)
def test_words_that_end_like_a_unit_are_no_gaps(sentence: str) -> None:
    assert not any(figure.missing for figure in counted(sentence))
