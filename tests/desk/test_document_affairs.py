"""Opinions, clean-up, decisions, catalogue, interpretation and lent posts from their pages."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.documents.acts.catalogue import start_clean_up
from gongkai.documents.acts.participation import give_opinion
from gongkai.documents.models import CatalogueEntry, HandOver, InterpretationPlan, MajorDecision
from gongkai.kernel.actors import VISITOR
from gongkai.statute.decisions import decision_kinds, decision_steps
from tests.documents.office import Office

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def here(office: Office) -> Office:
    return office


def client_of(here: Office, name: str) -> Client:
    client = Client()
    client.force_login(here.person(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_call_is_set_up_and_its_opinions_are_answered_together(here: Office) -> None:
    notice = here.draft("征求意见公告", plan="consultation")
    today = timezone.localdate()
    body = {"opens_on": today, "closes_on": today + 30 * DAY, "contact": "电话", "limit": "consultation.business"}
    clerk = client_of(here, "张起草")
    clerk.post(reverse("desk:call", args=[notice.document_id]), body)
    here.publish(notice)
    notice.document.refresh_from_db()
    consultation = notice.document.consultation
    opinions = [give_opinion(VISITOR, consultation.pk, f"意见{n}", f"token{n}").pk for n in (1, 2)]
    address = reverse("desk:consultation", args=[consultation.pk])
    refused = clerk.post(address, {"opinion": opinions, "do": "adopted", "reason": ""})
    assert "请写明理由" in refused.content.decode()
    clerk.post(address, {"opinion": opinions, "do": "adopted", "reason": "已写入第三条"})
    clerk.post(address, {"opinion": opinions[:1], "do": "shown"})
    assert set(consultation.opinions.values_list("outcome", "showing")) == {
        ("adopted", "shown"),
        ("adopted", "waiting"),
    }


def test_opinions_of_another_call_are_left_alone(here: Office) -> None:
    first, second = (here.prepare(here.draft(title, plan="consultation")) for title in ("甲公告", "乙公告"))
    here.publish(first)
    here.publish(second)
    opinion = give_opinion(VISITOR, second.document.consultation.pk, "意见", "token")
    address = reverse("desk:consultation", args=[first.document.consultation.pk])
    client_of(here, "张起草").post(address, {"opinion": [opinion.pk], "do": "adopted", "reason": "理由"})
    opinion.refresh_from_db()
    assert opinion.outcome == ""


def test_a_clean_up_is_judged_several_at_once(here: Office) -> None:
    for title in ("甲办法", "乙办法"):
        here.publish(here.prepare(here.draft(title, plan="normative")))
    campaign = start_clean_up(here.actor("王公开"), here.organ.pk, "清理", timezone.localdate())
    address = reverse("desk:clean_up", args=[campaign.pk])
    items = list(campaign.items.values_list("pk", flat=True))
    client_of(here, "王公开").post(address, {"item": items, "verdict": "in_force", "reason": "仍适用"})
    assert set(campaign.items.values_list("verdict", flat=True)) == {"in_force"}


def test_the_collective_discussion_waits_for_the_steps_before_it(here: Office) -> None:
    clerk = client_of(here, "张起草")
    today = timezone.localdate()
    body = {"organ": here.organ.pk, "title": "水价调整", "kind": decision_kinds()[0].id, "on": today}
    clerk.post(reverse("desk:decisions"), body)
    decision = MajorDecision.objects.get()
    address = reverse("desk:decision", args=[decision.pk])
    refused = clerk.post(address, {"step": "discussion", "done": "yes", "on": today})
    assert refused.status_code == 422
    assert "不得提交集体讨论" in refused.content.decode()
    since = today - 30 * DAY
    for step in decision_steps():
        file = SimpleUploadedFile("方案.pdf", b"evidence")
        clerk.post(address, {"step": step.id, "done": "yes", "on": today, "since": since, "evidence": file})
    record = decision.records.get(step="discussion")
    evidence = reverse("desk:evidence", args=[record.pk])
    assert client_of(here, "赵保密").get(evidence).content == b"evidence"
    assert client_of(here, "外人").get(evidence).status_code == 404


def test_a_leaf_of_the_catalogue_is_written_and_changed(here: Office) -> None:
    manager = client_of(here, "王公开")
    body = {"part": "duties", "duty": "20-07", "level1": "财政预算", "limit": "publication", "audience": "everyone"}
    manager.post(
        reverse("desk:new_entry", args=[here.organ.pk]), body | {"channels": ["website"], "update_months": "12"}
    )
    entry = CatalogueEntry.objects.get()
    assert (entry.duty, entry.update_months) == ("20-07", 12)
    address = reverse("desk:entry", args=[here.organ.pk, entry.pk])
    manager.post(address, body | {"level1": "预算决算", "channels": ["website"]})
    entry.refresh_from_db()
    assert (entry.level1, entry.update_months) == ("预算决算", None)
    assert client_of(here, "张起草").get(address).status_code == 404


def test_what_became_public_is_handed_over_with_a_list_and_a_receipt(here: Office) -> None:
    here.publish(here.draft())
    editor, today = client_of(here, "孙审校"), timezone.localdate()
    body = {"organ": here.organ.pk, "receiver": "市档案馆", "on": today, "since": today - DAY, "until": today}
    editor.post(reverse("desk:hand_overs"), body)
    batch = HandOver.objects.get()
    editor.post(reverse("desk:hand_over", args=[batch.pk]), {"on": today, "note": "齐全"})
    batch.refresh_from_db()
    assert batch.receipt_on == today
    again = editor.post(reverse("desk:hand_overs"), body)
    assert "没有可移送的文件" in again.content.decode()


def test_an_interpretation_plan_is_whole_or_says_why_there_is_none(here: Office) -> None:
    edition = here.draft("某办法", plan="normative")
    address = reverse("desk:interpretation", args=[edition.document_id])
    clerk = client_of(here, "张起草")
    refused = clerk.post(address, {"outline": "只有提纲"})
    assert "只有提纲" in refused.content.decode()
    assert not InterpretationPlan.objects.exists()
    clerk.post(address, {"not_needed_reason": "只改文字"})
    assert InterpretationPlan.objects.get().not_needed_reason == "只改文字"


def test_a_post_is_lent_and_taken_back_from_the_account_page(here: Office) -> None:
    leader, today = client_of(here, "周领导"), timezone.localdate()
    post = here.person("周领导").posts.get()
    body = {"post": post.pk, "user": here.outsider.pk, "valid_from": today, "last": today, "basis": "出差"}
    leader.post(reverse("desk:lend"), body)
    lent = here.outsider.posts.get()
    assert lent.valid_to == today + DAY
    assert "周领导委托代行" in client_of(here, "外人").get(reverse("desk:account")).content.decode()
    leader.post(reverse("desk:take_back", args=[lent.pk]))
    assert not here.outsider.posts.exists()
