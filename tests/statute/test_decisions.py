"""A major decision reaches collective discussion only after the steps that the law puts before it (国务院令第713号)."""

from __future__ import annotations

import pytest

from gongkai.statute.data import LawDataError
from gongkai.statute.decisions import decision_kinds, decision_step, decision_steps, missing_before_discussion

BEFORE = [step.id for step in decision_steps() if step.before_discussion]
FIRM = [step.id for step in decision_steps() if step.before_discussion and step.never_skipped]


def test_five_kinds_of_matters_and_the_steps_before_the_discussion_are_known() -> None:
    assert len(decision_kinds()) == 5
    assert [item.field for item in missing_before_discussion((), ())] == BEFORE
    assert all("不得提交集体讨论" in str(item) and item.source for item in missing_before_discussion((), ()))


def test_what_was_done_or_rightly_left_out_is_no_obstacle() -> None:
    assert not [*missing_before_discussion(BEFORE, ())]
    assert FIRM
    assert [item.field for item in missing_before_discussion((), BEFORE)] == FIRM


def test_a_step_outside_the_table_is_refused() -> None:
    assert decision_step(BEFORE[0]).id == BEFORE[0]
    with pytest.raises(LawDataError):
        decision_step("no_such_step")
