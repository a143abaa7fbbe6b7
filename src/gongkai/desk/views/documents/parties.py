"""Third parties of a document (条例 15), for those who handle it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.desk.document_forms.parties import AnswerForm, PartyForm
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import act_page, found_document
from gongkai.desk.views.documents.life import page_of
from gongkai.documents.acts.parties import ask_party, note_answer
from gongkai.documents.models import AskedParty
from gongkai.kernel.actors import Actor


@staff
def ask(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """Note whom the organ asked."""
    found = found_document(actor, document_id)

    def run(data: dict[str, Any]) -> str:
        ask_party(actor, document_id, data["name"], data["contact"], data["on"])
        return reverse("desk:document", args=[document_id])

    page = page_of(found, _("征求第三方意见"), _("登记"), _("名称、联系方式和答复加密保存，只供办理人员查看，不公开。"))
    return act_page(request, PartyForm(request.POST or None), run, page, _("已登记。"))


@staff
def answer(request: HttpRequest, actor: Actor, party_id: int) -> HttpResponse:
    """Note what they said."""
    party = AskedParty.objects.filter(pk=party_id).first()
    if party is None:
        raise Http404(_("没有这次征求意见。"))
    found = found_document(actor, party.document_id)

    def run(data: dict[str, Any]) -> str:
        note_answer(actor, party_id, AskedParty.Answer(data["answer"]), data["on"], data["words"])
        return reverse("desk:document", args=[found.pk])

    page = page_of(found, _("登记第三方答复"), _("登记"))
    return act_page(request, AnswerForm(request.POST or None), run, page, _("已登记。"))
