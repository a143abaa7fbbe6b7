"""The running text of a document as sentences and clauses, with offsets into :attr:`Document.text`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.model import Document, Paragraph, Span

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。!?]*(?:[。!?]+[”’」』\")]*|$)")
_HARD_END = re.compile(r"[。;:!?;:”)]\s*$")
_HEADING_START = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、]|[①-⑳]|第[一二三四五六七八九十]+|附件|附表|\|)"
)
_CHAPTER = re.compile(
    r"\s*[一二三四五六七八九十]+、[^。;]{2,36}(?:情况|事项|措施|问题|概述|附表)\s*"
)  # a long heading is no open line
_FURNITURE = re.compile(
    r"\s*(?:热搜|热词|热门|当前位置|您(?:的|所在)|首页|浏览|点击|阅读|访问量|字体|字号|打印|分享|索引号|文号|发文字号|主题词"
    r"|信息来源|发布机构|公开目录|版权|主办|承办|备案|技术支持|ICP|.{0,3}公网安备|网站标识码|上一篇|下一篇|相关链接)"
)
_SENTENCE_END = re.compile(r"[。;]\s*$")
_WRAPPED_LINE = 24  # characters; shorter lines end because the writer ended them
_CJK = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``paragraph`` numbers the paragraphs of running text, so that "the same paragraph" can be asked."""

    start: int
    end: int
    paragraph: int


def running_text(
    document: Document, text: str, skip: Iterable[Span], headings: Sequence[Span] = ()
) -> Iterator[tuple[int, int]]:
    """Ranges of running text: no grids, no skipped spans, no page furniture; wrapped lines are joined.

    ``text`` is the document's text in half-width. A heading within a line ends the text before it and itself.
    """
    blocks = [block.span for block in document.blocks if isinstance(block, Paragraph)]
    closed = sorted([*skip, *(block.span for block in document.blocks if not isinstance(block, Paragraph))], key=_start)
    lines = [line for span in blocks or [Span(0, len(text))] for line in _LINE.finditer(text, span.start, span.end)]
    pieces = _cut([line.span() for line in lines], headings)
    current: tuple[int, int] | None = None
    for start, end in _without(pieces, closed):
        if _FURNITURE.match(text, start, end) and not _SENTENCE_END.search(text, start, end):
            continue  # 承办建议提案12件。 is prose, 承办:某县政务服务局 is not
        if current is not None and _continues(text, current, start, end):
            current = (current[0], end)
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current


def _cut(ranges: Sequence[tuple[int, int]], headings: Sequence[Span]) -> list[tuple[int, int]]:
    """The ranges cut where headings within them begin and end; both ascending."""
    places = sorted({place for heading in headings for place in (heading.start, heading.end)})
    pieces: list[tuple[int, int]] = []
    for start, end in ranges:
        inside = places[bisect_right(places, start) : bisect_left(places, end)]
        pieces.extend(pairwise([start, *inside, end]))
    return pieces


def _start(span: Span) -> int:
    return span.start


def _without(ranges: list[tuple[int, int]], closed: list[Span]) -> Iterator[tuple[int, int]]:
    """The ranges minus the closed spans; both ascending."""
    first = 0
    for start, end in ranges:
        while first < len(closed) and closed[first].end <= start:
            first += 1
        position = start
        for span in closed[first:]:
            if span.start >= end:
                break
            if span.start > position:
                yield position, span.start
            position = max(position, span.end)
        if position < end:
            yield position, end


def _continues(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether a line goes on with the sentence that the line before it left open (a PDF or mail broke it)."""
    if text[before[1] : start].strip(" \t\r") != "\n":
        return False
    last_line = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    if before[1] - last_line < _WRAPPED_LINE or _HARD_END.search(text, last_line, before[1]):
        return False
    if _CHAPTER.fullmatch(text, last_line, before[1]):
        return False
    return _HEADING_START.match(text, start, end) is None and _CJK.search(text, start, end) is not None


def sentences(ranges: Iterable[tuple[int, int]], text: str) -> Iterator[Sentence]:
    """Each range is a paragraph; sentences end at 。!? outside brackets' closing signs."""
    for number, (start, end) in enumerate(ranges):
        position = start
        while position < end:
            match = _SENTENCE.match(text, position, end)
            stop = match.end() if match is not None and match.end() > position else end
            yield Sentence(position, stop, number)
            position = stop


def clause_around(text: str, sentence: Sentence, start: int, end: int) -> Span:
    """The clause between commas that holds ``text[start:end]``, without brackets it does not close."""
    left = _scan(text, start - 1, sentence.start - 1, -1)
    right = _scan(text, end, sentence.end, 1)
    return _trim(text, left + 1, right)


def _scan(text: str, position: int, stop: int, step: int) -> int:
    """From ``position`` to the next comma outside brackets, or the bracket that encloses the start."""
    opening, closing = ("(", ")") if step > 0 else (")", "(")
    depth = 0
    while position != stop:
        char = text[position]
        if char == opening:
            depth += 1
        elif char == closing:
            if depth == 0:
                return position
            depth -= 1
        elif depth == 0 and _is_break(text, position):
            return position
        position += step
    return position


def _is_break(text: str, position: int) -> bool:
    char = text[position]
    if char == ",":
        return not (text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit())
    return char in ";。!?"


_EDGE = " \t\r\n,;。"


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
