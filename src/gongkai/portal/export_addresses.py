"""Which file of an export an address of the site has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from gongkai.documents.models import Attachment
from gongkai.documents.queries import public
from gongkai.documents.queries.public import Filters
from gongkai.portal.document_downloads import DOCUMENT_DOWNLOADS

INDEX = "index.html"
LIBRARY = "/normative/"
_LIST = "/documents/"
_DOCUMENT = re.compile(r"/documents/(\d+)/(?:editions/(\d+)/)?")
_DOWNLOAD = re.compile(r"/documents/(\d+)/download/([a-z]+)")
_ATTACHMENT = re.compile(r"/attachments/(\d+)/")
_ORGAN = re.compile(r"/organs/([^/]+)/(?:disclosure/)?")
_FIELDS = {"year": "published_at__year", "plan": "plan", "theme": "live__theme", "validity": "validity"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of documents that is written: all, the library, or one narrowing of all (``year`` = ``2020``)."""

    address: str = _LIST
    name: str = ""
    value: str = ""

    def page(self, number: int) -> str:
        """The address of a page."""
        asked = {self.name: self.value} if self.name else {}
        query = urlencode({**asked, **({"page": number} if number > 1 else {})})
        return f"{self.address}?{query}" if query else self.address

    def file(self, number: int) -> str:
        """The file of a page."""
        folder = f"{self.address.strip('/')}/{f'by/{self.name}/{self.value}/' if self.name else ''}"
        return f"{folder}{INDEX}" if number == 1 else f"{folder}page-{number}.html"


@dataclass(frozen=True, slots=True)
class Site:
    """What an export holds besides the pages of single documents: lists with their numbers of pages, organs by code."""

    lists: Mapping[Listing, int]
    organs: frozenset[str]

    @classmethod
    def present(cls) -> Site:
        """As the records stand now: a list for every value that some public document has."""
        chosen = public.narrowed(Filters())
        numbers = {Listing(): chosen.count()}
        numbers[Listing(LIBRARY)] = public.narrowed(Filters(plan=public.NORMATIVE)).count()
        for name, field in _FIELDS.items():
            for value, number in public.count_by(chosen, field).items():
                for part in _with_whole(name, str(value)):
                    listing = Listing(_LIST, name, part)
                    numbers[listing] = numbers.get(listing, 0) + number
        for code, number in public.count_by(chosen, "organ__code").items():
            numbers[Listing(_LIST, "organ", str(code))] = number
        pages = {listing: max(1, -(-number // public.PER_PAGE)) for listing, number in numbers.items()}
        codes = public.organs_with_documents().values_list("code", flat=True)
        return cls(pages, frozenset(codes))

    def file_of(self, given: str, asked: str) -> str | None:
        """The file of an address that stands on the page ``asked``; None when it has none. May end in #place."""
        parts = urlsplit(given)
        path = parts.path or asked.partition("?")[0]
        mark = f"#{parts.fragment}" if parts.fragment else ""
        if path.startswith("/static/"):
            return path.removeprefix("/")
        if path in ("/", _LIST, LIBRARY):
            file = self._list_file(_LIST if path == "/" else path, dict(parse_qsl(parts.query)))
            return file + mark if file else None
        if parts.query:
            return None
        found = _record_file(path) or self._organ_file(path)
        return found + mark if found else None

    def _list_file(self, path: str, asked: dict[str, str]) -> str | None:
        number = asked.pop("page", "1")
        if len(asked) > 1 or not number.isdecimal():
            return None
        listing = Listing(path, *next(iter(asked.items()), ("", "")))
        return listing.file(int(number)) if 1 <= int(number) <= self.lists.get(listing, 0) else None

    def _organ_file(self, path: str) -> str | None:
        found = _ORGAN.fullmatch(path)
        return f"{path.removeprefix('/')}{INDEX}" if found and found.group(1) in self.organs else None


def _record_file(path: str) -> str | None:
    if attached := _ATTACHMENT.fullmatch(path):
        attachment = public.public_attachment(int(attached.group(1)))
        return attachment_file(attachment) if attachment else None
    if (taken := _DOWNLOAD.fullmatch(path)) and taken.group(2) in DOCUMENT_DOWNLOADS:
        return download_file(int(taken.group(1)), taken.group(2))
    return f"{path.removeprefix('/')}{INDEX}" if _DOCUMENT.fullmatch(path) else None


def _with_whole(name: str, value: str) -> Iterator[str]:
    """A value, and of a part of a theme the theme that holds it; nothing for what is not said."""
    if value and value != "None":
        yield value
        if name == "theme" and len(value) > 2:
            yield value[:2]


def attachment_file(attachment: Attachment) -> str:
    """Where an attachment lies: with its document, so that it goes when the document is written anew."""
    name = re.sub(r"[/\\\0]", "_", attachment.name).strip(".") or "file"
    return f"documents/{attachment.edition.document_id}/files/{attachment.pk}/{name}"


def download_file(document_id: int, extension: str) -> str:
    """The live text of a document to take away."""
    return f"documents/{document_id}/{document_id}.{extension}"
