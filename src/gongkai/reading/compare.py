"""Reports of several years and units side by side, over the three national forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.model import AnnualReport, CellStatus
from gongkai.statute.across_years import series
from gongkai.statute.forms import FormId, SeriesLink

_GRAVEST_FIRST = (CellStatus.ABSENT, CellStatus.AMBIGUOUS, CellStatus.INFERRED, CellStatus.READ, CellStatus.BLANK)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line: of one unit and year.

    ``status`` is that of the least certain cell behind it; ``value`` is None where the form has no such cell
    (``cells`` empty, ``note`` says why), where a cell is absent, or where all cells are blank.
    """

    unit: str
    year: int | None
    form: FormId
    value: Decimal | None
    status: CellStatus
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing counted, over all reports. ``approximate`` = the forms do not count quite the same."""

    key: str
    label: str
    unit: str
    points: tuple[Point, ...]
    approximate: bool
    note: str

    def of(self, unit: str) -> tuple[Point, ...]:
        """The time series of one unit, in the order of the years."""
        return tuple(point for point in self.points if point.unit == unit)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units side by side and years in a row. ``left_out`` says of every report or line that could not be used, why."""

    units: tuple[str, ...]
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]


def compare(reports: Iterable[AnnualReport]) -> Comparison:
    """Line up reports by unit and year with the mapping of :func:`gongkai.statute.across_years.series`.

    Args:
        reports: in any order; reports without a form or without tables are named in ``left_out``.

    Returns:
        One line per entry of the mapping that at least one report has a cell for; points are ordered by unit and year.
    """
    usable: list[AnnualReport] = []
    left_out: list[str] = []
    for report in reports:
        reason = _unusable(report)
        if reason:
            left_out.append(f"{report.unit or report.document.name}{report.year or ''}：{reason}")
        else:
            usable.append(report)
    usable.sort(key=lambda report: (report.unit, report.year or 0))
    lines = [_line(link, usable) for link in series()]
    kept = tuple(line for line in lines if any(point.cells for point in line.points))
    return Comparison(
        units=tuple(dict.fromkeys(report.unit for report in usable)),
        years=tuple(sorted({report.year for report in usable if report.year is not None})),
        lines=kept,
        left_out=(*left_out, *_gaps(kept)),
    )


def _unusable(report: AnnualReport) -> str:
    if report.form is None:
        return "没有法定格式的统计表，无法对应"
    return "" if report.cells else "文件中没有统计表（不等于数字为0）"


def _gaps(lines: Iterable[Line]) -> list[str]:
    """What some forms in use have no cell for, with the reason the mapping gives."""
    gaps = []
    for line in lines:
        forms = dict.fromkeys(point.form for point in line.points if not point.cells)
        gaps += [f"“{line.label}”在{form.value}格式中无法对应：{line.note}" for form in forms]
    return gaps


def _line(link: SeriesLink, reports: list[AnnualReport]) -> Line:
    points = tuple(_point(link, report, report.form) for report in reports if report.form is not None)
    return Line(link.key, link.label, link.unit, points, link.approximate, link.note)


def _point(link: SeriesLink, report: AnnualReport, form: FormId) -> Point:
    keys = link.cells[form] or ()
    if not keys:
        return Point(report.unit, report.year, form, None, CellStatus.ABSENT, (), link.note)
    found = [report.cells.get(key) for key in keys]
    statuses = {cell.status if cell else CellStatus.ABSENT for cell in found}
    status = next(status for status in _GRAVEST_FIRST if status in statuses)
    values = [cell.value for cell in found if cell is not None and cell.value is not None]
    value = sum(values, Decimal(0)) if values and status is not CellStatus.ABSENT else None
    return Point(report.unit, report.year, form, value, status, keys)
