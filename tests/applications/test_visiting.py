"""Whoever has number and query code follows an application and acts for it; without the code nothing opens."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.applications import acts, persons
from gongkai.applications.acts.answers import approve, prepare
from gongkai.applications.acts.visiting import (
    Upload,
    correct_online,
    give_reasons_online,
    hand_in,
    renew_code,
    withdraw_online,
)
from gongkai.applications.course import note_of
from gongkai.applications.models import Application, Paper
from gongkai.applications.queries.duplicates import open_duplicates
from gongkai.applications.queries.tracking import tracked
from gongkai.applications.visitor import look_up, visitor_application
from gongkai.kernel import sealing
from gongkai.kernel.actors import VISITOR
from gongkai.kernel.errors import NotFound, TooMany, Unlawful
from gongkai.kernel.files import path_of
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry
from gongkai.statute.outcomes import DecisionFacts
from tests.applications.office import APPLICANT, WANTED, Office

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TOKEN = "t" * 32
NOW = timezone.now


def apply(here: Office, token: str = TOKEN, *evidence: Upload) -> acts.Received:
    return visitor_application(
        here.organ.pk, APPLICANT, WANTED, token, evidence=evidence, address="192.0.2.1", now=NOW()
    )


def confirmed(here: Office) -> tuple[acts.Received, datetime.date]:
    received, today = apply(here), timezone.localdate()
    acts.confirm(here.actor("李经办"), received.application.pk, 1, today, "电话确认")
    return received, today


def awaiting_correction(here: Office) -> tuple[acts.Received, datetime.date]:
    received, today = confirmed(here)
    until = today + datetime.timedelta(days=15)
    acts.ask_correction(here.actor("李经办"), received.application.pk, 2, today, until, "请明确是哪一年的资金")
    return received, today


def test_evidence_lies_sealed_beside_the_application(here: Office) -> None:
    apply(here, TOKEN, Upload("张申请身份证.png", PNG))
    paper = Paper.objects.get()
    stored = Path(path_of(paper.file_id)).read_bytes()
    assert (paper.purpose, paper.media_type) == ("identity", "image/png")
    assert PNG not in stored
    assert "张申请" not in paper.name_sealed
    assert sealing.unseal(paper.name_sealed) == {"name": "张申请身份证.png"}
    assert sealing.unseal_bytes(stored, paper.key_sealed) == PNG


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        ([Upload("a.html", b"<html>")], "不是 PDF"),
        ([Upload("a.png", PNG + b"0" * 1000)], "超过"),
        ([Upload("a.png", b"")], "是空的"),
        ([Upload(f"{number}.png", PNG) for number in range(6)], "最多 5 个"),
    ],
)
def test_evidence_that_cannot_be_kept_keeps_the_whole_application_out(
    here: Office, settings: Settings, evidence: list[Upload], why: str
) -> None:
    settings.EVIDENCE_BYTES = 1000
    with pytest.raises(Unlawful, match=why):
        apply(here, TOKEN, *evidence)
    assert not Application.objects.exists()


def test_a_form_sent_again_is_one_application_with_a_code_that_opens_it(here: Office) -> None:
    first, second = apply(here, TOKEN, Upload("a.png", PNG)), apply(here, TOKEN, Upload("a.png", PNG))
    assert first.application == second.application
    assert Paper.objects.count() == 1
    assert look_up(first.application.number, second.code, address="", now=NOW()) == first.application
    with pytest.raises(NotFound):
        look_up(first.application.number, first.code, address="", now=NOW())
    assert LedgerEntry.objects.filter(act="application.renew_code").count() == 1


def test_after_an_hour_the_form_gives_no_new_code(here: Office) -> None:
    application = apply(here).application
    Application.objects.update(entered_at=NOW() - datetime.timedelta(hours=2))
    with pytest.raises(Unlawful, match=application.number):
        apply(here)


def test_what_the_staff_entered_gives_no_code_to_a_form(here: Office) -> None:
    here.entered(timezone.localdate(), TOKEN)
    with pytest.raises(Unlawful):
        renew_code(VISITOR, TOKEN)


def test_a_wrong_number_and_a_wrong_code_are_told_the_same(here: Office) -> None:
    received = apply(here)
    number, messages = received.application.number, []
    for asked, code in ((number, persons.new_code()), ("530500-2024-999999", received.code), ("", "")):
        with pytest.raises(NotFound) as refusal:
            look_up(asked, code, address="", now=NOW())
        messages.append(refusal.value.message)
    assert len(set(messages)) == 1
    assert look_up(f" {number} ", received.code.lower().replace("-", ""), address="", now=NOW()).number == number


def test_guessing_is_stopped(here: Office, settings: Settings) -> None:
    settings.VISITOR_LOOKUPS_PER_HOUR = 1
    for expected in (NotFound, TooMany):
        with pytest.raises(expected):
            look_up("530500-2024-000001", "guess", address="192.0.2.9", now=NOW())


def test_no_act_works_without_the_right_code(here: Office) -> None:
    received, _today = awaiting_correction(here)
    key = received.application.number, persons.new_code()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: withdraw_online(VISITOR, *key),
        lambda: correct_online(VISITOR, *key, "2024年"),
        lambda: give_reasons_online(VISITOR, *key, "研究"),
        lambda: hand_in(VISITOR, *key, "identity", (Upload("a.png", PNG),)),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert received.application.happenings.count() == 3


def test_a_correction_over_the_web_begins_the_period_anew(here: Office) -> None:
    received, today = awaiting_correction(here)
    application = received.application
    key = application.number, received.code
    before = tracked(application, today)
    assert (before.state, before.standing.due) == ("awaiting_correction", None)
    assert before.may == {"correct", "withdraw"}
    assert [item.id for item in before.expected] == ["correction"]
    assert before.happened[-1].words == "请明确是哪一年的资金"
    correct_online(VISITOR, *key, "2024年度的", uploads=(Upload("a.png", PNG),))
    after = tracked(application, today)
    assert after.standing.due is not None
    assert after.may == {"withdraw"}
    assert after.happened[-1].words == ""
    assert note_of(application.happenings.last()) == "2024年度的"  # type: ignore[arg-type]
    assert Paper.objects.get().purpose == "correct"
    assert "2024年度的" not in str([*LedgerEntry.objects.values_list("detail", flat=True)])
    assert verify().broken is None


def test_a_correction_says_something_and_comes_when_it_was_asked_for(here: Office) -> None:
    received, _today = awaiting_correction(here)
    key = received.application.number, received.code
    with pytest.raises(Unlawful, match="请写明内容"):
        correct_online(VISITOR, *key, "  ")
    with pytest.raises(Unlawful):
        give_reasons_online(VISITOR, *key, "研究需要")
    withdraw_online(VISITOR, *key)
    application = Application.objects.get()
    assert application.state == "withdrawn"
    with pytest.raises(Unlawful):
        withdraw_online(VISITOR, *key)


def test_what_the_office_weighs_is_not_told(here: Office) -> None:
    received, today = confirmed(here)
    pk = received.application.pk
    acts.extend(here.actor("王主任"), pk, 2, today, 20, "需要汇总")
    prepare(here.actor("李经办"), pk, 3, "prepare", DecisionFacts("1", today, stated={"manner": "随文提供电子文件。"}))
    approve(here.actor("周领导"), pk, 4, today)
    found = tracked(Application.objects.get(), today)
    assert found.state == "in_review"
    assert [item.label for item in found.happened] == ["提交申请", "与申请人确认", "延长答复期限"]
    assert found.happened[-1].words == "需要汇总"
    told = "\n".join(map(str, found.ledger))
    assert "答复期限届满" in told
    for word in ("拟答复", "批准", "王主任"):
        assert word not in told


def test_only_who_states_name_and_contact_as_before_hears_of_an_open_application(here: Office) -> None:
    received = apply(here)
    first = received.application
    organ = here.organ.pk
    stranger = type(APPLICANT)("natural_person", "王五", "resident_card", APPLICANT.identity_number, phone="1")
    other = type(WANTED)(description="城市绿化的规划文本")
    assert open_duplicates(organ, APPLICANT, WANTED) == [first]
    assert open_duplicates(organ, stranger, WANTED) == []
    assert open_duplicates(organ, APPLICANT, other) == []
    withdraw_online(VISITOR, first.number, received.code)
    assert open_duplicates(organ, APPLICANT, WANTED) == []
