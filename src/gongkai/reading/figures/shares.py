"""Shares in percent with what they are a share of: 245件,占54.0%; 受理16212件,办结16136件,办结率99.53%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.figures.dimensions import dimension_of
from gongkai.reading.figures.measures import unit_family
from gongkai.reading.model import Figure, FigureKind, PartList, Span

_FAR = 60  # figures one looks back for what a share is of
_COUNTED = frozenset({FigureKind.COUNT, FigureKind.MONEY})
_OF = re.compile(
    r"占(?:比|(?:全部|总)?(?P<whole>[^,;。:()占]{0,16}?)的?(?:比例|比重|比率|百分比)?(?:为|达到?|约)?)?\s*$"
)
_BARE_BRACKET = re.compile(r"\s*\(\s*(?:约)?$")
_RATE = re.compile(r"(?P<verb>(?:按时|按期)?(?:办结|答复|回复|办理))率(?:均?(?:为|达到?|约))?\s*$")
_INTAKE = re.compile(r"受理|收到|接收|接到|收件|新收|办理")
_TOTAL_WORDS = re.compile(r"总数|总量|总件数|总计|全部|全年|数量|数|的|总")


def share_links(text: str, figures: Sequence[Figure], lists: Sequence[PartList]) -> Iterator[PartList]:
    """For each share whose terms the sentence names: whole = denominator, parts = (numerator, share)."""
    whole_of = {part: parts.whole for parts in reversed(lists) for part in parts.parts}
    for index, figure in enumerate(figures):
        if figure.kind is not FigureKind.SHARE or figure.unit != "%":
            continue
        before = [
            i
            for i in range(max(0, index - _FAR), index)
            if figures[i].sentence == figure.sentence and figures[i].kind in _COUNTED
        ]
        if not before:
            continue
        link = _share_of(text, figures, index, before, whole_of) or _rate(text, figures, index, before)
        if link is not None:
            whole, part = link
            spans = [figures[i].span for i in (whole, part, index)]
            span = Span(min(s.start for s in spans), max(s.end for s in spans))
            yield PartList(whole, (part, index), "share", exhaustive=False, span=span)


def _share_of(
    text: str, figures: Sequence[Figure], index: int, before: list[int], whole_of: dict[int, int | None]
) -> tuple[int, int] | None:
    part = before[-1]
    gap = text[figures[part].span.end : figures[index].span.start]
    named = _OF.search(gap)
    if "分别" in gap:
        return None
    if named is None and _BARE_BRACKET.fullmatch(gap) is None:
        return None
    words = _TOTAL_WORDS.sub("", named["whole"] or "") if named is not None else ""
    whole = whole_of.get(part)
    candidates = [i for i in before[:-1] if _can_hold(figures, i, part)]
    if words:
        named_wholes = [i for i in [*candidates, *([] if whole is None else [whole])] if words in figures[i].label]
        return (named_wholes[-1], part) if named_wholes else None
    if whole is None and candidates:
        whole = candidates[0]
    return None if whole is None else (whole, part)


def _can_hold(figures: Sequence[Figure], whole: int, part: int) -> bool:
    """Whether a figure can be what another is a share of; one with a share of its own is a sibling."""
    sibling = figures[whole + 1].kind is FigureKind.SHARE or dimension_of(figures[whole].label) is not None
    return not sibling and unit_family(figures[whole].unit) == unit_family(figures[part].unit)


def _rate(text: str, figures: Sequence[Figure], index: int, before: list[int]) -> tuple[int, int] | None:
    clause = re.split(r"[,;:]", text[figures[index].sentence.start : figures[index].span.start])[-1]
    match = _RATE.search(clause)
    if match is None:
        return None
    done = [i for i in before if match["verb"] in figures[i].label]
    if not done:
        return None
    taken = [i for i in before if i < done[-1] and figures[i].unit == figures[done[-1]].unit]
    taken = [i for i in taken if _INTAKE.search(figures[i].label)]
    return (taken[-1], done[-1]) if taken else None
