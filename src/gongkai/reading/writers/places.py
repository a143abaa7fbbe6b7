"""Where a report stands in its file, and which stretches of its text are the tables of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.reading.model import AnnualReport, Grid, Span
from gongkai.reading.writers.layout import UNIT_HEADER
from gongkai.statute.forms import Table

HALF_WIDTH = str.maketrans("（）：，；／％＋－“”", '():,;/%+-""')  # one character for one, so that offsets stay
BETWEEN_LABELS = " \t\r\n　|0123456789.,，、:：/-—－+%"
LABELS_AROUND = 2000  # characters before and behind a table in which its labels are looked for
TITLE_DISTANCE = 200  # characters above an annex in which its title is looked for


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table is printed. ``covers``: the stretches of text it takes up; ``titled``: its title stands above."""

    start: int
    covers: tuple[Span, ...]
    titled: bool


def report_span(report: AnnualReport) -> Span:
    """From behind the title to the end of the last chapter; what is not found does not limit."""
    text = report.document.text
    first_heading = min((section.heading.start for section in report.sections), default=len(text))
    spaced = r"\s*".join(re.escape(character) for character in report.title if not character.isspace())
    titles = list(re.finditer(spaced, text[:first_heading])) if spaced else []
    start = titles[-1].end() if titles else 0
    end = max((section.body.end for section in report.sections), default=len(text))
    return Span(start, max(start, end))


def table_places(report: AnnualReport, tables: Sequence[Table]) -> dict[str, TablePlace]:
    """The place of every table; one whose cells have no place of their own stands at the end of its chapter."""
    return {table.key: _place(report, table) for table in tables}


def _place(report: AnnualReport, table: Table) -> TablePlace:
    covers = _covered(report, table)
    if covers:
        start = covers[0].start
    else:
        chapter = [section.body.end for section in report.sections if section.number == table.section]
        start = chapter[0] - 1 if chapter else report_span(report).end
    above = report.document.text[max(0, start - TITLE_DISTANCE) : start]
    return TablePlace(start, covers, table.title in "".join(above.split()))


def _covered(report: AnnualReport, table: Table) -> tuple[Span, ...]:
    grids = [block for block in report.document.blocks if isinstance(block, Grid)]
    labels = _labels(table)
    cells = [cell.span for key, cell in report.cells.items() if cell.span and key.startswith(f"{table.key}.")]
    in_grids = [grid.span for grid in grids if _holds(grid.span, cells) or _shows_form(grid, labels)]
    in_text = [span for span in cells if not any(_holds(grid, [span]) for grid in in_grids)]
    stretches = [_with_labels(report, stretch, labels) for stretch in _joined(report, in_text)]
    return tuple(sorted([*in_grids, *stretches], key=lambda span: span.start))


def _holds(outer: Span, spans: Iterable[Span]) -> bool:
    return any(outer.start <= span.start and span.end <= outer.end for span in spans)


def _labels(table: Table) -> tuple[str, ...]:
    """Everything the form prints in this table, longest first."""
    labels = {table.note, UNIT_HEADER}
    for block in table.blocks:
        labels |= {block.heading, block.row_header, block.column_header}
        for column in block.columns:
            labels |= {column.label, column.group or "", *column.aliases}
        for row in block.rows:
            labels |= {row.number, row.label, row.remark, row.unit or "", *row.aliases, *row.path}
    return tuple(sorted({label.translate(HALF_WIDTH) for label in labels - {""}}, key=len, reverse=True))


def _shows_form(grid: Grid, labels: tuple[str, ...]) -> bool:
    """Whether a grid is the form's table with nothing filled in: every text in it is a label of the form."""
    texts = ["".join(cell.text.split()).translate(HALF_WIDTH) for cell in grid.cells]
    return any(texts) and all(not text or _strip_tail(text, labels) == 0 for text in texts)


def _joined(report: AnnualReport, spans: Iterable[Span]) -> list[Span]:
    """Cells of a table without borders as stretches of text: a sentence or a heading between two cells parts them."""
    text = report.document.text
    headings = [section.heading for section in report.sections]
    stretches: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = stretches[-1] if stretches else None
        between = Span(last.end, span.start) if last else None
        if last and between and "。" not in text[between.start : between.end] and not _holds(between, headings):
            stretches[-1] = Span(last.start, max(last.end, span.end))
        else:
            stretches.append(span)
    return stretches


def _with_labels(report: AnnualReport, stretch: Span, labels: tuple[str, ...]) -> Span:
    """The stretch with the labels right before it and behind it, never past a heading."""
    text = report.document.text.translate(HALF_WIDTH)
    headings = [section.heading for section in report.sections]
    floor = max((heading.end for heading in headings if heading.end <= stretch.start), default=0)
    roof = min((heading.start for heading in headings if heading.start >= stretch.end), default=len(text))
    floor, roof = max(floor, stretch.start - LABELS_AROUND), min(roof, stretch.end + LABELS_AROUND)
    start = floor + _strip_tail(text[floor : stretch.start], labels)
    return Span(start, stretch.end + _strip_head(text[stretch.end : roof], labels))


def _strip_tail(text: str, labels: tuple[str, ...]) -> int:
    """Length of ``text`` without the labels at its end and the numbers behind them."""
    kept = len(text)
    while True:
        end = len(text[:kept].rstrip(BETWEEN_LABELS))
        label = next((label for label in labels if text.endswith(label, 0, end)), None)
        if label is None:
            return kept
        kept = end - len(label)


def _strip_head(text: str, labels: tuple[str, ...]) -> int:
    """Length of the labels at the beginning of ``text``, with the numbers between them."""
    taken = 0
    while True:
        start = len(text) - len(text[taken:].lstrip(BETWEEN_LABELS))
        label = next((label for label in labels if text.startswith(label, start)), None)
        if label is None:
            return taken
        taken = start + len(label)
