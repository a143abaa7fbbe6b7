"""From the disclosure decision to publication: who may, in which order, and what stays frozen."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from gongkai.documents import acts, facts
from gongkai.documents.acts import Proposal
from gongkai.documents.models import Document, EditionState
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.ledger import verify
from gongkai.kernel.models import LedgerEntry
from gongkai.search import queries
from gongkai.statute.disclosure import Attribute, Making, Responsible
from gongkai.statute.processes import document_process
from tests.documents import office as world
from tests.documents.office import AT_GATE, FORMED, Office

pytestmark = pytest.mark.django_db


def test_a_document_passes_its_gates_is_numbered_and_published(here: Office) -> None:
    document = here.publish(here.draft())
    document.refresh_from_db()
    assert document.index_number == f"015255022/{timezone.localdate().year}-00001"
    assert document.live is not None
    assert document.live.state == EditionState.PUBLISHED
    assert document.publish_by == datetime.date(2026, 11, 30)
    assert document.validity == "in_force"
    assert [review.gate for review in document.live.reviews.all()] == [
        "unit_review",
        "attribute_review",
        "secrecy_review",
        "text_check",
        "sign_off",
    ]
    assert queries.search("饮用水水源").total == 1
    assert document.postings.get().channel == "website"
    assert verify().broken is None


@pytest.mark.parametrize("plan", [plan.id for plan in document_process().plans])
def test_every_class_of_documents_can_go_its_whole_way(here: Office, plan: str) -> None:
    edition = here.draft(plan=plan)
    here.prepare(edition)
    document = here.publish(edition)
    assert document.live is not None
    assert {review.gate for review in document.live.reviews.all()} == set(document_process().plan(plan).gates)


def test_nobody_passes_what_they_wrote(here: Office) -> None:
    author = here.person("张起草")
    author.posts.create(organ=here.organ, role="section")
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    with pytest.raises(Unlawful, match="起草人不能办理"):
        here.pass_gate(edition, "unit_review", "张起草")


def test_whoever_also_wrote_on_a_draft_counts_as_its_drafter(here: Office) -> None:
    here.person("李科长").posts.create(organ=here.organ, role="clerk")
    edition = here.draft()
    acts.edit_draft(
        here.actor("李科长"), edition.pk, edition.saved_at, acts.Draft("题目", "<p>文</p>", "概述"), Proposal(FORMED)
    )
    edition = acts.submit(here.actor("张起草"), edition.pk)
    with pytest.raises(Unlawful, match="起草人不能办理"):
        here.pass_gate(edition, "unit_review")


def test_one_person_does_not_pass_two_gates_that_check_each_other(here: Office) -> None:
    here.person("李科长").posts.create(organ=here.organ, role="disclosure")
    edition = here.pass_gates(here.draft(), until="attribute_review")
    with pytest.raises(Unlawful, match="须由不同的人办理"):
        here.pass_gate(edition, "attribute_review", "李科长")


@pytest.mark.parametrize("gate", sorted(AT_GATE))
def test_a_gate_opens_only_to_its_own_right(here: Office, gate: str) -> None:
    edition = here.pass_gates(here.prepare(here.draft(plan="normative")), until=gate)
    assert edition.gate == gate
    strangers = {name for name in world.PEOPLE if name != AT_GATE[gate]} | {"外人"}
    for name in strangers:
        with pytest.raises(NotPermitted):
            here.pass_gate(edition, gate, name)


def test_a_gate_is_not_passed_while_its_checklist_is_open(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="secrecy_review")
    with pytest.raises(Unlawful, match="审查清单未确认"):
        acts.pass_gate(here.actor("赵保密"), edition.pk, "secrecy_review", edition.text_sha256, ["secret"])


def test_a_review_counts_for_the_text_that_was_looked_at(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="unit_review")
    items = [item.id for item in document_process().gate("unit_review").checklist]
    with pytest.raises(Unlawful, match="与您审查时看到的不同"):
        acts.pass_gate(here.actor("李科长"), edition.pk, "unit_review", "0" * 64, items)


def test_the_second_of_two_who_sign_at_once_is_told(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="unit_review")
    here.pass_gate(edition, "unit_review")
    with pytest.raises(Unlawful, match="已到另一关口"):
        here.pass_gate(edition, "unit_review")
    with pytest.raises(NotPermitted):
        here.pass_gate(edition, "unit_review", "孙审校")


def test_a_return_needs_a_reason_and_begins_every_gate_anew(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="secrecy_review")
    with pytest.raises(Unlawful, match="须写明理由"):
        acts.return_edition(here.actor("赵保密"), edition.pk, " ")
    edition = acts.return_edition(here.actor("赵保密"), edition.pk, "附件含内部电话")
    assert edition.state == EditionState.DRAFT
    edition = acts.submit(here.actor("张起草"), edition.pk)
    assert edition.gate == "unit_review"
    assert facts.passed(edition) == {}
    assert edition.reviews.count() == 3


def test_an_unlawful_opinion_cannot_pass(here: Office) -> None:
    edition = here.pass_gates(here.prepare(here.draft(plan="normative")), until="legality_review")
    items = [item.id for item in document_process().gate("legality_review").confirmations]
    with pytest.raises(Unlawful, match="应当退回"):
        acts.pass_gate(here.actor("钱法制"), edition.pk, "legality_review", edition.text_sha256, items, "不合法")


def test_a_review_that_the_law_gives_time_is_hurried_for_a_reason_only(here: Office) -> None:
    edition = here.pass_gates(here.prepare(here.draft(plan="normative")), until="legality_review")
    gate = document_process().gate("legality_review")
    items, who = [item.id for item in gate.confirmations], here.actor("钱法制")
    with pytest.raises(Unlawful, match="最短期限"):
        acts.pass_gate(who, edition.pk, gate.id, edition.text_sha256, items, gate.opinions[0])
    with pytest.raises(Unlawful, match="送审稿"):
        acts.pass_gate(who, edition.pk, gate.id, edition.text_sha256, items[1:], gate.opinions[0], "防汛紧急")
    passed = acts.pass_gate(who, edition.pk, gate.id, edition.text_sha256, items, gate.opinions[0], "防汛紧急")
    assert passed.reviews.get(gate=gate.id).reason == "防汛紧急"


def test_where_the_organ_is_not_sure_nothing_moves_until_the_answer(here: Office) -> None:
    edition = here.pass_gates(here.draft(), until="secrecy_review")
    edition = acts.refer(here.actor("赵保密"), edition.pk, "保山市国家保密局", "附图是否涉密不明确")
    with pytest.raises(Unlawful):
        here.pass_gate(edition, "secrecy_review")
    edition = acts.resume(here.actor("赵保密"), edition.pk, "保山市国家保密局函复：不属于国家秘密")
    assert edition.gate == "secrecy_review"
    assert here.pass_gate(edition, "secrecy_review").gate == "text_check"


def test_what_bears_a_secrecy_level_does_not_enter(here: Office) -> None:
    with pytest.raises(Unlawful, match="不得进入本系统"):
        here.draft(proposal=Proposal(FORMED, secrecy_level="秘密"))
    assert not Document.objects.exists()


def test_a_withheld_document_is_filed_and_never_public(here: Office) -> None:
    proposal = Proposal(FORMED, Attribute.NONE, grounds=("EX16-1",), reason="人事安排")
    edition = here.pass_gates(here.draft(proposal=proposal))
    edition = acts.number(here.actor("孙审校"), edition.pk)
    with pytest.raises(Unlawful, match="只有主动公开"):
        acts.publish(here.actor("孙审校"), edition.pk)
    edition = acts.file_document(here.actor("孙审校"), edition.pk)
    assert edition.state == EditionState.FILED
    assert edition.document.reassess_on == datetime.date(2027, 11, 2)
    assert queries.search("饮用水").total == 0


def test_a_draft_without_ground_for_withholding_is_not_sent_to_review(here: Office) -> None:
    edition = here.draft(proposal=Proposal(FORMED, Attribute.NONE))
    with pytest.raises(Unlawful, match="第十三条"):
        acts.submit(here.actor("张起草"), edition.pk)


def test_the_organ_that_article_ten_does_not_name_gives_its_reason(here: Office) -> None:
    obtained = Making(joint=True)
    with pytest.raises(Unlawful, match="第十条"):
        here.draft(proposal=Proposal(FORMED, making=obtained, responsible=Responsible.KEEPER))
    edition = here.draft(
        proposal=Proposal(FORMED, making=obtained, responsible=Responsible.KEEPER, responsible_reason="牵头单位已撤销")
    )
    assert edition.document.responsible == "keeper"


def test_two_who_write_on_one_draft_do_not_overwrite_each_other(here: Office) -> None:
    edition = here.draft()
    seen = edition.saved_at
    entry = acts.Draft("甲改的题目", "<p>甲</p>", "概述")
    acts.edit_draft(here.actor("张起草"), edition.pk, seen, entry, Proposal(FORMED))
    with pytest.raises(Unlawful, match="刚被别人保存过"):
        acts.edit_draft(here.actor("张起草"), edition.pk, seen, acts.Draft("乙改的题目"), Proposal(FORMED))
    edition.refresh_from_db()
    assert edition.title == "甲改的题目"


def test_a_correction_is_a_new_edition_that_passes_every_gate(here: Office) -> None:
    document = here.publish(here.draft())
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    with pytest.raises(Unlawful, match="改了什么"):
        acts.submit(here.actor("张起草"), edition.pk)
    entry = acts.Draft("关于加强饮用水水源保护的通知", "<p>更正后的正文</p>", "概述", change_note="更正第二段的日期")
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    first = document.live
    document = here.publish(edition)
    document.refresh_from_db()
    assert document.live == edition
    assert first is not None
    first.refresh_from_db()
    assert (first.state, first.withdrawal_kind) == (EditionState.WITHDRAWN, "corrected")
    assert document.index_number is not None
    assert document.index_number.endswith("-00001")
    assert queries.search("更正后的正文").total == 1
    assert queries.search("现通知如下").total == 0


def test_an_emergency_skips_gates_and_stays_marked_until_somebody_else_has_looked(here: Office) -> None:
    edition = here.draft("关于暴雨红色预警的公告")
    with pytest.raises(Unlawful, match="须写明理由"):
        acts.publish_at_once(here.actor("周领导"), edition.pk, "")
    edition = acts.publish_at_once(here.actor("周领导"), edition.pk, "暴雨红色预警，须立即告知公众")
    assert edition.at_once
    assert edition.seen_at is None
    entry = LedgerEntry.objects.get(act="document.publish_at_once")
    assert "secrecy_review" in entry.detail["skipped"]
    here.person("周领导").posts.create(organ=here.organ, role="secrecy")
    with pytest.raises(Unlawful, match="不能复核自己"):
        acts.confirm_seen(here.actor("周领导"), edition.pk)
    assert acts.confirm_seen(here.actor("赵保密"), edition.pk).seen_at is not None


def test_an_emergency_does_not_override_the_law(here: Office) -> None:
    proposal = Proposal(FORMED, Attribute.NONE, grounds=("EX14-3",))
    edition = here.draft(proposal=proposal)
    with pytest.raises(Unlawful):
        acts.publish_at_once(here.actor("周领导"), edition.pk, "急")


def test_withdrawing_takes_the_text_from_the_public_and_keeps_kind_and_reason(here: Office) -> None:
    document = here.publish(here.draft())
    assert document.live is not None
    edition = acts.withdraw(here.actor("周领导"), document.live.pk, "privacy", "附件含居民姓名")
    document.refresh_from_db()
    assert document.live is None
    assert edition.withdrawal_reason == "附件含居民姓名"
    assert queries.search("饮用水").total == 0


def test_what_is_public_cannot_be_changed_or_removed_in_the_database(here: Office) -> None:
    document = here.publish(here.draft())
    rows = document.editions.filter(state="published")
    for change in (
        {"title": "另一个题目"},
        {"body": "<p>另一段</p>"},
        {"state": "draft"},
        {"published_at": timezone.now()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.get().reviews.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.get().reviews.update(reason="改")


def test_a_document_found_invalid_says_so_from_that_day_on(here: Office) -> None:
    document = here.publish(here.draft())
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    acts.set_validity(here.actor("王公开"), document.pk, "abolished", tomorrow, basis_text="保政发〔2026〕9号")
    document.refresh_from_db()
    assert document.validity == "in_force"
    assert facts.validity_on(document, tomorrow) == "abolished"
    with pytest.raises(Unlawful, match="作出决定的文件"):
        acts.set_validity(here.actor("王公开"), document.pk, "abolished", today)


def test_what_is_abolished_stays_abolished(here: Office) -> None:
    document = here.publish(here.draft())
    today = timezone.localdate()
    acts.set_validity(here.actor("王公开"), document.pk, "abolished", today, basis_text="甲")
    acts.set_validity(here.actor("王公开"), document.pk, "amended", today, basis_text="乙")
    document.refresh_from_db()
    assert document.validity == "abolished"


def test_withheld_information_is_assessed_again_and_may_become_proactive(here: Office) -> None:
    proposal = Proposal(FORMED, Attribute.ON_REQUEST)
    edition = here.pass_gates(here.draft(proposal=proposal))
    acts.number(here.actor("孙审校"), edition.pk)
    document = acts.file_document(here.actor("孙审校"), edition.pk).document
    document = acts.reassess(here.actor("王公开"), document.pk, "仍按申请提供")
    assert document.reassess_on is not None
    assert document.reassess_on > timezone.localdate()
    document = acts.convert(here.actor("王公开"), document.pk, "多人申请同一信息")
    assert document.publish_by is not None
    second = document.editions.get(state=EditionState.DRAFT)
    assert second.number == 2
    assert here.publish(second).live == second
    assert [record.kind for record in document.determinations.all()] == ["proposed", "reassessed", "converted"]


def test_an_item_is_counted_once_whatever_the_number_of_channels(here: Office) -> None:
    document = here.publish(here.draft())
    today = timezone.localdate()
    editor = here.actor("孙审校")
    for channel in ("wechat", "wechat", "gazette"):
        acts.post(editor, document.pk, channel, today, "2026年第11期" if channel == "gazette" else "")
    assert sorted(document.postings.values_list("channel", flat=True)) == ["gazette", "website", "wechat"]


def test_index_numbers_of_an_organ_run_without_gap_or_repetition(here: Office) -> None:
    numbers = [here.publish(here.draft(f"第{number}号通知")).index_number for number in range(3)]
    assert [str(number)[-5:] for number in numbers] == ["00001", "00002", "00003"]


def test_an_organ_without_an_office_cannot_number(here: Office) -> None:
    here.organ.disclosure_office.delete()
    edition = here.pass_gates(here.draft())
    with pytest.raises(Unlawful, match="尚未登记政府信息公开工作机构"):
        acts.number(here.actor("孙审校"), edition.pk)


def test_an_organ_may_add_a_gate_but_leave_none_out(here: Office) -> None:
    office = here.organ.disclosure_office
    office.extra_gates = {"information": ["text_check"]}
    office.save()
    edition = here.draft(plan="information")
    names = [gate.id for gate in facts.gates_of(Document.objects.get(pk=edition.document_id))]
    assert names == ["unit_review", "secrecy_review", "text_check", "sign_off"]
