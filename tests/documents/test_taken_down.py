"""A document that was taken down leads to what stands for it, and comes back only by every gate."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.desk.document_forms.steps import WithdrawForm
from gongkai.documents import acts
from gongkai.documents.models import Document
from gongkai.kernel.errors import NotFound, Unlawful
from tests.documents.office import Office


@pytest.fixture
def pair(here: Office) -> tuple[Document, Document]:
    """Two public documents; the second is to stand for the first."""
    return here.publish(here.draft("旧的通知")), here.publish(
        here.draft("新的通知", body="<p>各乡镇：</p><p>另一份。</p>")
    )


@pytest.mark.parametrize("kind", ["superseded", "merged", "duplicate"])
def test_the_page_that_remains_leads_to_what_stands_for_it(
    client: Client, here: Office, pair: tuple[Document, Document], kind: str
) -> None:
    old, new = pair
    assert old.live_id is not None
    acts.withdraw(here.actor("周领导"), old.live_id, kind, "写明的理由", new.pk)
    shown = client.get(reverse("portal:document", args=[old.pk])).content.decode()
    assert f'href="{reverse("portal:document", args=[new.pk])}"' in shown
    assert old.index_number is not None
    assert old.index_number in shown
    new.refresh_from_db()
    assert new.live_id is not None
    acts.withdraw(here.actor("周领导"), new.live_id, "secrecy", "不应公开")
    assert "新的通知" not in client.get(reverse("portal:document", args=[old.pk])).content.decode()


def test_only_a_public_document_can_stand_for_another_and_only_where_the_kind_says_so(
    here: Office, pair: tuple[Document, Document]
) -> None:
    old, new = pair
    leader, edition = here.actor("周领导"), old.live_id
    assert edition is not None
    with pytest.raises(Unlawful, match="才指明"):
        acts.withdraw(leader, edition, "illegal", "理由", new.pk)
    with pytest.raises(Unlawful, match="现在公开"):
        acts.withdraw(leader, edition, "merged", "理由", old.pk)
    with pytest.raises(Unlawful, match="现在公开"):
        acts.withdraw(leader, edition, "merged", "理由", here.draft("草稿", body="<p>草稿</p>").document_id)
    with pytest.raises(NotFound):
        acts.withdraw(leader, edition, "merged", "理由", 10**9)


def test_a_document_taken_down_by_mistake_comes_back_through_every_gate(
    client: Client, here: Office, pair: tuple[Document, Document]
) -> None:
    old, new = pair
    assert old.live_id is not None
    acts.withdraw(here.actor("周领导"), old.live_id, "superseded", "误撤", new.pk)
    edition = acts.new_edition(here.actor("张起草"), old.pk)
    assert (edition.number, edition.title) == (2, "旧的通知")
    assert client.get(reverse("portal:document", args=[old.pk])).content.decode().count("请看代替它的文件") == 1
    edition.change_note = "恢复公开"
    edition.save(update_fields=["change_note"])
    back = here.publish(edition)
    assert (back.live, back.instead) == (edition, None)
    assert client.get(reverse("portal:document", args=[old.pk])).status_code == 200


def test_the_form_finds_the_document_by_number_or_address(here: Office, pair: tuple[Document, Document]) -> None:
    new = pair[1]
    for typed in (new.index_number, f"https://www.example.gov.cn/documents/{new.pk}/"):
        form = WithdrawForm({"kind": "merged", "reason": "理由", "instead": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["instead"] == new.pk
    assert not WithdrawForm({"kind": "merged", "reason": "理由", "instead": "没有的号"}).is_valid()
