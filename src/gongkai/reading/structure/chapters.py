"""The chapters of a report: headings in their many printed shapes, compared with the titles of the forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gongkai.reading.model import SectionText, Span
from gongkai.reading.numbers import to_halfwidth
from gongkai.reading.structure.lines import Line
from gongkai.statute.report_forms import forms

_CHINESE = "一二三四五六七八九十"
_SCHEMES = (
    re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})\s*[、,.:]\s*"),
    re.compile(r"第(?P<n>[一二三四五六七八九十]|\d)(?:部分|章|篇)\s*[、,.:]?\s*"),
    re.compile(r"(?P<n>\d)\s*[、.](?!\d)\s*"),
    re.compile(r"\((?P<n>[一二三四五六七八九十])\)\s*[、.]?\s*"),
    re.compile(r"(?P<n>)"),
)
"""Ways to number chapters, the usual one first; the last is no number at all."""
_LONGEST_HEADING = 45
_SENTENCE_END = re.compile(r"[。;!?]")
_BLANKS = re.compile(r"[\s、,。.:;的和与()]")
_NUMBERS_AHEAD = 2  # one number may be skipped by mistake
_TEXT_BEGINS = re.compile(r"\s*(?:\d{4}年|本|我|无|没有|截[至止]|一是|\(一\)|1[.、])")
_RUNNING = 200  # characters; no longer line is a heading, a longer one may hold several
_ENOUGH = 2  # known titles that prove a way of numbering other than the usual one


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading; ``known`` is the number of the section that the forms give this title."""

    number: int | None
    title: str
    start: int
    end: int
    known: int | None


@cache
def _known_titles() -> dict[str, int]:
    """Bare titles and other printed titles of all forms with their section number, longest first."""
    titles = {
        _BLANKS.sub("", title): section.number
        for form in forms()
        for section in form.sections
        for title in (section.title, *section.aliases)
    }
    return dict(sorted(titles.items(), key=lambda item: -len(item[0])))


@cache
def _title_in_text() -> re.Pattern[str]:
    """A numbered title of the forms anywhere: 一、总体情况."""
    titles = {to_halfwidth(title) for form in forms() for s in form.sections for title in (s.title, *s.aliases)}
    return re.compile(
        f"[{_CHINESE}]、(?:{'|'.join(map(re.escape, sorted(titles, key=len, reverse=True)))})[。.::]?\\s*"
    )


_HEAD_TITLE = re.compile(r"^\S{2,40}?20\d\d年度?政府信息公开(?:工作)?(?:年度)?报告(?![的是由》、,。])(?=[一-鿿])")


def without_running_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text that lost its line breaks: title and chapter headings begin lines of their own."""
    parted: list[Line] = []
    for line in lines:
        found = list(_title_in_text().finditer(line.text)) if len(line.text) > _RUNNING else []
        if len(found) < _ENOUGH:
            parted.append(line)
            continue
        title = _HEAD_TITLE.match(line.text)
        cuts = sorted({0, *(place for match in found for place in match.span()), *([title.end()] if title else [])})
        for start, end in pairwise([*cuts, len(line.text)]):
            if piece := line.text[start:end].rstrip():
                parted.append(Line(piece, line.start + start, line.level, line.in_grid))
    return parted


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Chapter headings among lines of no table: the usual numbering unless another one carries more titles."""
    found = [_in_order(_without_contents(_candidates(lines, scheme), lines)) for scheme in _SCHEMES]
    best = max(found, key=known_titles)  # the first of equals
    return best if known_titles(best) >= _ENOUGH else found[0]


def chapters(headings: Sequence[Heading], end: int) -> tuple[SectionText, ...]:
    """Chapters with their text; the last one's ends at ``end``."""
    ends = [*(heading.start for heading in headings[1:]), end]
    return (
        tuple(
            SectionText(h.number or h.known, h.title, Span(h.start, h.end), Span(h.end, max(h.end, stop)))
            for h, stop in zip(headings, ends, strict=True)
        )
        if headings
        else ()
    )


def known_titles(headings: Sequence[Heading]) -> int:
    """How many different chapters of the forms the headings name."""
    return len({heading.known for heading in headings if heading.known})


def _candidates(lines: Sequence[Line], scheme: re.Pattern[str]) -> list[Heading]:
    return [heading for line in lines if (heading := _heading(line, scheme))]


def _in_order(headings: list[Heading]) -> list[Heading]:
    """Without numbered points inside a chapter: a title no form knows counts only where it carries the numbering on.

    A chapter of the form is not opened twice: its title may head a part of a table.
    """
    kept: list[Heading] = []
    last = 0
    seen: set[int] = set()
    for heading in headings:
        number = heading.number or 0
        fresh = heading.known not in seen if heading.known else last < number <= last + _NUMBERS_AHEAD
        if fresh:
            kept.append(heading)
            last = max(last, number)
            seen.update({heading.known} if heading.known else ())
    return kept


def _heading(line: Line, scheme: re.Pattern[str]) -> Heading | None:
    match = scheme.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :]
    printed = _number(match["n"])
    known = _known_length(rest, glued=bool(match["n"]))
    if known:
        length, section = known
        return Heading(printed, _clean(rest[:length]), line.start, line.start + match.end() + length, section)
    usual = scheme is _SCHEMES[0]
    if not usual or len(rest) > _LONGEST_HEADING or not rest or _SENTENCE_END.search(rest[:-1]):
        return None
    return Heading(printed, _clean(rest), line.start, line.end, None)


def _known_length(rest: str, *, glued: bool) -> tuple[int, int] | None:
    """Length of a known title at the start of the text, with the section it names; the text may run on behind it."""
    bare = _BLANKS.sub("", rest[:80])
    for title, section in _known_titles().items():
        if bare == title or (glued and bare.startswith(title)):
            length = _printed_length(rest, len(title))
            if _TEXT_BEGINS.match(rest, length) or _SENTENCE_END.search(rest[:-1]) or len(rest) > _LONGEST_HEADING:
                return length, section
            return len(rest), section  # the heading says a little more than the form
    return None


def _printed_length(text: str, bare_length: int) -> int:
    """How many printed characters hold so many bare ones, with the punctuation that closes them."""
    at = seen = 0
    while seen < bare_length:
        seen += not _BLANKS.match(text[at])
        at += 1
    while at < len(text) and text[at] in "。.::":
        at += 1
    return at


def _clean(title: str) -> str:
    return re.sub(r"\s+", "", title).rstrip("。.:,;")


def _number(printed: str) -> int | None:
    if not printed:
        return None
    if printed.isdigit():
        return int(printed)
    if len(printed) == 2 and printed[0] == "十":
        return 10 + _CHINESE.index(printed[1]) + 1
    return _CHINESE.index(printed[0]) + 1


def _without_contents(headings: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Drop a table of contents: headings one right below the other whose titles come again later."""
    place = {line.start: index for index, line in enumerate(lines)}
    last_of_title = {_BLANKS.sub("", heading.title): index for index, heading in enumerate(headings)}
    kept: list[Heading] = []
    dropping = True
    for index, heading in enumerate(headings):
        again = last_of_title[_BLANKS.sub("", heading.title)] > index
        following = headings[index + 1].start if index + 1 < len(headings) else None
        adjacent = following is not None and place[following] == place[heading.start] + 1
        dropping = again and (adjacent or (dropping and index > 0))
        if not dropping:
            kept.append(heading)
    return kept
