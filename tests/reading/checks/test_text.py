"""Figures of the running text among themselves: parts and wholes, rates, things said twice, missing numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.checks import check
from gongkai.reading.model import Finding
from gongkai.statute.forms import FormId, Severity
from tests.reading.checks.build import found, plain, report, serious


def findings(text: str, **options: object) -> list[Finding]:
    """Findings about the text alone; without tables nothing else can be said of it."""
    result = check(report(text, None, **options))  # type: ignore[arg-type]
    return [f for f in result.findings if f.relation.id.startswith("N.")]


def confirmed(text: str) -> set[str]:
    return {r.arithmetic for r in check(report(text, None)).confirmed if r.id.startswith("N.")}


# --- parts and wholes -----------------------------------------------------------------------------


@given(st.lists(st.integers(1, 500), min_size=6, max_size=6), st.integers(1, 60))
def test_outcomes_add_up_to_the_applications_or_the_sum_is_an_error(parts: list[int], off: int) -> None:
    names = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
    listed = "，".join(f"{name}{value}件" for name, value in zip(names, parts, strict=True))
    text = "三、收到和处理政府信息公开申请情况\n全年办结政府信息公开申请{}件，其中{}。\n"
    assert findings(text.format(sum(parts), listed)) == []
    wrong = findings(text.format(sum(parts) + off, listed))
    assert [(f.severity, plain(f.relation.left.value), plain(f.relation.right.value)) for f in wrong] == [
        (Severity.ERROR, sum(parts), sum(parts) + off)
    ]


def test_a_sum_of_other_subjects_is_only_a_warning_and_names_the_likely_cause() -> None:
    wrong = findings("市民热线共受理工单8212件，办结8136件（转办3041件、直接答复5171件）。")
    assert [(f.severity, plain(f.relation.left.value), plain(f.relation.right.value)) for f in wrong] == [
        (Severity.WARNING, 8212, 8136)
    ]
    assert "受理" in wrong[0].hint


def test_what_was_carried_over_may_explain_the_sum() -> None:
    text = (
        "三、收到和处理政府信息公开申请情况\n"
        "收到政府信息公开申请20件，其中予以公开12件，部分公开4件，无法提供3件。上年结转1件，结转下年度2件。\n"
    )
    assert findings(text) == []


def test_a_picked_out_part_need_not_fill_the_whole_but_cannot_exceed_it() -> None:
    assert "12 ≤ 76" in confirmed("举行新闻发布会76场（含专题发布会12场）。")
    assert [plain(f.relation.left.value) for f in findings("举行新闻发布会12场（含专题发布会76场）。")] == [76]


def test_channels_may_exceed_the_total_for_one_item_is_published_in_several() -> None:
    listed = "通过政府网站公开500条，通过政务微信公开300条，通过其他方式公开100条"
    text = f"二、主动公开政府信息情况\n主动公开政府信息{{}}条，其中{listed}。\n"
    assert [f.severity for f in findings(text.format(700), form_id=FormId.A2014)] == [Severity.INFO]
    assert [f.severity for f in findings(text.format(950), form_id=FormId.A2014)] == [Severity.ERROR]
    assert findings(text.format(900), form_id=FormId.A2014) == []


def test_a_list_that_agrees_with_the_table_need_not_name_every_part() -> None:
    cells = {"new_received": 45, "results_total": 45, "granted": 20, "partially_granted": 6, "denied_state_secret": 5}
    values: dict[str, int | None] = {f"applications.{row}.total": count for row, count in cells.items()}
    text = (
        "三、收到和处理政府信息公开申请情况\n收到政府信息公开申请45件，其中予以公开{}件，部分公开6件，不予公开5件。\n"
    )
    told = [f.relation.id for f in check(report(text.format(20), values)).findings if f.relation.id[0] == "N"]
    assert told == []
    told = [f.relation.id for f in check(report(text.format(22), values)).findings if f.relation.id[0] == "N"]
    assert "N.granted" in told


def test_figures_that_follow_once_the_whole_is_reached_are_no_parts() -> None:
    assert "20 + 700 = 720" in confirmed("发布信息720条，其中概况类20条、动态类700条，政务微信发布信息320条。")


def test_people_and_sums_of_money_are_not_added_to_items() -> None:
    assert findings("临时救助共救助871人次282.65万元（其中：集中供养121人36.3万元；预拨资金71.32万元）。") == []


def test_about_is_granted_a_margin() -> None:
    assert findings("市民热线办结8200余件（转办3041件、直接答复5171件）。") == []
    assert findings("市民热线办结9900余件（转办3041件、直接答复5171件）。") == []


# --- likely causes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "parts", "cause"),
    [
        (2160, (100, 26, 90), "漏录"),
        (261, (100, 26, 90), "颠倒"),
        (190, (100, 26, 90), "重复"),
    ],
)
def test_the_hint_follows_the_arithmetic(whole: int, parts: tuple[int, int, int], cause: str) -> None:
    text = "市民热线办结{}件（转办{}件、直接答复{}件、退回{}件）。".format(whole, *parts)
    assert cause in findings(text)[0].hint


# --- rates ----------------------------------------------------------------------------------------


@given(st.integers(50, 5000), st.integers(0, 50), st.sampled_from([0, 1, 2]))
def test_a_rate_rounded_either_way_agrees(taken: int, left_over: int, places: int) -> None:
    rate = (Decimal(taken - left_over) / taken * 100).quantize(Decimal(1).scaleb(-places))
    text = f"市民热线受理工单{taken}件，办结{taken - left_over}件，办结率{rate}%。"
    assert [f for f in findings(text) if f.relation.id == "N.rate"] == []


def test_a_wrong_rate_is_a_warning_with_the_computed_one() -> None:
    wrong = findings("市民热线受理工单200件，办结150件，办结率85%。")
    assert [
        (f.relation.id, f.severity, plain(f.relation.left.value), plain(f.relation.right.value)) for f in wrong
    ] == [("N.rate", Severity.WARNING, 75, 85)]


def test_a_share_of_the_whole_is_recomputed() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n行政复议案件4件，其中维持具体行政行为3件，占总数的{}%。\n"
    assert [f for f in findings(text.format(75)) if f.relation.id == "N.rate"] == []
    assert [plain(f.relation.left.value) for f in findings(text.format(57)) if f.relation.id == "N.rate"] == [75]


@pytest.mark.parametrize(
    "text",
    [
        "政务公开占绩效考核分值的4%。",
        "市民热线受理工单200件，满意率98%。",
        "市民热线受理工单200件，办结率99%。",
        "市民热线受理工单200件，办结150件，办结率约76%。",
        "市民热线受理工单200件，办结150件，群众满意率99%，同比增长12%。",
    ],
)
def test_a_rate_whose_fraction_is_not_printed_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_nothing_is_a_share_of_nothing() -> None:
    assert findings("市民热线受理工单0件，办结0件，办结率100%。") == []


# --- said twice -----------------------------------------------------------------------------------


def test_one_number_in_two_places_is_confirmed_and_two_numbers_are_asked_about() -> None:
    text = (
        "一、总体情况\n全年收到政府信息公开申请45件。\n三、收到和处理政府信息公开申请情况\n收到政府信息公开申请{}件。\n"
    )
    assert "45 = 45" in confirmed(text.format(45))
    asked = findings(text.format(54))
    assert [(f.severity, f.relation.id) for f in asked] == [(Severity.QUESTION, "N.repeat")]


def test_two_scopes_may_have_two_numbers() -> None:
    assert findings("全县收到政府信息公开申请450件。本机关收到政府信息公开申请45件。") == []


def test_the_same_long_words_with_two_numbers_are_asked_about() -> None:
    text = "发布生态环境保护专项督查信息14条。年末盘点，{}发布生态环境保护专项督查信息{}条。"
    assert [f.relation.id for f in findings(text.format("", 41))] == ["N.repeat"]
    assert findings(text.format("近", "14")) == []


def test_words_that_stand_between_two_numbers_are_said_once() -> None:
    assert findings("全县6个部门、4个乡镇开通政务新媒体账号10个。") == []


def test_what_is_said_together_and_apart_is_confirmed() -> None:
    assert "78 + 44 = 122" in confirmed("公开人大代表建议、政协提案122件。全年人大建议78件、政协提案44件。")
    assert findings("公开人大代表建议、政协提案122件。全年人大建议70件、政协提案44件。") == []


def test_a_part_larger_than_its_whole_is_asked_about() -> None:
    text = "特困人员{}人。资助参保900人（其中：城市低保328人、农村特困338人、城市特困234人）。"
    assert [(f.relation.id, f.severity, plain(f.relation.left.value)) for f in findings(text.format(453))] == [
        ("N.subset", Severity.QUESTION, 572)
    ]
    assert findings(text.format(600)) == []


# --- announced and missing ------------------------------------------------------------------------


def test_announced_counts_are_compared_with_what_is_listed() -> None:
    text = "还存在以下{}个方面的不足：一是人手不够；二是更新不勤。\n"
    assert findings(text.format("两")) == []
    assert [(plain(f.relation.left.value), plain(f.relation.right.value)) for f in findings(text.format("三"))] == [
        (3, 2)
    ]


def test_two_lists_in_one_paragraph_are_counted_apart() -> None:
    text = "存在两个问题：一是人手不够；二是更新不勤。下一步一是补充人员；二是定期检查；三是通报。\n"
    assert findings(text) == []


def test_a_unit_without_its_number_is_a_warning_without_values() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n行政诉讼案件2件，其中驳回原告诉讼请求件，占总数的100%。\n"
    told = findings(text)
    assert [(f.relation.id, f.severity) for f in told] == [("N.missing_number", Severity.WARNING)]
    assert (plain(told[0].relation.left.value), plain(told[0].relation.right.value)) == (None, None)


def test_a_report_of_another_kind_is_told_as_information_and_its_text_is_checked() -> None:
    result = check(report("市民热线办结8136件（转办3041件、直接答复5171件）。", None, form_id=None))
    assert [f.severity for f in found(result, "S.kind")] == [Severity.INFO]
    assert [f.relation.id for f in serious(result)] == ["N.parts"]


# --- what a list does not break down --------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "无法提供24件。因信息公开被申请行政复议、提起行政诉讼分别为17件、50件。",
        "法人或其他组织申请1件。对3件申请予以公开，对2件申请无法提供。",
        "收到政府信息公开申请45件，较上年（40件）增加5件。予以公开30件，部分公开5件，不予公开5件，无法提供5件。",
        "主动公开政府信息9条。\n申请中，国土类9件、住建类4件、教育类1件等。",
    ],
)
def test_a_list_is_not_held_against_a_number_of_something_else(text: str) -> None:
    assert [f.message for f in findings(f"三、收到和处理政府信息公开申请情况\n{text}\n")] == []


def test_a_number_before_a_colon_is_the_whole_of_the_list_behind_it() -> None:
    text = "申请事项均已办结，共{}件：予以公开9件；部分公开2件；不予公开6件；无法提供3件。"
    assert findings(text.format(20)) == []
    assert [plain(f.relation.right.value) for f in findings(text.format(22))] == [22]


def test_answers_that_do_not_fill_what_was_received_may_be_carried_over_where_nobody_says_so() -> None:
    text = "三、依申请公开政府信息情况\n收到政府信息公开申请60件。按时办结48件，延期办结2件。\n"
    assert [f.severity for f in findings(text, form_id=FormId.A2014)] == [Severity.WARNING]


def test_an_error_of_parts_rests_on_arithmetic() -> None:
    text = "三、收到和处理政府信息公开申请情况\n因政府信息公开引发行政复议9件，其中维持5件，纠正2件，其他结果3件。\n"
    wrong = next(f for f in findings(text) if f.relation.id == "N.parts")
    assert wrong.relation.basis.startswith("算术")
