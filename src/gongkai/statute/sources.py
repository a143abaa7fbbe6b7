"""Where a rule comes from: the instrument (文件), its number and the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["S", "K", "?", "I"]
"""S confirmed by a source text · K own knowledge, unconfirmed · ? uncertain · I inference of this project."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a norm. ``instrument`` is a key of ``law/instruments.yaml``; ``article`` e.g. "第四十九条"."""

    instrument: str
    title: str
    number: str
    article: str = ""
    mark: Mark = "S"
    note: str = ""

    def __str__(self) -> str:
        return f"《{self.title}》({self.number}){self.article}" if self.number else f"《{self.title}》{self.article}"
