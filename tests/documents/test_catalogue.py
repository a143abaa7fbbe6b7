"""公开目录, 移送, 清理, 机构改革."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts.catalogue import (
    finish_clean_up,
    hand_over,
    judge,
    note_receipt,
    start_clean_up,
)
from gongkai.documents.acts.leaves import EntryText, file_under, write_entry
from gongkai.documents.acts.reform import transfer_documents
from gongkai.documents.models import CatalogueEntry, Document
from gongkai.documents.queries.column import column
from gongkai.kernel.actors import INSTALLER, Actor, ActorKind, Reach
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.search import queries
from gongkai.statute.data import LawDataError
from tests.documents.office import Office

REFORMER = Actor(ActorKind.SYSTEM, None, "改革", frozenset({(Permission.CHANGE_ORGAN, Reach("53"))}))


def test_a_leaf_of_the_catalogue_says_what_why_how_soon_and_by_whom(here: Office) -> None:
    text = EntryText("财政预决算", duty="20-07", level2="部门预算", basis="预算法", update_months=12, unit="办公室")
    entry = write_entry(here.actor("王公开"), here.organ.pk, text)
    changed = write_entry(here.actor("王公开"), here.organ.pk, EntryText("财政预决算", duty="20-07"), entry.pk)
    assert CatalogueEntry.objects.count() == 1
    assert changed.level2 == ""
    with pytest.raises(LawDataError):
        write_entry(here.actor("王公开"), here.organ.pk, EntryText("甲", channels=("telegraph",)))
    with pytest.raises(NotPermitted):
        write_entry(here.actor("张起草"), here.organ.pk, text)


def test_public_documents_are_handed_over_once_and_signed_for(here: Office) -> None:
    editor, today = here.actor("孙审校"), timezone.localdate()
    document, draft = here.publish(here.draft()), here.draft("未公开")
    batch = hand_over(editor, here.organ.pk, "保山市图书馆", [document.pk, draft.document_id], today)
    assert list(batch.documents.all()) == [document]
    with pytest.raises(Unlawful, match="没有可移送的文件"):
        hand_over(editor, here.organ.pk, "保山市图书馆", [document.pk], today)
    hand_over(editor, here.organ.pk, "保山市档案馆", [document.pk], today)
    with pytest.raises(Unlawful, match="移送之后"):
        note_receipt(editor, batch.pk, today - datetime.timedelta(days=1))
    assert note_receipt(editor, batch.pk, today, "已上架").receipt_on == today


def test_a_clean_up_marks_every_document_by_its_published_result(here: Office) -> None:
    office = here.actor("王公开")
    kept, ended = (here.publish(here.draft(title, plan="information")) for title in ("保留", "废止"))
    for document in (kept, ended):
        document.plan = "normative"
        document.save()
    campaign = start_clean_up(office, here.organ.pk, "2026年规范性文件清理", timezone.localdate())
    assert campaign.items.count() == 2
    result = here.publish(here.draft("关于规范性文件清理结果的公告"))
    judge(office, campaign.items.get(document=kept).pk, "in_force")
    with pytest.raises(Unlawful, match="1 件文件没有清理意见"):
        finish_clean_up(office, campaign.pk, result.pk)
    judge(office, campaign.items.get(document=ended).pk, "abolished", "已被取代")
    finish_clean_up(office, campaign.pk, result.pk)
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.validity, ended.validity) == ("in_force", "abolished")
    assert ended.validity_decisions.get().basis == result
    with pytest.raises(Unlawful, match="已公布"):
        finish_clean_up(office, campaign.pk, here.publish(here.draft("另一公告")).pk)
    assert ended.validity_decisions.count() == 1


def test_a_clean_up_marks_no_document_that_has_passed_to_another_organ(here: Office) -> None:
    office = here.actor("王公开")
    document = here.publish(here.draft("废止", plan="information"))
    Document.objects.filter(pk=document.pk).update(plan="normative")
    campaign = start_clean_up(office, here.organ.pk, "清理", timezone.localdate())
    result = here.publish(here.draft("关于清理结果的公告"))
    item = judge(office, campaign.items.get().pk, "abolished")
    Document.objects.filter(pk=document.pk).update(organ=Organ.objects.get(code="530500-government"))
    with pytest.raises(Unlawful, match="已不属于本机关"):
        finish_clean_up(office, campaign.pk, result.pk)
    judge(office, item.pk, "in_force")
    assert finish_clean_up(office, campaign.pk, result.pk).result == result


def test_documents_follow_their_duty_to_the_new_organ_with_number_and_address(here: Office) -> None:
    document, draft = here.publish(here.draft()), here.draft("在办的文件")
    number = document.index_number
    target = Organ.objects.get(code="530500-government")
    moved = transfer_documents(REFORMER, here.organ.pk, target.pk, None, "保发〔2026〕1号")
    document.refresh_from_db()
    assert moved == 2
    assert (document.organ, document.index_number) == (target, number)
    assert Document.objects.get(pk=draft.document_id).organ == target
    assert queries.search("饮用水", organ=target.pk).total == 1
    assert queries.search("饮用水", organ=here.organ.pk).total == 0
    with pytest.raises(NotPermitted):
        acts.submit(here.actor("张起草"), draft.pk)


def test_only_whoever_changes_organs_transfers_documents(here: Office) -> None:
    for actor in (INSTALLER, here.actor("王公开")):
        with pytest.raises(NotPermitted):
            transfer_documents(actor, here.organ.pk, here.organ.pk, None, "依据")


def test_a_rule_stands_in_the_column_once_it_is_filed_there(here: Office) -> None:
    manager, today = here.actor("王公开"), timezone.localdate()
    text = EntryText("政府信息公开制度", part=CatalogueEntry.Part.RULES)
    entry = write_entry(manager, here.organ.pk, text)
    rule = here.publish(here.draft("政府信息公开工作制度"))
    assert column(here.organ, today).rules == ()
    file_under(manager, rule.pk, entry.pk)
    assert column(here.organ, today).rules == (rule,)
    file_under(manager, rule.pk, None)
    assert column(here.organ, today).rules == ()
