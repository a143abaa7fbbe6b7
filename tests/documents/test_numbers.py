"""A document number (发文字号) belongs to one document of its organ, and no official document is public without one."""

from __future__ import annotations

import pytest

from gongkai.documents import acts
from gongkai.documents.models import Edition
from gongkai.kernel.errors import Unlawful
from tests.documents.office import Office

pytestmark = pytest.mark.django_db

NUMBER = "云政办发〔2026〕1号"


def cleared(here: Office, title: str) -> Edition:
    return here.pass_gates(here.draft(title, doc_type="notice"))


def test_a_number_is_not_given_twice_while_the_first_stands(here: Office) -> None:
    first, second = cleared(here, "甲通知"), cleared(here, "乙通知")
    acts.number(here.actor("孙审校"), first.pk, NUMBER)
    with pytest.raises(Unlawful, match="已用于“甲通知”"):
        acts.number(here.actor("孙审校"), second.pk, "云政办发[2026]1号")
    acts.recall(here.actor("张起草"), first.pk, "号给错了")
    assert acts.number(here.actor("孙审校"), second.pk, NUMBER).document_number == NUMBER
    acts.submit(here.actor("张起草"), first.pk)


def test_a_new_edition_keeps_the_number_of_its_document(here: Office) -> None:
    first = acts.number(here.actor("孙审校"), cleared(here, "甲通知").pk, NUMBER)
    document = acts.publish(here.actor("孙审校"), first.pk).document
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    text = acts.Draft("甲通知", "<p>更正</p>", "概述", NUMBER, "notice", change_note="更正")
    edition = acts.edit_draft(
        here.actor("张起草"), edition.pk, edition.saved_at, text, acts.Proposal(document.formed_on)
    )
    assert here.publish(edition).live == edition


def test_an_official_document_published_at_once_bears_its_number(here: Office) -> None:
    edition = here.draft("汛情通告", doc_type="announcement")
    with pytest.raises(Unlawful, match="公文须有发文字号"):
        acts.publish_at_once(here.actor("周领导"), edition.pk, "汛情")
    edition = acts.publish_at_once(here.actor("周领导"), edition.pk, "汛情", NUMBER)
    assert (edition.state, edition.document_number) == ("published", NUMBER)
    second = here.draft("第二份通告", doc_type="announcement")
    with pytest.raises(Unlawful, match="已用于“汛情通告”"):
        acts.publish_at_once(here.actor("周领导"), second.pk, "汛情", NUMBER)
