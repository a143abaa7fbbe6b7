"""The column 政府信息公开 of an organ: guide, rules, statutory contents, annual reports."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.documents.queries.catalogue import Leaf, LeafState
from gongkai.documents.queries.column import column
from gongkai.documents.queries.moved import code_of_follower
from gongkai.kernel.freshness import kept_until_changed
from gongkai.organs.models import Organ
from gongkai.portal.document_values import row
from gongkai.reports.queries import organ_page
from gongkai.statute.standard_catalogue import standard_catalogue
from gongkai.statute.time_limits import time_limit
from gongkai.statute.vocabulary import column_parts, primary_fields


@require_safe
@kept_until_changed
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The column of one organ; an empty part says so. That of an organ that was merged is the follower's."""
    today = timezone.localdate()
    following = code_of_follower(code, today)
    if following:
        return HttpResponsePermanentRedirect(reverse("portal:column", args=[following]))
    organ = get_object_or_404(Organ.objects.select_related("division"), code=code)
    reports = organ_page(code)
    if reports is None:
        raise Http404(_("没有代码为 %(code)s 的机关。") % {"code": code})
    found = column(organ, today)
    states = state_words()
    context = {
        "here": "organs",
        "organ": organ,
        "column": found,
        "parts": column_parts(),
        "guide": [(label, value) for label, value in found.guide if value],
        "lacking": [label for label, value in found.guide if not value],
        "rules": [row(document, today) for document in found.rules],
        "leaves": [(leaf, states[leaf.state], period(leaf, today), told(leaf, organ)) for leaf in found.leaves],
        "reports": reports.reports,
    }
    return render(request, "portal/column.html", context)


def period(leaf: Leaf, on: datetime.date) -> str:
    """Until when it is to be disclosed: the organ's own words, else those of the law of the day."""
    own = leaf.entry.limit_text if leaf.entry else ""
    return own or time_limit(leaf.limit, on).length


def told(leaf: Leaf, organ: Organ) -> list[tuple[str, str]]:
    """The columns of the standard catalogue (国办发〔2019〕54号) that the organ has filled in."""
    entry, words = leaf.entry, standard_catalogue()
    if entry is None:
        return []
    group = entry.audience_note or words.label("audiences", entry.audience)
    rows = (
        (_("领域"), next((item.label for item in primary_fields() if item.id == entry.field), "")),
        (_("公开内容"), entry.content),
        (_("公开依据"), entry.basis),
        (_("公开主体"), f"{organ.name} {entry.unit}".strip()),
        (_("公开渠道和载体"), "、".join(words.label("carriers", item) for item in entry.channels)),
        (_("公开对象"), group),
        (_("公开方式"), _("依申请公开") if entry.on_request else _("主动公开")),
        (_("公开层级"), "、".join(words.label("levels", item) for item in entry.levels)),
        (_("更新周期"), _("%(months)s 个月") % {"months": entry.update_months} if entry.update_months else ""),
    )
    return [(label, value) for label, value in rows if value]


def state_words() -> dict[LeafState, str]:
    """What a leaf says for itself, in words."""
    return {
        LeafState.FILLED: _("已公开"),
        LeafState.STALE: _("逾期未更新"),
        LeafState.EMPTY: _("暂无内容"),
        LeafState.ON_REQUEST: _("依申请公开"),
        LeafState.NOT_INVOLVED: _("未涉及"),
        LeafState.WHERE_IT_APPLIES: _("涉及时公开"),
    }
