"""A draft of a later edition changes nothing that is public before its gates are passed."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gongkai.documents import acts
from gongkai.documents.acts import Draft, Proposal
from gongkai.documents.models import Document
from gongkai.kernel.errors import Unlawful
from gongkai.organs.models import Organ
from gongkai.statute.disclosure import Attribute, Making
from tests.documents.office import FORMED, Office

pytestmark = pytest.mark.django_db

EARLIER = datetime.date(2026, 10, 9)


def test_what_a_later_edition_proposes_is_public_with_it_and_not_before(here: Office, client: Client) -> None:
    document = here.publish(here.draft())
    before = Document.objects.filter(pk=document.pk).values().get()
    partner = Organ.objects.exclude(pk=here.organ.pk)[0]
    proposal = Proposal(
        EARLIER, duty="20-07", channels=("website", "gazette"), making=Making(joint=True), partners=(partner.pk,)
    )
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    text = Draft("通知", "<p>新的正文</p>", "概述", change_note="更正成文日期")
    edition = acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, text, proposal)
    address = f"/documents/{document.pk}/"
    assert Document.objects.filter(pk=document.pk).values().get() == before
    assert not document.partners.exists()
    assert "2026-10-09" not in client.get(address).content.decode()
    here.publish(edition)
    document.refresh_from_db()
    assert (document.formed_on, document.duty, document.channels) == (EARLIER, "20-07", ["website", "gazette"])
    assert document.publish_by == datetime.date(2026, 11, 5)
    assert [*document.partners.all()] == [partner]
    assert "2026-10-09" in client.get(address).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        document.editions.filter(pk=edition.pk).update(proposed=None)


def test_the_desk_shows_what_is_proposed(here: Office, client: Client) -> None:
    document = here.publish(here.draft())
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    text = Draft("通知", "<p>新的正文</p>", "概述", change_note="更正成文日期")
    acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, text, Proposal(EARLIER))
    client.force_login(here.person("张起草"))
    for address in (f"/desk/documents/editions/{edition.pk}/", f"/desk/documents/editions/{edition.pk}/edit/"):
        assert "2026-10-09" in client.get(address).content.decode()


def test_what_was_public_keeps_its_attribute(here: Office) -> None:
    document = here.publish(here.draft())
    edition = acts.new_edition(here.actor("张起草"), document.pk)
    withheld = Proposal(FORMED, Attribute.NONE, ("EX14-3",))
    with pytest.raises(Unlawful, match="不再改变公开属性"):
        acts.edit_draft(here.actor("张起草"), edition.pk, edition.saved_at, Draft("通知"), withheld)
