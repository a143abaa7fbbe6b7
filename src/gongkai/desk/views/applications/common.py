"""What the pages of applications share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gongkai.applications.queries.case import Case, case
from gongkai.desk.views.documents.common import FormPage
from gongkai.kernel.actors import Actor

HERE = {"here": "applications"}


def found_case(actor: Actor, application_id: int) -> Case:
    """The application with everything its page shows. Raises Http404 for none of the person's business."""
    found = case(actor, application_id, timezone.localdate())
    if found is None:
        raise Http404(_("没有这件申请，或者它不在您的权限范围内。"))
    return found


def page_of(found: Case, title: str, explanation: str | Promise, template: str, **extra: Any) -> FormPage:
    """A page that asks for what one act on an application needs."""
    address = reverse("desk:application", args=[found.application.pk])
    return FormPage(
        title=title,
        button=title,
        back=address,
        explanation=str(explanation),
        crumbs=((found.application.number, address),),
        template=template,
        extra={**HERE, "case": found, **extra},
    )


def posted(request: HttpRequest) -> Any:
    """What was typed, None while the form is only shown."""
    return request.POST if request.method == "POST" else None
