"""Pages that stand on the law data or on words alone."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.kernel.freshness import kept_until_changed
from gongkai.look.tables import table_views
from gongkai.reading.writers.documents import blank_report
from gongkai.reports.queries import division_tree
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form, forms
from gongkai.statute.sources import in_force


@kept_until_changed
def norms(request: HttpRequest) -> HttpResponse:
    """The norms in force on ``?on=YYYY-MM-DD`` (today when none is given) and the forms of the report."""
    today = timezone.localdate()
    try:
        on = datetime.date.fromisoformat(request.GET.get("on", "") or today.isoformat())
    except ValueError:
        on = today
    context = {"here": "norms", "on": on, "instruments": in_force(on), "forms": forms()}
    return render(request, "portal/norms.html", context)


@kept_until_changed
def empty_form(request: HttpRequest, form_id: str) -> HttpResponse:
    """One official form: its tables empty, its identities with their sources."""
    if form_id not in FormId.__members__:
        raise Http404(_("没有这种格式。"))
    shown = form(FormId(form_id))
    context = {"here": "norms", "form": shown, "tables": table_views(blank_report(shown.id), {})}
    return render(request, "portal/form.html", context)


@kept_until_changed
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use these pages."""
    return render(request, "portal/accessibility.html")


@kept_until_changed
def site_map(request: HttpRequest) -> HttpResponse:
    """All pages for people (网站地图)."""
    return render(request, "portal/site_map.html", {"roots": division_tree()})


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything but the desk and the pages of single applications."""
    shut = ("/desk/", "/applications/track/", "/applications/received/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in shut),
        f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
