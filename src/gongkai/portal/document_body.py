"""The cleaned text of a document as it stands on a page."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from lxml import html


def body_html(body: str) -> SafeString:
    """Markup that was cleaned when it was saved; its tables get frames that scroll by themselves on small screens."""
    if "<table" not in body:
        return SafeString(body)
    root = html.fragment_fromstring(body, create_parent="div")
    for table in root.xpath("//table[not(ancestor::table)]"):
        frame = html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": _("表格")})
        frame.tail, table.tail = table.tail, None
        table.getparent().replace(table, frame)
        frame.append(table)
    text: str = html.tostring(root, encoding="unicode")
    return SafeString(text.removeprefix("<div>").removesuffix("</div>"))
