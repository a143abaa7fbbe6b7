"""The body of a document that comes from elsewhere: markup or plain text → cleaned markup with whole addresses."""

from __future__ import annotations

import re

from lxml import html

from gongkai.documents import content

_MARKUP = re.compile(
    r"<(?:/?(?:p|br|div|span|table|t[rdh]|h\d|ul|ol|li|a|strong|b|em|font|section|html|body)\b|!--)", re.I
)


def body_of(given: str, address: str = "") -> str:
    """Cleaned markup. ``address`` is where the text stood: relative links become whole by it."""
    if not _MARKUP.search(given):
        return content.from_lines(given)
    return content.clean(_with_whole_links(given, address) if "href" in given.lower() else given)


def _with_whole_links(given: str, address: str) -> str:
    root = html.fragment_fromstring(given, create_parent="div")
    if address:
        root.make_links_absolute(address, handle_failures="discard")
    for link in root.iter("a"):
        if link.get("href", "").startswith("#"):  # a place of the old page
            link.attrib.pop("href")
    return str(html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")
