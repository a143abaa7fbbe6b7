"""Where in a sentence the list of a word such as 其中 begins and ends, and which of its members belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from gongkai.reading.figures.brackets import Item, Level
from gongkai.reading.figures.dimensions import Dimension

_CUE = re.compile(r"其中|包括|包含|(?<!包)含(?!义|量|有)|分别(?:为|是)")
_AT_ONCE = re.compile(r"[,:]?[^,;。]{0,40}")  # what may stand between such a word and the first member
_NEW_ACT = re.compile(
    r"[,;、]\s*(?:同时|此外|另外|另|还|并|全年|截[至止]|共|累计|(?:19|20)\d\d年|(?:公开|发布|回应|召开|举办|受理|收到|接收|接到|办结|答复|开展|组织"
    r"|完成|印发|制定|办理|接待|参加|编制|修订|出台)(?!申请|数|率))"
)
NAMES_THE_REST = re.compile(r"^(?:其他|其它|其余)")
"""其他信息912条: the list is complete."""
SUMMED_UP = re.compile(r"\s*[,、;]?\s*(?:二者|两项|以上)?(?:合计|共计|总计|总共|共)(?:为|达)?\s*")
"""What stands between the last part and its sum: 合计15人."""


def cue_segments(level: Level, text: str) -> list[tuple[re.Match[str], list[Item]]]:
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
        first_at, end_at = (bisect_left(level.items, place, key=attrgetter("start")) for place in (cue.end(), stop))
        segments.append((cue, level.items[first_at:end_at]))
    for number in range(len(segments) - 1, 0, -1):
        cue, members = segments[number]
        kept = _members(text, cue, members, enclosed=level.opener is not None)
        segments[number] = (cue, kept)
        segments[number - 1][1].extend(members[len(kept) :])
    return segments


def _members(text: str, cue: re.Match[str], items: list[Item], *, enclosed: bool) -> list[Item]:
    """The figures from a cue on that still belong to its list."""
    if not items or _AT_ONCE.fullmatch(text, cue.end(), items[0].start) is None:
        return []
    kept = items[:1]
    announced = enclosed or text[cue.end() : cue.end() + 1] == ":"
    acts_itself = _NEW_ACT.match("," + text[cue.end() : items[0].start].lstrip(",: ")) is not None
    for before, item in pairwise(items):
        gap = text[before.end : item.start]
        if not _goes_on(kept, item, gap, announced=announced, acts_itself=acts_itself):
            break
        kept.append(item)
    return kept


def _goes_on(kept: list[Item], item: Item, gap: str, *, announced: bool, acts_itself: bool) -> bool:
    dimension = kept[0].dimension
    if dimension is not None and dimension.parent is not None and item.dimension is not dimension:
        return False
    if item.dimension is not None and item.dimension.key != "category" and item.dimension is kept[-1].dimension:
        return True
    if SUMMED_UP.fullmatch(gap):
        return False
    if not announced and item.dimension is None and ("," in gap or ";" in gap) and not _parallel(kept[-1], item):
        return False
    return acts_itself or item.dimension is not None or _NEW_ACT.search(gap) is None


def _parallel(first: Item, second: Item) -> bool:
    """Whether two labels are built alike: 规划类 and 许可类, 通过网站 and 通过公报; or the second names the rest."""
    one, two = first.figure.label, second.figure.label
    return one[-1:] == two[-1:] or one[:2] == two[:2] or NAMES_THE_REST.search(two) is not None


def runs(items: Sequence[Item]) -> Iterator[list[Item]]:
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


def split_by_dimension(members: list[Item]) -> list[list[Item]]:
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


def common_dimension(run: Sequence[Item]) -> Dimension | None:
    """The question that all members answer."""
    first = run[0].dimension
    return first if all(item.dimension is first for item in run) else None


def main_family(run: Sequence[Item]) -> str:
    families = [item.family for item in run]
    return max(families, key=families.count)
