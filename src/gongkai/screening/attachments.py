"""The text of files to be attached: opened by the readers of reading, and screened like any other text."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.reading.model import Document
from gongkai.reading.readers import open_document
from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.package import open_package, read_xml
from gongkai.screening.files.parts import local
from gongkai.screening.model import Hit
from gongkai.screening.screen import screen
from gongkai.screening.terms import TermList

_PARTS = re.compile(
    r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$|^xl/(?:worksheets/[^_/]*|comments[^_]*)\.xml$"
)
_HEAD = re.compile(r"(?:odd|even|first)(?:Header|Footer)")
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]')  # of print settings: font, colour, size, position


@dataclass(frozen=True, slots=True)
class FileScreening:
    """The hits in a file. ``elsewhere``: (place, hit) in what the reader leaves out, such as heads and feet of pages;
    the offsets of those count within their place.
    """

    document: Document
    hits: tuple[Hit, ...]
    elsewhere: tuple[tuple[str, Hit], ...] = ()


def screen_file(data: bytes, name: str, *, on: datetime.date, terms: TermList | None = None) -> FileScreening:
    """Screen the text of a DOCX, PDF, XLSX, page or text file.

    Raises UnreadableFile for a file without text, such as a scan: a person must look at it.
    """
    document = open_document(data, name)
    hits = screen(document.text, on=on, terms=terms)
    known = {(hit.rule, "".join(hit.text.split())) for hit in hits}
    elsewhere: list[tuple[str, Hit]] = []
    for place, text in _aside(data, document):
        for hit in screen(text, on=on, terms=terms):
            found = (hit.rule, "".join(hit.text.split()))
            if found not in known:
                known.add(found)  # the same head stands on every page
                elsewhere.append((place, hit))
    return FileScreening(document, hits, tuple(elsewhere))


def _aside(data: bytes, document: Document) -> Iterator[tuple[str, str]]:
    """What the readers leave out because no report stands there; marks of secrecy do."""
    if document.kind == "pdf":
        import pypdfium2  # noqa: PLC0415 - heavy, and most texts come without a PDF

        pdf = pypdfium2.PdfDocument(io.BytesIO(data))
        for number, page in enumerate(pdf, 1):
            yield f"第{number}页", normalise(page.get_textpage().get_text_bounded())
        pdf.close()
    elif document.kind in ("docx", "xlsx"):
        package = open_package(data, document.name)
        for part in package.namelist():
            if _PARTS.search(part):
                tree = read_xml(package, part, document.name)
                yield part, "" if tree is None else _lines(tree)


def _lines(tree: etree._Element) -> str:
    """Every paragraph with all its text, hidden or not, and the heads and feet of sheets without their codes."""
    lines = [
        "".join(item.text or "" for item in block.iter() if local(item) in ("t", "delText"))
        for block in tree.iter()
        if local(block) in ("p", "comment")
    ]
    lines += [_CODES.sub("\n", item.text or "") for item in tree.iter() if _HEAD.fullmatch(local(item))]
    return normalise("\n".join(lines))
