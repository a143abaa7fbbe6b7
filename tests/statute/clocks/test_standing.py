"""What the clock tells about an application besides its due date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from runpy import run_module

import pytest

from gongkai.statute.clocks import (
    UnlawfulEventError,
    applications_page,
    history,
    letters,
    replay,
    rules_on,
    services,
    states,
    steps,
    workdays,
)
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks.process import _Process
from gongkai.statute.clocks.rules import receipt_rule
from gongkai.statute.data import law_folder, read_yaml

MONDAY = date(2025, 9, 15)
HANDED_IN = ev.Submitted(MONDAY, ev.Channel.IN_PERSON)
ASKED = (
    ev.Submitted(date(2024, 5, 13), ev.Channel.IN_PERSON),
    ev.ConsultationSent(date(2024, 5, 20), "甲公司", ev.Consulted.THIRD_PARTY),
    ev.ConsultationReceived(date(2024, 5, 22), "甲公司"),
)


def lines(*events: ev.Event) -> list[str]:
    return [f"{str(line).split('（', 1)[0]}" for line in replay(events).ledger()]


def test_the_ledger_reads_line_by_line_with_working_weekends_and_holidays() -> None:
    assert lines(HANDED_IN) == [
        "09-15 当面提交：当面提交的，以提交之日为收到申请之日",
        "09-15 适用2019年条例，答复期限20个工作日，当日不计",
        "09-16—09-19 计第 1—4 日",
        "09-20—09-21 周末，不计",
        "09-22—09-26 计第 5—9 日",
        "09-27 周末，不计",
        "09-28 周日上班，计第 10 日",
        "09-29—09-30 计第 11—12 日",
        "10-01—10-08 国庆节、中秋节放假，不计",
        "10-09—10-10 计第 13—14 日",
        "10-11 周六上班，计第 15 日",
        "10-12 周末，不计",
        "10-13—10-17 计第 16—20 日",
        "10-17 答复期限届满",
    ]


def test_a_line_cites_the_article_or_the_holiday_notice() -> None:
    cited = [str(line.source) for line in replay([HANDED_IN]).ledger() if line.source]
    assert "第三十一条第一项" in cited[0]
    assert "第三十三条第二款" in cited[1]
    assert any("2025年部分节假日安排" in text for text in cited)


def test_a_pause_shows_as_days_that_do_not_count() -> None:
    answered = (*ASKED, ev.ConsultationAnswered(date(2024, 5, 24), "甲公司", ev.Opinion.CONSENT))
    assert lines(*answered)[4:10] == [
        "05-20 征求意见：甲公司",
        "05-20 计第 5 日",
        "05-21 征求意见期间，不计入期限",
        "05-22 征求意见书送到：甲公司，期限至 2024-06-13",
        "05-22—05-23 征求意见期间，不计入期限",
        "05-24 收到意见：甲公司",
    ]


def test_an_open_pause_shows_the_days_until_now() -> None:
    found = replay(ASKED[:2], on=date(2024, 5, 22))
    assert found.due is None
    assert found.paused(date(2024, 5, 22))
    assert not found.paused(date(2024, 5, 20))
    assert str(found.ledger()[-1]) == "05-21—05-22 征求意见期间，不计入期限"


def test_a_correction_voids_the_days_before() -> None:
    text = lines(
        ev.Submitted(date(2024, 3, 4), ev.Channel.IN_PERSON),
        ev.CorrectionAsked(date(2024, 3, 12), date(2024, 3, 29)),
        ev.Corrected(date(2024, 3, 22)),
    )
    assert "03-22 期限自次日起重新计算，此前经过的6个工作日作废" in text
    assert text[-2:] == ["04-22 计第 20 日", "04-22 答复期限届满"]


def test_every_event_has_a_line_of_its_own() -> None:
    text = "\n".join(
        lines(
            ev.Submitted(date(2024, 6, 28), ev.Channel.FAX),
            ev.Unreached(date(2024, 6, 28)),
            ev.Confirmed(date(2024, 7, 1)),
            ev.ReasonsDemanded(date(2024, 7, 2), date(2024, 7, 10)),
            ev.ReasonsGiven(date(2024, 7, 3)),
            ev.ReasonsAccepted(date(2024, 7, 4), date(2024, 10, 1)),
            ev.FeeNotified(date(2024, 7, 4)),
            ev.FeeNoticeReceived(date(2024, 7, 5)),
            ev.Paid(date(2024, 7, 8)),
            ev.Extended(date(2024, 7, 9), 5, "李主任"),
            ev.ConsultationSent(date(2024, 7, 9), "甲公司", ev.Consulted.THIRD_PARTY),
            ev.ConsultationClosed(date(2024, 7, 10), "甲公司"),
            ev.ConsultationAnswered(date(2024, 7, 19), "甲公司", ev.Opinion.OTHER),
            ev.Prepared(date(2024, 7, 22)),
            ev.Approved(date(2024, 7, 22)),
            ev.Issued(date(2024, 7, 22)),
            ev.Served(date(2024, 7, 23), ev.Service.MAIL),
        )
    )
    for words in (
        "06-28 联系不上申请人",
        "07-01 与申请人确认，即收到申请之日",
        "07-02 要求说明理由，期限至 2024-07-10",
        "07-04 认定理由合理，延迟至 2024-10-01 答复",
        "07-05 收费通知送到，缴费期限至 2024-08-02",
        "07-09 延长答复期限5个工作日，李主任同意",
        "07-10 终止征求意见：甲公司",
        "07-19 收到意见：甲公司",
        "07-23 邮寄送达",
        "10-08 2024-10-01 是休息日，顺延",
    ):
        assert words in text


def test_an_order_sets_the_day_and_no_days_are_counted() -> None:
    decided = (
        HANDED_IN,
        ev.Prepared(MONDAY),
        ev.Approved(MONDAY),
        ev.Issued(MONDAY),
        ev.Served(MONDAY, ev.Service.DIRECT),
        ev.Reopened(date(2025, 12, 1), "复议决定", date(2025, 12, 20)),
    )
    found = replay(decided)
    assert found.due == date(2025, 12, 22)
    assert found.days_left(date(2025, 12, 1)) == 15
    text = lines(*decided)
    assert "12-01 依复议决定或者判决重新办理：复议决定" in text
    assert text[-2:] == ["12-22 2025-12-20 是休息日，顺延", "12-22 答复期限届满"]
    assert not any("计第" in line for line in text)


def test_before_receipt_there_are_only_events() -> None:
    assert lines(ev.Submitted(MONDAY, ev.Channel.ONLINE)) == [
        "09-15 互联网渠道：通过互联网渠道或者传真提交的，以双方确认之日为收到申请之日"
    ]


def test_the_old_regulation_says_that_the_transition_is_uncertain() -> None:
    found = replay([ev.Submitted(date(2019, 5, 14), ev.Channel.IN_PERSON)])
    assert any(line.source and line.source.mark == "?" for line in found.ledger())


def test_a_provisional_date_says_so() -> None:
    found = replay([ev.Submitted(date(2026, 12, 21), ev.Channel.IN_PERSON)])
    assert found.provisional
    assert "暂按周一至周五推算" in str(found.ledger()[-1])


def test_the_calendar_as_it_was_known_gives_the_date_as_it_was_told() -> None:
    events = [ev.Submitted(date(2020, 1, 15), ev.Channel.IN_PERSON)]
    assert replay(events, known_on=date(2020, 1, 20)).due == date(2020, 2, 17)
    assert replay(events).due == date(2020, 2, 19)


def test_what_was_lawful_when_it_was_recorded_stays_so() -> None:
    """Early in March 2019 the Sunday of 28 April was still a day off; the notice of 22 March made it a working day."""
    received = ev.Submitted(date(2019, 4, 8), ev.Channel.IN_PERSON)
    told = date(2019, 4, 29)
    assert replay([received]).due == date(2019, 4, 28)
    assert replay([received], known_on=date(2019, 3, 1)).due == told
    extended = [received, ev.Extended(told, 5, "李主任")]
    assert replay(extended, known_on=date(2019, 3, 1)).extension == 5
    with pytest.raises(UnlawfulEventError, match="2019-04-28 已经届满"):
        replay(extended)
    assert replay(extended, accepted=2).due == date(2019, 5, 7)
    with pytest.raises(UnlawfulEventError, match="已经延长过一次"):
        replay([*extended, ev.Extended(told, 5, "李主任")], accepted=2)


def test_what_is_possible_is_told_with_the_reason_for_what_is_not() -> None:
    found = {item.kind: item.obstacle for item in replay(ASKED).possible(date(2024, 5, 23))}
    assert set(found) == set(steps())
    assert found["extend"] is None
    assert found["answer_consultation"] is None
    received, prepare = found["consultation_received"], found["prepare"]
    assert received is not None
    assert "都已经记录" in received.message
    assert prepare is not None
    assert "“征求意见中”状态下不能“拟答复”" in prepare.message
    later = {item.kind: item.obstacle for item in replay(ASKED).possible(date(2024, 6, 14))}
    assert later["prepare"] is None


def test_nothing_waits_for_an_answer_that_nobody_asked() -> None:
    obstacle = {item.kind: item.obstacle for item in replay([HANDED_IN, ev.Begun(MONDAY)]).possible(MONDAY)}
    answer = obstacle["answer_consultation"]
    assert answer is not None
    assert "没有等待答复" in answer.message


def test_the_possible_cannot_be_asked_of_the_past() -> None:
    with pytest.raises(ValueError, match="早于最后一项事件"):
        replay(ASKED).possible(date(2024, 5, 21))


def test_a_refusal_names_the_event_its_place_the_article_and_what_would_be_possible() -> None:
    with pytest.raises(UnlawfulEventError) as caught:
        replay([HANDED_IN, ev.Begun(MONDAY), ev.Served(date(2025, 9, 16), ev.Service.MAIL)])
    text = str(caught.value)
    assert text.startswith("第3项（2025-09-16 送达）：“办理中”状态下不能“送达”")
    assert "235号" in text
    assert "prepare" in caught.value.possible
    assert "拟答复" in text


def test_nothing_is_possible_after_an_end_but_the_refusal_says_so() -> None:
    with pytest.raises(UnlawfulEventError, match="此时可以：无"):
        replay([HANDED_IN, ev.Withdrawn(MONDAY), ev.Withdrawn(MONDAY)])


def test_deadlines_come_in_order_and_end_with_the_answer() -> None:
    by = [(item.id, item.by) for item in replay(ASKED, on=date(2024, 5, 22)).deadlines()]
    assert by == [("consultation", date(2024, 6, 13)), ("reply", date(2024, 7, 4))]
    assert replay([HANDED_IN, ev.Withdrawn(MONDAY)]).deadlines() == ()


def test_the_correction_notice_is_no_deadline_once_it_is_too_late_or_not_known_to_the_law() -> None:
    def ids(*events: ev.Event, on: date) -> list[str]:
        return [item.id for item in replay(events, on=on).deadlines()]

    assert ids(HANDED_IN, on=date(2025, 9, 24)) == ["correction_notice", "reply"]
    assert ids(HANDED_IN, on=date(2025, 9, 25)) == ["reply"]
    assert ids(ev.Submitted(date(2018, 7, 2), ev.Channel.ORAL), on=date(2018, 7, 2)) == ["reply"]


def test_the_days_left_turn_negative_when_late() -> None:
    found = replay([HANDED_IN])
    assert found.days_left(MONDAY) == 20
    assert found.days_left(date(2025, 10, 17)) == 0
    assert found.days_left(date(2025, 10, 20)) == -1
    assert replay([ev.Submitted(MONDAY, ev.Channel.ONLINE)]).days_left(MONDAY) is None
    assert found.open
    assert found.label == "已登记"


def test_days_in_a_pause_are_not_left() -> None:
    found = replay(ASKED)
    assert found.due == date(2024, 7, 4)
    on = [
        date(2024, 5, 13),
        date(2024, 5, 20),
        date(2024, 6, 3),
        date(2024, 6, 13),
        date(2024, 6, 14),
        date(2024, 7, 5),
    ]
    assert [found.days_left(day) for day in on] == [20, 15, 15, 15, 14, -1]


def test_a_late_answer_says_so_and_counts_for_nothing() -> None:
    late = replay([*ASKED, ev.ConsultationAnswered(date(2024, 6, 17), "甲公司", ev.Opinion.OBJECTION)])
    assert late.due == date(2024, 7, 4)
    (asked,) = late.consultations
    assert (asked.ended_on, asked.in_time) == (date(2024, 6, 13), False)
    assert any("收到意见：甲公司（已逾期）" in str(line) for line in late.ledger())


def test_where_the_law_would_stop_the_clock_for_reasons_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """The effect of demanding reasons is not stated in the law; the data decides."""
    monkeypatch.setattr(history, "rules_on", lambda day: replace(rules_on(day), reasons_pause=True))
    asked = (
        ev.Submitted(date(2024, 7, 1), ev.Channel.IN_PERSON),
        ev.ReasonsDemanded(date(2024, 7, 3), date(2024, 7, 12)),
    )
    assert replay(asked).due == date(2024, 8, 7)
    given = (*asked, ev.ReasonsGiven(date(2024, 7, 8)))
    assert replay(given).due == date(2024, 8, 1)
    assert replay(given).paused(date(2024, 7, 8))


def test_a_course_without_receipt_has_no_law() -> None:
    with pytest.raises(ValueError, match="还没有收到"):
        _ = replay([ev.Submitted(MONDAY, ev.Channel.FAX)])._course.law


def test_before_the_first_regulation_there_is_no_law() -> None:
    with pytest.raises(LookupError, match="2008-04-30"):
        rules_on(date(2008, 4, 30))
    with pytest.raises(LookupError, match="2008-04-30"):
        receipt_rule(ev.Channel.FAX, date(2008, 4, 30))


@pytest.mark.parametrize("day", [date(2007, 12, 31), date(2080, 1, 1)])
def test_days_beyond_the_reach_of_the_sums_are_refused(day: date) -> None:
    with pytest.raises(ValueError, match="超出可以计算的范围"):
        workdays().due(day, 1)


def test_periods_that_leave_the_reach_or_have_no_days_are_refused() -> None:
    with pytest.raises(ValueError, match="的期限超出可以计算的范围"):
        workdays().due(date(2079, 12, 1), 60)
    with pytest.raises(ValueError, match="必须大于零"):
        workdays().due(MONDAY, 0)
    long_ago = (date(2007, 1, 1), date(2007, 2, 1))
    assert workdays().due(MONDAY, 20, [long_ago]) == date(2025, 10, 17)


def test_the_table_and_the_events_are_the_same() -> None:
    assert set(steps()) == set(ev.EVENTS)
    assert set(services()) == set(ev.Service)
    reached = {step.to for step in steps().values() if step.to} | {"draft", "awaiting_confirmation"}
    assert reached == set(states())


def test_all_seventeen_letters_are_there() -> None:
    assert {item.number for item in letters().values()} == set(range(1, 18))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("from", ["nowhere"], "没有定义：nowhere"),
        ("id", "dance", "流程表与事件不符：dance、submit"),
        ("letter", "poem", "没有这种文书：poem"),
    ],
)
def test_a_table_with_unknown_names_is_refused(key: str, value: object, message: str) -> None:
    table = read_yaml(law_folder() / "applications" / "process.yaml")
    table["events"][0][key] = value
    with pytest.raises(ValueError, match=message):
        _Process.model_validate(table)


def test_the_committed_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(__file__).parents[3] / "docs" / "applications.md"
    assert page.read_text(encoding="utf-8") == applications_page()
    run_module("gongkai.statute.clocks", run_name="__main__")
    assert capsys.readouterr().out == applications_page()
