"""A public document to take away, as an official paper: PDF, Word and plain text.

Each copy says whether the text holds, where it stands and on which day it was taken.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from gongkai.documents.queries.public import DocumentPage
from gongkai.look.templatetags.look import pub_date
from gongkai.papers.faces import can_print
from gongkai.papers.markup import blocks_of
from gongkai.papers.model import Block, Copy, Paper, Paragraph
from gongkai.papers.text import to_text
from gongkai.papers.word import to_docx
from gongkai.portal.document_values import Mark, head, mark_of
from gongkai.reading.writers.items import Heading

_HEAD = 4  # blocks at the beginning of a text that may say title and number again


@dataclass(frozen=True, slots=True)
class DocumentDownload:
    """A file format: its media type and how a paper is written."""

    media_type: str
    write: Callable[[Paper], bytes]


def paper_of(page: DocumentPage, address: str, on: datetime.date) -> Paper:
    """The document as a paper taken from ``address`` on a day. What has a number bears the name of its organ."""
    edition, organ = page.edition, page.maker
    mark = mark_of(page.validity_on(on), page.edition.effective_on, on)
    facts = [(line.label, line.value) for line in head(page, mark)]
    facts += [("附件", "；".join(item.name for item in page.attachments))] if page.attachments else []
    standing = mark.label if page.is_live else f"第 {edition.number} 版，已不是现行文本"
    paper = Paper(
        edition.title,
        blocks_of(edition.body),
        on,
        mark=organ if edition.document_number else "",
        number=edition.document_number,
        note=page.printed_note,
        author=organ,
        copy=Copy(f"有效性：{standing}", address, on, _warning(page, mark, on), tuple(facts)),
    )
    return _said_once(paper)


def offered() -> tuple[str, ...]:
    """The formats that can be had here, best known first: no PDF from a machine without Chinese fonts."""
    return ("pdf", *DOCUMENT_DOWNLOADS) if can_print() else tuple(DOCUMENT_DOWNLOADS)


DOCUMENT_DOWNLOADS = {
    "docx": DocumentDownload("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    # with a byte order mark: Chinese Windows takes a file without one for GBK
    "txt": DocumentDownload("text/plain; charset=utf-8", lambda paper: to_text(paper).encode("utf-8-sig")),
}
"""What is written at once; PDF is printed by :mod:`gongkai.portal.printing`."""


def _warning(page: DocumentPage, mark: Mark, on: datetime.date) -> str:
    """What a copy must say of itself unless it holds as it stands."""
    if not page.is_live:
        return f"（本文本是第 {page.edition.number} 版，已不是现行文本）"
    return "" if mark.plain else f"（{mark.label}，截至 {pub_date(on)}）"


def _said_once(paper: Paper) -> Paper:
    """Title and number that stand at the beginning of the text again are left out there."""
    said = {
        _tight(text)
        for text in (paper.title, paper.number, f"（{paper.number}）", paper.mark, f"{paper.mark}文件")
        if text
    }
    first = [block for block in paper.blocks[:_HEAD] if _tight(_words(block)) not in said]
    return replace(paper, blocks=(*first, *paper.blocks[_HEAD:]))


def _words(block: Block) -> str:
    return block.text if isinstance(block, Paragraph | Heading) else ""


def _tight(text: str) -> str:
    return "".join(text.split())
