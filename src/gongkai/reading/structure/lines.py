"""The printed lines of a document, in order, with half-width text and offsets."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from gongkai.reading.model import Document, Grid, Span
from gongkai.reading.numbers import to_halfwidth


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``text`` is half-width and stripped; its first character stands at ``start``."""

    text: str
    start: int
    level: int = 0
    in_grid: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def lines_of(document: Document) -> list[Line]:
    """Lines of paragraphs and grid rows; blank ones are left out."""
    text = to_halfwidth(document.text)
    found: list[Line] = []
    for block in document.blocks:
        is_grid = isinstance(block, Grid)
        level = 0 if isinstance(block, Grid) else block.level
        at = block.span.start
        for piece in text[block.span.start : block.span.end].split("\n"):
            bare = piece.strip()
            if bare:
                found.append(Line(bare, at + piece.index(bare), level, is_grid))
            at += len(piece) + 1
    return found


class Skipped:
    """Tells whether a place lies in one of some spans (tables that were read)."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def __contains__(self, place: int) -> bool:
        index = bisect_left(self._starts, place + 1) - 1
        return index >= 0 and place < self._spans[index].end
