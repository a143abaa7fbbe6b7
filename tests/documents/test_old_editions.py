"""What a later edition was closed for stands in the earlier ones too: they are closed with it, not one by one."""

from __future__ import annotations

import pytest

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Document
from gongkai.documents.queries.public import DocumentPage, document_page
from gongkai.kernel.errors import NotPermitted, Unlawful
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db


def replaced(here: Office, *formers: str) -> Document:
    """A document with an edition after each of ``formers``: what became of the one before."""
    document = here.publish(here.draft())
    for number, former in enumerate(formers, 2):
        edition = acts.new_edition(here.actor("张起草"), document.pk)
        text = Draft("通知", f"<p>第{document.pk}号第{number}版</p>", "概述", change_note="更正")
        edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, text, Proposal(FORMED))
        edition = here.pass_gates(edition)
        acts.number(here.actor("孙审校"), edition.pk)
        acts.publish(here.actor("孙审校"), edition.pk, former)
    return document


def readable(document: Document) -> list[int]:
    page = document_page(document.pk)
    assert isinstance(page, DocumentPage)
    return [edition.number for edition in page.readable]


def test_editions_before_one_that_was_closed_are_closed_too(here: Office) -> None:
    assert readable(replaced(here, "corrected", "corrected")) == [3, 2, 1]
    document = replaced(here, "corrected", "privacy", "corrected")
    assert readable(document) == [4, 3]
    assert document_page(document.pk, 1) is None


def test_an_old_edition_is_closed_alone_with_kind_and_reason(here: Office) -> None:
    document = replaced(here, "corrected", "corrected")
    second = document.editions.get(number=2)
    with pytest.raises(NotPermitted):
        acts.close_edition(here.actor("孙审校"), second.pk, "privacy", "含住址")
    with pytest.raises(Unlawful, match="不保留正文"):
        acts.close_edition(here.actor("周领导"), second.pk, "superseded", "含住址")
    with pytest.raises(Unlawful, match="理由"):
        acts.close_edition(here.actor("周领导"), second.pk, "privacy", " ")
    live = document.editions.get(number=3)
    with pytest.raises(Unlawful, match="被取代或者撤下"):
        acts.close_edition(here.actor("周领导"), live.pk, "privacy", "含住址")
    second = acts.close_edition(here.actor("周领导"), second.pk, "privacy", "含住址")
    assert second.withdrawal_reason == "含住址"
    assert readable(document) == [3]


def test_an_edition_opened_again_is_closed_by_the_next_one_that_is_closed(here: Office) -> None:
    document = replaced(here, "corrected", "privacy", "corrected")
    first, second, third = (document.editions.get(number=number) for number in (1, 2, 3))
    with pytest.raises(Unlawful, match="本身因不能公开"):
        acts.reopen_edition(here.actor("周领导"), second.pk, "看错了")
    here.person("张起草").posts.create(organ=here.organ, role="leader")
    with pytest.raises(Unlawful, match="起草人"):
        acts.reopen_edition(here.actor("张起草"), first.pk, "第一版没有住址")
    acts.reopen_edition(here.actor("周领导"), first.pk, "第一版没有住址")
    assert readable(document) == [4, 3, 1]
    acts.close_edition(here.actor("周领导"), third.pk, "privacy", "含住址")
    assert readable(document) == [4]
