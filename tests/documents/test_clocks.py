"""Days of the law that stand on the to-do list with their derivation."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts.filings import file_for_record
from gongkai.documents.acts.participation import PlanEntry, plan_interpretation
from gongkai.documents.models import Document, Edition
from gongkai.documents.queries.clocks import Task, clocks
from gongkai.documents.queries.desk import tasks
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.statute.processes import document_process
from gongkai.statute.review_clock import review_clock
from tests.documents.office import Office

RECEIVED = datetime.date(2026, 3, 2)  # a Monday


def of_kind(here: Office, kind: str, on: datetime.date) -> list[Task]:
    return [task for task in clocks(here.actor("王公开"), on) if task.kind == kind]


def test_legality_review_takes_five_to_fifteen_working_days() -> None:
    clock = review_clock(document_process().gate("legality_review"), RECEIVED)
    assert clock is not None
    assert clock.earliest is not None
    assert clock.latest is not None
    assert (clock.earliest.date, clock.latest.date) == (datetime.date(2026, 3, 9), datetime.date(2026, 3, 23))
    assert clock.too_early(datetime.date(2026, 3, 8))
    assert not clock.too_early(datetime.date(2026, 3, 9))
    assert "115" in clock.derivation


def test_a_gate_without_a_period_has_no_clock() -> None:
    assert review_clock(document_process().gate("text_check"), RECEIVED) is None


def test_a_review_at_its_gate_stands_on_the_list_with_its_last_day(here: Office) -> None:
    edition = here.pass_gates(here.prepare(here.draft(plan="normative")), until="legality_review")
    (task,) = of_kind(here, "review", timezone.localdate())
    clock = review_clock(document_process().gate("legality_review"), timezone.localdate())
    assert clock is not None
    assert clock.latest is not None
    assert (task.document, task.due, task.why) == (edition.document, clock.latest.date, clock.derivation)


def test_a_planned_interpretation_is_due_on_its_day(here: Office) -> None:
    day = timezone.localdate() + datetime.timedelta(days=20)
    edition = here.draft(plan="normative")
    plan = PlanEntry(("picture",), ("website",), day, "背景", "李科长")
    plan_interpretation(here.actor("张起草"), edition.document_id, plan)
    assert [task.due for task in of_kind(here, "plan", timezone.localdate())] == [day]


def test_an_open_call_ends_on_the_list_and_its_feedback_follows(here: Office) -> None:
    notice = here.publish(here.prepare(here.draft(plan="consultation")))
    today = timezone.localdate()
    (task,) = of_kind(here, "call_ends", today)
    assert task.due == notice.consultation.closes_on
    after = notice.consultation.closes_on + datetime.timedelta(days=1)
    assert not of_kind(here, "call_ends", after)
    (feedback,) = [item for item in tasks(here.actor("张起草"), after) if item.kind == "feedback"]
    assert "意见征集" in feedback.label
    assert feedback.why


def test_a_term_that_ends_is_evaluated_in_its_last_six_months(here: Office) -> None:
    ends = datetime.date(2031, 8, 31)
    edition = here.prepare(here.draft(plan="normative"))
    Edition.objects.filter(pk=edition.pk).update(expires_on=ends)
    edition.refresh_from_db()
    here.publish(edition)
    assert Document.objects.get(pk=edition.document_id).validity == "in_force"
    assert not of_kind(here, "expiry", datetime.date(2031, 2, 27))
    (task,) = of_kind(here, "expiry", datetime.date(2031, 2, 28))
    assert task.due == ends


def test_a_normative_document_is_filed_within_fifteen_days_and_once(here: Office) -> None:
    document = here.publish(here.prepare(here.draft(plan="normative")))
    today, manager = timezone.localdate(), here.actor("王公开")
    (task,) = of_kind(here, "filing", today)
    assert task.due == today + datetime.timedelta(days=15)
    assert task.why
    with pytest.raises(NotPermitted):
        file_for_record(here.actor("张起草"), document.pk, "保府文备〔2026〕1号", "云南省司法厅", today)
    file_for_record(manager, document.pk, "保府文备〔2026〕1号", "云南省司法厅", today)
    assert not of_kind(here, "filing", today)
    with pytest.raises(Unlawful, match="已经登记"):
        file_for_record(manager, document.pk, "保府文备〔2026〕2号", "云南省司法厅", today)


@pytest.mark.parametrize(
    ("title", "expires", "rule"),
    [
        ("水源保护办法", datetime.date(2031, 11, 2), ""),
        ("水源保护办法", datetime.date(2031, 11, 3), "term.long"),
        ("水源保护办法（试行）", datetime.date(2029, 1, 1), "term.long"),
        ("水源保护暂行办法", datetime.date(2028, 11, 2), ""),
        ("水源保护办法", None, "term.missing"),
    ],
)
def test_a_term_of_validity_is_not_longer_than_usual_unless_somebody_says_why(
    here: Office, title: str, expires: datetime.date | None, rule: str
) -> None:
    edition = here.prepare(here.draft(title, plan="normative", expires_on=expires))
    found = edition.screening.filter(rule__startswith="term.").first()
    assert (found.rule if found else "") == rule
    if found and rule == "term.long":
        with pytest.raises(Unlawful, match="有效期过长"):
            acts.submit(here.actor("张起草"), edition.pk)
        acts.excuse(here.actor("张起草"), found.pk, "上位法规定长期有效")
        assert acts.submit(here.actor("张起草"), edition.pk).gate == "unit_review"
