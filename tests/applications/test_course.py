"""An application is its happenings: who may let what happen, what the law refuses, what is derived and kept."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from gongkai.applications import acts, course, persons
from gongkai.applications.acts.answers import approve, prepare, return_answer
from gongkai.applications.acts.consulting import Question, answer_consultation, consult, consultation_received
from gongkai.applications.models import Application, Happening
from gongkai.kernel.errors import NotFound, NotPermitted, Unlawful
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry
from gongkai.organs.models import Organ, Post
from gongkai.statute.clocks import events as ev
from gongkai.statute.clocks import steps
from gongkai.statute.outcomes import DecisionFacts
from tests.applications.office import APPLICANT, WANTED, Office

DAY = datetime.date
MONDAY = DAY(2024, 5, 13)  # E4 of the facts: due 2024-06-11
GRANTED = {"outcome": "1", "stated": {"manner": "随文提供电子文件。"}}


def granted(on: datetime.date) -> DecisionFacts:
    return DecisionFacts(decided_on=on, **GRANTED)  # type: ignore[arg-type]


def test_an_application_over_the_web_gets_a_number_and_a_code_and_waits_for_confirmation(here: Office) -> None:
    received = here.submit()
    application = Application.objects.get()
    assert received.application == application
    assert application.number == f"530500-{timezone.localdate().year}-000001"
    assert (application.state, application.received_on, application.due_on) == ("awaiting_confirmation", None, None)
    assert application.code_mark == persons.code_mark(application.number, received.code.lower().replace("-", " "))
    assert verify().broken is None


def test_the_same_form_sent_twice_is_one_application(here: Office) -> None:
    first, second = here.submit("one"), here.submit("one")
    assert first.application == second.application
    assert second.code == ""
    assert Application.objects.count() == 1
    assert LedgerEntry.objects.filter(act="application.submit").count() == 1


def test_what_the_regulation_demands_is_named_field_by_field(here: Office) -> None:
    with pytest.raises(Unlawful) as refusal:
        here.submit(description="", delivery="")
    assert "至少一项" in refusal.value.message
    assert "第二十九条第二款第三项" in refusal.value.message
    assert not Application.objects.exists()


def test_nobody_reads_the_applicant_from_the_tables_or_the_ledger(here: Office) -> None:
    application = here.submit().application
    stored = [*Application.objects.values_list("sealed", "person_mark"), *LedgerEntry.objects.values_list("detail")]
    for word in (APPLICANT.name, APPLICANT.identity_number, APPLICANT.phone, APPLICANT.address, APPLICANT.email):
        assert word not in str(stored)
    assert persons.unseal(application) == APPLICANT
    assert persons.masked(APPLICANT) == "张**"


def test_the_day_of_receipt_starts_the_clock_and_confirming_says_how(here: Office) -> None:
    application = here.submit().application
    today = timezone.localdate()
    with pytest.raises(Unlawful, match="以何种方式确认"):
        acts.confirm(here.actor("李经办"), application.pk, 1, today, " ")
    application = acts.confirm(here.actor("李经办"), application.pk, 1, today, "电话确认，本人接听")
    assert (application.state, application.received_on) == ("registered", today)
    assert application.due_on is not None


def test_each_act_takes_the_right_that_the_process_names(here: Office) -> None:
    application = here.entered(MONDAY)
    with pytest.raises(NotPermitted):
        acts.begin(here.actor("外人"), application.pk, 1, MONDAY)
    with pytest.raises(NotPermitted):
        acts.extend(here.actor("李经办"), application.pk, 1, DAY(2024, 6, 3), 20, "需要汇总")
    extended = acts.extend(here.actor("王主任"), application.pk, 1, DAY(2024, 6, 3), 20, "需要汇总")
    assert extended.due_on == DAY(2024, 7, 9)  # E5
    assert {"applicant", "receiver", "handler", "chief", "approver"} == {step.who for step in steps().values()}


def test_who_was_overtaken_by_a_colleague_is_told(here: Office) -> None:
    application = here.entered(MONDAY)
    acts.begin(here.actor("李经办"), application.pk, 1, MONDAY)
    with pytest.raises(Unlawful, match="新的进展"):
        acts.begin(here.actor("王主任"), application.pk, 1, MONDAY)


def test_what_the_law_does_not_allow_is_refused_with_its_article(here: Office) -> None:
    application = here.entered(MONDAY)
    with pytest.raises(Unlawful, match="第三十条"):
        acts.ask_correction(here.actor("李经办"), application.pk, 1, DAY(2024, 6, 3), DAY(2024, 6, 20), "请明确年份")
    with pytest.raises(Unlawful, match="今天之后"):
        acts.begin(here.actor("李经办"), application.pk, 1, timezone.localdate() + datetime.timedelta(days=1))
    assert Happening.objects.count() == 1


def test_an_opinion_that_is_awaited_pauses_the_clock_and_its_words_are_sealed(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    question = Question(ev.Consulted.THIRD_PARTY, "某某供水公司", "示例路2号", "合同价格")
    asked = consult(clerk, application.pk, 1, DAY(2024, 5, 20), question)
    assert asked.label == "第三方1"
    consultation_received(clerk, application.pk, 2, DAY(2024, 5, 22), "第三方1")
    application = answer_consultation(
        clerk, application.pk, 3, DAY(2024, 6, 5), "第三方1", ev.Opinion.OBJECTION, "涉及商业秘密"
    )
    assert application.due_on == DAY(2024, 6, 27)  # E4a
    asked.refresh_from_db()
    assert "某某供水公司" not in asked.sealed + str([*LedgerEntry.objects.values_list("detail", flat=True)])
    assert "商业秘密" not in asked.answer_sealed


def test_nobody_approves_what_they_drafted(here: Office) -> None:
    application = here.entered(MONDAY)
    leader = here.person("周领导")
    Post.objects.create(user=leader, organ=here.organ, role="clerk")
    prepare(here.actor("周领导"), application.pk, 1, "prepare", granted(DAY(2024, 5, 20)))
    with pytest.raises(Unlawful, match="不能批准自己"):
        approve(here.actor("周领导"), application.pk, 2, DAY(2024, 5, 21))
    application = return_answer(here.actor("周领导"), application.pk, 2, DAY(2024, 5, 21), "重拟")
    prepare(here.actor("李经办"), application.pk, 3, "prepare", granted(DAY(2024, 5, 22)))
    answer = approve(here.actor("周领导"), application.pk, 4, DAY(2024, 5, 22))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        type(answer).objects.filter(pk=answer.pk).update(outcome="2")


def test_an_unlawful_decision_is_refused_with_everything_against_it(here: Office) -> None:
    application = here.entered(MONDAY)
    with pytest.raises(Unlawful) as refusal:
        prepare(here.actor("李经办"), application.pk, 1, "prepare", DecisionFacts("3.1", DAY(2024, 5, 20)))
    assert "区分处理" in refusal.value.message
    assert "说明理由" in refusal.value.message
    assert Happening.objects.count() == 1


def test_giving_up_counts_by_itself_in_the_row_of_the_form(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    acts.ask_correction(clerk, application.pk, 1, DAY(2024, 5, 16), DAY(2024, 5, 31), "请明确年份")
    application = acts.lapse_correction(clerk, application.pk, 2, DAY(2024, 6, 3))
    assert (application.outcome, application.closed_on) == ("6.1", DAY(2024, 6, 3))


def test_why_somebody_is_late_is_sealed_and_the_clock_knows_only_that_there_is_a_reason(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    acts.ask_correction(clerk, application.pk, 1, DAY(2024, 5, 16), DAY(2024, 5, 31), "请明确年份")
    acts.correct(clerk, application.pk, 2, DAY(2024, 6, 3), "来信", "住院手术")
    happening = Happening.objects.get(kind="correct")
    assert "住院手术" not in str(happening.facts) + str([*LedgerEntry.objects.values_list("detail", flat=True)])
    assert course.note_of(happening) == "来信\n住院手术"


def test_only_the_same_applicants_applications_to_one_organ_are_merged(here: Office) -> None:
    clerk = here.actor("李经办")
    first, second = here.entered(MONDAY, "a"), here.entered(MONDAY, "b")
    stranger = type(APPLICANT)("natural_person", "陈某", phone="0875-1")
    third = here.entered(MONDAY, "c", stranger)
    with pytest.raises(Unlawful, match="同一申请人"):
        acts.merge(clerk, third.pk, 1, MONDAY, first.pk)
    merged = acts.merge(clerk, second.pk, 1, MONDAY, first.pk)
    assert (merged.merged_into, merged.state, merged.outcome) == (first, "merged", "6.3")


def test_what_happened_can_be_neither_changed_nor_removed(here: Office) -> None:
    here.entered(MONDAY)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Happening.objects.update(note_digest="x")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Happening.objects.all()._raw_delete("default")


def test_the_kept_columns_are_what_a_replay_gives(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    acts.ask_correction(clerk, application.pk, 1, DAY(2024, 5, 16), DAY(2024, 5, 31), "请明确年份")
    acts.correct(clerk, application.pk, 2, DAY(2024, 5, 27), "来信")
    application.refresh_from_db()
    for name, value in course.derived(course.standing(application)).items():
        assert getattr(application, name) == value


def test_an_organ_that_is_gone_takes_no_applications(here: Office) -> None:
    Organ.objects.filter(pk=here.organ.pk).update(valid_to=DAY(2024, 1, 1))
    with pytest.raises(NotFound):
        acts.submit(here.actor("李经办"), here.organ.pk, APPLICANT, WANTED, "token")
