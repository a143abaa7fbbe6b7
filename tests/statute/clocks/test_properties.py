"""What holds for every application, whatever happens to it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.statute.clocks.histories import history

from gongkai.statute.calendar import WorkCalendar
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks import replay, states, workdays

DAYS = st.dates(date(2017, 1, 1), date(2027, 12, 31))
SPANS = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))), max_size=4
)
COUNTS = st.integers(1, 60)
HISTORIES = st.integers(0, 10**9).map(lambda seed: history(Random(seed)))
patient = settings(deadline=None)
few = settings(deadline=None, max_examples=50)
ENDS = {"archived", "withdrawn", "abandoned_correction", "abandoned_fee", "merged"}


@patient
@given(DAYS, COUNTS, SPANS, st.randoms(use_true_random=False))
def test_the_order_of_pauses_does_not_matter(
    start: date, count: int, spans: list[tuple[date, date]], shuffle: Random
) -> None:
    mixed = list(spans)
    shuffle.shuffle(mixed)
    assert workdays().due(start, count, spans) == workdays().due(start, count, mixed)


@patient
@given(DAYS, COUNTS, SPANS, st.tuples(DAYS, st.integers(0, 40)))
def test_more_pause_is_never_earlier(
    start: date, count: int, spans: list[tuple[date, date]], more: tuple[date, int]
) -> None:
    without = workdays().due(start, count, spans)
    longer = workdays().due(start, count, [*spans, (more[0], more[0] + timedelta(days=more[1]))])
    assert without is not None
    assert longer is not None
    assert longer >= without


@patient
@given(DAYS, COUNTS, SPANS)
def test_no_period_ends_on_a_day_off_or_in_a_pause(start: date, count: int, spans: list[tuple[date, date]]) -> None:
    due = workdays().due(start, count, spans)
    assert due is not None
    assert WorkCalendar.load().is_workday(due)
    assert not any(first < due <= last for first, last in spans)


@patient
@given(DAYS, COUNTS)
def test_without_pauses_it_is_the_calendar_that_counts(start: date, count: int) -> None:
    assert workdays().due(start, count) == WorkCalendar.load().add_workdays(start, count).date


@patient
@given(st.permutations(["甲公司", "乙公司", "丙局"]))
def test_the_order_of_letters_sent_on_one_day_does_not_matter(names: list[str]) -> None:
    found = set()
    for order in permutations(names):
        sent: list[ev.Event] = [ev.ConsultationSent(date(2024, 7, 3), name, ev.Consulted.THIRD_PARTY) for name in order]
        answers: list[ev.Event] = [
            ev.ConsultationAnswered(date(2024, 7, 8 + len(name)), name, ev.Opinion.CONSENT)
            for name in sorted(names, key=len)
        ]
        found.add(replay([ev.Submitted(date(2024, 7, 1), ev.Channel.IN_PERSON), *sent, *answers]).due)
    assert len(found) == 1


@patient
@given(HISTORIES)
def test_no_due_date_falls_on_a_day_off(events: list[ev.Event]) -> None:
    due = replay(events).due
    assert due is None or WorkCalendar.load().is_workday(due)


@few
@given(HISTORIES)
def test_the_events_until_a_day_give_the_state_of_that_day(events: list[ev.Event]) -> None:
    for place in range(1, len(events)):
        day = events[place - 1].on
        if events[place].on > day:
            assert replay(events, on=day) == replay(events[:place], on=day)
            between = events[place].on - timedelta(days=1)
            assert replay(events, on=between) == replay(events[:place], on=between)


@few
@given(HISTORIES)
def test_an_application_can_always_come_to_an_end(events: list[ev.Event]) -> None:
    """From wherever it stands, taking one possible way after the other, some way leads to an end."""
    state, on = (replay(events).state, events[-1].on) if events else ("draft", date(2024, 7, 1))
    ends: list[tuple[type[ev.Event], tuple[object, ...]]] = [
        (ev.Submitted, (ev.Channel.IN_PERSON,)),
        (ev.Served, (ev.Service.MAIL,)),
        (ev.Archived, ()),
        (ev.Withdrawn, ()),
    ]
    while state not in ENDS:
        possible = {item.kind for item in replay(events).possible(on) if not item.obstacle}
        kind, words = next((kind, words) for kind, words in ends if kind.kind in possible)
        events = [*events, kind(on, *words)]
        state = replay(events).state
    assert state in states()


@few
@given(HISTORIES)
def test_the_ledger_counts_up_to_the_due_date(events: list[ev.Event]) -> None:
    found = replay(events)
    counted = [line.counted for line in found.ledger() if line.counted]
    if found.due and not found.order_until:
        assert counted[0][0] == 1
        assert all(before[1] + 1 == after[0] for before, after in pairwise(counted))
        assert found.rules
        assert found.delayed_until or counted[-1][1] == found.rules.reply.count + found.extension
    elif not found.receipt_on or found.frozen or found.order_until:
        assert counted == []


@few
@given(HISTORIES, st.integers(0, 80))
def test_the_days_left_are_those_that_still_count(events: list[ev.Event], later: int) -> None:
    found = replay(events)
    if found.due is None or found.order_until or found.delayed_until:
        return
    assert found.rules
    assert found.base_on
    day = events[-1].on + timedelta(days=later)
    left = found.days_left(day)
    ahead = [
        found.base_on + timedelta(days=n)
        for n in range(1, (found.due - found.base_on).days + 1)
        if WorkCalendar.load().is_workday(found.base_on + timedelta(days=n))
        and not found.paused(found.base_on + timedelta(days=n))
    ]
    assert len(ahead) == found.rules.reply.count + found.extension
    assert left == sum(one > day for one in ahead) or (day > found.due and left is not None and left <= 0)
