"""Wholes and their parts as the wording gives them: 其中, 包括, brackets, lists of channels and outcomes, X+Y=Z.

The whole is found by language alone (the nearest head with a unit that can be summed and a fitting subject); that
numbers fit is for the checker to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongkai.reading.figures.brackets import Item, Level, levels, sentence_items
from gongkai.reading.figures.dimensions import Dimension
from gongkai.reading.figures.enumerations import enumerations
from gongkai.reading.figures.shares import share_links
from gongkai.reading.model import Figure, PartList, Span

_CUE = re.compile(r"其中|包括|包含|(?<!包)含(?!义|量|有)|分别(?:为|是)")
_SELECTING = frozenset({"包括", "包含", "含"})
_PICKED = re.compile(r"\s*[,:]?\s*(?:主要|重点|仅|有|最)")
_AT_ONCE = re.compile(r"[,:]?[^,;。]{0,40}")  # what may stand between such a word and the first member
_AND_MORE = re.compile(r"\s*等")
_REST = re.compile(r"^(?:其他|其它|其余)")
_NEW_ACT = re.compile(
    r"[,;、]\s*(?:同时|此外|另外|另|还|并|全年|截[至止]|共|累计|(?:19|20)\d\d年|(?:公开|发布|回应|召开|举办|受理|收到|接收|接到|办结|答复|开展|组织"
    r"|完成|印发|制定|办理|接待|参加|编制|修订|出台)(?!申请|数|率))"
)
_SUMMED_UP = re.compile(r"\s*[,、;]?\s*(?:二者|两项|以上)?(?:合计|共计|总计|总共|共)(?:为|达)?\s*")
_NOT_SUMMED = re.compile(r"[;()]|其中")
_MANY = 4  # members of one unit that make a list complete without a word that says so
_FAR = 60  # figures one looks back for the whole of a list of channels or categories
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
        segments = _segments(level, self._text)
        _, head = segments[0]
        if level.opener is not None and len(head) > 1:
            self._add(head, level.explained, "brackets")
        elif head:
            self._plain_runs(head)
            self._fitting_sum(head)
        for number in range(1, len(segments)):
            cue, members = segments[number]
            before = [item for _, group in segments[:number] for item in group if item.start < cue.start()]
            self._cued(
                cue, members, [*reversed(before), *level.explained], at_start=not before and level.opener is None
            )

    def _cued(self, cue: re.Match[str], members: list[Item], candidates: list[Item], *, at_start: bool) -> None:
        """A list behind 其中 and the like: one list per question it answers."""
        if not members:
            return
        if at_start:
            candidates = self._heads(members[0].paragraph)
        for run in _split_by_dimension(members):
            whole = self._whole_for(run, candidates, skip_parts=at_start)
            if whole is not None:
                same = [item for item in run if item.family == whole.family]
                exhaustive = len(same) == len(run) and self._is_exhaustive(cue, whole, run)
                self._append(whole, same, cue.group(), exhaustive)

    def _heads(self, paragraph: int) -> list[Item]:
        """Figures before this sentence that are no parts themselves, nearest first; of this paragraph or the last."""
        heads = [item for item in reversed(self._earlier) if item.index not in self._whole_of]
        near = [item for item in heads if item.paragraph == paragraph]
        return near or [item for item in heads if item.paragraph == paragraph - 1]

    def _whole_for(self, run: list[Item], candidates: list[Item], *, skip_parts: bool) -> Item | None:
        family = _main_family(run)
        fitting = [item for item in candidates if item.family == family and item not in run]
        if not fitting:
            return None
        dimension = _common_dimension(run)
        if dimension is not None and dimension.parent is not None:
            named = next((item for item in fitting if dimension.parent.search(item.figure.label)), None)
            return named or fitting[0]
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
        if any(_REST.search(item.figure.label) for item in run) or cue.group().startswith("分别"):
            return True
        dimension = _common_dimension(run)
        if dimension is not None and dimension.is_complete(len(run)):
            return True
        many = _MANY - 1 if self._text[cue.end() : cue.end() + 1] == ":" else _MANY
        return len(run) >= many and {item.figure.unit for item in run} == {whole.figure.unit}

    # --- lists without a word that announces them --------------------------------------------------------------------

    def _plain_runs(self, head: list[Item]) -> None:
        """收到130件,按时办结129件,延期办结1件: the members answer one question, the head is what it is asked of."""
        for run in _runs(head):
            dimension = run[0].dimension
            if len(run) < 2 or dimension is None or (dimension.head is None and dimension.parent is None):
                continue
            before = [item for item in reversed(head) if item.start < run[0].start]
            whole = self._named_head(dimension, run, before) or self._named_head(dimension, run, self._back(run[0]))
            if whole is not None:
                kind = "channels" if dimension.key == "publication_channel" else "list"
                self._append(whole, run, kind, dimension.is_complete(len(run)))

    def _back(self, item: Item) -> list[Item]:
        """Heads before the sentence: of the last paragraphs for what is counted by the thousand, else of this one."""
        if item.dimension is not None and item.dimension.key in {"publication_channel", "category"}:
            return [head for head in reversed(self._earlier[-_FAR:]) if head.index not in self._whole_of]
        return [head for head in self._heads(item.paragraph) if head.paragraph == item.paragraph]

    @staticmethod
    def _named_head(dimension: Dimension, run: list[Item], candidates: list[Item]) -> Item | None:
        words = dimension.parent or dimension.head
        fitting = (
            item
            for item in candidates
            if item.family == run[0].family
            and item.dimension is not dimension
            and not item.cumulative
            and words is not None
            and words.search(item.figure.label)
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
            if position < 2 or _SUMMED_UP.fullmatch(self._gap(items[position - 1], whole)) is None:
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
        whole = next((item for item in candidates if item.family == _main_family(members)), None)
        if whole is None:
            return
        run = [item for item in members if item.family == whole.family]
        if len(run) > 1:
            open_end = _AND_MORE.match(self._text, run[-1].end) is not None
            self._append(whole, run, introduced_by, not open_end and not any(item.figure.missing for item in run))

    def _append(self, whole: Item, run: Sequence[Item], introduced_by: str, exhaustive: bool) -> None:
        dimension = _common_dimension(run)
        if dimension is not None and dimension.key == "publication_channel":
            introduced_by, exhaustive = "channels", False
        for item in run:
            self._whole_of.setdefault(item.index, whole)
            self._dimension_of.setdefault(item.index, dimension)
        span = Span(min(whole.start, run[0].start), max(whole.end, run[-1].end))
        self.lists.append(PartList(whole.index, tuple(i.index for i in run), introduced_by, exhaustive, span=span))


# --- where lists begin and end ----------------------------------------------------------------------------------------


def _segments(level: Level, text: str) -> list[tuple[re.Match[str], list[Item]]]:
    """The figures of a level by the word (其中 …) that stands last before them; the first segment has none.

    Figures that do not belong to a cue's list any more go back to the segment before.
    """
    first = re.compile("").match(text, level.start)
    assert first is not None
    cues = [
        first,
        *(match for match in _CUE.finditer(text, level.start, level.end) if not level.is_hole(match.start())),
    ]
    segments: list[tuple[re.Match[str], list[Item]]] = []
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        stop = following.start() if following else level.end
        segments.append((cue, [item for item in level.items if cue.end() <= item.start < stop]))
    for number in range(len(segments) - 1, 0, -1):
        cue, members = segments[number]
        kept = _members(text, cue, members)
        segments[number] = (cue, kept)
        segments[number - 1][1].extend(members[len(kept) :])
    return segments


def _members(text: str, cue: re.Match[str], items: list[Item]) -> list[Item]:
    """The figures from a cue on that still belong to its list."""
    if not items or _AT_ONCE.fullmatch(text, cue.end(), items[0].start) is None:
        return []
    kept = items[:1]
    colon = text[cue.end() : cue.end() + 1] == ":"
    acts_itself = _NEW_ACT.match("," + text[cue.end() : items[0].start].lstrip(",: ")) is not None
    for before, item in pairwise(items):
        gap = text[before.end : item.start]
        if not _goes_on(kept, item, gap, colon=colon, acts_itself=acts_itself):
            break
        kept.append(item)
    return kept


def _goes_on(kept: list[Item], item: Item, gap: str, *, colon: bool, acts_itself: bool) -> bool:
    dimension = kept[0].dimension
    if dimension is not None and dimension.parent is not None and item.dimension is not dimension:
        return False
    if item.dimension is not None and item.dimension.key != "category" and item.dimension is kept[-1].dimension:
        return True
    if _SUMMED_UP.fullmatch(gap):
        return False
    if not colon and item.dimension is None and ("," in gap or ";" in gap) and not _parallel(kept[-1], item):
        return False
    return acts_itself or item.dimension is not None or _NEW_ACT.search(gap) is None


def _parallel(first: Item, second: Item) -> bool:
    """Whether two labels are built alike: 规划类 and 许可类, 通过网站 and 通过公报; or the second names the rest."""
    one, two = first.figure.label, second.figure.label
    return one[-1:] == two[-1:] or one[:2] == two[:2] or _REST.search(two) is not None


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Neighbours with the same dimension and family; one unnamed member between two of them belongs to them."""
    run: list[Item] = []
    for item, following in zip(items, [*items[1:], None], strict=True):
        inside = (
            item.dimension is None and following is not None and bool(run) and following.dimension is run[0].dimension
        )
        if run and (item.family != run[0].family or not (inside or item.dimension is run[0].dimension)):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _split_by_dimension(members: list[Item]) -> list[list[Item]]:
    """One list per question, where at least two members answer each; else the list stays whole."""
    runs: list[list[Item]] = []
    for item in members:
        if runs and (
            item.dimension is None or item.dimension is runs[-1][-1].dimension or runs[-1][-1].dimension is None
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    if all(len(run) > 1 for run in runs):
        return runs
    return [members]


def _common_dimension(run: Sequence[Item]) -> Dimension | None:
    """The question that all members answer."""
    first = run[0].dimension
    return first if all(item.dimension is first for item in run) else None


def _main_family(run: Sequence[Item]) -> str:
    families = [item.family for item in run]
    return max(families, key=families.count)
