"""Web pages of government sites → blocks.

Everything visible is kept, for the report's start and end are found later; only what cannot be text of a report
(scripts, menus of choices, hidden parts, site navigation) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from gongkai.reading.model import Document, Grid
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawCell, RawParagraph, RawTable
from gongkai.reading.readers.characters import normalise, raised
from gongkai.reading.readers.decode import Decoded
from gongkai.reading.readers.drawn import name_drawn_tables
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.lines import line_blocks

_WITHOUT_REPORT_TEXT = (
    "script style noscript template iframe object svg math canvas select option datalist textarea button audio video "
    "map head title meta link base frameset"
)
_BLOCK_TAGS = (
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ul caption "
    "table thead tbody tfoot tr td th"
)
_DROPPED = frozenset(_WITHOUT_REPORT_TEXT.split())
_SITE_PARTS = frozenset(("nav", "footer", "aside"))
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_STRUCK_OUT = frozenset(("s", "strike", "del"))
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super\b", re.I)
_STRUCK_LENGTH = 200  # characters; more is a page that lost the end of its mark
_FILLED_IN = frozenset(("", "text", "number", "tel"))  # types of input fields that show their value
_LEADING_DIGITS = re.compile(r"\s*(\d{1,6})")
_MAX_NESTED_TABLES = 30  # deeper ones are read as running text
_THIN = 200  # characters; a page with less cannot be a report
_ERROR_WORDS = re.compile(
    r"\b(?:404|403|500|502|503)\b|页面不存在|找不到|无法访问|已(?:被)?删除|Not Found|Forbidden|Bad Gateway", re.I
)
_META_KEYS = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "sitename": "site",
    "url": "url",
}


def read_html(decoded: Decoded, name: str) -> Document:
    """Open a page. Raises :class:`UnreadableFile` for login pages, error pages and pages filled by scripts."""
    root = _parse(decoded.text)
    if root is None:
        raise UnreadableFile(Trouble.EMPTY, name)
    metadata = {"encoding": decoded.encoding, **_metadata(root)}
    blocks = page_blocks(root)
    document = assemble(name, "html", blocks, metadata, decoded.warnings)
    if len(document.text) < _THIN and not any(isinstance(block, Grid) for block in document.blocks):
        _refuse_empty_page(root, document.text, name)
    return document


def html_blocks(markup: str) -> list[RawBlock]:
    """Blocks of a piece of markup inside another format."""
    root = _parse(markup)
    return [] if root is None else page_blocks(root)


def page_blocks(root: etree._Element) -> list[RawBlock]:
    """All visible blocks; a page that hides its whole body until a script runs is read as if it were shown."""
    name_drawn_tables(root)
    blocks = _Walker(_site_parts(root), show_hidden=False).walk(root)
    return blocks or _Walker(frozenset(), show_hidden=True).walk(root)


def _parse(markup: str) -> etree._Element | None:
    # The HTML parser expands no custom entities; huge_tree only lifts its limit on nesting, real pages pass it.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _site_parts(root: etree._Element) -> frozenset[etree._Element]:
    """Navigation, footers and sidebars, unless they hold the greater part of the page or stand inside the article."""
    parts = [part for part in root.iter(*_SITE_PARTS) if next(part.iterancestors("main", "article"), None) is None]
    if not parts:
        return frozenset()
    whole = _length(root)
    return frozenset(part for part in parts if 2 * _length(part) < whole and part.find(".//h1") is None)


def _length(element: etree._Element) -> int:
    return sum(len(text) for text in element.itertext() if not text.isspace())


# --- the walk ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sink:
    """Collects the blocks of one container (the page or a cell) while the walk is inside it."""

    blocks: list[RawBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    level: int = 0

    def flush(self) -> None:
        if not self.pieces:
            return
        line = " ".join(normalise("".join(self.pieces)).split())
        self.pieces.clear()
        if line:
            self.blocks.append(RawParagraph(line, self.level))


class _Walker:
    """One pass over the tree with an explicit stack, so that no nesting is too deep."""

    def __init__(self, left_out: frozenset[etree._Element], *, show_hidden: bool) -> None:
        self.left_out = left_out
        self.show_hidden = show_hidden
        self.sinks = [_Sink()]
        self.tables: list[RawTable] = []
        self.closing: dict[etree._Element, Callable[[], object]] = {}  # what to do when an open element ends

    def walk(self, root: etree._Element) -> list[RawBlock]:
        stack: list[tuple[etree._Element, Iterator[etree._Element]]] = []
        self._visit(root, stack)
        while stack:
            element, children = stack[-1]
            child = next(children, None)
            if child is not None:
                self._visit(child, stack)
                continue
            stack.pop()
            if element.tag in _BLOCKS:
                self.sinks[-1].flush()
            if element in self.closing:
                self.closing.pop(element)()
            self._text(element.tail)
        self.sinks[0].flush()
        return self.sinks[0].blocks

    def _visit(self, element: etree._Element, stack: list[tuple[etree._Element, Iterator[etree._Element]]]) -> None:
        tag = element.tag
        if not isinstance(tag, str) or self._is_left_out(element, tag):
            self._text(element.tail)
        elif tag == "input" or _is_raised(element, tag):
            self._text(self._field(element) if tag == "input" else raised(_text_of(element), self._line()))
            self._text(element.tail)
        elif tag == "pre":
            self.sinks[-1].flush()
            self.sinks[-1].blocks.extend(line_blocks(normalise("".join(map(str, element.itertext()))).split("\n")))
            self._text(element.tail)
        else:
            self._open(element, tag)
            self._text(element.text)
            stack.append((element, iter(element)))

    def _field(self, element: etree._Element) -> str:
        """What a field of a table shows that was published as a form; fields elsewhere belong to the site."""
        shown = bool(self.tables) and element.get("type", "").strip().lower() in _FILLED_IN
        return element.get("value", "") if shown else ""

    def _line(self) -> str:
        """The line so far."""
        return "".join(self.sinks[-1].pieces)

    def _text(self, text: str | None) -> None:
        if text:
            self.sinks[-1].pieces.append(text)

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        return tag in _DROPPED or element in self.left_out or self._is_hidden(element) or _is_struck_out(element, tag)

    def _is_hidden(self, element: etree._Element) -> bool:
        if self.show_hidden or not element.attrib:
            return False
        return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        sink = self.sinks[-1]
        sink.flush()
        if tag in _HEADINGS:
            sink.level = int(tag[1])
            self.closing[element] = partial(setattr, sink, "level", 0)
        elif tag == "table" and len(self.tables) < _MAX_NESTED_TABLES:
            self._open_table(element)
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            self._open_cell(element)

    def _open_table(self, element: etree._Element) -> None:
        self.tables.append(RawTable())
        self.closing[element] = self._close_table

    def _close_table(self) -> None:
        self.sinks[-1].blocks.append(self.tables.pop())

    def _open_cell(self, element: etree._Element) -> None:
        sink = _Sink()
        cell = RawCell(sink.blocks, _span(element, "rowspan"), _span(element, "colspan"))
        self.tables[-1].rows[-1].append(cell)
        self.sinks.append(sink)
        self.closing[element] = self.sinks.pop


def _is_struck_out(element: etree._Element, tag: str) -> bool:
    """Whether an element holds words that were taken back."""
    if tag not in _STRUCK_OUT and "line-through" not in element.get("style", ""):
        return False
    return element.find(".//td") is None and len(_text_of(element)) <= _STRUCK_LENGTH


def _is_raised(element: etree._Element, tag: str) -> bool:
    style = element.get("style", "")
    return tag == "sup" or ("super" in style and bool(_RAISED_STYLE.search(style)))


def _text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _span(element: etree._Element, name: str) -> int:
    """A stated span; the page may state nonsense, which counts as 1 (0 too: the span to the end is never meant)."""
    stated = element.get(name)
    digits = _LEADING_DIGITS.match(stated) if stated else None
    return max(1, int(digits[1])) if digits else 1


# --- what a page says about itself ------------------------------------------------------------------------------


def _metadata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    title = root.find(".//title")
    if title is not None and (text := _one_line(title.text)):
        found["title"] = text
    for meta in root.iter("meta"):
        key = _META_KEYS.get((meta.get("name") or meta.get("property") or "").lower())
        if key and (text := _one_line(meta.get("content"))):
            found[key] = text
    return found


def _one_line(text: str | None) -> str:
    return " ".join(normalise(text or "").split())


def _refuse_empty_page(root: etree._Element, text: str, name: str) -> None:
    """A page with next to no text is something else than a report; say what."""
    if any((field.get("type") or "").lower() == "password" for field in root.iter("input")):
        raise UnreadableFile(Trouble.LOGIN_PAGE, name)
    title = root.findtext(".//title") or ""
    if _ERROR_WORDS.search(f"{title} {text}"):
        raise UnreadableFile(Trouble.ERROR_PAGE, name)
    if root.find(".//script") is not None:
        raise UnreadableFile(Trouble.SCRIPT_PAGE, name)
    if not text.strip():
        raise UnreadableFile(Trouble.EMPTY, name)
