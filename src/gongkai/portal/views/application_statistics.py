"""Statistics of applications by year: the tables of the yearly report as the records give them, with charts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.applications.queries.counts import cells
from gongkai.applications.queries.statistics import Timeliness, YearLine, cells_of, over_years, timeliness
from gongkai.kernel.actors import division_prefix
from gongkai.kernel.freshness import kept_until_changed
from gongkai.look.tables import TableView, table_views
from gongkai.organs.models import Division, Organ
from gongkai.portal.asked import asked_number
from gongkai.portal.charts import Chart, Series, Slice, composition, lines
from gongkai.portal.report_charts import report_charts
from gongkai.reading.model import AnnualReport, CellStatus, CellValue
from gongkai.reading.writers.documents import blank_report
from gongkai.reports.queries import division_tree
from gongkai.statute.report_forms import form_for_year, forms

YEARS = 5  # in the chart over the years
CHOSEN = 12  # years that can be chosen


@require_safe
@kept_until_changed
def show(request: HttpRequest) -> HttpResponse:
    """Applications of an organ (``?organ=``), of a division with all below it (``?division=``) or of all, by year."""
    today = timezone.localdate()
    title, scope, organ, division = _scope(request.GET.get("organ", ""), request.GET.get("division", ""))
    years = range(today.year, max(forms()[0].first_year, today.year - CHOSEN) - 1, -1)
    asked = asked_number(request.GET.get("year", ""))
    year = asked if asked is not None and asked in years else today.year
    report, totals = _report(year, scope), over_years(range(today.year - YEARS + 1, today.year + 1), scope)
    punctual = timeliness(year, scope, today)
    context = {
        "here": "applications",
        "title": title,
        "organ": organ,
        "division": division,
        "roots": division_tree(),
        "year": year,
        "years": years,
        "running": year == today.year,
        "this_year": next((line for line in totals if line.year == year), None),
        "punctual": punctual,
        "empty": not any(cell.value for cell in report.cells.values()),
        "tables": _tables(report, year),
        "charts": [*report_charts(report), *_in_time(punctual), _years(totals)],
    }
    return render(request, "portal/applications/statistics.html", context)


def _scope(organ_code: str, division_code: str) -> tuple[str, Q, Organ | None, Division | None]:
    """(name, filter, the organ, the division) of what the address asks."""
    if organ_code:
        organ = Organ.objects.select_related("division").filter(code=organ_code).first()
        if organ is None:
            raise Http404(_("没有代码为 %(code)s 的机关。") % {"code": organ_code})
        return organ.name, Q(organ=organ), organ, organ.division
    if division_code:
        division = Division.objects.filter(code=division_code).first()
        if division is None:
            raise Http404(_("没有代码为 %(code)s 的行政区划。") % {"code": division_code})
        below = Q(organ__division__code__startswith=division_prefix(division.code))
        return division.name, below, None, division
    return _("全部机关"), Q(), None, None


def _report(year: int, scope: Q) -> AnnualReport:
    """The form of the year with the cells that the records of applications fill; a cell without rows is 0."""
    form, found = form_for_year(year), cells_of(year, scope)
    blank = blank_report(form.id)
    counted = {cell.key: CellValue(cell.key, Decimal(found[cell.key]), CellStatus.READ) for cell in cells(year)}
    return replace(blank, cells={**blank.cells, **counted})


def _tables(report: AnnualReport, year: int) -> list[TableView]:
    """The tables that hold a counted cell."""
    counted = {cell.key for cell in cells(year)}
    return [view for view in table_views(report, {}) if counted & {cell.key for cell in view.table.cells}]


def _in_time(found: Timeliness) -> list[Chart]:
    parts = [
        Slice(_("按期答复"), found.in_time),
        Slice(_("逾期答复"), found.late),
        Slice(_("撤回、不再处理等"), found.ended),
        Slice(_("正在办理，未到期"), found.open),
        Slice(_("正在办理，已逾期"), found.overdue),
    ]
    drawn = [part for part in parts if part.value]
    return [composition(_("是否按期"), parts, _("件"), "part-time")] if drawn else []


def _years(totals: tuple[YearLine, ...]) -> Chart:
    return lines(
        _("历年申请与办理"),
        [str(line.year) for line in totals],
        [
            Series(_("本年新收"), [line.received for line in totals]),
            Series(_("办结"), [line.closed for line in totals]),
            Series(_("结转下年"), [line.carried for line in totals]),
        ],
        _("件"),
        "application-years",
    )
