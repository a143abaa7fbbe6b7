"""Every scenario of ``law/scenarios/applications``, on the product's clock and on the naive one."""

from __future__ import annotations

import pytest
from tests.statute.clocks import naive
from tests.statute.clocks.scenarios import UNSAID, Scenario, scenarios

from gongkai.statute.clocks import UnlawfulEventError, replay
from gongkai.statute.sources import source

ALL = scenarios()
LAWFUL = [item for item in ALL if not item.refused]
REFUSED = [item for item in ALL if item.refused]


@pytest.mark.parametrize("case", LAWFUL, ids=lambda case: case.id)
def test_what_a_history_comes_to(case: Scenario) -> None:
    found = replay(case.history(), on=case.as_of)
    assert found.due == case.due
    assert found.due == naive.due(case.history())
    stated = {
        "state": (case.state, found.state),
        "rules": (case.rules, found.rules.id if found.rules else ""),
        "receipt": (case.receipt, found.receipt_on),
        "provisional": (case.provisional, found.provisional),
        "deemed consent": (
            case.deemed_consent,
            tuple(item.name for item in found.consultations if item.deemed_consent),
        ),
    }
    wrong = {name: pair for name, pair in stated.items() if pair[0] not in ("", None, UNSAID) and pair[0] != pair[1]}
    assert wrong == {}
    assert case.receipt is not None or found.receipt_on is None


@pytest.mark.parametrize("case", LAWFUL, ids=lambda case: case.id)
def test_when_it_is_late_and_what_else_is_due(case: Scenario) -> None:
    found = replay(case.history(), on=case.as_of)
    assert {day: found.overdue(day) for day in case.overdue} == case.overdue
    assert {year: found.carried_over(year) for year in case.carried_over} == case.carried_over
    deadlines = {item.id: item.by for item in found.deadlines()}
    assert {name: deadlines.get(name) for name in case.by} == case.by


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.id)
def test_an_unlawful_history_is_refused_at_its_event(case: Scenario) -> None:
    with pytest.raises(UnlawfulEventError, match=case.refused.replace("(", r"\(")) as caught:
        replay(case.history())
    error = caught.value
    assert error.position == len(case.events) - 1
    assert error.event == case.history()[-1]
    assert error.obstacle.source or "日期早于" in case.refused
    assert not naive.allowed(case.history()[:-1], case.history()[-1])


def test_every_scenario_names_its_origin_and_a_name_of_its_own() -> None:
    assert len({item.id for item in ALL}) == len(ALL)
    assert all(source(item.origin).title for item in ALL)
