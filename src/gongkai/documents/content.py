"""The text of a document: HTML cleaned on the way in, and the plain text that is searched, compared and screened."""

from __future__ import annotations

import hashlib
import re
from html import escape

import nh3
from lxml import etree, html

MAX_BODY_BYTES = 5 * 1024 * 1024

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "strong", "em", "b", "i", "u", "s", "sub", "sup", "blockquote", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "div", "span", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col"),
}
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "col": {"span"},
}
_CLASSES = {"center", "right", "signature", "remark"}  # what the style sheet of documents knows
_ALIGNED = re.compile(r"text-align\s*:\s*(center|right)", re.I)
_BLOCKS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "li", "dt", "dd", "div", "tr", "table"),
    *("blockquote", "pre", "figure", "figcaption", "caption"),
}


def clean(markup: str) -> str:
    """What may be kept of markup: structure and links. No script, no style, no address but http(s) and mailto.

    Idempotent. Pages forbid inline styles, so alignment becomes a class.
    """
    return nh3.clean(
        _with_classes(markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_known_classes,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        clean_content_tags={"script", "style", "noscript", "template", "title"},
    ).strip()


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
