"""Letters arise with what happens, hold what the law demands, and say the same whenever they are printed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from gongkai.applications import acts
from gongkai.applications.letters import links, paper_of
from gongkai.applications.models import Application, Delivery, Letter, PersonalAccess
from gongkai.kernel import sealing
from gongkai.kernel.errors import NotFound, NotPermitted, Unlawful
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry, OutboxEvent
from gongkai.papers.text import to_text
from gongkai.papers.word import to_docx
from gongkai.reading.readers import open_document
from gongkai.statute import letters as law
from gongkai.statute.clocks import events as ev
from gongkai.statute.outcomes import DecisionFacts
from tests.applications.office import APPLICANT, WANTED, Office

DAY = datetime.date
MONDAY = DAY(2024, 5, 13)
GRANTED = DecisionFacts("1", DAY(2024, 5, 20), stated={"manner": "随文提供资金安排表。"})
DENIED = DecisionFacts(
    "3.5", DAY(2024, 5, 20), grounds=("EX16-1",), separable=False, stated={"reason": "属于内部管理事项。"}
)


def text_of(letter: Letter) -> str:
    return to_text(paper_of(letter))


def answered(here: Office, application: Application, decision: DecisionFacts) -> Letter:
    """Drafted, approved and issued on one day, after one happening."""
    seen, day = application.happenings.count(), decision.decided_on
    acts.prepare(here.actor("李经办"), application.pk, seen, "prepare", decision)
    acts.approve(here.actor("周领导"), application.pk, seen + 1, day)
    return acts.issue(here.actor("李经办"), application.pk, seen + 2, day)


def test_who_applies_online_gets_a_notice_with_the_code_and_after_confirming_a_receipt(here: Office) -> None:
    received = here.submit()
    arrival = Letter.objects.get()
    assert received.code in text_of(arrival)
    assert received.code not in arrival.sealed
    assert "自确认之日起计算" in text_of(arrival)
    today = timezone.localdate()
    acts.confirm(here.actor("李经办"), received.application.pk, 1, today, "电话确认，本人接听")
    receipt = Letter.objects.get(kind="receipt")
    assert f"收到申请之日：{today.year}年{today.month}月{today.day}日" in text_of(receipt)
    assert received.code not in text_of(receipt)


def test_a_letter_is_addressed_sealed_numbered_and_printed_the_same(here: Office) -> None:
    application = here.entered(MONDAY)
    acts.ask_correction(here.actor("李经办"), application.pk, 1, DAY(2024, 5, 16), DAY(2024, 5, 31), "请明确年份")
    notice = Letter.objects.get(kind="correction_notice")
    paper = paper_of(notice)
    assert (paper.number, paper.addressee) == ("保政办公告〔2024〕1号", "张申请")
    for part in ("请明确年份", "2024年5月31日", "第三十条", "不再处理该申请", WANTED.description):
        assert part in to_text(paper)
    assert "张申请" not in str([*LedgerEntry.objects.values_list("detail", flat=True)]) + notice.sealed
    document = open_document(to_docx(paper), "a.docx")
    assert all(line.strip() in document.text for line in to_text(paper).splitlines())


def test_own_words_of_an_organ_are_used_and_the_letters_before_stay_as_they_were(here: Office) -> None:
    first = here.entered(MONDAY)
    before = text_of(first.letters.get())
    words = ("现回执如下。", *law.template("receipt").paragraphs)
    acts.adapt_template(here.actor("王主任"), here.organ.pk, "receipt", "回执", words)
    second = here.entered(MONDAY, "token-2")
    assert "现回执如下。" in text_of(second.letters.get())
    assert text_of(first.letters.get()) == before
    with pytest.raises(Unlawful, match="不能缺少：答复期限"):
        acts.adapt_template(here.actor("王主任"), here.organ.pk, "receipt", "回执", words[:3])
    acts.reset_template(here.actor("王主任"), here.organ.pk, "receipt")
    assert "现回执如下。" not in text_of(here.entered(MONDAY, "token-3").letters.get())
    with pytest.raises(NotPermitted):
        acts.adapt_template(here.actor("李经办"), here.organ.pk, "receipt", "回执", words)


def test_the_approved_answer_becomes_a_numbered_letter_with_its_remedies_and_counts(here: Office) -> None:
    application = here.entered(MONDAY)
    letter = answered(here, application, GRANTED)
    application.refresh_from_db()
    assert (application.state, application.outcome, application.closed_on) == ("issued", "1", DAY(2024, 5, 20))
    assert letter.number == "保政办公复〔2024〕1号"
    text = text_of(letter)
    assert "可以自收到之日起60日内向保山市人民政府申请行政复议" in text
    assert "https://fuyi.example.cn" in text
    assert "随文提供资金安排表。" in text
    second = answered(here, here.entered(MONDAY, "token-2"), DENIED)
    assert second.number == "保政办公复〔2024〕2号"
    assert "应当自收到之日起60日内先向" in text_of(second)  # 行政复议法 23: reconsideration first
    assert "第十六条" in text_of(second)
    assert verify().broken is None


def test_an_answer_over_the_internet_names_the_channel_of_reconsideration_or_is_not_issued(here: Office) -> None:
    acts.set_letterhead(here.actor("王主任"), here.organ.pk, acts.Head(code="保政办", contact="0875-0000001"))
    application = here.entered(MONDAY)
    with pytest.raises(Unlawful, match="互联网渠道"):
        answered(here, application, GRANTED)
    application.refresh_from_db()
    assert application.state == "approved"
    assert not Letter.objects.filter(happening__kind="issue").exists()


@pytest.mark.parametrize(
    ("proof", "on"),
    [
        (acts.Proof(ev.Service.DIRECT, signed_on=DAY(2024, 5, 22), reference="本人签收"), DAY(2024, 5, 22)),
        (acts.Proof(ev.Service.MAIL, posted_on=DAY(2024, 5, 21), reference="EMS 1"), DAY(2024, 5, 21)),
    ],
)
def test_the_day_that_counts_follows_from_the_way_of_service(here: Office, proof: acts.Proof, on: DAY) -> None:
    application = here.entered(MONDAY)
    answered(here, application, GRANTED)
    delivery = acts.serve(here.actor("李经办"), application.pk, 4, proof)
    application.refresh_from_db()
    assert (delivery.on, application.stopped_on, application.state) == (on, on, "served")
    assert proof.reference in text_of(Letter.objects.get(kind="proof_of_service"))
    assert proof.reference not in delivery.proof_sealed
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Delivery.objects.update(on=MONDAY)


def test_a_service_without_its_day_is_refused_and_a_signature_is_added_once(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    answered(here, application, GRANTED)
    with pytest.raises(Unlawful, match="交邮之日"):
        acts.serve(clerk, application.pk, 4, acts.Proof(ev.Service.MAIL, signed_on=DAY(2024, 5, 24)))
    with pytest.raises(Unlawful, match="落款日期以后"):
        acts.serve(clerk, application.pk, 4, acts.Proof(ev.Service.MAIL, posted_on=MONDAY))
    delivery = acts.serve(clerk, application.pk, 4, acts.Proof(ev.Service.MAIL, posted_on=DAY(2024, 5, 21)))
    acts.note_signature(clerk, delivery.pk, DAY(2024, 5, 24), "门卫代收")
    with pytest.raises(Unlawful, match="已经登记"):
        acts.note_signature(clerk, delivery.pk, DAY(2024, 5, 25), "")


def test_the_link_of_an_electronic_delivery_opens_this_letter_until_its_last_day(here: Office) -> None:
    clerk, today = here.actor("李经办"), timezone.localdate()
    application = here.entered(today - datetime.timedelta(days=1))
    letter = answered(here, application, replace(GRANTED, decided_on=today))
    delivery = acts.serve(clerk, application.pk, 4, acts.Proof(ev.Service.ELECTRONIC))
    assert delivery.on == today
    token = links.token_of(delivery)
    last = today + datetime.timedelta(days=law.link_days())
    assert links.delivered(token, last) == letter
    for wrong, on in ((token, last + datetime.timedelta(days=1)), (token[:-2], today), ("", today)):
        with pytest.raises(NotFound):
            links.delivered(wrong, on)
    assert OutboxEvent.objects.get(kind="application.delivered").payload == {"delivery": delivery.pk}


def test_asking_a_third_party_writes_to_them_and_tells_the_applicant_without_a_name(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    question = acts.Question(ev.Consulted.THIRD_PARTY, "某某供水公司", "示例路2号", "合同价格")
    acts.consult(clerk, application.pk, 1, DAY(2024, 5, 20), question)
    to_them, to_applicant = (Letter.objects.get(kind=kind) for kind in ("consultation", "consultation_told"))
    assert paper_of(to_them).addressee == "某某供水公司"
    assert "15个工作日内" in text_of(to_them)
    assert "张申请" not in text_of(to_them)
    assert "某某供水公司" not in text_of(to_applicant)
    acts.consultation_received(clerk, application.pk, 2, DAY(2024, 5, 21), "第三方1")
    acts.answer_consultation(clerk, application.pk, 3, DAY(2024, 5, 22), "第三方1", ev.Opinion.OBJECTION, "不同意")
    against = replace(GRANTED, decided_on=DAY(2024, 5, 27), public_interest="涉及公共安全")
    answered(here, application, against)
    told = Letter.objects.get(kind="third_party_told")
    assert (paper_of(told).addressee, told.consulted) == ("某某供水公司", to_them.consulted)
    assert "涉及公共安全" in text_of(told)
    assert "申请行政复议" in text_of(told)


def test_giving_up_is_told_with_the_notice_that_was_not_followed(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    acts.ask_correction(clerk, application.pk, 1, DAY(2024, 5, 16), DAY(2024, 5, 31), "请明确年份")
    acts.lapse_correction(clerk, application.pk, 2, DAY(2024, 6, 3))
    text = text_of(Letter.objects.get(kind="no_longer_handled"))
    assert "补正告知书》（保政办公告〔2024〕1号）" in text
    assert "2024年5月31日届满" in text
    assert "申请行政复议" in text


def test_extension_reasons_and_delay_are_told_with_their_days(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    acts.extend(here.actor("王主任"), application.pk, 1, DAY(2024, 5, 20), 20, "资料需要汇总")
    text = text_of(Letter.objects.get(kind="extension_notice"))
    assert "2024年6月11日" in text
    assert "王主任同意，延长至2024年7月9日" in text
    acts.demand_reasons(clerk, application.pk, 2, DAY(2024, 5, 21), DAY(2024, 5, 28), "一个月内提出40件")
    acts.give_reasons(clerk, application.pk, 3, DAY(2024, 5, 24), "科研需要")
    acts.accept_reasons(clerk, application.pk, 4, DAY(2024, 5, 27), "确属科研需要。", DAY(2024, 8, 1))
    assert "一个月内提出40件" in text_of(Letter.objects.get(kind="reasons_notice"))
    assert "延迟至2024年8月1日" in text_of(Letter.objects.get(kind="delay_notice"))


def test_a_letter_that_went_out_is_never_changed_and_an_exchange_is_found(here: Office) -> None:
    letter = here.entered(MONDAY).letters.get()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.update(number="保政办公复〔2024〕9号")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.all().delete()
    Letter.objects.update(sealed=sealing.seal({"title": "另一封"}))
    letter.refresh_from_db()
    with pytest.raises(sealing.SealError, match="被改动"):
        paper_of(letter)


def test_opening_what_is_personal_takes_a_duty_and_is_kept_once_a_day(here: Office) -> None:
    application = here.entered(MONDAY)
    letter = application.letters.get()
    for stranger in ("外人", "钱法制"):
        with pytest.raises(NotPermitted):
            acts.open_person(here.actor(stranger), application.pk)
        with pytest.raises(NotPermitted):
            acts.open_letter(here.actor(stranger), letter.pk)
    leader = here.actor("周领导")
    assert acts.open_person(leader, application.pk).applicant == APPLICANT
    assert acts.open_letter(leader, letter.pk).addressee == "张申请"
    assert PersonalAccess.objects.get().by == here.person("周领导")
    assert LedgerEntry.objects.filter(act="application.open_person").count() == 1
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PersonalAccess.objects.all().delete()


def test_whoever_asked_to_correct_a_record_is_told_what_was_done_and_it_is_delivered(here: Office) -> None:
    clerk, application = here.actor("李经办"), here.entered(MONDAY)
    letter = acts.tell_correction(clerk, application.pk, DAY(2024, 5, 20), "已更正登记的出生日期。")
    text = text_of(letter)
    for part in ("已更正登记的出生日期。", "第四十一条", "申请行政复议"):
        assert part in text
    with pytest.raises(Unlawful, match="更正或者转送的内容"):
        acts.tell_correction(clerk, application.pk, DAY(2024, 5, 20), " ")
    proof = acts.Proof(ev.Service.DIRECT, signed_on=DAY(2024, 5, 21), reference="本人签收")
    assert acts.note_delivery(clerk, letter.pk, proof).on == DAY(2024, 5, 21)
    answer = answered(here, application, replace(GRANTED, decided_on=DAY(2024, 5, 22)))
    with pytest.raises(Unlawful, match="登记送达"):
        acts.note_delivery(clerk, answer.pk, replace(proof, signed_on=DAY(2024, 5, 22)))
