"""Wholes and their parts as the wording gives them: 其中, 包括, brackets, lists of channels and outcomes, X+Y=Z.

The whole is found by language alone (the nearest head with a unit that can be summed and a fitting subject); that
numbers fit is for the checker to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from gongkai.reading.figures.brackets import Item, Level, levels, sentence_items
from gongkai.reading.figures.dimensions import Dimension
from gongkai.reading.figures.enumerations import enumerations
from gongkai.reading.figures.segments import (
    NAMES_THE_REST,
    SUMMED_UP,
    common_dimension,
    cue_segments,
    main_family,
    runs,
    split_by_dimension,
)
from gongkai.reading.figures.shares import share_links
from gongkai.reading.model import Figure, PartList, Span

_SELECTING = frozenset({"包括", "包含", "含"})
_PICKED = re.compile(r"\s*[,:]?\s*(?:主要|重点|仅|有|最)")
_AND_MORE = re.compile(r"\s*等")
_NOT_SUMMED = re.compile(r"[;()]|其中")
_COMPARED = re.compile(r"较|比上|同比|增|减")
_MANY = 4  # members of one unit that make a list complete without a word that says so
_FAR = 60  # figures one looks back for the whole of a list
_HEADS_TOO = frozenset({"level", "litigation_route"})  # parts of another whole that are broken down themselves
_SURE_BY_SUM = 10  # a smaller sum fits by chance


def read_part_lists(text: str, figures: Sequence[Figure], paragraphs: Sequence[int]) -> tuple[PartList, ...]:
    """All lists of parts among ``figures``; ``paragraphs`` tells for each figure the paragraph it stands in."""
    reader = _PartReader(text)
    for items in sentence_items(figures, paragraphs, text):
        reader.read(items)
    lists = reader.lists
    lists.extend(share_links(text, figures, lists))
    lists.extend(enumerations(text, figures))
    return tuple(sorted(lists, key=lambda parts: (parts.span.start if parts.span else 0, parts.introduced_by)))


class _PartReader:
    """Reads sentence after sentence and remembers the heads that later sentences may break down."""

    def __init__(self, text: str) -> None:
        self.lists: list[PartList] = []
        self._text = text
        self._whole_of: dict[int, Item] = {}  # part → the whole of the first list it stands in
        self._dimension_of: dict[int, Dimension | None] = {}  # part → the question of that list
        self._earlier: list[Item] = []

    def read(self, items: list[Item]) -> None:
        self._written_sums(items)
        self._summed_up(items)
        for level in levels(items, self._text):
            self._read_level(level)
        self._earlier.extend(items)

    # --- one level of brackets of one sentence -----------------------------------------------------------------------

    def _read_level(self, level: Level) -> None:
        segments = cue_segments(level, self._text)
        _, head = segments[0]
        if level.opener is not None and len(head) > 1:
            self._add(head, level.explained, "brackets")
        elif head:
            self._plainruns(head)
            self._fitting_sum(head)
        for number in range(1, len(segments)):
            cue, members = segments[number]
            before = level.before(cue.start(), _FAR)
            self._cued(
                cue, members, [*reversed(before), *level.explained], at_start=not before and level.opener is None
            )

    def _cued(self, cue: re.Match[str], members: list[Item], candidates: list[Item], *, at_start: bool) -> None:
        """A list behind 其中 and the like: one list per question it answers."""
        if not members:
            return
        deals_out = cue.group().startswith("分别")
        if at_start:
            candidates = [] if deals_out else self._heads(members[0].paragraph)
        for run in split_by_dimension(members):
            whole = self._whole_for(run, candidates, skip_parts=at_start)
            if whole is not None and (not deals_out or _splits(run, whole)):
                same = [item for item in run if item.family == whole.family]
                exhaustive = len(same) == len(run) and self._is_exhaustive(cue, whole, run)
                self._append(whole, same, cue.group(), exhaustive)

    def _heads(self, paragraph: int) -> list[Item]:
        """Figures before this sentence that are no parts themselves, nearest first; of this paragraph or the last."""
        heads = [item for item in reversed(self._earlier[-_FAR:]) if item.index not in self._whole_of]
        near = [item for item in heads if item.paragraph == paragraph]
        return near or [item for item in heads if item.paragraph == paragraph - 1]

    def _whole_for(self, run: list[Item], candidates: list[Item], *, skip_parts: bool) -> Item | None:
        family = main_family(run)
        fitting = [item for item in candidates if item.family == family and item not in run]
        if not fitting:
            return None
        dimension = common_dimension(run)
        if dimension is not None:
            fitting = [item for item in fitting if dimension.asks_of(item.figure.label)] or fitting
            if dimension.parent is not None:
                return fitting[0]
        nearest = fitting[0]
        if self._dimension_of.get(nearest.index) is not None and not skip_parts:
            return self._whole_of[nearest.index]
        if nearest.cumulative:
            return next((item for item in fitting if not item.cumulative), nearest)
        return nearest

    def _is_exhaustive(self, cue: re.Match[str], whole: Item, run: list[Item]) -> bool:
        if len(run) < 2 or cue.group() in _SELECTING or _PICKED.match(self._text, cue.end()):
            return False
        if _AND_MORE.match(self._text, run[-1].end) or any(item.figure.missing for item in run):
            return False
        if any(NAMES_THE_REST.search(item.figure.label) for item in run) or cue.group().startswith("分别"):
            return True
        dimension = common_dimension(run)
        if dimension is not None and dimension.is_complete(len(run)):
            return True
        many = _MANY - 1 if self._text[cue.end() : cue.end() + 1] == ":" else _MANY
        return len(run) >= many and {item.figure.unit for item in run} == {whole.figure.unit}

    # --- lists without a word that announces them --------------------------------------------------------------------

    def _plainruns(self, head: list[Item]) -> None:
        """收到130件,按时办结129件,延期办结1件: the members answer one question, the head is what it is asked of."""
        for run in runs(head):
            dimension = run[0].dimension
            if len(run) < 2 or dimension is None or (dimension.head is None and dimension.parent is None):
                continue
            at = bisect_left(head, run[0].start, key=attrgetter("start"))
            before = head[max(0, at - _FAR) : at][::-1]
            whole = (
                self._announced(run, before)
                or self._named_head(dimension, run, before)
                or self._named_head(dimension, run, self._back(run[0]))
            )
            if whole is not None:
                kind = "channels" if dimension.key == "publication_channel" else "list"
                self._append(whole, run, kind, dimension.is_complete(len(run), announced=False))

    def _announced(self, run: list[Item], before: list[Item]) -> Item | None:
        """共25件:予以公开…: a colon behind a number says that the list breaks it down."""
        head = before[0] if before else None
        announces = head is not None and self._text[head.end : head.end + 1] == ":" and head.family == run[0].family
        return head if announces else None

    def _back(self, item: Item) -> list[Item]:
        """Heads before the sentence: of the last paragraphs for what is counted by the thousand, else of this one."""
        if item.dimension is not None and item.dimension.key in {"publication_channel", "category"}:
            far = [head for head in reversed(self._earlier[-_FAR:]) if head.index not in self._whole_of]
            return [head for head in far if head.figure.unit == item.figure.unit]
        return [head for head in self._heads(item.paragraph) if head.paragraph == item.paragraph]

    @staticmethod
    def _named_head(dimension: Dimension, run: list[Item], candidates: list[Item]) -> Item | None:
        fitting = (
            item
            for item in candidates
            if item.family == run[0].family
            and (item.dimension is None or item.dimension.key in _HEADS_TOO)
            and not item.cumulative
            and dimension.asks_of(item.figure.label)
        )
        return next(fitting, None)

    def _fitting_sum(self, head: list[Item]) -> None:
        """预警717条,消除662条,转一般46条,转重大9条: given only where it adds up, hence never a complaint."""
        for position, whole in enumerate(head):
            if whole.index in self._whole_of or whole.figure.value is None or whole.figure.value < _SURE_BY_SUM:
                continue
            total = Decimal(0)
            parts: list[Item] = []
            for item in head[position + 1 :]:
                if item.figure.unit != whole.figure.unit or item.figure.value is None or item.index in self._whole_of:
                    break
                if _COMPARED.search(item.figure.label):
                    break
                parts.append(item)
                total += item.figure.value
                if total >= whole.figure.value:
                    break
            if len(parts) > 1 and total == whole.figure.value:
                self._append(whole, parts, "adding up", exhaustive=False)

    # --- X + Y = Z ---------------------------------------------------------------------------------------------------

    def _written_sums(self, items: list[Item]) -> None:
        position = 0
        while position < len(items) - 1:
            stop = position
            while stop < len(items) - 1 and "+" in self._gap(items[stop], items[stop + 1]):
                stop += 1
            if stop > position and stop < len(items) - 1 and "=" in self._gap(items[stop], items[stop + 1]):
                self._append(items[stop + 1], items[position : stop + 1], "sum", exhaustive=True)
            elif stop > position > 0 and "=" in self._gap(items[position - 1], items[position]):
                self._append(items[position - 1], items[position : stop + 1], "sum", exhaustive=True)
            position = stop + 1

    def _summed_up(self, items: list[Item]) -> None:
        """专职3人、兼职12人,合计15人."""
        for position, whole in enumerate(items):
            if position < 2 or SUMMED_UP.fullmatch(self._gap(items[position - 1], whole)) is None:
                continue
            first = position
            while first and items[first - 1].figure.unit == whole.figure.unit:
                if first < position and _NOT_SUMMED.search(self._gap(items[first - 1], items[first])):
                    break
                first -= 1
            if position - first > 1:
                self._append(whole, items[first:position], "sum", exhaustive=True)

    def _gap(self, first: Item, second: Item) -> str:
        return self._text[first.end : second.start]

    # --- writing down ------------------------------------------------------------------------------------------------

    def _add(self, members: list[Item], candidates: list[Item], introduced_by: str) -> None:
        """Brackets without a word decompose what they stand behind."""
        whole = next((item for item in candidates if item.family == main_family(members)), None)
        if whole is None:
            return
        run = [item for item in members if item.family == whole.family]
        if len(run) > 1:
            open_end = _AND_MORE.match(self._text, run[-1].end) is not None
            self._append(whole, run, introduced_by, not open_end and not any(item.figure.missing for item in run))

    def _append(self, whole: Item, run: Sequence[Item], introduced_by: str, exhaustive: bool) -> None:
        dimension = common_dimension(run)
        if dimension is not None and dimension.key == "publication_channel":
            introduced_by, exhaustive = "channels", False
        for item in run:
            self._whole_of.setdefault(item.index, whole)
            self._dimension_of.setdefault(item.index, dimension)
        span = Span(min(whole.start, run[0].start), max(whole.end, run[-1].end))
        self.lists.append(PartList(whole.index, tuple(i.index for i in run), introduced_by, exhaustive, span=span))


def _splits(run: Sequence[Item], whole: Item) -> bool:
    """Whether the numbers that 分别为 deals out answer one question asked of the whole."""
    dimension = common_dimension(run)
    return dimension is not None and dimension.asks_of(whole.figure.label)
