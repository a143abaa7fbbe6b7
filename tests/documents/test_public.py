"""What everybody may see of documents, and what nobody may."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Document
from gongkai.documents.queries import public
from gongkai.documents.queries.public import DocumentPage, Filters, Withdrawn
from gongkai.statute.disclosure import Attribute
from gongkai.statute.vocabulary import vocabulary
from tests.documents.office import FORMED, Office


def second_edition(here: Office, document: Document, former: str = "corrected") -> None:
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    entry = Draft("更正后的题目", "<p>新</p>", "概述", change_note="更正")
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, entry, Proposal(FORMED))
    edition = here.pass_gates(edition)
    acts.number(here.actor("孙审校"), edition.pk)
    acts.publish(here.actor("孙审校"), edition.pk, former)


def shown(document: Document, number: int | None = None) -> DocumentPage:
    page = public.document_page(document.pk, number)
    assert isinstance(page, DocumentPage)
    return page


def test_a_document_is_seen_by_everybody_from_its_publication_on(here: Office) -> None:
    edition = here.pass_gates(here.draft())
    assert public.document_page(edition.document_id) is None
    assert public.documents(Filters()).total == 0
    acts.number(here.actor("孙审校"), edition.pk)
    assert public.document_page(edition.document_id) is None
    document = acts.publish(here.actor("孙审校"), edition.pk).document
    assert shown(document).is_live
    assert public.documents(Filters()).documents == (document,)


@pytest.mark.parametrize("attribute", [Attribute.NONE, Attribute.ON_REQUEST])
def test_what_is_not_proactive_is_nowhere_to_be_seen(here: Office, attribute: Attribute) -> None:
    grounds = ("EX14-3",) if attribute is Attribute.NONE else ()
    edition = here.pass_gates(here.draft(proposal=Proposal(FORMED, attribute, grounds)))
    acts.number(here.actor("孙审校"), edition.pk)
    acts.file_document(here.actor("孙审校"), edition.pk)
    assert public.document_page(edition.document_id) is None
    assert public.documents(Filters()).total == 0


def test_a_new_edition_is_not_seen_before_it_is_public_and_the_old_one_stays_readable(here: Office) -> None:
    document = here.publish(here.draft("原题目"))
    acts.new_edition(here.actor("张起草"), document.pk)
    assert [edition.number for edition in shown(document).readable] == [1]
    acts.discard(here.actor("张起草"), document.editions.get(number=2).pk, "不改了")
    second_edition(here, document)
    assert shown(document).edition.title == "更正后的题目"
    assert shown(document, 1).edition.title == "原题目"
    assert not shown(document, 1).is_live


def test_an_edition_replaced_for_privacy_is_not_readable(here: Office) -> None:
    document = here.publish(here.draft("含姓名的题目"))
    second_edition(here, document, former="privacy")
    assert [edition.number for edition in shown(document).readable] == [2]
    assert public.document_page(document.pk, 1) is None


def test_old_editions_go_with_the_document_that_was_taken_down(here: Office) -> None:
    document = here.publish(here.draft())
    second_edition(here, document)
    document.refresh_from_db()
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, "privacy", "第一版也含个人信息")
    assert public.document_page(document.pk, 1) is None
    assert public.document_page(document.pk, 2) is None


@pytest.mark.parametrize("kind", [item.id for item in vocabulary().withdrawals.items])
def test_what_remains_of_a_withdrawn_document_depends_on_the_kind(here: Office, kind: str) -> None:
    document = here.publish(here.draft("一个题目"))
    assert document.live_id is not None
    acts.withdraw(here.actor("周领导"), document.live_id, kind, "写明的理由")
    value = vocabulary().withdrawals.get(kind)
    page = public.document_page(document.pk)
    if value.keeps_text:
        assert isinstance(page, DocumentPage)
        assert not page.is_live
        return
    assert isinstance(page, Withdrawn)
    assert page.title == ("一个题目" if value.keeps_title else "")
    assert page.reason == ("写明的理由" if value.keeps_title else "")
    assert public.documents(Filters()).total == 0


def test_a_family_is_shown_from_both_sides_when_both_are_public(here: Office) -> None:
    document = here.publish(here.draft())
    reading = here.draft("《通知》政策解读", plan="interpretation")
    acts.relate(here.actor("张起草"), reading.document_id, "interprets", document.pk)
    assert shown(document).family == ()
    here.publish(reading)
    (related,) = shown(document).family
    assert (related.label, related.document.pk) == ("解读材料", reading.document_id)
    (back,) = shown(reading.document).family
    assert (back.label, back.document.pk) == ("解读", document.pk)


def test_lists_are_narrowed_and_say_what_was_in_force_on_a_day(here: Office) -> None:
    kept = here.publish(here.prepare(here.draft("继续有效的文件", plan="normative", genre="normative", theme="0201")))
    ended = here.publish(here.prepare(here.draft("废止的文件", plan="normative", genre="normative", theme="04")))
    here.publish(here.draft("动态", plan="information", genre="news"))
    today = timezone.localdate()
    acts.set_validity(here.actor("王公开"), ended.pk, "abolished", today, basis_text="保政发〔2026〕9号")
    assert public.documents(Filters(plan="normative")).total == 2
    assert public.documents(Filters(theme="02")).documents == (kept,)
    assert public.documents(Filters(validity="abolished")).documents == (ended,)
    assert public.documents(Filters(plan="normative", on=today)).documents == (kept,)
    yesterday = today - datetime.timedelta(days=1)
    assert public.documents(Filters(on=yesterday)).total == 0
    assert public.count_by(public.narrowed(Filters()), "plan") == {"normative": 2, "information": 1}


def test_an_attachment_is_public_with_its_edition_only(here: Office) -> None:
    assert public.public_attachment(1) is None
