"""Writing a draft: class, text, metadata, the disclosure decision with its consequences shown at once."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.desk.document_forms.draft import RESPONSIBLE, DraftForm, NewDraftForm, first_initial, initial_of
from gongkai.desk.doors import staff
from gongkai.desk.keys import number_of
from gongkai.desk.views.documents.common import found_edition
from gongkai.documents import acts, content, policy
from gongkai.documents.models import EditionState
from gongkai.documents.workshop import Unusable, word_markup
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import User
from gongkai.statute.disclosure import (
    Attribute,
    Determination,
    DisclosureFacts,
    Making,
    Origin,
    determine,
    responsible_organ,
)

MAX_WORD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Preview:
    """What the law says to the decision as typed so far. ``fault``: why it cannot answer."""

    answer: Determination | None
    responsible: str
    why: str
    fault: str = ""


@staff
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin a document."""
    organs = policy.organs_within(actor, Permission.DRAFT_DOCUMENT)
    if not actor.may(Permission.DRAFT_DOCUMENT):
        raise NotPermitted(_("您没有起草文件的权限。"))
    assert isinstance(request.user, User)
    own = organs.filter(pk=request.user.organ_id).first() or organs.first()
    make = functools.partial(NewDraftForm, organs)
    if request.method != "POST":
        return _page(request, make, make(initial=first_initial(own)), {})
    form = make(_with_word(request))
    if "save" in request.POST and form.is_valid():
        try:
            organ, plan = form.cleaned_data["organ"], form.cleaned_data["plan"]
            document = acts.create_document(actor, organ.pk, plan, form.draft(), form.proposal())
        except Unlawful as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("草稿已保存。"))
            return redirect("desk:edition", document.editions.get().pk)
    return _page(request, make, form, {})


@staff
def edit(request: HttpRequest, actor: Actor, edition_id: int) -> HttpResponse:
    """Write on a draft. What was typed stays on the page whatever is refused."""
    view = found_edition(actor, edition_id)
    edition = view.edition
    if edition.state != EditionState.DRAFT:
        messages.error(request, _("文件已送审，须先撤回修改。"))
        return redirect("desk:edition", edition_id)
    make = functools.partial(DraftForm, first=edition.number == 1, organ=edition.document.organ_id)
    context: dict[str, Any] = {"edition": edition, "view": view, "seen": edition.saved_at.isoformat()}
    if request.method != "POST":
        return _page(request, make, make(initial=initial_of(edition)), context)
    form = make(_with_word(request))
    context["seen"] = request.POST.get("overwrite") or request.POST.get("seen", "")
    context["conflict"] = "" if context["seen"] == edition.saved_at.isoformat() else edition.saved_at.isoformat()
    if "save" in request.POST and form.is_valid():
        try:
            acts.edit_draft(actor, edition_id, _moment(context["seen"]), form.draft(), form.proposal())
        except Unlawful as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("草稿已保存。"))
            return redirect("desk:edition", edition_id)
    return _page(request, make, form, context)


@require_POST
@staff
def determination(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part of the form about the decision, drawn again for what is typed: grounds of the day, consequences."""
    if not actor.may(Permission.DRAFT_DOCUMENT):
        raise NotPermitted(_("您没有起草文件的权限。"))
    organ = number_of(request.POST.get("organ"))
    form = DraftForm(request.POST, organ=organ)
    form.is_valid()
    preview = _preview(form)
    form = DraftForm(initial=_typed(request.POST), organ=organ)
    return render(request, "desk/documents/determination.html", {"form": form, "preview": preview})


@require_POST
@staff
def clean(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was pasted, cleaned."""
    if not actor.may(Permission.DRAFT_DOCUMENT):
        raise NotPermitted(_("您没有起草文件的权限。"))
    pasted = request.POST.get("html", "")
    if len(pasted.encode()) > content.MAX_BODY_BYTES:
        return HttpResponse(_("粘贴的内容过长，请分段粘贴或者上传 Word 文件。"), status=413, content_type="text/plain")
    return HttpResponse(content.clean(pasted))


def _page(
    request: HttpRequest, make: Callable[..., DraftForm], form: DraftForm, context: dict[str, Any]
) -> HttpResponse:
    """The page of a draft. Whoever only asked to look again is not told what is still missing."""
    saving = "save" in request.POST
    if form.is_bound:
        form.is_valid()
    preview = _preview(form)
    if form.is_bound and not saving:
        form = make(initial=_typed(form.data))
    whole = {"here": "documents", "form": form, "preview": preview, **context}
    return render(request, "desk/documents/draft.html", whole, status=422 if saving else 200)


def _preview(form: DraftForm) -> Preview:
    """The law's answer; bound forms by what is valid so far, others by what they begin with."""
    typed = form.cleaned_data if form.is_bound else form.initial
    making = Making(
        Origin(typed.get("obtained_from") or Origin.NOBODY),
        bool(typed.get("joint")),
        bool(typed.get("own_name_body")),
        bool(typed.get("special_law")),
    )
    named, why = responsible_organ(making)
    words = str(RESPONSIBLE[named])
    if not typed.get("formed_on") or not typed.get("attribute"):
        return Preview(None, words, str(why), _("填写成文日期和公开属性后，这里显示法律后果。"))
    facts = DisclosureFacts(
        attribute=Attribute(typed["attribute"]),
        formed_on=typed["formed_on"],
        grounds=tuple(typed.get("grounds") or ()),
        reason=typed.get("reason") or "",
        secrecy_level=typed.get("secrecy_level") or "",
        channels=tuple(typed.get("channels") or ()),
        third_party_consents=bool(typed.get("third_party_consents")),
        public_interest=typed.get("public_interest") or "",
        limit=typed.get("limit") or "publication",
        duty=typed.get("duty") or "",
    )
    try:
        return Preview(determine(facts), words, str(why))
    except LookupError as error:
        return Preview(None, words, str(why), str(error))


def _typed(data: Any) -> dict[str, Any]:
    """The typed values as a form begins with them, so that redrawing says nothing about empty fields."""
    several = ("grounds", "channels", "partners")
    return {name: data.getlist(name) if name in several else data.get(name) for name in data}


def _with_word(request: HttpRequest) -> QueryDict:
    """The posted values; where a Word file was handed in to be read, its text in place of the body."""
    data = request.POST.copy()
    upload = request.FILES.get("word")
    if "read_word" not in request.POST:
        return data
    if not isinstance(upload, UploadedFile):
        messages.error(request, _("请先选择 Word 文件。"))
        return data
    if (upload.size or 0) > MAX_WORD_BYTES:
        messages.error(request, _("Word 文件过大，请压缩其中的图片。"))
        return data
    try:
        data["body"] = content.clean(word_markup(upload.read(), upload.name or "Word"))
        messages.success(request, _("已读入 Word 正文，核对后请保存。图片没有读入，需要的请作为附件上传。"))
    except Unusable as error:
        messages.error(request, str(error))
    return data


def _explain(form: DraftForm, refusal: Unlawful) -> None:
    for line in refusal.message.splitlines():
        form.add_error(None, line)


def _moment(text: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise Http404(_("页面不完整，请重新打开草稿。")) from error
