"""That a document amends, abolishes or replaces another is said with the mark of validity, never by a link alone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.models import Document
from gongkai.documents.queries.public import DocumentPage, document_page
from gongkai.kernel.errors import Unlawful
from gongkai.statute.vocabulary import vocabulary
from tests.documents.office import Office

pytestmark = pytest.mark.django_db

ENDING = [kind.id for kind in vocabulary().relations.items if kind.validity]


def family(document: Document) -> list[str]:
    page = document_page(document.pk)
    assert isinstance(page, DocumentPage)
    return [item.label for item in page.family]


def test_a_clerk_alone_makes_no_document_read_abolished(here: Office) -> None:
    old, new = here.publish(here.draft("旧办法")), here.publish(here.draft("新办法"))
    assert set(ENDING) == {"amends", "abolishes", "replaces"}
    for kind in ENDING:
        acts.relate(here.actor("张起草"), new.pk, kind, old.pk)
    assert family(old) == family(new) == []
    acts.set_validity(here.actor("王公开"), old.pk, "abolished", timezone.localdate(), new.pk, replaced=True)
    assert "被取代" in family(old)
    assert "被修改" not in family(old)
    assert "取代" in family(new)


@pytest.mark.parametrize(("validity", "word"), [("amended", "被修改"), ("abolished", "被废止")])
def test_the_link_comes_with_the_mark_on_its_day_and_stays(here: Office, validity: str, word: str) -> None:
    old, new = here.publish(here.draft("旧办法")), here.publish(here.draft("新办法"))
    today = timezone.localdate()
    acts.set_validity(here.actor("王公开"), old.pk, validity, today + datetime.timedelta(days=1), new.pk)
    old.refresh_from_db()
    assert (old.validity, family(old)) == ("in_force", [])
    acts.set_validity(here.actor("王公开"), old.pk, validity, today, new.pk)
    old.refresh_from_db()
    assert (old.validity, family(old)) == (validity, [word])
    with pytest.raises(Unlawful, match="不能单独取消"):
        acts.unrelate(here.actor("张起草"), new.relations.get().pk)


def test_what_decides_is_public_and_another_document(here: Office) -> None:
    old, today = here.publish(here.draft("旧办法")), timezone.localdate()
    with pytest.raises(Unlawful, match="须已公开"):
        acts.set_validity(here.actor("王公开"), old.pk, "abolished", today, here.draft("草稿").document_id)
    with pytest.raises(Unlawful, match="自己"):
        acts.set_validity(here.actor("王公开"), old.pk, "abolished", today, old.pk)
