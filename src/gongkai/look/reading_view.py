"""A report that was read, ready for a page: findings, official tables, figures by chapter, its text with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.look.findings import FindingCard, FindingGroup, cell_notes, grouped, highlights
from gongkai.look.tables import TableView, table_views
from gongkai.look.text import Highlight, Passage, passages
from gongkai.reading.model import AnnualReport, CellStatus, Figure, FigureKind, Relation
from gongkai.reading.writers.page import tables_in_file
from gongkai.reading.writers.places import report_span, table_places
from gongkai.statute.forms import Table
from gongkai.statute.report_forms import form

SHOWN = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE)  # dates and document numbers are figures, not results
FEW_FINDINGS = 3
SHORT_TEXT = 1500  # characters


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
class TextChapter:
    """A stretch of the report's own text that is folded as one; ``title`` is empty for what stands before the first."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Everything the page shows about one report."""

    report: AnnualReport
    cards: tuple[FindingCard, ...]
    groups: tuple[FindingGroup, ...]
    tables: tuple[TableView, ...]
    missing_tables: tuple[Table, ...]
    ambiguous: int
    inferred: int
    chapters: tuple[Chapter, ...]
    figures: int  # how many the chapters show
    text: tuple[TextChapter, ...]
    brief: bool  # so few findings and so little text that nothing need be folded
    confirmed: tuple[Relation, ...]


def reading_view(
    report: AnnualReport, cards: tuple[FindingCard, ...], confirmed: tuple[Relation, ...] = ()
) -> ReadingView:
    """Arrange ``report`` for a page. Pure: the same input gives the same view."""
    statuses = Counter(cell.status for cell in report.cells.values())
    printed = tables_in_file(report)
    chapters = tuple(_chapters(report))
    shown = _text(report, highlights(cards))
    expected = form(report.form).tables if report.form else ()
    return ReadingView(
        report=report,
        cards=cards,
        groups=grouped(cards),
        tables=table_views(report, cell_notes(cards)),
        missing_tables=tuple(table for table in expected if table not in printed),
        ambiguous=statuses[CellStatus.AMBIGUOUS],
        inferred=statuses[CellStatus.INFERRED],
        chapters=chapters,
        figures=sum(len(chapter.figures) for chapter in chapters),
        text=tuple(_text_chapters(shown)),
        brief=len(cards) <= FEW_FINDINGS and sum(map(_length, shown)) <= SHORT_TEXT,
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


def _text_chapters(shown: Sequence[Passage]) -> Iterator[TextChapter]:
    """Cut at the headings of chapters. A heading that a finding points to is kept, to be marked."""
    title, own = "", list[Passage]()
    for passage in shown:
        if passage.is_chapter:
            if own:
                yield TextChapter(title, tuple(own))
            title, own = "".join(piece.text for piece in passage.segments).strip(), []
        if not passage.is_chapter or any(piece.marks for piece in passage.segments):
            own.append(passage)
    if title or own:
        yield TextChapter(title, tuple(own))


def _length(passage: Passage) -> int:
    return sum(len(piece.text) for piece in passage.segments)


def _text(report: AnnualReport, marks: tuple[Highlight, ...]) -> tuple[Passage, ...]:
    """The report's text without its statutory tables and without the page around it, unless a finding points there."""
    places = table_places(report, tables_in_file(report))
    covers = [span for place in places.values() for span in place.covers]
    headings = {section.heading.start for section in report.sections}
    return passages(report.document, marks, within=report_span(report), covers=covers, headings=headings)
