"""Proves or disproves the numbers of a report that has been read: ``check(report)``.

Within tables, text against table, text against text, dates, structure, residue; across years and levels when other
reports are given. Every finding carries both sides, the arithmetic written out, and its basis. An ``error`` is only
what arithmetic over the unit's own statutory numbers proves; two figures that may count different things are a
question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.checks.dates import date_relations
from gongkai.reading.checks.growth import growth_relations
from gongkai.reading.checks.mentions import SentenceReader
from gongkai.reading.checks.parts import PartChecks
from gongkai.reading.checks.rates import RateChecks
from gongkai.reading.checks.residue import residue_relations
from gongkai.reading.checks.results import Checked, collect
from gongkai.reading.checks.structure import structure_relations
from gongkai.reading.checks.tables import table_relations
from gongkai.reading.checks.text import TextChecks
from gongkai.reading.checks.text_table import TextAgainstTable
from gongkai.reading.checks.years import year_relations
from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.statute.report_forms import form as form_of

__all__ = ["check"]


def check(report: AnnualReport, others: Sequence[AnnualReport] = ()) -> CheckResult:
    """Test every relation that can be tested in ``report``, and between it and ``others``.

    Args:
        report: a report as ``read`` gives it.
        others: reports of the same unit for the year before or after, or of units above it for the same year;
            reports that have nothing to say about ``report`` are passed over.

    Returns:
        The confirmed relations in the order they were tested, and the findings, gravest first.
    """
    return collect(report, _relations(report, others))


def _relations(report: AnnualReport, others: Sequence[AnnualReport]) -> Iterator[Checked]:
    form = form_of(report.form) if report.form else None
    reader = SentenceReader(report)
    text_against_table = TextAgainstTable(report, form, reader) if form is not None else None
    if form is None or text_against_table is None:
        yield from PartChecks(report, reader).relations()
    else:
        yield from table_relations(report, form)
        yield from text_against_table.relations()
        yield from PartChecks(report, reader, text_against_table.agrees).relations()
    yield from growth_relations(report)
    yield from RateChecks(report, reader, text_against_table).relations()
    yield from TextChecks(report, reader, has_tables=bool(report.cells)).relations()
    if report.is_annual_report:
        yield from date_relations(report, form)
    yield from structure_relations(report, form)
    yield from residue_relations(report)
    yield from year_relations(report, others)
