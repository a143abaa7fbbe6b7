"""Which figures stand together in one pair of brackets, and which figure the brackets explain."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from gongkai.reading.figures.dimensions import Dimension, dimension_of
from gongkai.reading.figures.measures import unit_family
from gongkai.reading.model import Figure, FigureKind

_COUNTED = frozenset({FigureKind.COUNT, FigureKind.MONEY})
_BRACKET = re.compile(r"[()]")
_THRESHOLD = re.compile(r"以[上下内]的")
_COMPARED = re.compile(
    r"(?:较|比|同比|相比)(?:(?:于|了)?(?:上一?年|去年|往年|前年|同期|20\d\d年)|(?<=同比)|(?<=相比))(?!度?(?:结转|转入))[^,;。]*$"
    r"|(?:上一?年|去年|往年)度?(?:同期)?(?:仅|为|是|的|:)?\s*$"
)
_CLAUSE = 40  # characters
_DEEPEST = 6  # brackets within brackets; where more are open, they were never closed
_LONGEST_REMARK = 12  # characters between a figure and the bracket that explains it: 办结16件(其中…


@dataclass(frozen=True, slots=True)
class Item:
    """A figure that can be a whole or a part. ``index`` points into the report's figures."""

    index: int
    figure: Figure
    family: str
    dimension: Dimension | None
    paragraph: int

    @property
    def start(self) -> int:
        return self.figure.span.start

    @property
    def end(self) -> int:
        return self.figure.span.end

    @property
    def cumulative(self) -> bool:
        """累计 since some earlier year, not this year's count."""
        before = self.start - self.figure.sentence.start
        clause = self.figure.text[max(0, before - _CLAUSE) : before].rpartition(",")[2]
        return "累计" in clause


@dataclass(slots=True)
class Level:
    """The figures of one sentence at one depth: ``start`` is behind the opening bracket or at the sentence's start.

    ``explained`` are the figures in front of the bracket, nearest first: 871人次282.65万元(….
    """

    start: int
    end: int
    opener: int | None
    items: list[Item] = field(default_factory=list)
    explained: list[Item] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)  # brackets within it, in order

    def is_hole(self, position: int) -> bool:
        """Whether a position lies in brackets within this level."""
        index = bisect_right(self.holes, position, key=itemgetter(0)) - 1
        return index >= 0 and position < self.holes[index][1]

    def before(self, position: int, most: int) -> list[Item]:
        """At most so many figures of this level before a position, in order."""
        index = bisect_left(self.items, position, key=attrgetter("start"))
        return self.items[max(0, index - most) : index]


def sentence_items(figures: Sequence[Figure], paragraphs: Sequence[int], text: str) -> Iterator[list[Item]]:
    """The summable figures, sentence by sentence; no shares, dates, denials, thresholds (1000元以下的), comparisons."""
    current: list[Item] = []
    for index, figure in enumerate(figures):
        if figure.kind not in _COUNTED or figure.negated or figure.upper is not None:
            continue
        if _THRESHOLD.match(text, figure.span.end) or _is_compared(text, figure):
            continue
        family, dimension = unit_family(figure.unit), dimension_of(figure.label)
        item = Item(index, figure, family, dimension, paragraphs[index])
        if current and current[-1].figure.sentence != figure.sentence:
            yield current
            current = []
        current.append(item)
    if current:
        yield current


def _is_compared(text: str, figure: Figure) -> bool:
    """Last year's number or the change against it: 较上年(40件)增加5件."""
    start = max(figure.sentence.start, figure.span.start - _CLAUSE)
    clause = re.split(r"[,;。]", text[start : figure.span.start])[-1]
    return _COMPARED.search(clause) is not None


def levels(items: Sequence[Item], text: str) -> list[Level]:
    """Splits the figures of a sentence by brackets, outermost first."""
    sentence = items[0].figure.sentence
    open_levels = [Level(sentence.start, sentence.end, None)]
    found = [open_levels[0]]
    waiting = deque(items)
    too_deep = 0
    for position in _bracket_positions(text, sentence.start, sentence.end):
        _place(waiting, open_levels[-1], position)
        if text[position] == "(" and len(open_levels) > _DEEPEST:
            too_deep += 1
        elif too_deep and text[position] == ")":
            too_deep -= 1
        elif text[position] == "(":
            level = Level(position + 1, sentence.end, position)
            level.explained = _explained(open_levels[-1].items, position, text)
            open_levels.append(level)
            found.append(level)
        elif len(open_levels) > 1:
            level = open_levels.pop()
            level.end = position
            open_levels[-1].holes.append((level.start - 1, position + 1))
    _place(waiting, open_levels[-1], sentence.end)
    return [level for level in found if level.items]


def _bracket_positions(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in _BRACKET.finditer(text, start, end)]


def _place(waiting: deque[Item], level: Level, position: int) -> None:
    while waiting and waiting[0].start < position:
        level.items.append(waiting.popleft())


def _explained(items: Sequence[Item], position: int, text: str) -> list[Item]:
    """The figure right before a bracket, and those that stand right before that one."""
    found: list[Item] = []
    for item in reversed(items):
        gap = text[item.end : position]
        if len(gap) > (_LONGEST_REMARK if not found else 0) or any(char in ",;。" for char in gap):
            break
        found.append(item)
        position = item.start
    return found
