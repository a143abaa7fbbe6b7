"""What kind of file it is, by its content alone."""

from __future__ import annotations

import re
from enum import StrEnum

import filetype

from gongkai.reading.readers.decode import Decoded
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.package import open_package


class Kind(StrEnum):
    """Kinds that can be read."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PARTS = {"word/": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|table|tbody|tr|td|div|p|span|h[1-6]|article|section|meta|br|ul|center|font)\b", re.I
)
_CLOSING = re.compile(r"</(?:html|body|table|td|div|p|span|h[1-6])\s*>", re.I)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\s{0,3}\|?\s*:?-{3,}:?\s*\|[\s:|-]*$", re.M)


def binary_kind(data: bytes, name: str) -> Kind | None:
    """Kind of a binary container, None for what may be text. Raises for files that hold no readable report."""
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED_PACKAGE in data
        raise UnreadableFile(Trouble.ENCRYPTED if encrypted else Trouble.LEGACY_OFFICE, name)
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile(Trouble.LEGACY_OFFICE, name)
    if data.startswith(b"PK\x03\x04"):
        return _package_kind(data, name)
    guess = filetype.guess(data[:8192])
    if guess is not None:
        raise UnreadableFile(Trouble.IMAGE if guess.mime.startswith("image/") else Trouble.UNKNOWN_TYPE, name)
    return None


def _package_kind(data: bytes, name: str) -> Kind:
    parts = open_package(data, name).namelist()
    if "OFD.xml" in parts:
        raise UnreadableFile(Trouble.OFD, name)
    for start, kind in _PARTS.items():
        if any(part.startswith(start) for part in parts):
            return kind
    raise UnreadableFile(Trouble.UNKNOWN_TYPE, name)


def text_kind(decoded: Decoded) -> Kind:
    """Page, Markdown or plain text. Markdown may hold pieces of HTML, so a page begins with a tag or closes several."""
    start = decoded.text[:20_000].lstrip()
    if start.startswith("<") and (_TAG.match(start) or start.startswith(("<?xml", "<!--"))):
        return Kind.HTML
    if _MARKDOWN.search(decoded.text):
        return Kind.MARKDOWN
    return Kind.HTML if len(_CLOSING.findall(start)) > 2 else Kind.TEXT
