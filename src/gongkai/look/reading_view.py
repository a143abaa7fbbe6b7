"""A report that was read, ready for a page: findings, official tables, figures by chapter, its text with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.look.findings import FindingCard, cell_notes, highlights
from gongkai.look.tables import TableView, table_views
from gongkai.look.text import Highlight, Passage, passages
from gongkai.reading.model import AnnualReport, CellStatus, Figure, FigureKind, Relation
from gongkai.reading.writers.page import tables_in_file
from gongkai.reading.writers.places import report_span, table_places
from gongkai.statute.forms import Severity, Table
from gongkai.statute.report_forms import form

SHOWN = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE)  # dates and document numbers are figures, not results


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the text with its sentence cut at the number."""

    figure: Figure
    before: str
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The figures of one chapter; ``title`` is empty for what stands before the first."""

    title: str
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many findings of one severity there are."""

    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Everything the page shows about one report."""

    report: AnnualReport
    cards: tuple[FindingCard, ...]
    counts: tuple[SeverityCount, ...]
    tables: tuple[TableView, ...]
    missing_tables: tuple[Table, ...]
    ambiguous: int
    inferred: int
    chapters: tuple[Chapter, ...]
    figures: int  # how many the chapters show
    passages: tuple[Passage, ...]
    confirmed: tuple[Relation, ...]


def reading_view(
    report: AnnualReport, cards: tuple[FindingCard, ...], confirmed: tuple[Relation, ...] = ()
) -> ReadingView:
    """Arrange ``report`` for a page. Pure: the same input gives the same view."""
    severities = Counter(card.severity for card in cards)
    statuses = Counter(cell.status for cell in report.cells.values())
    printed = tables_in_file(report)
    chapters = tuple(_chapters(report))
    expected = form(report.form).tables if report.form else ()
    return ReadingView(
        report=report,
        cards=cards,
        counts=tuple(SeverityCount(severity, severities[severity]) for severity in Severity if severities[severity]),
        tables=table_views(report, cell_notes(cards)),
        missing_tables=tuple(table for table in expected if table not in printed),
        ambiguous=statuses[CellStatus.AMBIGUOUS],
        inferred=statuses[CellStatus.INFERRED],
        chapters=chapters,
        figures=sum(len(chapter.figures) for chapter in chapters),
        passages=_text(report, highlights(cards)),
        confirmed=confirmed,
    )


def _chapters(report: AnnualReport) -> Iterator[Chapter]:
    titles = {section.number: section.title for section in report.sections}
    by_section: dict[int | None, list[FigureLine]] = {}
    for figure in report.figures:
        if figure.kind not in SHOWN:
            continue
        by_section.setdefault(figure.section, []).append(_line(report, figure))
    for number, lines in by_section.items():
        yield Chapter(titles.get(number, ""), tuple(lines))


def _line(report: AnnualReport, figure: Figure) -> FigureLine:
    text, sentence, number = report.document.text, figure.sentence, figure.span
    return FigureLine(
        figure,
        before=text[sentence.start : number.start].lstrip(),
        number=text[number.start : number.end],
        after=text[number.end : sentence.end].rstrip(),
    )


def _text(report: AnnualReport, marks: tuple[Highlight, ...]) -> tuple[Passage, ...]:
    """The report's text without its statutory tables and without the page around it, unless a finding points there."""
    places = table_places(report, tables_in_file(report))
    covers = [span for place in places.values() for span in place.covers]
    headings = {section.heading.start for section in report.sections}
    return passages(report.document, marks, within=report_span(report), covers=covers, headings=headings)
