"""Third parties are asked, and what they say is kept, before a document is disclosed with their consent (条例 15)."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.documents.models import AskedParty, Document
from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.permissions import Permission
from gongkai.kernel.sealing import seal


@act("document.ask_party", Permission.DRAFT_DOCUMENT, _("征求第三方意见"))
def ask_party(step: Step, document_id: int, name: str, contact: str, on: datetime.date) -> AskedParty:
    """Note whom the organ asked and when. Name and address are sealed and stand in no ledger."""
    document = lock(Document.objects.select_related("organ"), pk=document_id)
    step.permit(document.organ.place)
    step.demand(bool(name.strip()), _("请填写第三方的姓名或者名称。"))
    step.demand(on <= timezone.localdate(step.now), _("日期不能在今天之后。"))
    party = AskedParty.objects.create(
        document=document,
        sealed=seal({"name": name.strip(), "contact": contact.strip()}),
        asked_on=on,
        by_id=step.person,
    )
    step.record(party, document=document_id, on=on.isoformat())
    return party


@act("document.party_answered", Permission.DRAFT_DOCUMENT, _("登记第三方答复"))
def note_answer(step: Step, party_id: int, answer: AskedParty.Answer, on: datetime.date, words: str = "") -> AskedParty:
    """Keep what a third party said, once; a later change of mind is asked for anew."""
    party = lock(AskedParty.objects.select_related("document__organ"), pk=party_id)
    step.permit(party.document.organ.place)
    step.demand(answer != AskedParty.Answer.OPEN, _("请选择同意公开或者不同意公开。"))
    step.demand(not party.answer, _("已经登记答复；第三方改变意见的，请重新征求。"))
    step.demand(party.asked_on <= on <= timezone.localdate(step.now), _("答复日期应在征求意见之后、今天之前。"))
    party.answer, party.answered_on, party.answer_sealed = answer, on, seal({"words": words.strip()})
    party.save(update_fields=["answer", "answered_on", "answer_sealed"])
    step.record(party, document=party.document_id, answer=answer.value, on=on.isoformat())
    return party
