"""Masks as recipes, and the text with its masks on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.screening.model import Hit, Kind
from gongkai.statute.data import LawModel

STAR = "*"


class Mask(LawModel):
    """A recipe. Letters, digits and Chinese characters count; blanks, hyphens and dots between them stay.

    ``keep_first``, ``keep_last``: how many stay; where that would hide nothing, none stay. ``hide_last``: only so many
    from the end are hidden. ``stars``: fixed number in place of what is hidden, absent = one for each character.
    ``until``: from this pattern on everything stays. ``keep``: the first of these patterns that fits stays.
    """

    keep_first: int = 0
    keep_last: int = 0
    hide_last: int = 0
    stars: int | None = None
    until: str = ""
    keep: tuple[str, ...] = ()

    def conceal(self, text: str) -> str:
        """The text with its mask on."""
        tail = re.search(self.until, text) if self.until else None
        open_part = text[: tail.start()] if tail else text
        rest = text[len(open_part) :]
        for pattern in self.keep:
            if found := re.search(pattern, open_part):
                return found.group() + self._hidden(open_part[found.end() :]) + rest
        places = [place for place, char in enumerate(open_part) if char.isalnum()]
        first, last = (max(0, len(places) - self.hide_last), 0) if self.hide_last else (self.keep_first, self.keep_last)
        if first + last >= len(places):
            first = last = 0
        hidden = places[first : len(places) - last]
        if not hidden:
            return text
        begin, end = hidden[0], hidden[-1] + 1
        return open_part[:begin] + self._hidden(open_part[begin:end]) + open_part[end:] + rest

    def _hidden(self, text: str) -> str:
        if self.stars is not None:
            return STAR * self.stars
        return "".join(STAR if char.isalnum() else char for char in text)


def masked(text: str, hits: Iterable[Hit]) -> str:
    """The text with the masks of all personal hits on; not one character outside them changes.

    Raises:
        ValueError: the hits are not those of this text.
    """
    pieces: list[str] = []
    place = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if text[hit.start : hit.end] != hit.text:
            raise ValueError(f"文字已经改变，第{hit.start}字处不再是检测时的内容，请重新检测")
        if hit.kind is Kind.PERSONAL and hit.suggestion is not None and hit.start >= place:
            pieces += [text[place : hit.start], hit.suggestion]
            place = hit.end
    return "".join([*pieces, text[place:]])
