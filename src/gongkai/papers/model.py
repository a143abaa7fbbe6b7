"""What an official paper consists of (公文格式各要素), in the order in which it is printed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from gongkai.reading.writers.items import Heading, Page, PrintedTable, Text

Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind within a paragraph; ``href`` is an http(s) or mailto address."""

    text: str
    href: str = ""
    strong: bool = False
    script: Literal["", "sub", "super"] = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with its first line indented, unless it is aligned.

    ``depth`` > 0: a point of a list, with its ``marker`` ("1.", "•"), or what else stands at that depth.
    """

    runs: tuple[Run, ...]
    align: Align = ""
    depth: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The words, the marker before them."""
        words = "".join(run.text for run in self.runs)
        return f"{self.marker} {words}" if self.marker else words


Block = Heading | Paragraph | PrintedTable
"""Headings as in ``reading.writers.items``: level 2 is the first layer of a text (一、), 5 the fourth (（1）)."""


@dataclass(frozen=True, slots=True)
class Signature:
    """发文机关署名 and 成文日期; ``sealed`` leaves room for a seal."""

    organs: tuple[str, ...]
    on: datetime.date | None
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy says of itself: ``standing`` (有效性：废止 …) on ``fetched_on`` and its ``address``, on every page.

    ``warning`` is printed large above everything: the text does not hold as it stands. ``facts`` are the lines of
    metadata, printed after the paper.
    """

    standing: str
    address: str
    fetched_on: datetime.date
    warning: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper; what is empty is not printed. ``made_on`` is the date the file says it was made.

    ``mark`` 发文机关标志 · ``number`` 发文字号 · ``approver`` 签发人 · ``addressee`` 主送机关, without its colon ·
    ``attachments`` 附件说明 · ``note`` 附注 · ``copied_to`` 抄送 · ``issued`` 印发机关和印发日期.
    """

    title: str
    blocks: tuple[Block, ...]
    made_on: datetime.date
    mark: str = ""
    number: str = ""
    approver: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    copied_to: str = ""
    issued: tuple[str, str] | None = None
    author: str = ""
    copy: Copy | None = None


def of_page(page: Page, made_on: datetime.date, copy: Copy | None = None) -> Paper:
    """A page of ``reading.writers`` (an annual report, an empty form); what stands above its title goes below."""
    items = [item for item in page.items if not (isinstance(item, Heading) and item.level == 1)]
    blocks = tuple(Paragraph((Run(item.text),), item.align) if isinstance(item, Text) else item for item in items)
    return Paper(page.title, blocks, made_on, author=page.author, copy=copy)


def layer(heading: Heading) -> int:
    """The layer of a heading within the text, 1 to 4 (一、 （一） 1. （1）)."""
    return max(1, min(heading.level - 1, 4))
