"""What the annual report counts of applications: table III (and part three of the form of 2014) and table IV.

A cell is a label, the :class:`Q` of its rows and nothing else: its number is the length of those rows. For many
organs at once :mod:`gongkai.applications.queries.compiling` gives the same numbers by a few grouped statements.

An application counts as received on its day of receipt and as concluded on the day of its first answer or ending, so
that 新收 + 结转 = 办结 + 结转下年 holds by construction.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.applications.models import Application, Happening, ReviewCase
from gongkai.statute.clocks.events import Extended, Withdrawn
from gongkai.statute.data import LawModel, load
from gongkai.statute.forms import FormId
from gongkai.statute.intake import intake
from gongkai.statute.outcomes import closing_outcome, outcomes, outcomes_in, report_row
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.reviews import ReviewKind, result_cell, results
from gongkai.statute.sources import SourceRef

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the report: ``key`` as in the form, ``rows`` what it counts."""

    key: str
    label: str
    rows: QuerySet[Application] | QuerySet[ReviewCase]

    def value(self, organ: int) -> int:
        """The number for one organ."""
        return self.of(organ).count()

    def of(self, organ: int) -> QuerySet[Application] | QuerySet[ReviewCase]:
        """The rows behind the number."""
        return self.rows.filter(organ=organ)


def cells(year: int) -> tuple[Cell, ...]:
    """Every cell of the form of a year that applications and cases fill, sums included.

    Raises:
        LookupError: no form was prescribed for that year.
    """
    form = form_for_year(year).id
    table = YearSets(year)
    applications = _by_value(table) if form is FormId.A2014 else _by_kind(table)
    return (*applications, *_cases(table))


@dataclass(frozen=True, slots=True)
class YearSets:
    """The sets of a year. What is carried over or received is concluded or carried forward, never both."""

    year: int

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, 1, 1)

    @property
    def last(self) -> datetime.date:
        return datetime.date(self.year, 12, 31)

    @property
    def received(self) -> Q:
        return Q(received_on__range=(self.first, self.last))

    @property
    def carried_over(self) -> Q:
        return Q(received_on__lt=self.first) & (Q(closed_on=None) | Q(closed_on__gte=self.first))

    @property
    def closed(self) -> Q:
        return Q(received_on__isnull=False, closed_on__range=(self.first, self.last))

    @property
    def carried_forward(self) -> Q:
        return Q(received_on__lte=self.last) & (Q(closed_on=None) | Q(closed_on__gt=self.last))

    @property
    def decided(self) -> Q:
        return Q(decided_on__range=(self.first, self.last))

    @property
    def pending(self) -> Q:
        return Q(filed_on__lte=self.last) & (Q(decided_on=None) | Q(decided_on__gt=self.last))

    def row_of(self) -> dict[str, str]:
        """The row of results in which each outcome counts.

        One that the form does not know (decided under the form before, served under this one) counts in the row of
        other endings.
        """
        other = report_row(closing_outcome(Withdrawn.kind, self.year), self.year)
        assert other is not None
        found = {key: report_row(key, self.year) for key in outcomes()}
        return {key: (row or other).row for key, row in found.items()}

    def outcome_rows(self) -> dict[str, tuple[str, Q]]:
        """Each row of results with its label and the outcomes that count there."""
        rows: dict[str, list[str]] = defaultdict(list)
        for key, row in self.row_of().items():
            rows[row].append(key)
        labels = {key: item.label for key, item in outcomes().items()}
        known = {item.id for item in outcomes_in(self.year)}
        return {
            row: (next(labels[key] for key in ids if key in known), Q(outcome__in=ids)) for row, ids in rows.items()
        }


def _by_kind(table: YearSets) -> Iterator[Cell]:
    """Table III of the forms of 2019 and 2021: rows by columns of applicants."""
    rows: dict[str, tuple[str, Q]] = {
        "new_received": ("本年新收", table.received),
        "carried_over": ("上年结转", table.carried_over),
        **{row: (label, table.closed & chosen) for row, (label, chosen) in table.outcome_rows().items()},
        "results_total": ("办理结果总计", table.closed),
        "carried_forward": ("结转下年度继续办理", table.carried_forward),
    }
    for row, (label, chosen) in rows.items():
        for kind in intake().kinds:
            own = Application.objects.filter(chosen, kind=kind.id)
            yield Cell(f"applications.{row}.{kind.id}", f"{label}（{kind.label}）", own)
        yield Cell(f"applications.{row}.{TOTAL}", f"{label}（总计）", Application.objects.filter(chosen))


class Refused(LawModel):
    total: str
    kind: str


class Form2014(LawModel):
    source: SourceRef
    channels: dict[str, tuple[str, ...]]
    received: str
    completed: str
    on_time: str
    extended: str
    replies: str
    refused: Refused


@cache
def form_2014() -> Form2014:
    return load(Form2014, "applications/counts_2014.yaml")


def extended() -> Exists:
    """Whether the period of an application was extended."""
    return Exists(Happening.objects.filter(application=OuterRef("pk"), kind=Extended.kind))


def _by_value(table: YearSets) -> Iterator[Cell]:
    """Part three of the form of 2014: one number a row, by channel and by whether the period was extended."""
    form = form_2014()
    longer = extended()
    denied = [item.id for item in outcomes_in(table.year) if item.kind == form.refused.kind]
    rows: dict[str, tuple[str, Q]] = {
        form.received: ("收到申请", table.received),
        **{row: ("收到申请", table.received & Q(channel__in=channels)) for row, channels in form.channels.items()},
        form.completed: ("申请办结", table.closed),
        form.on_time: ("按时办结", table.closed & ~Q(longer)),
        form.extended: ("延期办结", table.closed & Q(longer)),
        form.replies: ("申请答复", table.closed),
        form.refused.total: ("不同意公开", table.closed & Q(outcome__in=denied)),
        **{row: (label, table.closed & chosen) for row, (label, chosen) in table.outcome_rows().items()},
    }
    for row, (label, chosen) in rows.items():
        yield Cell(f"statistics_2014_2018.{row}", label, Application.objects.filter(chosen))


CASES: dict[ReviewKind, Q] = {
    "reconsideration": Q(kind=ReviewCase.Kind.RECONSIDERATION),
    "lawsuit": Q(kind=ReviewCase.Kind.LAWSUIT, after=None),
    "lawsuit_after_reconsideration": Q(kind=ReviewCase.Kind.LAWSUIT, after__isnull=False),
}


def _cases(table: YearSets) -> Iterator[Cell]:
    """Table IV: what was decided within the year by its result, and what was undecided at its end."""
    chosen: dict[str, Q] = {}
    for kind, cases in CASES.items():
        for result in ("", *(item.id for item in results(kind))):
            key = result_cell(kind, result, table.year)
            if key is None:
                continue
            rows = cases & (table.decided & Q(result=result) if result else table.pending)
            for cell in (key, total_of(key)):
                chosen[cell] = chosen[cell] | rows if cell in chosen else rows
    for key, rows in chosen.items():
        yield Cell(key, key, ReviewCase.objects.filter(rows))


def total_of(key: str) -> str:
    """The cell of the sum: the column 总计 of table IV, the row above in the form of 2014."""
    table, *rest = key.split(".")
    if len(rest) == 2:
        return f"{table}.{rest[0]}.{TOTAL}"
    return f"{table}.{rest[0].rsplit('_', 1)[0]}_{TOTAL}"
