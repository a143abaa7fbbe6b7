"""All cells of many organs at once, by a handful of grouped statements, equal to :mod:`counts` cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from gongkai.applications.models import Application, ReviewCase
from gongkai.applications.queries.counts import CASES, TOTAL, YearSets, extended, form_2014, total_of
from gongkai.statute.forms import FormId
from gongkai.statute.outcomes import outcomes
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.reviews import result_cell

Found = Iterator[tuple[int, str, int]]


def compiled(year: int, scope: Q | None = None) -> dict[int, Counter[str]]:
    """Every number of a year by organ and cell key; ``scope`` filters applications and cases alike, say by division.

    Cells that are nothing are left out. Raises LookupError where no form was prescribed for the year.
    """
    table, chosen = YearSets(year), Q() if scope is None else scope
    by_value = form_for_year(year).id is FormId.A2014
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for parts in (_by_value(table, chosen) if by_value else _by_kind(table, chosen), _cases(table, chosen)):
        for organ, key, number in parts:
            found[organ][key] += number
    return found


def _by_kind(table: YearSets, scope: Q) -> Found:
    """Each set grouped by organ and kind of applicant, the concluded ones by their outcome too."""
    sets = {
        "new_received": table.received,
        "carried_over": table.carried_over,
        "carried_forward": table.carried_forward,
    }
    for row, chosen in sets.items():
        for organ, kind, number in _applications(scope & chosen, "kind"):
            yield organ, f"applications.{row}.{kind}", number
            yield organ, f"applications.{row}.{TOTAL}", number
    row_of = table.row_of()
    for organ, kind, outcome, number in _applications(scope & table.closed, "kind", "outcome"):
        for row in (row_of[outcome], "results_total"):
            yield organ, f"applications.{row}.{kind}", number
            yield organ, f"applications.{row}.{TOTAL}", number


def _by_value(table: YearSets, scope: Q) -> Found:
    """Part three of the form of 2014."""
    form, row_of = form_2014(), table.row_of()
    channel_rows = {channel: row for row, channels in form.channels.items() for channel in channels}
    prefix = "statistics_2014_2018"
    for organ, channel, number in _applications(scope & table.received, "channel"):
        yield organ, f"{prefix}.{form.received}", number
        yield organ, f"{prefix}.{channel_rows[channel]}", number
    closed = Application.objects.filter(scope & table.closed).annotate(longer=extended())
    grouped = closed.order_by().values_list("organ", "outcome", "longer").annotate(number=Count("pk"))
    for organ, outcome, longer, number in grouped:
        rows = [form.completed, form.extended if longer else form.on_time, form.replies, row_of[outcome]]
        if outcomes()[outcome].kind == form.refused.kind:
            rows.append(form.refused.total)
        for row in rows:
            yield organ, f"{prefix}.{row}", number


def _cases(table: YearSets, scope: Q) -> Found:
    for kind, cases in CASES.items():
        decided = ReviewCase.objects.filter(scope & cases & table.decided)
        pending = ReviewCase.objects.filter(scope & cases & table.pending)
        rows = [*decided.order_by().values_list("organ", "result").annotate(number=Count("pk"))]
        rows += [
            (organ, "", number) for organ, number in pending.order_by().values_list("organ").annotate(n=Count("pk"))
        ]
        for organ, result, number in rows:
            if key := result_cell(kind, result, table.year):
                yield organ, key, number
                yield organ, total_of(key), number


def _applications(chosen: Q, *columns: str) -> Iterator[tuple[Any, ...]]:
    """(organ, columns…, number) of a set."""
    rows = Application.objects.filter(chosen).order_by()
    yield from rows.values_list("organ", *columns).annotate(number=Count("pk"))
