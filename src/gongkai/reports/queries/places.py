"""Where published reports are found: the tree of divisions, a division with its organs, an organ."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count

from gongkai.organs.models import Division, Organ, valid_on
from gongkai.reports.models import Report
from gongkai.reports.queries.public import PUBLISHED, OrganRef, ReportSummary, summaries, summary


@dataclass(frozen=True, slots=True)
class DivisionNode:
    """A division with the number of published reports in it (those of divisions below counted too)."""

    code: str
    name: str
    short_name: str
    level: Division.Level
    synthetic: bool
    reports: int
    children: tuple[DivisionNode, ...]


@dataclass(frozen=True, slots=True)
class OrganRow:
    """An organ with the years for which a report is published, newest first."""

    organ: OrganRef
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DivisionPage:
    """A division, the divisions above it from the top, its organs."""

    code: str
    name: str
    path: tuple[tuple[str, str], ...]  # (code, name), province first, without this one
    organs: tuple[OrganRow, ...]


@dataclass(frozen=True, slots=True)
class OrganPage:
    """An organ and its published reports, newest first."""

    organ: OrganRef
    authority: str
    reports: tuple[ReportSummary, ...]


def division_tree() -> tuple[DivisionNode, ...]:
    """All divisions as trees, provinces at the roots (2 queries)."""
    own = dict(Report.objects.filter(PUBLISHED).values_list("organ__division_id").annotate(Count("id")).order_by())
    below: dict[str | None, list[Division]] = {}
    for division in Division.objects.filter(valid_to=None):
        below.setdefault(division.parent_id, []).append(division)

    def node(division: Division) -> DivisionNode:
        children = tuple(node(child) for child in below.get(division.code, []))
        return DivisionNode(
            code=division.code,
            name=division.name,
            short_name=division.short_name,
            level=Division.Level(division.level),
            synthetic=division.synthetic,
            reports=own.get(division.code, 0) + sum(child.reports for child in children),
            children=children,
        )

    return tuple(node(root) for root in below.get(None, []))


def division_page(code: str, on: datetime.date) -> DivisionPage | None:
    """A division with its organs on a day and the years they have published (3 queries); None = unknown code."""
    division = Division.objects.select_related("parent__parent").filter(code=code).first()
    if division is None:
        return None
    years: dict[int, list[int]] = {}
    published = Report.objects.filter(PUBLISHED, organ__division_id=code).order_by("-year")
    for organ_id, year in published.values_list("organ_id", "year"):
        years.setdefault(organ_id, []).append(year)
    organs = Organ.objects.filter(valid_on(on), division_id=code).select_related("division")
    return DivisionPage(
        code=division.code,
        name=division.name,
        path=_path_above(division),
        organs=tuple(OrganRow(OrganRef.of(organ), tuple(dict.fromkeys(years.get(organ.pk, ())))) for organ in organs),
    )


def organ_page(code: str) -> OrganPage | None:
    """An organ with its published reports (2 queries); None = unknown code."""
    organ = Organ.objects.select_related("division", "authority").filter(code=code).first()
    if organ is None:
        return None
    reports = summaries(Report.objects.filter(PUBLISHED, organ=organ)).order_by("-year", "-statutory")
    return OrganPage(OrganRef.of(organ), organ.authority.name if organ.authority else "", tuple(map(summary, reports)))


def _path_above(division: Division) -> tuple[tuple[str, str], ...]:
    path: list[tuple[str, str]] = []
    above = division.parent
    while above is not None:
        path.insert(0, (above.code, above.name))
        above = above.parent
    return tuple(path)
