"""The structure of a report as a whole."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.reading.model import Contact, Document, SectionText, Signature, Span
from gongkai.reading.numbers import to_halfwidth
from gongkai.reading.structure.chapters import (
    Heading,
    chapters,
    find_headings,
    known_titles,
    without_running_headings,
)
from gongkai.reading.structure.contact import read_contact
from gongkai.reading.structure.dates import find_period, parse_year
from gongkai.reading.structure.extent import breaks_off, end_of_report
from gongkai.reading.structure.index import index_unit, read_index
from gongkai.reading.structure.lines import Line, Skipped, lines_of
from gongkai.reading.structure.organs import division_of
from gongkai.reading.structure.publication import published_on
from gongkai.reading.structure.signature import read_signature
from gongkai.reading.structure.titles import MENTION, Title, find_title
from gongkai.reading.structure.units import clean_name, header_source, resolve_unit

_PREAMBLE = 2_500  # characters in which a report says what it is, when no heading ends it
_HEAD = 6_000  # characters before which the title of a report without chapters stands
_CAPTION_YEAR = re.compile(r"\(\s*(20\d{2})\s*年?度?\s*\)")
_REPORT_YEAR = re.compile(r"(?P<year>20\d{2})年(?:度|政务公开|政府信息公开)")
_STATUTORY = re.compile(
    r"(?:编制|公布|发布|形成).{0,60}?(?:年度报告|年报)|本(?:年度)?报告|统计(?:期限|时限|期间)|《[^》]{0,40}年度报告》"
)
_ATTACHED = re.compile(r"附[件表]\s*\d?\s*[::.]?\s*\S{0,40}(?:统计表|情况表|附表)")
_KNOWN_CHAPTERS = 3  # chapter titles of the form that, with a preamble, make a report without title and tables

_IN_PRINT = str.maketrans("()", "（）")  # names are compared in half width and given in the width of Chinese print


@dataclass(frozen=True, slots=True)
class Outline:
    """See :class:`~gongkai.reading.model.AnnualReport`; ``extent`` is the report without the page around it."""

    title: str
    unit: str
    division: str
    year: int | None
    period: tuple[datetime.date, datetime.date] | None
    published: datetime.date | None
    index: dict[str, str]
    contact: Contact
    signature: Signature
    sections: tuple[SectionText, ...]
    extent: Span
    is_annual_report: bool  # by its words; statutory tables decide before them
    of_other_kind: bool  # a notice or a guide about reports, whatever it holds
    truncated: bool
    announces_tables: bool  # 附件：…统计表


def report_year(document: Document) -> int | None:
    """The year reported on, as far as the words before the first chapter and the caption of the table tell it."""
    lines = without_running_headings(lines_of(document))
    parts = _Parts.of(document, lines, find_headings([line for line in lines if not line.in_grid]))
    return parts.year(find_period(parts.preamble))


def read_outline(document: Document, tables: tuple[Span, ...] = ()) -> Outline:
    """Read the structure. ``tables`` are the spans of text that statutory tables take: no headings stand in them."""
    lines = without_running_headings(lines_of(document))
    in_table = Skipped(tables)
    free = [line for line in lines if not line.in_grid and line.start not in in_table]
    headings = find_headings(free)
    parts = _Parts.of(document, lines, headings)
    index = read_index(document, parts.head)
    last = headings[-1].end if headings else parts.start
    end_of_tables = max((span.end for span in tables), default=0)
    end = end_of_report(lines, max(last, end_of_tables))
    tail = [line for line in free if last <= line.start < end]
    signature, signed = read_signature(tail)
    text = parts.half[parts.start : end]
    period = find_period(parts.preamble) or find_period(text)
    names = [clean_name(name) for name in (signature.unit, index_unit(index), header_source(parts.head)) if name]
    unit = resolve_unit(parts.title.subject if parts.title else "", parts.preamble, text, names)
    return Outline(
        title=parts.printed_title(document),
        unit=unit.translate(_IN_PRINT),
        division=division_of(unit),
        year=parts.year(period),
        period=period,
        published=published_on(index, parts.head, document.metadata, signature.signed_on),
        index=index,
        contact=read_contact(document.text, parts.start, parts.start + len(parts.preamble)),
        signature=signature,
        sections=chapters(headings, end),
        extent=Span(parts.start, end),
        is_annual_report=_is_report(parts, known_titles(headings)),
        of_other_kind=parts.title is not None and parts.title.of_other_kind,
        truncated=signed is None and breaks_off([line for line in lines if line.start < end]),
        announces_tables=any(_ATTACHED.search(line.text) for line in tail),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands before the first chapter."""

    half: str  # text of the whole document, half-width
    head: list[Line]
    title: Title | None
    start: int  # of the report
    preamble: str  # half-width, from ``start`` to the first chapter

    @classmethod
    def of(cls, document: Document, lines: list[Line], headings: Sequence[Heading]) -> _Parts:
        half = to_halfwidth(document.text)
        first = headings[0].start if headings else len(half)
        head = [line for line in lines if line.start < min(first, _HEAD)]
        title = find_title(head) or _page_title(document)
        start = title.start if title else 0
        return cls(half, head, title, start, half[start : min(first, start + _PREAMBLE)])

    def year(self, period: tuple[datetime.date, datetime.date] | None) -> int | None:
        """Title, then titles in sentences, then the period, then the caption of the table."""
        if self.title and self.title.year:
            return self.title.year
        mentioned = MENTION.search(self.preamble) or _REPORT_YEAR.search(self.preamble)
        if mentioned:
            return parse_year(mentioned["year"])
        if period:
            return period[1].year
        caption = _CAPTION_YEAR.search(self.half)
        return int(caption[1]) if caption else None

    def printed_title(self, document: Document) -> str:
        """The title with its own characters, in one line; what the page calls itself when it prints none."""
        if self.title is None:
            return ""
        if self.title.end == self.title.start:
            return self.title.text
        return "".join(document.text[self.title.start : self.title.end].split("\n"))


def _page_title(document: Document) -> Title | None:
    """A title that only the page's or the file's own description holds."""
    for piece in re.split(r"[-_|–—]", to_halfwidth(document.metadata.get("title", ""))):
        title = find_title([Line(piece.strip(), 0)])
        if title is not None:
            return replace(title, start=0, end=0)
    return None


def _is_report(parts: _Parts, known: int) -> bool:
    if parts.title is not None and parts.title.of_other_kind:
        return False
    if parts.title is not None:
        return known > 0 or "统计期限" in parts.preamble
    return known >= _KNOWN_CHAPTERS and bool(_STATUTORY.search(parts.preamble))
