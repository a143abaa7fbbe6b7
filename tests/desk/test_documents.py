"""Documents at the desk: every page answers, what was typed stays, refusals are said, counts open onto their rows."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.catalogue import hand_over, start_clean_up
from gongkai.documents.acts.decisions import start_decision
from gongkai.documents.models import Document, Edition, EditionState
from gongkai.statute.disclosure import Attribute
from gongkai.statute.processes import document_process
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db
Login = Callable[[str], Client]


@pytest.fixture
def here(office: Office) -> Office:
    return office


@pytest.fixture
def as_(here: Office, client: Client) -> Login:
    def log_in(name: str) -> Client:
        client.force_login(here.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def typed(**changes: Any) -> dict[str, Any]:
    """A filled form of a draft."""
    values = {
        "title": "关于加强饮用水水源保护的通知",
        "body": "<p>各乡镇：</p>",
        "summary": "要求。",
        "formed_on": FORMED.isoformat(),
        "obtained_from": "nobody",
        "attribute": "active",
        "limit": "publication",
        "channels": ["website"],
        "plan": "ordinary",
        "save": "1",
    }
    return values | changes


def text(response: Any) -> str:
    return str(response.content.decode())


def test_every_page_of_documents_answers(here: Office, as_: Login) -> None:
    edition = here.draft()
    published = here.publish(here.draft("已公开"))
    notice = here.draft("征集公告", plan="consultation")
    here.prepare(notice)
    today = timezone.localdate()
    decision = start_decision(here.actor("张起草"), here.organ.pk, "供水方案", "policy", today)
    batch = hand_over(here.actor("孙审校"), here.organ.pk, "市档案馆", [published.pk], today)
    campaign = start_clean_up(here.actor("王公开"), here.organ.pk, "清理", today)
    for user in ("张起草", "王公开", "孙审校"):
        client = as_(user)
        addresses = [
            reverse("desk:home"),
            *(reverse(f"desk:{name}") for name in ("documents", "calendar", "consultations", "catalogues")),
            *(reverse(f"desk:{name}") for name in ("hand_overs", "clean_ups", "decisions", "statistics")),
            reverse("desk:edition", args=[edition.pk]),
            reverse("desk:edition", args=[published.live_id]),
            *(reverse(f"desk:{name}", args=[published.pk]) for name in ("document", "post", "validity", "relations")),
            reverse("desk:consultation", args=[notice.document.consultation.pk]),
            reverse("desk:call", args=[notice.document_id]),
            reverse("desk:interpretation", args=[edition.document_id]),
            reverse("desk:catalogue", args=[here.organ.pk]),
            reverse("desk:decision", args=[decision.pk]),
            reverse("desk:hand_over", args=[batch.pk]),
            reverse("desk:clean_up", args=[campaign.pk]),
            reverse("desk:statistic", args=["items"]),
        ]
        for address in addresses:
            assert client.get(address).status_code == 200, address
    assert as_("张起草").get(reverse("desk:new_document")).status_code == 200
    assert as_("张起草").get(reverse("desk:edit_draft", args=[edition.pk])).status_code == 200
    assert as_("王公开").get(reverse("desk:office", args=[here.organ.pk])).status_code == 200
    assert as_("王公开").get(reverse("desk:new_entry", args=[here.organ.pk])).status_code == 200
    for kind in ("docx", "xlsx"):
        assert as_("孙审校").get(reverse("desk:hand_over", args=[batch.pk]), {"as": kind}).content[:2] == b"PK"


def test_an_outsider_sees_no_document_and_no_draft_form(here: Office, as_: Login) -> None:
    edition = here.draft()
    client = as_("外人")
    assert client.get(reverse("desk:edition", args=[edition.pk])).status_code == 404
    assert client.get(reverse("desk:document", args=[edition.document_id])).status_code == 404
    assert client.get(reverse("desk:new_document")).status_code == 403
    assert edition.title not in text(client.get(reverse("desk:documents")))


def test_a_draft_is_written_and_keeps_its_determination(here: Office, as_: Login) -> None:
    response = as_("张起草").post(reverse("desk:new_document"), typed(organ=here.organ.pk))
    edition = Edition.objects.get()
    assert response["Location"] == reverse("desk:edition", args=[edition.pk])
    assert edition.document.attribute == Attribute.ACTIVE
    assert edition.document.publish_by == datetime.date(2026, 11, 30)


def test_what_was_typed_stays_when_the_act_refuses(here: Office, as_: Login) -> None:
    body = typed(organ=here.organ.pk, secrecy_level="秘密", title="涉密测试")
    response = as_("张起草").post(reverse("desk:new_document"), body)
    assert response.status_code == 422
    assert "不得进入本系统" in text(response)
    assert "涉密测试" in text(response)
    assert not Document.objects.exists()


def test_the_consequences_of_a_decision_are_shown_by_the_law_of_its_day(here: Office, as_: Login) -> None:
    address = reverse("desk:determination")
    shown = text(as_("张起草").post(address, typed(attribute="none", grounds=["EX16-1"])))
    assert "须写明不公开的理由" in shown
    assert "内部事务信息" in shown
    old = text(as_("张起草").post(address, typed(attribute="none", formed_on="2015-03-02")))
    assert "EX2008-8" in old
    assert "EX16-1" not in old
    joint = text(as_("张起草").post(address, typed(joint="on")))
    assert "牵头制作机关" in joint
    assert "2026-11-30" in text(as_("张起草").post(address, typed()))


def test_nobody_overwrites_another_unawares_and_nothing_typed_is_lost(here: Office, as_: Login) -> None:
    edition = here.draft()
    address = reverse("desk:edit_draft", args=[edition.pk])
    before = edition.saved_at.isoformat()
    as_("张起草").post(address, typed(seen=before, title="第一个人写的"))
    response = as_("张起草").post(address, typed(seen=before, title="第二个人写的"))
    assert response.status_code == 422
    assert "刚被别人保存过" in text(response)
    assert "第二个人写的" in text(response)
    edition.refresh_from_db()
    assert edition.title == "第一个人写的"
    as_("张起草").post(address, typed(seen=before, overwrite=edition.saved_at.isoformat(), title="第二个人写的"))
    edition.refresh_from_db()
    assert edition.title == "第二个人写的"


def test_pasted_markup_comes_back_clean(here: Office, as_: Login) -> None:
    pasted = '<p class="MsoNormal" style="text-align:center;color:red" onclick="x()">题<script>alert(1)</script></p>'
    assert text(as_("张起草").post(reverse("desk:clean"), {"html": pasted})) == '<p class="center">题</p>'


def test_a_word_file_is_read_into_the_draft(here: Office, as_: Login) -> None:
    file, made = io.BytesIO(), docx.Document()
    made.add_paragraph("从 Word 来的正文")
    made.save(file)
    upload = SimpleUploadedFile("正文.docx", file.getvalue())
    body = typed(organ=here.organ.pk, word=upload, read_word="1")
    del body["save"]
    response = as_("张起草").post(reverse("desk:new_document"), body)
    assert "从 Word 来的正文" in text(response)
    assert not Document.objects.exists()


def test_a_gate_is_passed_from_its_page_and_the_checklist_is_needed(here: Office, as_: Login) -> None:
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    address = reverse("desk:edition", args=[edition.pk])
    signed = {"gate": "unit_review", "text": edition.text_sha256}
    refused = as_("李科长").post(address, signed | {"reason": "写好的意见"})
    assert refused.status_code == 422
    assert "写好的意见" in text(refused)
    checks = [item.id for item in document_process().gate("unit_review").checklist]
    as_("李科长").post(address, signed | {"check": checks})
    edition.refresh_from_db()
    assert edition.gate == "attribute_review"


def test_of_two_who_sign_at_once_one_wins_and_the_other_is_told(here: Office, as_: Login) -> None:
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    other = here.outsider
    other.posts.create(organ=here.organ, role="section")
    checks = [item.id for item in document_process().gate("unit_review").checklist]
    body = {"gate": "unit_review", "text": edition.text_sha256, "check": checks}
    address = reverse("desk:edition", args=[edition.pk])
    as_("李科长").post(address, body)
    late = as_("外人").post(address, body)
    assert late.status_code == 422
    assert "可能已由别人办理" in text(late)


def test_the_page_says_why_a_person_may_not(here: Office, as_: Login) -> None:
    here.person("张起草").posts.create(organ=here.organ, role="section")
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    assert "起草人不能办理" in text(as_("张起草").get(reverse("desk:edition", args=[edition.pk])))


def test_several_are_passed_together_each_by_itself(here: Office, as_: Login) -> None:
    first, second = (acts.submit(here.actor("张起草"), here.draft(title).pk) for title in ("甲通知", "乙通知"))
    checks = [item.id for item in document_process().gate("unit_review").checklist]
    chosen = [f"{first.pk}:{first.text_sha256}", f"{second.pk}:{'0' * 64}"]
    shown = as_("李科长").post(reverse("desk:bulk", args=["unit_review"]), {"edition": chosen, "check": checks})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.gate == "attribute_review"
    assert second.gate == "unit_review"
    assert "正文与您审查时看到的不同" in text(shown)


def test_changes_since_the_last_round_are_shown_side_by_side(here: Office, as_: Login) -> None:
    edition = acts.submit(here.actor("张起草"), here.draft().pk)
    acts.return_edition(here.actor("李科长"), edition.pk, "改日期")
    edition.refresh_from_db()
    address = reverse("desk:edit_draft", args=[edition.pk])
    as_("张起草").post(address, typed(seen=edition.saved_at.isoformat(), body="<p>各县：</p>"))
    shown = text(as_("张起草").get(reverse("desk:edition", args=[edition.pk])))
    assert "与第 1 次送审相比" in shown
    assert "<del>" in shown
    assert "<ins>" in shown


def test_a_finding_leads_to_its_place_and_is_masked_from_the_page(here: Office, as_: Login) -> None:
    edition = here.draft(body="<p>联系电话：13812345678</p>")
    address = reverse("desk:edition", args=[edition.pk])
    item = edition.screening.exclude(mask="").first()
    assert item is not None
    page = text(as_("张起草").get(address))
    assert f'href="#place-{item.pk}"' in page
    assert f'<mark id="place-{item.pk}"' in page
    body = {"seen": edition.saved_at.isoformat(), "item": [item.pk], "mask": "1"}
    as_("张起草").post(reverse("desk:settle", args=[edition.pk]), body)
    edition.refresh_from_db()
    assert "13812345678" not in edition.body


def test_attachments_are_uploaded_cleaned_and_kept_from_outsiders(here: Office, as_: Login) -> None:
    edition = here.draft()
    file, made = io.BytesIO(), docx.Document()
    made.add_paragraph("名单")
    made.save(file)
    files = [SimpleUploadedFile("附件.docx", file.getvalue()), SimpleUploadedFile("坏.exe", b"MZ")]
    address = reverse("desk:upload_attachments", args=[edition.pk])
    shown = text(as_("张起草").post(address, {"files": files}, follow=True))
    assert "附件只能是" in shown
    attachment = edition.attachments.get()
    download = reverse("desk:attachment", args=[attachment.pk])
    response = as_("李科长").get(download)
    assert response["Content-Disposition"].startswith("attachment")
    assert as_("外人").get(download).status_code == 404


def test_numbering_suggests_the_next_of_the_series_and_explains_a_wrong_form(here: Office, as_: Login) -> None:
    first = here.pass_gates(here.draft("甲", doc_type="notice", document_number="保政办发〔2026〕7号"))
    acts.number(here.actor("孙审校"), first.pk)
    edition = here.pass_gates(here.draft("乙", doc_type="notice"))
    address = reverse("desk:step", args=[edition.pk, "number"])
    assert "保政办发〔2026〕8号" in text(as_("孙审校").get(address))
    assert "六角括号" in text(as_("孙审校").post(address, {"document_number": "保政办发8"}))
    as_("孙审校").post(address, {"document_number": "保政办发[2026]08号"})
    edition.refresh_from_db()
    assert edition.document_number == "保政办发〔2026〕8号"


def test_an_emergency_stays_marked_until_another_has_looked(here: Office, as_: Login) -> None:
    edition = here.draft()
    as_("周领导").post(reverse("desk:step", args=[edition.pk, "publish_at_once"]), {"reason": "洪水"})
    edition.refresh_from_db()
    assert edition.state == EditionState.PUBLISHED
    assert "还没有别人复核" in text(as_("赵保密").get(reverse("desk:edition", args=[edition.pk])))
    as_("赵保密").post(reverse("desk:step", args=[edition.pk, "confirm_seen"]), {"back": "/"})
    edition.refresh_from_db()
    assert edition.seen_at is not None


def test_a_withdrawal_says_what_the_public_will_still_see(here: Office, as_: Login) -> None:
    document = here.publish(here.draft())
    address = reverse("desk:step", args=[document.live_id, "withdraw"])
    assert "不显示标题和理由" in text(as_("周领导").get(address))
    as_("周领导").post(address, {"kind": "privacy", "reason": "含个人信息"})
    document.refresh_from_db()
    assert document.live_id is None


def test_the_family_is_edited_from_either_side(here: Office, as_: Login) -> None:
    document, other = here.publish(here.draft("甲办法")), here.draft("甲办法解读", plan="interpretation").document
    address = reverse("desk:relations", args=[document.pk])
    assert "甲办法解读" in text(as_("张起草").get(address, {"q": "解读"}))
    as_("张起草").post(address, {"other": other.pk, "kind": "-interprets"})
    assert document.inverse_relations.get().source_id == other.pk
    as_("张起草").post(address, {"unrelate": document.inverse_relations.get().pk})
    assert not document.inverse_relations.exists()


def test_several_channels_are_noted_at_once(here: Office, as_: Login) -> None:
    document = here.publish(here.draft())
    body = {"channels": ["wechat", "gazette"], "on": timezone.localdate().isoformat()}
    as_("孙审校").post(reverse("desk:post", args=[document.pk]), body)
    assert set(document.postings.values_list("channel", flat=True)) == {"website", "wechat", "gazette"}


def test_every_number_opens_onto_its_rows(here: Office, as_: Login) -> None:
    here.publish(here.draft())
    page = text(as_("王公开").get(reverse("desk:statistics")))
    assert reverse("desk:statistic", args=["items"]) in page
    address = reverse("desk:statistic", args=["items"])
    assert "关于加强饮用水水源保护的通知" in text(as_("王公开").get(address))
    assert "关于加强饮用水水源保护的通知" in as_("王公开").get(address, {"as": "csv"}).content.decode("utf-8-sig")
    assert as_("王公开").get(address, {"as": "xlsx"}).content[:2] == b"PK"


def test_wrong_codes_of_an_office_are_shown_where_they_were_typed(here: Office, as_: Login) -> None:
    address = reverse("desk:office", args=[here.organ.pk])
    body = {"name": "公开科", "index_template": "{organ_code}/{year}-{serial:5}", "organ_code": "01525502-3"}
    shown = as_("王公开").post(address, body)
    assert shown.status_code == 422
    assert "GB 11714" in text(shown)
    example = as_("王公开").post(address, body | {"organ_code": "01525502-2"}, headers={"HX-Request": "true"})
    assert f"015255022/{timezone.localdate().year}-00001" in text(example)


def test_due_dates_stand_in_the_calendar(here: Office, as_: Login) -> None:
    edition = here.draft(proposal=Proposal(timezone.localdate()))
    by = edition.document.publish_by
    assert by is not None
    page = text(as_("张起草").get(reverse("desk:calendar"), {"month": by.isoformat()[:7]}))
    assert f'id="day-{by.isoformat()}"' in page
    assert edition.title in page
