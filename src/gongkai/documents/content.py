"""The text of a document: HTML cleaned on the way in, and the plain text that is searched, compared and screened."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape

import nh3
from lxml import etree, html

from gongkai.kernel.typed import printable

MAX_BODY_BYTES = 5 * 1024 * 1024

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "strong", "em", "b", "i", "u", "s", "sub", "sup", "blockquote", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "div", "span", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col"),
}
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "col": {"span"},
}
_CLASSES = {"center", "right", "signature", "remark"}  # what the style sheet of documents knows
_ALIGNED = re.compile(r"text-align\s*:\s*(center|right)", re.I)
_OPENING = re.compile("[\ue000-\ue002]")  # private characters by which marks are put in
_BLOCKS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "li", "dt", "dd", "div", "tr", "table"),
    *("blockquote", "pre", "figure", "figcaption", "caption"),
}


def clean(markup: str) -> str:
    """What may be kept of markup: structure and links. No script, no style, no address but http(s) and mailto.

    Idempotent. Pages forbid inline styles, so alignment becomes a class.
    """
    return printable(_CLEANER.clean(_with_classes(printable(markup)))).strip()


def from_lines(text: str) -> str:
    """Paragraphs out of plain text, a line each."""
    lines = (line.strip() for line in text.splitlines())
    return clean("".join(f"<p>{escape(line)}</p>" for line in lines if line))


def plain(markup: str) -> str:
    """The text of cleaned markup, a block a line, cells of a row parted by tabs."""
    if not markup.strip():
        return ""
    parts: list[str] = []
    _collect(html.fragment_fromstring(markup, create_parent="div"), parts)
    lines = (re.sub(r"[ \u00a0\u3000]+", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def fingerprint(text: str) -> str:
    """SHA-256 (hex) of a text: what a reviewer signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def links(markup: str) -> list[str]:
    """The addresses a cleaned text leads to."""
    if not markup.strip():
        return []
    root = html.fragment_fromstring(markup, create_parent="div")
    return [str(href) for href in root.xpath("//a/@href")]


def link_places(markup: str) -> list[tuple[str, int, int]]:
    """The links of cleaned markup: the address, and where its words stand in :func:`plain` (0, 0 without words)."""
    if "<a" not in markup:
        return []
    root = html.fragment_fromstring(markup, create_parent="div")
    spans: dict[etree._Element, tuple[int, int]] = {}
    for index, (_, element, name, _index) in enumerate(_places(root)):
        inner = element.getparent() if element is not None and name == "tail" else element
        while inner is not None and inner.tag != "a":
            inner = inner.getparent()
        if inner is not None:
            spans[inner] = (spans.get(inner, (index, index))[0], index + 1)
    return [(link.get("href", ""), *spans.get(link, (0, 0))) for link in root.iter("a") if link.get("href")]


def with_replacements(markup: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    """Cleaned markup whose :func:`plain` text says something else at places of it: (start, end, what stands there).

    Places do not overlap. A link whose address holds what is replaced loses its address.
    """
    root = html.fragment_fromstring(markup, create_parent="div")
    places = _places(root)
    runs: dict[tuple[etree._Element, str], list[str]] = {}
    gone: list[str] = []
    for start, end, new in replacements:
        gone.append("".join(char for char, *_ in places[start:end]))
        pieces = list(new) if len(new) == end - start else [new] + [""] * (end - start - 1)
        for (_, element, name, index), piece in zip(places[start:end], pieces, strict=True):
            if element is not None:
                run = runs.setdefault((element, name), list(getattr(element, name)))
                run[index] = piece
    for (element, name), run in runs.items():
        setattr(element, name, "".join(run))
    for link in root.iter("a"):
        if any(_tight(text) and _tight(text) in _tight(link.get("href", "")) for text in gone):
            link.attrib.pop("href")
    inner = str(html.tostring(root, encoding="unicode"))
    return clean(inner.removeprefix("<div>").removesuffix("</div>"))


def marked(markup: str, places: Iterable[tuple[int, int, str]]) -> str:
    """Cleaned markup with a ``<mark>`` around places of its plain text: (start, end, id of the mark)."""
    root = html.fragment_fromstring(_OPENING.sub("", markup), create_parent="div")
    chars = _places(root)
    runs: dict[tuple[etree._Element, str], list[str]] = {}
    ids: list[str] = []
    for start, end, name in places:
        former = None
        for _, element, attribute, index in chars[start:end]:
            if element is None:
                former = None
                continue
            run = runs.setdefault((element, attribute), list(getattr(element, attribute)))
            if (element, attribute) != former:
                run[index] = f"\ue000{len(ids)}\ue001{run[index]}"
                last = index
            else:
                run[last] = run[last].removesuffix("\ue002")
            run[index] += "\ue002"
            former, last = (element, attribute), index
        ids.append(name)
    for (element, attribute), run in runs.items():
        setattr(element, attribute, "".join(run))
    inner = str(html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")
    seen: set[str] = set()

    def opening(found: re.Match[str]) -> str:
        name = ids[int(found[1])]
        again = name in seen
        seen.add(name)
        return "<mark>" if again else f'<mark id="{escape(name)}" tabindex="-1">'

    return re.sub("\ue000(\\d+)\ue001", opening, inner).replace("\ue002", "</mark>")


def unlinked(markup: str, address: str) -> str:
    """Cleaned markup in which no link leads to an address that holds ``address``."""
    root = html.fragment_fromstring(markup, create_parent="div")
    for link in root.iter("a"):
        if address in link.get("href", ""):
            link.attrib.pop("href")
    return clean(str(html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>"))


_Place = tuple[str, "etree._Element | None", str, int]
"""A character of the plain text and where it stands: an element's ``text`` or ``tail``, at which index."""


def _places(root: etree._Element) -> list[_Place]:
    """Where every character of :func:`plain` comes from, by the same rules."""
    lines: list[list[_Place]] = [[]]
    for place in _raw(root):
        if place[0] == "\n":
            lines.append([])
        elif place[0] in " \u00a0\u3000":
            if not lines[-1] or lines[-1][-1][0] != " ":
                lines[-1].append((" ", *place[1:]))
        else:
            lines[-1].append(place)
    found: list[_Place] = []
    for line in lines:
        while line and line[0][0].isspace():
            line.pop(0)
        while line and line[-1][0].isspace():
            line.pop()
        if line:
            found += [("\n", None, "", 0), *line] if found else line
    return found


def _raw(element: etree._Element) -> Iterator[_Place]:
    block = element.tag in _BLOCKS
    if block or element.tag in {"td", "th"}:
        yield ("\n" if block else "\t", None, "", 0)
    yield from _run(element, "text")
    for child in element:
        yield from _raw(child)
        yield from _run(child, "tail")
    if block:
        yield ("\n", None, "", 0)


def _run(element: etree._Element, name: str) -> Iterator[_Place]:
    for index, char in enumerate(getattr(element, name) or ""):
        yield (" " if char == "\n" else char, element, name, index)


def _tight(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _collect(element: etree._Element, parts: list[str]) -> None:
    block = element.tag in _BLOCKS
    if block:
        parts.append("\n")
    if element.tag in {"td", "th"}:
        parts.append("\t")
    parts.append((element.text or "").replace("\n", " "))
    for child in element:
        _collect(child, parts)
        parts.append((child.tail or "").replace("\n", " "))
    if block:
        parts.append("\n")


def _with_classes(markup: str) -> str:
    if not markup.strip():
        return ""
    root = html.fragment_fromstring(markup, create_parent="div")
    for element in root.iter(etree.Element):
        found = _ALIGNED.search(element.get("style", "")) or re.match("(center|right)$", element.get("align", ""), re.I)
        if found:
            element.set("class", found.group(1).lower())
    inner = str(html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")


def _known_classes(_tag: str, attribute: str, value: str) -> str | None:
    if attribute != "class":
        return value
    kept = [name for name in value.split() if name in _CLASSES]
    return " ".join(kept) or None


_CLEANER = nh3.Cleaner(  # made once: to make it costs more than to clean a short text
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_known_classes,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
    clean_content_tags={"script", "style", "noscript", "template", "title"},
)
