"""Announced numbers of named things: A、B、C三项; the checker counts what stands in the span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.model import Figure, FigureKind, PartList, Span

_MOST = 20
_LONGEST = 600  # characters of names
_UNITS = frozenset({"个", "项", "部分", "类", "种", "方面", "部", "大"})
_NAMES = re.compile(
    r"(?:(?:《[^《》]+》|[^,;:。()《》\d]+?)(?:、|(?<=》)(?=《)))+(?:《[^《》]+》|[^,;:。()《》\d]+?)(?P<more>等)?\s*$"
)
_FIRST_NAME = re.compile(r"[^、《]*")
_LEADS = (
    re.compile(r".*(?:包括|包含|分为|涵盖|设有|由|即)"),
    re.compile(r".*?(?:编制|制定|印发|出台|修订|完善|开设|设置|设立|公开|梳理|了|为)"),
)


def enumerations(text: str, figures: Sequence[Figure]) -> Iterator[PartList]:
    """Part lists without figures as parts: ``stated`` is the number announced, ``span`` covers names and number."""
    for index, figure in enumerate(figures):
        if figure.kind is not FigureKind.COUNT or figure.unit not in _UNITS or figure.approximate or figure.negated:
            continue
        if figure.value is None or not 2 <= figure.value <= _MOST or figure.upper is not None:
            continue
        match = _NAMES.search(text, _floor(text, figures, index), figure.span.start)
        if match is None:
            continue
        start = match.start() + _lead_length(match.group())
        span = Span(start, figure.span.end)
        stated = int(figure.value)
        yield PartList(index, (), "enumeration", exhaustive=match["more"] is None, stated=stated, span=span)


def _floor(text: str, figures: Sequence[Figure], index: int) -> int:
    """From the last comma or figure before the number on."""
    figure = figures[index]
    before = max((text.rfind(char, figure.sentence.start, figure.span.start) for char in ",;:("), default=-1) + 1
    earlier = figures[index - 1].span.end if index else 0
    return max(
        before, figure.sentence.start, figure.span.start - _LONGEST, earlier if earlier <= figure.span.start else 0
    )


def _lead_length(names: str) -> int:
    """How many characters in front of the first name only introduce it: 内容包括."""
    first = _FIRST_NAME.match(names)
    introduction = first.group() if first is not None else ""
    matches = (lead.match(introduction) for lead in _LEADS)
    return next((match.end() for match in matches if match is not None), 0)
