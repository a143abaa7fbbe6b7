"""Read the running text of a report: sentence by sentence to figures, then to wholes and parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.reading.figures.gaps import find_gaps
from gongkai.reading.figures.labels import Label, label_all
from gongkai.reading.figures.negation import find_denials
from gongkai.reading.figures.parts import read_part_lists
from gongkai.reading.figures.prose import Sentence, clause_around, running_text, sentences
from gongkai.reading.figures.scan import Found, scan
from gongkai.reading.model import Document, Figure, FigureKind, PartList, SectionText, Span
from gongkai.reading.numbers import to_halfwidth

_MENTIONS = frozenset({FigureKind.DATE, FigureKind.DOCUMENT_NUMBER})


@dataclass(frozen=True, slots=True)
class FiguresResult:
    """Figures in the order of the text; part lists point into them."""

    figures: tuple[Figure, ...]
    part_lists: tuple[PartList, ...]


def read_figures(
    document: Document, sections: tuple[SectionText, ...] = (), skip: tuple[Span, ...] = ()
) -> FiguresResult:
    """Every figure of the running text of ``document``.

    Grids of the document and the spans in ``skip`` (flattened tables, page furniture) are not read. ``sections`` give
    figures their chapter number. Figures of kind DATE and DOCUMENT_NUMBER carry no value; see :class:`Figure`.
    A part list may name a figure whose number is missing in print (value None).
    """
    text = to_halfwidth(document.text)
    chapters = _Chapters(sections)
    figures: list[Figure] = []
    paragraphs: list[int] = []
    for sentence in sentences(running_text(document, text, skip, chapters.headings), text):
        for figure in _figures_of(document, text, sentence):
            figures.append(chapters.place(figure))
            paragraphs.append(sentence.paragraph)
    return FiguresResult(tuple(figures), read_part_lists(text, figures, paragraphs))


class _Chapters:
    """Looks up the chapter of a position."""

    def __init__(self, sections: tuple[SectionText, ...]) -> None:
        self._sections = sorted(sections, key=lambda section: section.heading.start)
        self._starts = [section.heading.start for section in self._sections]

    @property
    def headings(self) -> list[Span]:
        """Where the headings stand, in order; they end the text before them even within a line."""
        return [section.heading for section in self._sections]

    def place(self, figure: Figure) -> Figure:
        index = bisect_right(self._starts, figure.span.start) - 1
        if index < 0:
            return figure
        section = self._sections[index]
        if figure.span.start >= max(section.body.end, section.heading.end):
            return figure
        return _with_section(figure, section.number)


def _with_section(figure: Figure, number: int | None) -> Figure:
    return replace(figure, section=number)


def _figures_of(document: Document, text: str, sentence: Sentence) -> list[Figure]:
    found = scan(text, sentence)
    counted = [item for item in found if item.kind not in _MENTIONS]
    found = sorted([*found, *find_gaps(text, sentence, counted)], key=lambda item: item.start)
    figures = [*_labelled(document, text, sentence, found), *_denied(document, text, sentence, counted)]
    return sorted(figures, key=lambda figure: figure.span.start)


def _labelled(document: Document, text: str, sentence: Sentence, found: list[Found]) -> Iterator[Figure]:
    values = [item for item in found if item.kind not in _MENTIONS]
    shares = {item.start for item in values if item.kind is FigureKind.SHARE}
    labels = label_all(
        text, Span(sentence.start, sentence.end), [Span(item.start, item.end) for item in values], shares
    )
    by_start = {item.start: label for item, label in zip(values, labels, strict=True)}
    said = document.text[sentence.start : sentence.end].strip()
    for item in found:
        label = by_start.get(item.start) or Label(document.text[item.start : item.end], "")
        yield Figure(
            label=label.text,
            value=item.value,
            unit=item.unit,
            kind=item.kind,
            text=said,
            span=Span(item.start, item.end),
            sentence=Span(sentence.start, sentence.end),
            approximate=item.approximate,
            upper=item.upper,
            missing=item.missing,
            date=item.mention.date if item.mention else None,
            note=label.context,
        )


def _denied(document: Document, text: str, sentence: Sentence, counted: list[Found]) -> Iterator[Figure]:
    for denial in find_denials(text, sentence):
        if any(denial.start <= item.start < denial.end for item in counted):
            continue
        clause = clause_around(text, sentence, denial.start, denial.end)
        yield Figure(
            label=denial.label,
            value=Decimal(0),
            unit=denial.unit,
            kind=denial.kind,
            text=document.text[clause.start : clause.end],
            span=Span(denial.start, denial.end),
            sentence=Span(sentence.start, sentence.end),
            negated=True,
        )
