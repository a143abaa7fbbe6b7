"""Outcomes: only those the form of the year knows, the course has led to, and the law allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.statute.clocks import Standing, letters, replay, steps
from gongkai.statute.clocks import events as ev
from gongkai.statute.data import LawDataError
from gongkai.statute.disclosure import exemption_grounds
from gongkai.statute.forms import FormId
from gongkai.statute.outcomes import (
    NOT_GOVERNMENT_INFORMATION,
    DecisionFacts,
    judge,
    outcome,
    outcomes,
    outcomes_in,
    possible_outcomes,
    report_row,
)
from gongkai.statute.report_forms import form
from gongkai.statute.sources import source

MAY = date(2024, 5, 13)
JUNE = date(2024, 6, 3)
IN_PERSON = ev.Submitted(MAY, ev.Channel.IN_PERSON)
STATED = {
    "manner": "随信附上",
    "withheld": "第三页的报价",
    "reason": "属于内部讨论记录",
    "forbidding_law": "统计法第九条",
    "special_procedure": "不动产登记资料查询暂行办法",
    "search": "检索办公系统2020年以来的文件",
    "responsible_organ": "住房城乡建设局，电话0000",
    "earlier_reply": "某公复〔2024〕3号，2024年3月1日",
}


def after(*events: ev.Event) -> Standing:
    return replay([IN_PERSON, *events])


def asked(opinion: ev.Opinion) -> tuple[ev.Event, ...]:
    return (
        ev.ConsultationSent(MAY, "甲公司", ev.Consulted.THIRD_PARTY),
        ev.ConsultationReceived(MAY, "甲公司"),
        ev.ConsultationAnswered(date(2024, 5, 20), "甲公司", opinion),
    )


def led_to(outcome_id: str) -> Standing:
    """An application of 2024 that has come to the point where this outcome can be chosen."""
    corrected = (ev.CorrectionAsked(MAY, date(2024, 5, 20)), ev.Corrected(date(2024, 5, 16)))
    demanded = (ev.ReasonsDemanded(MAY, date(2024, 5, 20)), ev.ReasonsRejected(date(2024, 5, 21)))
    unpaid = (ev.FeeNotified(MAY), ev.FeeNoticeReceived(MAY), ev.FeeLapsed(date(2024, 7, 1)))
    ways: dict[str, tuple[ev.Event, ...]] = {
        "3.4": (*asked(ev.Opinion.OBJECTION), ev.Prepared(JUNE)),
        "4.3": (*corrected, ev.StillUnclear(JUNE)),
        "5.4": demanded,
        "6.1": (corrected[0], ev.CorrectionLapsed(JUNE)),
        "6.2": unpaid,
        "6.3": (ev.Withdrawn(JUNE),),
    }
    return after(*ways.get(outcome_id, (ev.Prepared(JUNE),)))


def facts(outcome_id: str) -> DecisionFacts:
    """All that the outcome demands."""
    item = outcome(outcome_id)
    known = exemption_grounds(JUNE)
    return DecisionFacts(
        outcome_id,
        JUNE,
        grounds=tuple(key for key in item.grounds if key in known)[:1],
        separable={"yes": True, "no": False, "": None}[item.separable],
        sub_reason=item.sub_reasons[0].id if item.sub_reasons else "",
        stated=STATED,
    )


def fields(given: DecisionFacts, standing: Standing | None = None) -> list[str]:
    return [item.field for item in judge(given, standing or led_to(given.outcome)).obstacles]


OF_2024 = [item.id for item in outcomes_in(2024)]


def test_the_form_of_2021_has_the_twenty_one_outcomes() -> None:
    assert (
        "1 2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 6.1 6.2 6.3".split()  # noqa: SIM905
    ) == OF_2024
    assert all(item.id.startswith("2014.") for item in outcomes_in(2018))
    with pytest.raises(LookupError, match="2013"):
        outcomes_in(2013)


@pytest.mark.parametrize("form_id", list(FormId))
def test_every_result_row_of_a_form_has_an_outcome_and_every_outcome_a_row(form_id: FormId) -> None:
    built = form(form_id)
    mapped = {report_row(item.id, built.first_year) for item in outcomes_in(built.first_year)}
    names = {row.row for row in mapped if row}
    (table,) = {row.table for row in mapped if row}
    rows = [row for one in built.tables if one.key == table for block in one.blocks for row in block.rows]
    starts = ("granted", "partially", "denied_", "unable_", "refused_", "other_", "replies_")
    sums = {"results_total", "replies_total", "replies_refused"}
    outside = {"other_responses"} | (sums if form_id is FormId.A2014 else {"results_total"})
    assert names == {row.key for row in rows if row.key.startswith(starts)} - outside


@pytest.mark.parametrize("outcome_id", OF_2024)
def test_an_outcome_with_all_it_demands_is_lawful(outcome_id: str) -> None:
    decision = judge(facts(outcome_id), led_to(outcome_id))
    assert decision.obstacles == ()
    assert decision.lawful
    assert decision.row == report_row(outcome_id, 2024)
    assert decision.reasons[0].source


@pytest.mark.parametrize("outcome_id", OF_2024)
def test_whatever_an_outcome_needs_is_asked_for(outcome_id: str) -> None:
    item = outcome(outcome_id)
    bare = replace(facts(outcome_id), stated={}, grounds=(), separable=None, sub_reason="")
    demanded = {need.field for need in item.needs}
    demanded |= {"grounds"} if item.grounds else set()
    demanded |= {"separable"} if item.separable else set()
    demanded |= {"sub_reason"} if item.sub_reasons else set()
    assert set(fields(bare)) == demanded


@pytest.mark.parametrize("outcome_id", ["3.1", "3.2", "3.3", "3.5", "3.6", "3.7"])
def test_what_can_be_separated_is_not_withheld_as_a_whole(outcome_id: str) -> None:
    decision = judge(replace(facts(outcome_id), separable=True), led_to(outcome_id))
    (obstacle,) = decision.obstacles
    assert "部分公开" in obstacle.message
    assert obstacle.source
    assert obstacle.source.article == "第三十七条"


def test_a_partial_disclosure_needs_something_to_separate() -> None:
    assert fields(replace(facts("2"), separable=False)) == ["separable"]
    assert fields(replace(facts("2"), grounds=(NOT_GOVERNMENT_INFORMATION,))) == []


def test_a_ground_of_another_outcome_or_of_another_time_does_not_count() -> None:
    assert fields(replace(facts("3.1"), grounds=("EX16-1",))) == ["grounds", "grounds"]
    assert fields(replace(facts("3.1"), grounds=("EX2008-14",))) == ["grounds", "grounds"]
    assert fields(replace(facts("1"), grounds=("EX15",))) == ["grounds"]


def test_a_third_party_is_asked_before_information_is_withheld_for_them() -> None:
    assert fields(facts("3.4"), after(ev.Prepared(JUNE))) == ["third_party"]
    assert fields(facts("3.4"), after(*asked(ev.Opinion.CONSENT), ev.Prepared(JUNE))) == ["third_party"]
    silent = after(*asked(ev.Opinion.CONSENT)[:2])
    late = replay([*silent.events, ev.Prepared(date(2024, 7, 1))])
    assert fields(facts("3.4"), late) == []


def test_giving_out_against_an_objection_needs_a_reason() -> None:
    objected = after(*asked(ev.Opinion.OBJECTION), ev.Prepared(JUNE))
    assert fields(facts("1"), objected) == ["public_interest"]
    assert fields(replace(facts("1"), public_interest="涉及饮用水安全"), objected) == []
    assert fields(replace(facts("1"), objection_unfounded="所称商业秘密早已公开"), objected) == []
    assert fields(facts("1"), after(*asked(ev.Opinion.CONSENT), ev.Prepared(JUNE))) == []


@pytest.mark.parametrize("outcome_id", ["4.3", "5.4", "6.1", "6.2"])
def test_an_outcome_must_follow_from_the_course(outcome_id: str) -> None:
    decision = judge(facts(outcome_id), after(ev.Prepared(JUNE)))
    (obstacle,) = decision.obstacles
    assert obstacle.field == "outcome"
    assert "须先有" in obstacle.message


def test_before_anything_is_drafted_the_ordinary_outcomes_are_open() -> None:
    standing = after()
    open_ = {item.id for item, obstacle in possible_outcomes(standing, JUNE) if obstacle is None}
    assert open_ == set(OF_2024) - {"4.3", "5.4", "6.1", "6.2"}
    (obstacle,) = judge(facts("6.1"), standing).obstacles
    assert "“已登记”以后不能" in obstacle.message


def test_an_order_to_decide_anew_opens_every_ordinary_outcome_again() -> None:
    again = replay([*led_to("6.1").events, ev.Reopened(date(2024, 8, 1), "复议决定")])
    open_ = {item.id for item, obstacle in possible_outcomes(again, date(2024, 8, 2)) if obstacle is None}
    assert {"1", "2", "3.4", "4.1"} <= open_
    assert "6.1" not in open_


def test_after_a_withdrawal_only_other_handling_is_left() -> None:
    left = [item.id for item, obstacle in possible_outcomes(led_to("6.3"), JUNE) if obstacle is None]
    assert left == ["6.3"]


def test_what_is_not_held_is_not_held_for_one_of_three_reasons() -> None:
    given = replace(facts("4.1"), stated={})
    assert fields(replace(given, sub_reason="not_existing")) == ["search"]
    assert fields(replace(given, sub_reason="not_ours_known_organ")) == ["responsible_organ"]
    assert fields(replace(given, sub_reason="not_ours_unknown")) == ["reason"]


def test_the_year_of_the_decision_chooses_the_row() -> None:
    rows = {year: report_row("6.1", year) for year in (2018, 2020, 2021)}
    assert rows[2018] is None
    assert rows[2020] is not None
    assert rows[2020].row == "other_total"
    assert rows[2021] is not None
    assert rows[2021].row == "other_no_correction"


def test_an_outcome_of_another_form_is_refused() -> None:
    old = replace(facts("6.1"), decided_on=date(2018, 7, 2))
    assert fields(old) == ["outcome"]


@pytest.mark.parametrize("item", outcomes_in(2018), ids=lambda item: item.id)
def test_the_outcomes_of_2014_judge_by_the_old_regulation(item: object) -> None:
    day = date(2018, 7, 4)
    known = outcomes_in(2018)
    (one,) = [found for found in known if found is item]
    old = [ev.Submitted(date(2018, 7, 2), ev.Channel.IN_PERSON)]
    consulted: list[ev.Event] = [
        ev.ConsultationSent(date(2018, 7, 2), "甲公司", ev.Consulted.THIRD_PARTY),
        ev.ConsultationAnswered(date(2018, 7, 3), "甲公司", ev.Opinion.OBJECTION),
    ]
    standing = replay([*old, *(consulted if one.third_party else []), ev.Prepared(day)])
    given = DecisionFacts(
        one.id,
        day,
        grounds=tuple(key for key in one.grounds if key in exemption_grounds(day))[:1],
        separable={"yes": True, "no": False, "": None}[one.separable],
        stated=STATED,
    )
    assert judge(given, standing).obstacles == ()
    if one.separable:
        (obstacle,) = judge(replace(given, separable=None), standing).obstacles
        assert obstacle.source
        assert obstacle.source.instrument == "regulation_2008"


def test_every_name_an_outcome_uses_is_defined() -> None:
    grounds = set(exemption_grounds(date(2018, 1, 1))) | set(exemption_grounds(JUNE)) | {NOT_GOVERNMENT_INFORMATION}
    for item in outcomes().values():
        assert set(item.grounds) <= grounds
        assert item.after <= set(steps())
        assert not item.letter or item.letter in letters()
        assert source(item.basis).title


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(LawDataError, match="没有这种办理结果：9"):
        outcome("9")
