"""What third parties said of a document, for whoever handles it; nothing of it is ever public."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.models import AskedParty, Document
from gongkai.kernel.sealing import unseal
from gongkai.statute.explain import Obstacle
from gongkai.statute.sources import SourceRef, source


@dataclass(frozen=True, slots=True)
class Party:
    """One third party, unsealed."""

    id: int
    name: str
    contact: str
    asked_on: datetime.date
    answer: str
    answer_label: str
    answered_on: datetime.date | None
    words: str


def parties_of(document: Document) -> tuple[Party, ...]:
    """Whom the organ asked, in order; for pages of those who handle the document only."""
    return tuple(_open(row) for row in AskedParty.objects.filter(document=document))


def against_consent(document: Document) -> Iterator[Obstacle]:
    """Why "the third party consents" cannot be said: nobody was asked, or the last word of somebody is another.

    Somebody who was asked again counts by their last answer; names are compared as they were typed.
    """
    if not document.third_party_consents:
        return
    basis = source(SourceRef(instrument="regulation_2019", article="第十五条"))
    last = {party.name: party for party in parties_of(document)}
    if not last:
        yield Obstacle("third_party_consents", "请登记向谁、何时征求了意见，第三方怎样答复", basis)
    elif any(party.answer != AskedParty.Answer.CONSENTS for party in last.values()):
        yield Obstacle("third_party_consents", "还有第三方没有答复或者不同意公开，不能按第三方同意办理", basis)


def _open(row: AskedParty) -> Party:
    who = unseal(row.sealed)
    words = str(unseal(row.answer_sealed)["words"]) if row.answer_sealed else ""
    label = str(row.get_answer_display())
    return Party(row.pk, str(who["name"]), str(who["contact"]), row.asked_on, row.answer, label, row.answered_on, words)
