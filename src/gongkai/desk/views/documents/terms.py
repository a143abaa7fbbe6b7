"""The term list of an organ: what the machine check looks for, and what to do about it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.desk.document_forms.terms import TermsForm
from gongkai.desk.doors import staff
from gongkai.desk.views.documents.common import found_organ
from gongkai.documents.acts.terms import remove_term, write_terms
from gongkai.documents.models import OrganTerm
from gongkai.kernel.actors import Actor
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.permissions import Permission
from gongkai.organs.policy import within_reach
from gongkai.screening import sample_terms

PER_PAGE = 100


@staff
def terms(request: HttpRequest, actor: Actor, organ_id: int) -> HttpResponse:
    """The list with a place to paste more; while it is empty, the sample that is in use instead."""
    organ = found_organ(actor, organ_id, Permission.MANAGE_DISCLOSURE)
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = write_terms(actor, organ_id, form.entries())
        except Unlawful as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已保存，新增 %(number)s 条。") % {"number": new})
            return redirect("desk:terms", organ_id)
    wanted = request.GET.get("q", "").strip()
    own = OrganTerm.objects.filter(organ=organ)
    context = {
        "here": "documents",
        "organ": organ,
        "form": form,
        "wanted": wanted,
        "total": own.count(),
        "page": Paginator(own.filter(text__contains=wanted), PER_PAGE).get_page(request.GET.get("page")),
        "sample": sample_terms().file.terms,
    }
    return render(request, "desk/documents/terms.html", context, status=422 if form.errors else 200)


@require_POST
@staff
def remove(request: HttpRequest, actor: Actor, term_id: int) -> HttpResponse:
    """Take one term away."""
    term = OrganTerm.objects.filter(within_reach(actor, Permission.MANAGE_DISCLOSURE), pk=term_id).first()
    if term is None:
        raise Http404(_("没有这个词语。"))
    remove_term(actor, term_id)
    messages.success(request, _("已删除：%(term)s") % {"term": term.text})
    return redirect("desk:terms", term.organ_id)
