"""The process of documents as a table: no dead end, no way around a gate, nobody passes their own draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.data import LawDataError
from gongkai.statute.processes import (
    Plan,
    act_separation,
    document_process,
    drawing,
    missing_checks,
    processes_page,
    separation,
)

PROCESS = document_process()
ENDS = {"filed", "withdrawn", "discarded"}
plans = pytest.mark.parametrize("plan", PROCESS.plans, ids=lambda plan: plan.id)
Place = tuple[str, int]  # a state, and how many gates are passed


def ways(plan: Plan, place: Place) -> list[tuple[str, Place]]:
    """The acts possible at a place, and where they lead."""
    state, passed = place
    found: list[tuple[str, Place]] = []
    for act in PROCESS.acts_in(state):
        end = PROCESS.next_state(act.id, state, len(plan.gates) - passed)
        left = {"pass": passed + 1, "submit": 0, "return": 0, "recall": 0}.get(act.id, passed)
        if not (act.only_gates and plan.gates[passed] not in act.only_gates):
            found.append((act.id, (end, left)))
    return found


def walk(plan: Plan, without: str = "") -> dict[Place, list[tuple[str, Place]]]:
    """Every place that can be reached from a draft, with the ways on; ``without``: this act is never used."""
    seen: dict[Place, list[tuple[str, Place]]] = {}
    waiting: list[Place] = [("draft", 0)]
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen[place] = [way for way in ways(plan, place) if way[0] != without]
            waiting += [end for _, end in seen[place]]
    return seen


@plans
def test_every_state_can_be_reached(plan: Plan) -> None:
    reached = {state for state, _ in walk(plan)}
    assert reached == {state.id for state in PROCESS.states} - (set() if _can_refer(plan) else {"referred"})


def _can_refer(plan: Plan) -> bool:
    return bool(set(plan.gates) & set(PROCESS.act("refer").only_gates))


@plans
def test_nothing_ends_but_in_an_end(plan: Plan) -> None:
    for (state, _), on in walk(plan).items():
        assert bool(on) != (state in ENDS)


@plans
def test_publication_lies_behind_every_gate_unless_in_an_emergency(plan: Plan) -> None:
    for state, passed in walk(plan, without="publish_at_once"):
        if state in {"cleared", "numbered", "published", "filed", "withdrawn"}:
            assert passed == len(plan.gates)


@plans
def test_a_return_or_a_recall_begins_every_review_anew(plan: Plan) -> None:
    for on in walk(plan).values():
        for act, end in on:
            if act in {"return", "recall"}:
                assert end == ("draft", 0)


@plans
def test_secrecy_is_reviewed_and_a_leader_signs_whatever_goes_out(plan: Plan) -> None:
    assert "secrecy_review" in plan.gates
    assert plan.gates[-1] == "sign_off"


def test_normative_documents_are_reviewed_for_legality_and_must_be_interpreted() -> None:
    plan = PROCESS.plan("normative")
    assert {"legality_review", "competition_review"} <= set(plan.gates)
    assert plan.interpretation


@given(st.sampled_from(PROCESS.plans), st.lists(st.integers(1, 9), min_size=9, max_size=9), st.integers(1, 9))
def test_whoever_passes_all_gates_lawfully_leaves_author_unit_secrecy_and_signature_to_different_people(
    plan: Plan, people: list[int], author: int
) -> None:
    passed: dict[str, int] = {}
    for name, person in zip(plan.gates, people, strict=False):
        if list(separation(PROCESS.gate(name), person, {author}, passed)):
            return
        passed[name] = person
    for one, other in (("unit_review", "secrecy_review"), ("secrecy_review", "sign_off"), ("unit_review", "sign_off")):
        assert passed[one] != passed[other]
    assert author not in passed.values()


@given(st.sampled_from(PROCESS.plans), st.lists(st.integers(1, 9), min_size=9, max_size=9), st.integers(1, 9))
def test_whoever_makes_it_public_neither_drafted_nor_reviewed_it(plan: Plan, people: list[int], author: int) -> None:
    publisher, *reviewers = people
    passed = dict(zip(plan.gates, reviewers, strict=False))
    if not list(act_separation(PROCESS.act("publish"), publisher, {author}, passed)):
        assert publisher != author
        assert publisher not in {person for gate, person in passed.items() if gate != "text_check"}
    at_once = list(act_separation(PROCESS.act("publish_at_once"), publisher, {author}, {}))
    assert bool(at_once) == (publisher == author)


def test_every_act_that_makes_public_is_closed_to_drafters() -> None:
    assert all(act.not_drafter for act in PROCESS.acts if act.to == "published")


def test_the_author_is_told_why_they_cannot_review() -> None:
    (obstacle,) = separation(PROCESS.gate("unit_review"), 1, {1}, {})
    assert "起草人" in obstacle.message
    assert obstacle.source


def test_a_gate_is_passed_when_its_whole_checklist_is_confirmed() -> None:
    gate = PROCESS.gate("secrecy_review")
    items = [item.id for item in gate.checklist]
    assert not list(missing_checks(gate, items))
    assert len(list(missing_checks(gate, items[1:]))) == 1


def test_an_act_out_of_place_says_so() -> None:
    with pytest.raises(LookupError, match="“已公开”状态下不能“送审”"):
        PROCESS.next_state("submit", "published", 3)


def test_a_name_the_table_does_not_hold_is_refused() -> None:
    with pytest.raises(LawDataError, match="没有这个"):
        PROCESS.gate("没有这个")


@plans
def test_the_drawing_shows_every_gate_and_every_state(plan: Plan) -> None:
    picture = drawing(PROCESS, plan)
    for name in plan.gates:
        assert PROCESS.gate(name).label in picture
    for state in PROCESS.states:
        assert state.id == "in_review" or state.label in picture


def test_the_committed_page_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "processes.md"
    assert page.read_text(encoding="utf-8") == processes_page(PROCESS)
