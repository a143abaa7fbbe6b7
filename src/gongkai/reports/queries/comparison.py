"""Figures side by side: one organ over the years, one year over the siblings, up to four reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from gongkai.reading.model import CellStatus
from gongkai.reports.models import Origin, Report, ReportCell
from gongkai.reports.queries.public import PUBLISHED, OrganRef, ReportSummary, exact, summaries, summary
from gongkai.statute.across_years import series
from gongkai.statute.forms import FormId, SeriesLink
from gongkai.statute.report_forms import form

MAX_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A value with what is known of it: ``certain`` False = a cell is ambiguous; None = blank, absent or unmapped."""

    value: Decimal | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One line over the years (``points`` by year). ``approximate``: the forms count nearly the same; see ``note``."""

    key: str
    label: str
    unit: str
    approximate: bool
    note: str
    points: dict[int, Point]


@dataclass(frozen=True, slots=True)
class SiblingValue:
    """The same line of another organ of the same kind under the same authority, same year."""

    organ: OrganRef
    report_id: int
    origin: Origin
    point: Point


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One line over the compared reports, in their order."""

    key: str
    label: str
    unit: str
    approximate: bool
    note: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Up to four reports side by side: ``lines`` over all forms, ``cells`` row by row when all have one form."""

    reports: tuple[ReportSummary, ...]
    lines: tuple[ComparisonLine, ...]
    cells: tuple[ComparisonLine, ...]
    without: tuple[ReportSummary, ...]  # asked for too, but without any value on a line


Values = Mapping[str, Point]
"""The cells of one report by key."""


def trend(organ_id: int) -> tuple[SeriesLine, ...]:
    """Every line of the time series for which the organ has at least one value (2 queries)."""
    reports = list(_live(organ_id=organ_id).values_list("id", "year", "form").order_by("year"))
    values = _values([pk for pk, _, _ in reports], _all_series_cells())
    lines = []
    for link in series():
        points = {year: _along(link, FormId(form_id), values.get(pk, {})) for pk, year, form_id in reports}
        if any(point.value is not None for point in points.values()):
            lines.append(SeriesLine(link.key, link.label, link.unit, link.approximate, link.note, points))
    return tuple(lines)


def siblings(report_id: int, key: str) -> tuple[SiblingValue, ...]:
    """The line ``key`` of the organs like this one (same kind, divisions of one parent), largest first (3 queries).

    For departments "like" means the same department key (530802-education, 530821-education).
    The organ itself is among them. Raises LookupError for an unknown ``key``.
    """
    link = _link(key)
    report = Report.objects.select_related("organ__division").defer("snapshot").get(pk=report_id)
    rows = list(
        _live(
            year=report.year, organ__division__parent_id=report.organ.division.parent_id, organ__kind=report.organ.kind
        )
        .filter(organ__code__endswith=report.organ.code.partition("-")[2])
        .select_related("organ__division")
        .defer("snapshot")
    )
    values = _values([row.pk for row in rows], {cell for cells in link.cells.values() for cell in cells or ()})
    found = [
        SiblingValue(
            OrganRef.of(row.organ), row.pk, Origin(row.origin), _along(link, FormId(row.form), values.get(row.pk, {}))
        )
        for row in rows
    ]
    known = [item for item in found if item.point.value is not None]
    return tuple(sorted(known, key=lambda item: item.point.value or Decimal(0), reverse=True))


def compare(report_ids: Iterable[int]) -> Comparison:
    """Published reports side by side, in the order asked for, at most four (2 queries); unknown ids are left out.

    Reports without any value would be columns of nothing: they stand apart.
    """
    wanted = list(dict.fromkeys(report_ids))[:MAX_COMPARED]
    found = {row.pk: summary(row) for row in summaries(Report.objects.filter(PUBLISHED, pk__in=wanted))}
    asked = [found[pk] for pk in wanted if pk in found]
    values = _values([report.id for report in asked], None)
    reports = tuple(report for report in asked if _has_line(report.form, values.get(report.id, {})))
    each = [(report.form, values.get(report.id, {})) for report in reports]
    forms = {report.form for report in reports}
    shared = forms.pop() if len(forms) == 1 else None
    return Comparison(
        reports=reports,
        lines=tuple(line for link in series() if (line := _compared(link, each))),
        cells=() if shared is None else _cell_lines(shared, [found for _, found in each]),
        without=tuple(report for report in asked if report not in reports),
    )


def _has_line(form_id: FormId | None, values: Values) -> bool:
    return form_id is not None and any(_along(link, form_id, values).value is not None for link in series())


def _compared(link: SeriesLink, each: Sequence[tuple[FormId | None, Values]]) -> ComparisonLine | None:
    points = tuple(_along(link, form_id, values) if form_id else Point(None) for form_id, values in each)
    if all(point.value is None for point in points):
        return None
    return ComparisonLine(link.key, link.label, link.unit, link.approximate, link.note, points)


def _cell_lines(form_id: FormId, each: Sequence[Values]) -> tuple[ComparisonLine, ...]:
    blank = Point(None)
    return tuple(
        ComparisonLine(
            cell.key, cell.label, cell.unit, False, "", tuple(values.get(cell.key, blank) for values in each)
        )
        for cell in form(form_id).cells
    )


def _along(link: SeriesLink, form_id: FormId, values: Values) -> Point:
    """The value of a line in one report: the sum of its cells; None where the form has none or all are blank."""
    points = [values[key] for key in link.cells[form_id] or () if key in values]
    numbers = [point.value for point in points if point.value is not None]
    if not numbers:
        return Point(None)
    return Point(sum(numbers, Decimal(0)), all(point.certain for point in points))


def _values(report_ids: list[int], keys: set[str] | None) -> dict[int, dict[str, Point]]:
    cells = ReportCell.objects.filter(report_id__in=report_ids)
    if keys is not None:
        cells = cells.filter(key__in=keys)
    values: dict[int, dict[str, Point]] = {}
    for report_id, key, value, status in cells.values_list("report_id", "key", "value", "status").order_by():
        values.setdefault(report_id, {})[key] = Point(exact(value), status != CellStatus.AMBIGUOUS)
    return values


def _live(**lookup: object) -> QuerySet[Report]:
    """Published statutory reports with tables."""
    return Report.objects.filter(PUBLISHED, statutory=True, **lookup).exclude(form="")


def _all_series_cells() -> set[str]:
    return {cell for link in series() for cells in link.cells.values() for cell in cells or ()}


def _link(key: str) -> SeriesLink:
    for link in series():
        if link.key == key:
            return link
    raise LookupError(f"没有名为 {key} 的时间序列")
