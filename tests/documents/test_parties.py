"""条例第十五条: who was asked about a disclosure that touches them, and what they said."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.documents import acts
from gongkai.documents.acts import Proposal
from gongkai.documents.acts.parties import ask_party, note_answer
from gongkai.documents.models import AskedParty, Edition
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry
from tests.documents.office import FORMED, Office

NAME = "某某食品有限公司"
CONSENTS, OBJECTS = AskedParty.Answer.CONSENTS, AskedParty.Answer.OBJECTS


def with_consent(here: Office) -> Edition:
    return here.draft(proposal=dataclasses.replace(Proposal(FORMED), third_party_consents=True))


def test_consent_is_what_the_third_party_said_not_a_tick(here: Office) -> None:
    clerk, today, edition = here.actor("张起草"), timezone.localdate(), with_consent(here)
    with pytest.raises(Unlawful, match="向谁、何时征求"):
        acts.submit(clerk, edition.pk)
    party = ask_party(clerk, edition.document_id, NAME, "电话", today)
    with pytest.raises(Unlawful, match="没有答复或者不同意"):
        acts.submit(clerk, edition.pk)
    note_answer(clerk, party.pk, OBJECTS, today, "涉及配方")
    with pytest.raises(Unlawful, match="没有答复或者不同意"):
        acts.submit(clerk, edition.pk)
    again = ask_party(clerk, edition.document_id, NAME, "电话", today)
    note_answer(clerk, again.pk, CONSENTS, today, "配方已删去")
    assert acts.submit(clerk, edition.pk).gate == "unit_review"


def test_the_name_of_a_third_party_lies_sealed_and_stands_in_no_ledger(here: Office) -> None:
    party = ask_party(here.actor("张起草"), with_consent(here).document_id, NAME, "电话", timezone.localdate())
    assert NAME not in party.sealed
    assert not [entry for entry in LedgerEntry.objects.all() if NAME in str(entry.detail)]


def test_only_those_who_handle_the_document_read_the_name(here: Office) -> None:
    edition, today = with_consent(here), timezone.localdate()
    ask_party(here.actor("张起草"), edition.document_id, NAME, "电话", today)
    with pytest.raises(NotPermitted):
        ask_party(here.actor("外人"), edition.document_id, "别人", "", today)
    address = reverse("desk:document", args=[edition.document_id])
    seen = {}
    for name in ("赵保密", "外人"):
        client = Client()
        client.force_login(here.person(name), backend="django.contrib.auth.backends.ModelBackend")
        seen[name] = NAME in client.get(address).content.decode()
    assert seen == {"赵保密": True, "外人": False}
