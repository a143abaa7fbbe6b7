"""Work that the clock does not know: splitting, tasks, notes, legal advice, searches; and who opens what is sealed."""

from __future__ import annotations

import ast
import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

import gongkai
from gongkai.applications import acts, course, persons
from gongkai.applications.acts.working import note_text
from gongkai.applications.letters import paper_of
from gongkai.applications.models import Application, Note, SearchRecord
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.ledger import verify
from gongkai.papers.text import to_text
from gongkai.statute.clocks import events as ev
from gongkai.statute.intake import Wanted
from gongkai.statute.outcomes import DecisionFacts
from tests.applications.office import APPLICANT, Office

DAY = datetime.date
MONDAY = DAY(2024, 5, 13)
SOURCES = Path(gongkai.__file__).parent
OPENERS = {
    "applications/persons.py",  # the name on a letter, the masked name in a list
    "applications/acts/personal.py",  # by duty, on record
    "applications/queries/duplicates.py",  # compares with what the applicant just wrote, and shows nothing
}
MATTERS = (Wanted(description="供水管网改造的资金安排"), Wanted(description="施工单位的中标通知书"))


def test_only_the_modules_that_answer_for_it_open_the_applicant() -> None:
    calling = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _opens_a_person(node, path)
    }
    assert calling == OPENERS


def _opens_a_person(node: ast.AST, path: Path) -> bool:
    """persons.unseal(…), or the name imported from there, or the column opened directly."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "gongkai.applications.persons" and any(item.name == "unseal" for item in node.names)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "unseal":
        return False
    of_application = any(
        isinstance(item, ast.Attribute) and item.attr == "sealed" and getattr(item.value, "id", "") == "application"
        for item in node.args
    )
    return of_application or getattr(node.func.value, "id", "") == "persons"


def test_every_matter_becomes_an_application_received_on_the_same_day(here: Office) -> None:
    whole = here.entered(MONDAY)
    (part,) = acts.split(here.actor("李经办"), whole.pk, 1, MATTERS)
    whole.refresh_from_db()
    new = Application.objects.get(split_from=whole)
    assert (whole.wanted_description, new.wanted_description) == tuple(item.description for item in MATTERS)
    assert (new.received_on, new.due_on, new.state) == (whole.received_on, whole.due_on, whole.state)
    assert new.code_mark == persons.code_mark(new.number, part.code) != whole.code_mark
    assert persons.unseal(new) == APPLICANT
    assert part.code in to_text(paper_of(new.letters.get(kind="receipt")))
    assert "2024年城区供水管网改造" in note_text(Note.objects.get())
    for name, value in course.derived(course.standing(new)).items():
        assert getattr(new, name) == value
    assert verify().broken is None


def test_after_a_consultation_an_application_is_split_no_more(here: Office) -> None:
    whole, clerk = here.entered(MONDAY), here.actor("李经办")
    with pytest.raises(Unlawful, match="每一事项"):
        acts.split(clerk, whole.pk, 1, (MATTERS[0], Wanted()))
    acts.consult(clerk, whole.pk, 1, MONDAY, acts.Question(ev.Consulted.OTHER_ORGAN, "市水务局", "", "是否掌握"))
    with pytest.raises(Unlawful, match="才能拆分"):
        acts.split(clerk, whole.pk, 2, MATTERS)
    assert Application.objects.count() == 1


def test_a_task_goes_to_whoever_may_do_it_and_only_they_reply(here: Office) -> None:
    application, chief = here.entered(MONDAY), here.actor("王主任")
    clerk = here.person("李经办")
    for unable in ("钱法制", "外人"):
        with pytest.raises(Unlawful, match="有权办理"):
            acts.assign(chief, application.pk, acts.Task(here.person(unable).pk, "查找档案"))
    given = acts.assign(chief, application.pk, acts.Task(clerk.pk, "查找档案", lead=True))
    with pytest.raises(Unlawful, match="已经有人主办"):
        acts.assign(chief, application.pk, acts.Task(clerk.pk, "再查", lead=True))
    with pytest.raises(Unlawful, match="交给了别人"):
        acts.reply_assignment(chief, given.pk, "已查")
    assert acts.reply_assignment(here.actor("李经办"), given.pk, "档案室已查").replied_at is not None
    with pytest.raises(Unlawful, match="已经回复"):
        acts.reply_assignment(here.actor("李经办"), given.pk, "又查")


def test_notes_and_legal_advice_are_sealed_kept_and_given_by_right(here: Office) -> None:
    application = here.entered(MONDAY)
    acts.add_note(here.actor("李经办"), application.pk, "张申请来电询问")
    advice = acts.advise(here.actor("钱法制"), application.pk, "同意拟答复意见")
    assert (advice.legal, note_text(advice)) == (True, "同意拟答复意见")
    for person, refused in (("李经办", acts.advise), ("钱法制", acts.add_note), ("外人", acts.add_note)):
        with pytest.raises(NotPermitted):
            refused(here.actor(person), application.pk, "x")
    assert "张申请" not in str(Note.objects.values_list("text_sealed"))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Note.objects.update(text_digest="x")


def test_that_information_does_not_exist_rests_on_recorded_searches(here: Office) -> None:
    application, clerk = here.entered(MONDAY), here.actor("李经办")
    absent = DecisionFacts(
        "4.1", DAY(2024, 5, 20), sub_reason="not_existing", stated={"search": "查过了", "reason": "没有"}
    )
    with pytest.raises(Unlawful, match="检索的范围"):
        acts.prepare(clerk, application.pk, 1, "prepare", absent)
    acts.record_search(clerk, application.pk, acts.Search("办公室档案室", "供水管网", DAY(2024, 5, 14)))
    acts.prepare(clerk, application.pk, 1, "prepare", absent)
    acts.approve(here.actor("周领导"), application.pk, 2, DAY(2024, 5, 20))
    letter = acts.issue(clerk, application.pk, 3, DAY(2024, 5, 20))
    text = to_text(paper_of(letter))
    assert "李经办在办公室档案室以“供水管网”检索，没有检索到" in text
    assert "查过了" not in text
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        SearchRecord.objects.all().delete()


def test_what_was_found_cannot_be_said_not_to_exist(here: Office) -> None:
    application, clerk = here.entered(MONDAY), here.actor("李经办")
    search = acts.Search("档案室", "供水管网", DAY(2024, 5, 14))
    acts.record_search(clerk, application.pk, search)
    acts.record_search(clerk, application.pk, replace(search, found=True, result="2024年预算表"))
    absent = DecisionFacts("4.1", DAY(2024, 5, 20), sub_reason="not_existing")
    with pytest.raises(Unlawful, match="检索的范围"):
        acts.prepare(clerk, application.pk, 1, "prepare", absent)
