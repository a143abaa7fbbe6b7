"""A web page of a government site → the fields of one document: meta tags, the head of the page, the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from gongkai.documents import content
from gongkai.documents.importing.columns import field_of
from gongkai.documents.importing.dates import read_moment

# Names of meta tags by the national rules for government sites, without case.
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "keywords": "keywords",
    "description": "summary",
    "url": "url",
    "sitename": "publisher",
}
_DROPPED = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "iframe", "select", "button")
_CONTAINERS = re.compile(
    r"(?:^|[\s_-])(?:trs_editor|zoom|ucap-?content|article-?(?:con|content|body|text)|content-?(?:body|text|box|main)"
    r"|text-?(?:con|content)|zw|news-?(?:con|content)|detail-?(?:con|content)|pages_content|main-?text)(?:$|[\s_-])",
    re.I,
)
_MOST = 0.6  # a container with this share of the text of its parent holds the body
_LABELLED = re.compile(r"([^\n\t:：]{2,16})\s*[:：]\s*([^\n\t]{0,300})")
_STAMP = re.compile(
    r"(?:发布|公开)?(?:时间|日期)\s*[:：]?\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
_LEAST = 20  # characters a body has


def page_fields(markup: str) -> dict[str, str]:
    """The fields of :mod:`columns` that a page tells; ``body`` is markup, not cleaned. Empty for no page."""
    try:
        root = cast(HtmlElement, html.document_fromstring(markup))
    except (etree.ParserError, ValueError):
        return {}
    found = dict(_meta(root))
    title = _title(root)
    for element in list(root.iter(*_DROPPED)):
        element.drop_tree()
    body = _body(root)
    if body is not None:
        found["body"] = str(html.tostring(body, encoding="unicode", with_tail=False))
        body.drop_tree()
    head = content.plain(content.clean(str(html.tostring(root, encoding="unicode"))))
    told = dict(_labelled(head))
    return {**_stamp(head), **({"title": title} if title else {}), **found, **told}


def _meta(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = _META.get((element.get("name") or "").replace("-", "").replace("_", "").lower())
        value = (element.get("content") or "").strip()
        if name and value and (name != "published" or read_moment(value)):
            yield name, value
    for element in root.iter("link"):
        address = element.get("href") or ""
        if element.get("rel") == "canonical" and address.startswith("http"):
            yield "url", address


def _title(root: HtmlElement) -> str:
    """The heading, else the name of the page without the name of the site behind it."""
    named = (item for item in root.iter("div", "h2", "p") if "title" in (item.get("class") or ""))
    for element in chain(root.iter("h1"), named):
        text = re.sub(r"\s+", " ", str(element.text_content())).strip()
        if 4 <= len(text) <= 300:
            return text
    name = root.findtext(".//title") or ""
    return re.split(r"\s*[-_|－—]+\s*(?=[^-_|－—]*$)", name.strip())[0].strip()


def _body(root: HtmlElement) -> HtmlElement | None:
    """The element that holds the text: one that says so, else the deepest with most of the text."""
    for element in root.iter("div", "td", "article", "section", "main"):
        named = f"{element.get('id') or ''} {element.get('class') or ''}"
        if _CONTAINERS.search(named) and _weight(element) >= _LEAST:
            return element
    body = root.find(".//body")
    chosen = root if body is None else body
    whole = _weight(chosen)
    while True:
        inner = max(
            (
                child
                for child in chosen.iterchildren(
                    "div", "td", "tr", "tbody", "table", "article", "section", "main", "center"
                )
            ),
            key=_weight,
            default=None,
        )
        if inner is None or _weight(inner) < whole * _MOST:
            break
        chosen = inner
    return chosen if _weight(chosen) >= _LEAST and chosen.tag not in ("html", "body") else None


def _weight(element: HtmlElement) -> int:
    """Characters that are not in links."""
    return len(str(element.text_content()).strip()) - sum(len(str(link.text_content())) for link in element.iter("a"))


def _labelled(head: str) -> Iterator[tuple[str, str]]:
    """索引号：… in a line, or a label in one cell and its value in the next."""
    cells = [cell.strip() for line in head.splitlines() for cell in line.split("\t")]
    for cell, following in zip(cells, [*cells[1:], ""], strict=True):
        inline = _LABELLED.fullmatch(cell)
        label, value = inline.groups() if inline else (cell.rstrip(":：") if cell.endswith((":", "：")) else "", "")
        field = field_of(re.sub(r"\s", "", label)) if label else ""
        value = value.strip() or ("" if _LABELLED.match(following) or following.endswith((":", "：")) else following)
        if field and value and field not in ("body", "file"):
            yield field, value


def _stamp(head: str) -> dict[str, str]:
    """发布时间：2020-03-01 10:30 amid other words."""
    found = _STAMP.search(head)
    return {"published": found.group(1)} if found else {}
