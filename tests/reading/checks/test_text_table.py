"""The running text against the tables: right sentences pass, each wrong number is found, doubtful scope is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.checks import check
from gongkai.reading.model import CellStatus, CellValue, Finding
from gongkai.statute.forms import FormId, Severity
from tests.reading.checks import wording
from tests.reading.checks.build import found, plain, report, request_tables, serious, with_cell

A = "applications"
S = "statistics_2014_2018"


@given(request_tables(FormId.C2021), st.sampled_from(wording.REQUESTS), st.sampled_from(wording.DISPUTES))
def test_a_text_that_agrees_with_its_tables_gives_neither_error_nor_warning(
    values: dict[str, int | None], requests: str, disputes: str
) -> None:
    said = wording.figures(values)
    text = wording.chapters(requests.format(**said), disputes.format(**said))
    assert serious(check(report(text, values))) == []


@given(request_tables(FormId.C2021), st.sampled_from([*wording.REQUESTS, *wording.DISPUTES]), st.data())
def test_every_single_wrong_number_of_the_text_is_found(
    values: dict[str, int | None], sentence: str, data: st.DataObject
) -> None:
    said = wording.figures(values)
    name = data.draw(st.sampled_from(re.findall(r"\{(\w+)\}", sentence)))
    said[name] += data.draw(st.integers(100, 900))
    text = wording.chapters(*(sentence.format(**said) if sentence in group else "" for group in wording.GROUPS))
    findings = serious(check(report(text, values)))
    assert any(
        said[name] in (plain(finding.relation.left.value), plain(finding.relation.right.value)) for finding in findings
    )


def one(text: str, values: Mapping[str, int | None], **options: object) -> Finding | None:
    """The one finding about figures of the text, None when there is none."""
    result = check(report(text, values, **options))  # type: ignore[arg-type]
    told = [f for f in result.findings if f.relation.id.startswith("N.")]
    assert len(told) <= 1
    return told[0] if told else None


def test_received_may_include_the_carried_over_and_the_confirmation_says_so() -> None:
    values = {f"{A}.new_received.total": 19, f"{A}.carried_over.total": 1}
    text = "三、收到和处理政府信息公开申请情况\n2022年共受理政府信息公开申请20件。\n"
    confirmed = next(r for r in check(report(text, values)).confirmed if r.id == "N.received")
    assert "之和" in confirmed.note
    assert (plain(confirmed.left.value), plain(confirmed.right.value)) == (20, 20)


@pytest.mark.parametrize(
    "text",
    [
        "全县各级行政机关共收到政府信息公开申请450件。",
        "县公安局收到政府信息公开申请450件。",
        "自2019年以来累计收到政府信息公开申请450件。",
    ],
)
def test_another_scope_is_a_question_never_an_error(text: str) -> None:
    finding = one(text.replace("2019年以来", "条例施行以来"), {f"{A}.new_received.total": 45})
    assert finding is not None
    assert (finding.severity, finding.relation.kind) == (Severity.QUESTION, "scope_difference")
    assert (plain(finding.relation.left.value), plain(finding.relation.right.value)) == (450, 45)


def test_where_the_table_evidently_counts_the_whole_district_a_deviation_is_an_error() -> None:
    values = {f"{A}.new_received.total": 450, f"{A}.results_total.total": 440}
    finding = one("全县共收到政府信息公开申请450件。全县办结政府信息公开申请404件。", values, unit="青溪县人民政府")
    assert finding is not None
    assert (finding.severity, finding.relation.id) == (Severity.ERROR, "N.closed")


def test_the_whole_district_is_not_asked_about_when_the_own_number_stands_beside_it() -> None:
    text = "全县收到政府信息公开申请450件，其中青溪县教育局收到政府信息公开申请45件。"
    assert one(text, {f"{A}.new_received.total": 45}) is None


@pytest.mark.parametrize(
    "text",
    [
        "2021年收到政府信息公开申请40件。",
        "收到政府信息公开申请45件，比上年增加5件。",
        "收到政府信息公开申请45件，其中通过网站收到申请30件。",
        "收到涉及土地征收的政府信息公开申请12件。",
        "收到上级转办的政府信息公开申请3件。",
        "涉及国家秘密不予公开的1件。",
        "书面答复申请20件。",
        "明年计划办理政府信息公开申请100件。",
        "12345热线收到诉求300件，办结299件。",
        "每年收到政府信息公开申请80件。",
        "上半年收到政府信息公开申请20件。",
        "政策与规范性文件类信息300条。",
        "备案部门行政规范性文件98件。",
    ],
)
def test_figures_that_count_something_else_are_not_compared(text: str) -> None:
    values = {
        f"{A}.new_received.total": 45,
        f"{A}.results_total.total": 45,
        f"{A}.granted.total": 40,
        f"{A}.denied_state_secret.total": 5,
    }
    assert one(f"一、总体情况\n{text}\n", values) is None


def test_about_seventy_agrees_with_seventy_three() -> None:
    values = {f"{A}.new_received.total": 73}
    assert one("收到政府信息公开申请70余件。", values) is None
    finding = one("收到政府信息公开申请近200件。", values)
    assert finding is not None
    assert finding.severity is Severity.WARNING


def test_a_second_place_that_contradicts_is_only_a_warning_when_the_first_agrees() -> None:
    text = "一、总体情况\n收到政府信息公开申请45件。\n三、收到和处理政府信息公开申请情况\n收到政府信息公开申请54件。\n"
    finding = one(text, {f"{A}.new_received.total": 45})
    assert finding is not None
    assert finding.severity is Severity.WARNING


def test_no_number_is_zero_only_where_the_text_denies_it() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n全年未发生因政府信息公开引起的行政复议和行政诉讼。\n"
    assert one(text, {}) is None
    result = check(report(text, {"review_litigation.review.total": 2, "review_litigation.review.upheld": 2}))
    assert {f.relation.id for f in serious(result)} == {"N.disputes"}


def test_an_ambiguous_cell_that_could_agree_is_not_held_against_the_text() -> None:
    key = f"{A}.new_received.natural_person"
    base = report("自然人申请4件。政府信息公开申请由自然人提出4件。", {f"{A}.new_received.total": 5})
    cell = CellValue(key, Decimal(5), CellStatus.AMBIGUOUS, alternatives=(Decimal(5), Decimal(4)))
    assert not found(check(with_cell(base, key, cell)), "N.natural_person")


def test_table_two_is_compared_loosely() -> None:
    finding = one("全年制发行政规范性文件7件。", {"active_disclosure.normative_documents.issued": 6,
                                      "active_disclosure.normative_documents.in_force": 9})  # fmt: skip
    assert finding is not None
    assert (finding.severity, plain(finding.relation.left.value), plain(finding.relation.right.value)) == (
        Severity.WARNING,
        7,
        6,
    )


def test_money_is_compared_in_the_unit_of_the_form() -> None:
    values: dict[str, int | None] = {"active_disclosure.fees.amount_wan_yuan": 12}
    assert one("行政事业性收费金额12万元。", values) is None
    assert one("行政事业性收费金额120000元。", values) is None
    assert one("行政事业性收费金额21万元。", values) is not None


# --- publication channels of the 2014 form ---


def channels(website: int, other: int, **more: int) -> dict[str, int | None]:
    values = {f"{S}.channel_{name}": count for name, count in more.items()}
    total = website + other + sum(more.values())
    return {f"{S}.channel_website": website, f"{S}.channel_other": other, f"{S}.proactive_total": total, **values}


TEXT = (
    "二、主动公开政府信息情况\n通过政府网站公开{}条，通过政务新媒体公开{}条，通过查阅场所公开{}条，通过墙报公开{}条。\n"
)


def test_the_text_may_split_a_cell_and_a_cell_may_split_the_text() -> None:
    values = channels(800, 250, weibo=40, wechat=60)
    assert one(TEXT.format(800, 100, 150, 100), values, form_id=FormId.A2014) is None


def test_a_figure_that_the_table_evidently_counts_in_another_row_is_named() -> None:
    values = channels(950, 130, weibo=40, wechat=60)
    result = check(report(TEXT.format(800, 100, 150, 100), values, form_id=FormId.A2014))
    website, other = (found(result, rule)[0] for rule in ("N.website", "N.other_channels"))
    assert "950 − 800 = 150" in website.hint
    assert "查阅场所" in website.hint
    assert (plain(other.relation.left.value), plain(other.relation.right.value)) == (100, 130)
    assert {website.severity, other.severity} == {Severity.WARNING}


def test_a_total_that_is_wrong_in_the_table_itself_is_pointed_out() -> None:
    values = {"review_litigation.litigation_after_review.upheld": 2}
    text = "四、政府信息公开行政复议、行政诉讼情况\n因政府信息公开引起的行政诉讼案2件。\n"
    finding = next(f for f in check(report(text, values)).findings if f.relation.id == "N.litigation")
    assert "T4.sum.litigation_after_review" in finding.hint


@pytest.mark.parametrize("words", ["收到局委办", "被提起申请的", "政府信息公开申请", "全部结果共"])
def test_repeated_words_do_not_blow_up_the_vocabulary(words: str) -> None:
    """A regular expression that tried every split of these words would not end."""
    result = check(report(f"三、收到和处理政府信息公开申请情况\n{words * 200}45件。\n", {}))
    assert all(len(finding.relation.left.quote) <= 1001 for finding in result.findings)


OF_OTHER_PERIODS_OR_SUBJECTS = [
    "近三年来，我局共收到政府信息公开申请90件。",
    "2021年收到政府信息公开申请31件，办结29件。",
    "去年同期收到31件政府信息公开申请，办结29件。",
    "受理行政许可申请310件，办结300件，不予受理5件。",
    "收到低保申请69件，审核通过46件。",
    "年内收到申请12件，作出予以公开答复4件、部分公开答复1件、不予公开答复2件。",
]


@pytest.mark.parametrize("sentence", OF_OTHER_PERIODS_OR_SUBJECTS)
def test_other_periods_other_subjects_and_some_outcomes_are_no_errors(sentence: str) -> None:
    rows = {"new_received": 12, "results_total": 12, "granted": 4, "partially_granted": 1}
    rows |= {"denied_third_party": 2, "unable_not_held": 5}
    values = {f"{A}.{row}.total": value for row, value in rows.items()}
    text = f"三、收到和处理政府信息公开申请情况\n{sentence}\n"
    findings = check(report(text, values)).findings
    assert [f.message for f in findings if f.severity is Severity.ERROR and f.relation.id.startswith("N.")] == []


SAID_IN_OTHER_WORDS = [
    "对{}件申请予以公开。",
    "1.予以公开{}件；2.其余另行说明。",
    "“予以公开”{}件。",
]


@pytest.mark.parametrize("sentence", SAID_IN_OTHER_WORDS)
def test_an_outcome_is_known_behind_its_number_a_numeral_or_in_quotes(sentence: str) -> None:
    text = "三、收到和处理政府信息公开申请情况\n" + sentence.format(9) + "\n"
    finding = one(text, {f"{A}.granted.total": 4})
    assert finding is not None
    assert (finding.relation.id, plain(finding.relation.right.value)) == ("N.granted", 4)


IV = "四、政府信息公开行政复议、行政诉讼情况\n"
ONE = "一、总体情况\n"
DISPUTES = {"review_litigation.review.total": 2, "review_litigation.review.upheld": 2}


def test_all_reconsiderations_of_a_government_are_asked_about_and_those_over_disclosure_are_told() -> None:
    all_cases = one(f"{ONE}全年办理行政复议案件393件。\n", DISPUTES, unit="青溪县人民政府")
    assert all_cases is not None
    assert (all_cases.severity, all_cases.relation.kind) == (Severity.QUESTION, "scope_difference")
    for text in (f"{ONE}全年发生政府信息公开行政复议案件3件。\n", f"{IV}全年发生行政复议案件3件。\n"):
        told = one(text, DISPUTES, unit="青溪县人民政府")
        assert told is not None
        assert told.severity is Severity.ERROR


def test_cases_that_are_said_to_be_about_something_else_are_not_compared() -> None:
    assert one(f"{IV}发生政府信息公开以外的行政复议案件9件。\n", DISPUTES) is None


def test_each_number_that_is_dealt_out_is_compared_with_the_cell_of_its_name() -> None:
    values = {
        f"{A}.new_received.natural_person": 5,
        f"{A}.new_received.company": 2,
        f"{A}.new_received.total": 7,
        f"{A}.carried_over.total": 3,
        **DISPUTES,
    }
    right = "全年收到自然人、法人或者其他组织申请分别为5件和2件。新收和上年结转政府信息公开申请分别为7件、3件。"
    assert one(right, values) is None
    wrong = one(right.replace("7件", "8件"), values)
    assert wrong is not None
    assert (plain(wrong.relation.left.value), plain(wrong.relation.right.value)) == (8, 7)
    disputes = one("因信息公开引发的行政复议、行政诉讼分别为2件、1件。", values)
    assert disputes is not None
    assert disputes.relation.id == "N.litigation"


def test_what_was_closed_in_time_and_with_extension_is_all_that_was_closed() -> None:
    values = {f"{A}.new_received.total": 45, f"{A}.results_total.total": 45}
    text = "三、收到和处理政府信息公开申请情况\n收到政府信息公开申请45件，按期办结{}件，延期办结3件。\n"
    assert one(text.format(42), values) is None
    wrong = [f for f in check(report(text.format(43), values)).findings if f.relation.id == "N.closed_in_time"]
    assert [(f.severity, plain(f.relation.left.value)) for f in wrong] == [(Severity.WARNING, 46)]
    assert one(text.format(45), values) is None  # an extended answer may be in time
    assert one("三、收到和处理政府信息公开申请情况\n因案情复杂，延期答复3件。\n", values) is None


def test_a_share_may_refer_to_what_only_the_table_says() -> None:
    values = {f"{A}.new_received.total": 56, f"{A}.results_total.total": 56, f"{A}.granted.total": 40}
    text = "三、收到和处理政府信息公开申请情况\n予以公开40件，占{}%。\n"
    result = check(report(text.format("71.4"), values))
    assert [r.arithmetic for r in result.confirmed if r.id == "N.rate"] == ["40 ÷ 56 = 71.4% = 71.4%"]
    wrong = one(text.format("74.1"), values)
    assert wrong is not None
    assert (wrong.relation.id, wrong.severity) == ("N.rate", Severity.WARNING)
    assert one(text.format("74.1").replace("占", "占比约"), values) is None


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("举办政府信息公开培训班3期，培训人员120人次。", "trained_person_times", 120),
        ("微博、微信回应事件6次。", "weibo_wechat_responses", 6),
        ("通过其他方式回应事件4次。", "other_responses", 4),
        ("主要负责同志参加新闻发布会2次。", "press_conferences_principal", 2),
        ("主动公开规范性文件8件。", "proactive_normative_documents", 8),
    ],
)
def test_rows_of_the_form_of_2014_are_known_in_the_text(text: str, key: str, value: int) -> None:
    values = {f"{S}.{key}": value, f"{S}.training_courses": 3, f"{S}.press_conferences": 9, f"{S}.proactive_total": 9}
    values |= {f"{S}.normative_documents_made": 9}
    assert one(text, values, form_id=FormId.A2014) is None
    wrong = one(text, {**values, f"{S}.{key}": value + 1}, form_id=FormId.A2014)
    assert wrong is not None
    assert (plain(wrong.relation.left.value), wrong.severity) == (value, Severity.WARNING)


def test_letters_of_reply_are_not_replies() -> None:
    values = {f"{A}.new_received.total": 45, f"{A}.results_total.total": 45}
    assert one("规范政府信息公开申请答复文书6份。", values) is None


def test_a_share_of_what_was_closed_is_right_though_the_sentence_only_says_what_was_received() -> None:
    values = {
        f"{A}.new_received.total": 66,
        f"{A}.carried_forward.total": 6,
        f"{A}.results_total.total": 60,
        f"{A}.granted.total": 45,
        f"{A}.unable_not_held.total": 15,
    }
    text = "三、收到和处理政府信息公开申请情况\n收到政府信息公开申请66件，其中予以公开45件、无法提供15件（{}%）。\n"
    assert one(text.format("25.0"), values) is None
    wrong = one(text.format("35.0"), values)
    assert wrong is not None
    assert wrong.relation.id == "N.rate"


@pytest.mark.parametrize(
    "text",
    [
        "制发公文1082件，主动公开1070件，依申请公开7件，不予公开5件。",
        "对470件文件进行公开属性审核，其中主动公开455件、依申请公开6件、不予公开9件。",
        "办理建议提案20件，予以公开18件，不予公开2件。",
    ],
)
def test_the_disclosure_of_documents_and_of_answers_to_deputies_is_no_application(text: str) -> None:
    values = {f"{A}.new_received.total": 25, f"{A}.results_total.total": 25, f"{A}.granted.total": 25}
    assert one(f"{ONE}{text}\n", values) is None


def test_our_county_in_the_report_of_a_bureau_is_the_whole_county() -> None:
    finding = one("我县共受理政府信息公开申请668件。", {f"{A}.new_received.total": 14})
    assert finding is not None
    assert finding.severity is Severity.QUESTION


def test_a_list_of_the_whole_county_in_the_report_of_a_bureau_is_no_error() -> None:
    text = "全县收到政府信息公开申请60件，其中予以公开30件，部分公开10件，不予公开5件，无法提供5件，其他处理5件。"
    assert {f.severity for f in check(report(text)).findings if f.relation.id == "N.parts"} == {Severity.WARNING}


def test_names_behind_their_numbers_belong_to_the_number_before_the_comma_of_a_list() -> None:
    rows = {"new_received": 45, "results_total": 45, "granted": 30, "partially_granted": 6, "unable_not_held": 9}
    values = {f"{A}.{row}.total": count for row, count in rows.items()}
    text = "三、收到和处理政府信息公开申请情况\n收到申请45件，其中30件予以公开、{}件部分公开和9件无法提供。\n"
    assert one(text.format(6), values) is None
    wrong = {f.relation.id for f in check(report(text.format(7), values)).findings if f.relation.id[0] == "N"}
    assert "N.partial" in wrong
    assert not {"N.granted", "N.unable"} & wrong


def test_repeated_applications_among_those_received_need_not_be_those_refused() -> None:
    values = {f"{A}.new_received.total": 45, f"{A}.results_total.total": 45, f"{A}.granted.total": 45}
    asked = one("收到政府信息公开申请45件，其中重复申请3件。", values)
    assert asked is not None
    assert asked.severity is Severity.QUESTION


def test_forty_odd_is_anything_up_to_forty_nine() -> None:
    assert one("收到政府信息公开申请40多件。", {f"{A}.new_received.total": 49}) is None
    assert one("收到政府信息公开申请40余件。", {f"{A}.new_received.total": 52}) is not None
