"""What comes to the window, by mail, fax or e-mail is entered by the staff, one after the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.applications import acts
from gongkai.applications.policy import organs_within
from gongkai.desk.application_forms.entry import KEPT, EntryForm
from gongkai.desk.doors import staff
from gongkai.desk.views.applications.common import HERE, posted
from gongkai.desk.views.documents.common import FormPage, act_page
from gongkai.kernel.actors import Actor
from gongkai.kernel.permissions import Permission


@staff
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an application; "next" keeps what a batch of mail has in common."""
    if not actor.may(Permission.RECEIVE_APPLICATION):
        raise PermissionDenied(_("您没有接收登记申请的权限。"))
    organs = organs_within(actor, Permission.RECEIVE_APPLICATION)
    form = EntryForm(posted(request), organs=organs, initial=_kept(request.GET))

    def run(data: dict[str, Any]) -> str:
        received = acts.enter(actor, data["organ"].pk, form.entry(), data["token"])
        number = received.application.number
        messages.info(request, _("登记编号 %(number)s。查询码印在回执上，请交给申请人。") % {"number": number})
        if "next" in request.POST:
            kept = {name: request.POST.get(name, "") for name in KEPT}
            return f"{reverse('desk:enter_application')}?{urlencode(kept)}"
        return reverse("desk:application", args=[received.application.pk])

    page = FormPage(
        title=_("登记申请"),
        button=_("登记"),
        back=reverse("desk:applications"),
        explanation=_("照来件填写。来件没有写明的留空，登记后可以告知补正；不得要求说明用途。"),
        template="desk/applications/enter.html",
        extra=HERE,
    )
    return act_page(request, form, run, page, _("已登记。"))


def _kept(query: QueryDict) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"on": today, **{name: query[name] for name in KEPT if query.get(name)}}
