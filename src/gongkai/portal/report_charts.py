"""Which charts a report gets: what became of the applications, who applied, the years, the siblings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from gongkai.portal.charts import Chart, Series, Slice, bars, composition, lines, waffle
from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.reports.queries import SeriesLine, SiblingValue
from gongkai.statute.across_years import series
from gongkai.statute.forms import SeriesLink

OUTCOMES = (
    "results.granted",
    "results.partially_granted",
    "results.denied",
    "results.unable",
    "results.refused",
    "results.other",
)
APPLICANTS = (
    "requests.received.natural_person",
    "requests.received.company",
    "requests.received.research",
    "requests.received.charity",
    "requests.received.legal_service",
    "requests.received.other_org",
)
WAYS = ("requests.by_in_person", "requests.by_fax", "requests.by_online", "requests.by_letter")
CHANNELS = (
    "work.channel_gazette",
    "work.channel_website",
    "work.channel_weibo",
    "work.channel_wechat",
    "work.channel_other",
)
DISPUTES = ("review.total", "litigation.total")
TREND = ("requests.received", "requests.replied", "requests.carried_forward")
SIBLING_LINE = "requests.received"
MOST_SIBLINGS = 12


def report_charts(report: AnnualReport) -> tuple[Chart, ...]:
    """The charts of one report by itself. A chart needs at least two parts that are not 0, all of them certain."""
    return tuple(_compositions(report))


def history_charts(
    lines_over_years: Sequence[SeriesLine], siblings: Sequence[SiblingValue], organ_id: int
) -> list[Chart]:
    """The charts that need other reports: lines over at least two years, bars over at least two organs."""
    by_key = {line.key: line for line in lines_over_years}
    charts = []
    for key, title, wanted in (
        ("applications", _("历年申请与办理"), TREND),
        ("outcomes", _("历年办理结果"), OUTCOMES[:4]),
        ("disputes", _("历年行政复议与行政诉讼"), DISPUTES),
    ):
        found = [by_key[name] for name in wanted if name in by_key]
        years = sorted({year for line in found for year in line.points})
        if len(years) > 1:
            drawn = [Series(line.label, [_certain(line, year) for year in years]) for line in found]
            charts.append(lines(title, [str(year) for year in years], drawn, found[0].unit, f"trend-{key}"))
    if len(siblings) > 1:
        charts.append(_sibling_chart(siblings, organ_id))
    return charts


def _compositions(report: AnnualReport) -> Iterator[Chart]:
    for key, title, wanted, draw in (
        ("outcomes", _("每 100 件申请的去向"), OUTCOMES, waffle),
        ("applicants", _("申请人构成"), APPLICANTS, composition),
        ("ways", _("申请的提出方式"), WAYS, composition),
        ("channels", _("主动公开的渠道"), CHANNELS, composition),
    ):
        parts = _slices(report, wanted)
        if sum(1 for part in parts if part.value) > 1:
            unit = _("条") if wanted is CHANNELS else _("件")
            yield draw(title, parts, unit, f"part-{key}")


def _slices(report: AnnualReport, wanted: Sequence[str]) -> list[Slice]:
    """The lines as parts; none at all when a cell is ambiguous, because a share of a guess is a guess."""
    links = {link.key: link for link in series()}
    slices = []
    for key in wanted:
        cells = _cells(report, links[key])
        if any(report.cells[name].status is CellStatus.AMBIGUOUS for name in cells):
            return []
        numbers = [value for name in cells if (value := report.cells[name].value) is not None]
        if numbers:
            slices.append(Slice(links[key].label, sum(numbers, Decimal(0))))
    return slices


def _cells(report: AnnualReport, link: SeriesLink) -> list[str]:
    wanted = link.cells[report.form] if report.form else None
    return [name for name in wanted or () if name in report.cells]


def _certain(line: SeriesLine, year: int) -> Decimal | None:
    point = line.points.get(year)
    return point.value if point and point.certain else None


def _sibling_chart(siblings: Sequence[SiblingValue], organ_id: int) -> Chart:
    known = [item for item in siblings if item.point.certain and item.point.value is not None]
    place = next((index for index, item in enumerate(known) if item.organ.id == organ_id), None)
    shown = known[:MOST_SIBLINGS]
    if place is not None and place >= MOST_SIBLINGS:
        shown = [*known[: MOST_SIBLINGS - 1], known[place]]
    own = next((index for index, item in enumerate(shown) if item.organ.id == organ_id), None)
    slices = [Slice(item.organ.name, item.point.value or Decimal(0)) for item in shown]
    return bars(_("同类机关收到的申请"), slices, _("件"), "siblings", own)
