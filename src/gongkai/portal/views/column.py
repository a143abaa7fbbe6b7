"""The column 政府信息公开 of an organ: guide, rules, statutory contents, annual reports."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.documents.queries.column import LeafState, column
from gongkai.kernel.freshness import kept_until_changed
from gongkai.organs.models import Organ
from gongkai.portal.document_values import row
from gongkai.reports.queries import organ_page
from gongkai.statute.time_limits import time_limit
from gongkai.statute.vocabulary import column_parts


@require_safe
@kept_until_changed
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The column of one organ; an empty part says so."""
    organ = get_object_or_404(Organ.objects.select_related("division"), code=code)
    reports = organ_page(code)
    if reports is None:
        raise Http404(_("没有代码为 %(code)s 的机关。") % {"code": code})
    today = timezone.localdate()
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
        "leaves": [(leaf, states[leaf.state], time_limit(leaf.limit, today).length) for leaf in found.leaves],
        "reports": reports.reports,
    }
    return render(request, "portal/column.html", context)


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
