"""Links of a text: those within the own site must lead somewhere, those outside are judged by their form alone.

Nothing is ever fetched: an address typed by a drafter must not make the server ask other machines.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from gongkai.documents import content
from gongkai.documents.models import Consultation
from gongkai.documents.queries.public import DocumentPage, Withdrawn, document_page, public_attachment
from gongkai.organs.models import Organ


@dataclass(frozen=True, slots=True)
class BadLink:
    """A link that leads nowhere, and where its words stand in the plain text; ``rule`` is link.broken or link.form."""

    address: str
    start: int
    end: int
    rule: str
    message: str


def bad_links(markup: str) -> Iterator[BadLink]:
    """What is wrong with the links of a cleaned text, each link once."""
    for address, start, end in content.link_places(markup):
        parts = _split(address)
        if parts is not None and is_own(parts):
            wrong = _within(parts)
            if wrong:
                yield BadLink(address, start, end, "link.broken", f"链接“{address}”{wrong}，请改正或者删去。")
        elif parts is None or not _well_formed(parts):
            yield BadLink(address, start, end, "link.form", f"链接“{address}”的网址写法有误，读者打不开，请核对。")


def is_own(parts: SplitResult) -> bool:
    """Does an address lead into this site?"""
    own = {str(settings.GONGKAI_SITE.get("domain", "")), *settings.ALLOWED_HOSTS} - {"", "*"}
    if not parts.netloc:
        return not parts.scheme and parts.path.startswith("/")
    return (parts.hostname or "") in own


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _well_formed(parts: SplitResult) -> bool:
    if parts.scheme == "mailto":
        return "@" in parts.path
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or any(char.isspace() for char in parts.netloc):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        labels = host.split(".")
        return len(labels) > 1 and all(labels) and not host.endswith((".local", ".localhost", ".internal"))


def _within(parts: SplitResult) -> str:
    """Why an address of the own site shows nothing to the public; "" when it does."""
    try:
        found = resolve(parts.path or "/")
    except Resolver404:
        return "在本站不存在"
    if found.namespace == "desk":
        return "是内部办公页面，公众打不开"
    ask = _ASK.get(found.url_name or "")
    return ask(found) if ask else ""


def _document(found: ResolverMatch) -> str:
    page = document_page(int(found.kwargs["document_id"]), found.kwargs.get("number"))
    if isinstance(page, Withdrawn):
        return "指向的文件已撤下"
    return "" if isinstance(page, DocumentPage) else "指向的文件不存在或者没有公开"


def _attachment(found: ResolverMatch) -> str:
    return "" if public_attachment(int(found.kwargs["attachment_id"])) else "指向的附件不存在或者没有公开"


def _consultation(found: ResolverMatch) -> str:
    there = Consultation.objects.filter(pk=found.kwargs["consultation_id"], notice__live__isnull=False).exists()
    return "" if there else "指向的意见征集不存在或者没有公开"


def _organ(found: ResolverMatch) -> str:
    return "" if Organ.objects.filter(code=found.kwargs["code"]).exists() else "指向的机关不存在"


_ASK: dict[str, Callable[[ResolverMatch], str]] = {
    "document": _document,
    "edition": _document,
    "changes": _document,
    "document_download": _document,
    "attachment": _attachment,
    "consultation": _consultation,
    "organ": _organ,
    "column": _organ,
}
