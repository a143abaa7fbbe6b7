"""征求意见的最短期限, by what is consulted on."""

from __future__ import annotations

import datetime

from gongkai.statute.consultations import consultation_limits, shortest_call

OPENS = datetime.date(2026, 3, 2)


def test_only_periods_that_may_not_be_shortened_bind_a_call() -> None:
    assert {item.bound for item in consultation_limits(OPENS)} == {"at_least"}
    assert "consultation.feedback" not in {item.id for item in consultation_limits(OPENS)}


def test_a_draft_of_a_normative_document_brings_its_own_period() -> None:
    found = shortest_call("", "normative", OPENS)
    assert found is not None
    assert (found.limit.id, found.date) == ("consultation.business", datetime.date(2026, 4, 1))


def test_where_no_law_is_named_the_longest_is_presumed() -> None:
    found = shortest_call("", "", OPENS)
    assert found is not None
    assert found.limit.count == max(item.count for item in consultation_limits(OPENS))


def test_no_period_binds_a_day_before_any_law_set_one() -> None:
    assert shortest_call("", "", datetime.date(2009, 1, 1)) is None
