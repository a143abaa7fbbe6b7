"""The public documents as files that any web server can give out: pages, attachments, site map, with relative links.

Pages are those of the portal itself, asked for without a server. What changed since the last run is found in the
ledger; where an entry does not tell which documents it concerns, everything is written anew.
"""

from __future__ import annotations

import datetime
import json
import os
import posixpath
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.contrib.staticfiles import finders
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from lxml import html
from lxml.html import HtmlElement

from gongkai import __version__
from gongkai.documents.models import Document, Edition, Relation
from gongkai.documents.queries import public
from gongkai.documents.queries.moved import old_addresses
from gongkai.documents.queries.public import DocumentPage
from gongkai.kernel.files import path_of
from gongkai.kernel.models import LedgerEntry
from gongkai.portal.document_downloads import DOCUMENT_DOWNLOADS
from gongkai.portal.export_addresses import INDEX, LIBRARY, Site, attachment_file, download_file
from gongkai.portal.views.documents import WHOLE_LIST

STATE = ".export.json"
PER_SITE_MAP = 50_000
_LINKS = (("href", "a"), ("href", "link"), ("src", "script"), ("src", "img"))
# Acts on these subjects change no page of a document, or only that of the one they name.
_OF_NO_EFFECT = ("documents.review", "documents.screeningitem", "documents.attachment", "organs.user", "organs.post")
_ROOMS_APART = ("reports.", "organs.apitoken")


class ExportError(Exception):
    """The pages cannot be written; the message says why and what to do."""


@dataclass(slots=True)
class Exported:
    """How many document pages and files were written; ``unchanged``: nothing had happened since the last run."""

    pages: int = 0
    files: int = 0
    everything: bool = False
    unchanged: bool = False


def export(folder: Path, address: str, progress: Callable[[int], None] = lambda _done: None) -> Exported:
    """Write what is new into ``folder``. ``address``: where the site is or will be, https://host, for canonical links.

    Killed at any place, the next run does the same work again: the state is written last. Raises ExportError.
    """
    return _Export(folder, address.rstrip("/"), progress).run()


@dataclass(slots=True)
class _Export:
    folder: Path
    address: str
    progress: Callable[[int], None]
    result: Exported = field(default_factory=Exported)
    client: Client = field(init=False)
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise ExportError(f"网址“{self.address}”应如 https://www.example.gov.cn，不带路径。")
        port = str(parts.port or (443 if parts.scheme == "https" else 80))
        given: dict[str, Any] = {"SERVER_NAME": parts.hostname, "SERVER_PORT": port, "wsgi.url_scheme": parts.scheme}
        given[WHOLE_LIST] = True
        self.client = Client(**given)

    def run(self) -> Exported:
        """The whole work."""
        before, now = self._state(), self._present()
        if before == now:
            self.result.unchanged = True
            return self.result
        chosen = None
        if before and (before["version"], before["address"]) == (now["version"], now["address"]):
            chosen = touched(before, now)
        self.result.everything = chosen is None
        self.site = Site.present()
        rows = Document.objects.filter(published_at__isnull=False)
        if chosen is not None:
            rows = rows.filter(pk__in=chosen)
        else:
            shutil.rmtree(self.folder / "documents", ignore_errors=True)
        for number in rows.order_by("pk").values_list("pk", flat=True).iterator():
            self._document(number)
            self.progress(self.result.pages)
        self._lists()
        self._organs()
        self._assets()
        self._site_map()
        self._old_addresses()
        self._write(STATE, json.dumps(now).encode())
        return self.result

    def _present(self) -> dict[str, str | int]:
        last = LedgerEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
        day = timezone.localdate().isoformat()
        return {"head": last or 0, "day": day, "version": __version__, "address": self.address}

    def _state(self) -> dict[str, str | int]:
        try:
            found: dict[str, str | int] = json.loads((self.folder / STATE).read_bytes())
        except (OSError, ValueError):
            return {}
        return found

    def _document(self, number: int) -> None:
        """The folder of one document, from nothing: an edition that may not be read any more is gone with it."""
        home = f"documents/{number}"
        shutil.rmtree(self.folder / home, ignore_errors=True)
        page = public.document_page(number)
        self._page(f"/documents/{number}/", f"{home}/{INDEX}")
        self.result.pages += 1
        if not isinstance(page, DocumentPage):
            return
        for extension in DOCUMENT_DOWNLOADS if page.is_live else ():
            answer = self._answer(f"/documents/{number}/download/{extension}")
            self._write(download_file(number, extension), answer)
        for edition in page.readable:
            if edition.pk != page.document.live_id:
                self._page(
                    f"/documents/{number}/editions/{edition.number}/", f"{home}/editions/{edition.number}/{INDEX}"
                )
            for attachment in edition.attachments.all():
                target = self.folder / attachment_file(attachment)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path_of(attachment.file_id), target)
                self.result.files += 1

    def _lists(self) -> None:
        """Every list to its end, page by page; pages that are there no longer go."""
        written = set()
        for listing, pages in self.site.lists.items():
            for number in range(1, pages + 1):
                file = listing.file(number)
                self._page(listing.page(number), file)
                written.add(self.folder / file)
        for pattern in ("documents/page-*.html", "documents/by/*/*/*.html", f"{LIBRARY.strip('/')}/*.html"):
            for path in set(self.folder.glob(pattern)) - written:
                path.unlink()
        target = f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=documents/{INDEX}">'
        self._write(INDEX, target.encode())

    def _organs(self) -> None:
        """The organs that have public documents, each with its column of statutory disclosure."""
        kept = {f"organs/{code}" for code in self.site.organs}
        for path in self.folder.glob("organs/*"):
            if path.relative_to(self.folder).as_posix() not in kept:
                shutil.rmtree(path)
        for folder in sorted(kept):
            for place in (folder, f"{folder}/disclosure"):
                self._page(f"/{place}/", f"{place}/{INDEX}")

    def _page(self, asked: str, file: str) -> None:
        self._write(file, self._detached(self._answer(asked), asked, file))

    def _answer(self, asked: str) -> bytes:
        answer = self.client.get(asked)
        if answer.status_code not in (200, 410):
            raise ExportError(
                f"{asked} 的页面生成不了（{answer.status_code}）。请核对网址：主机名须在 GONGKAI_HOSTS 中，"
                "生产环境须为 https。"
            )
        return answer.content

    def _detached(self, content: bytes, asked: str, file: str) -> bytes:
        """The page without forms, its links leading to files of this folder; other links of the site are dropped."""
        root = cast(HtmlElement, html.document_fromstring(content.decode()))
        for form in list(root.iter("form")):
            form.drop_tree()
        for name, tag in _LINKS:
            for element in list(root.iter(tag)):
                given = element.get(name)
                if given is None or element.get("rel") == "canonical" or given.startswith(("#", "mailto:", "http")):
                    continue
                target = self.site.file_of(given, asked)
                if target is not None:
                    path, mark, fragment = target.partition("#")
                    element.set(name, posixpath.relpath(path, posixpath.dirname(file)) + mark + fragment)
                elif tag == "a":
                    element.attrib.pop(name)
                else:
                    element.drop_tree()
        return b"<!DOCTYPE html>\n" + bytes(html.tostring(root, encoding="utf-8"))

    def _assets(self) -> None:
        """Style sheets, scripts and pictures of the pages."""
        for finder in finders.get_finders():
            for name, storage in finder.list(["CACHE"]):
                if name.startswith("gongkai/"):
                    with storage.open(name) as file:
                        self._write(f"static/{name}", file.read())

    def _site_map(self) -> None:
        """``sitemap.xml``, in several files where there are more than one may hold."""
        rows = Document.objects.filter(public.PUBLIC).order_by("pk").values_list("pk", "live__published_at").iterator()
        names: list[str] = []
        lines: list[str] = []
        for number, moment in rows:
            place = escape(f"{self.address}/documents/{number}/")
            day = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
            lines.append(f"<url><loc>{place}</loc>{day}</url>")
            if len(lines) == PER_SITE_MAP:
                names.append(self._part(len(names) + 1, lines))
                lines = []
        names.append(self._part(len(names) + 1, lines))
        listed = "".join(f"<sitemap><loc>{escape(f'{self.address}/{name}')}</loc></sitemap>" for name in names)
        self._write("sitemap.xml", _xml("sitemapindex", listed))

    def _old_addresses(self) -> None:
        """What nginx needs to answer 301: ``map $host$request_uri $moved { include old-addresses.map; }``."""
        found = {iri_to_uri(old): document for old, document in reversed([*old_addresses()])}  # the first one counts
        text = "".join(f'"{old}" "/documents/{document}/";\n' for old, document in sorted(found.items()))
        self._write("old-addresses.map", text.encode())

    def _part(self, number: int, lines: Iterable[str]) -> str:
        name = f"sitemap-documents-{number}.xml"
        self._write(name, _xml("urlset", "\n".join(lines)))
        return name

    def _write(self, file: str, content: bytes) -> None:
        """Whole or not at all; a file with the same content is left as it is, so that caches keep it."""
        path = self.folder / file
        if path.exists() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.part")
        fresh.write_bytes(content)
        os.replace(fresh, path)
        self.result.files += 1


def touched(before: dict[str, str | int], now: dict[str, str | int]) -> set[int] | None:
    """The documents whose pages may have changed since an earlier state; None: any may have."""
    entries = LedgerEntry.objects.filter(sequence__gt=before["head"], sequence__lte=now["head"])
    found: set[int] = set()
    for entry in entries.order_by("sequence").iterator():
        concerned = _concerned(entry)
        if concerned is None:
            return None
        found.update(concerned)
    found.update(_by_day(str(before["day"]), str(now["day"])))
    return found | _relatives(found)


def _concerned(entry: LedgerEntry) -> Iterable[int] | None:
    """The documents an entry of the ledger concerns; None when it does not tell."""
    if entry.subject in _OF_NO_EFFECT or entry.subject.startswith(_ROOMS_APART):
        return ()
    if entry.act == "document.import":
        fresh = Q(organ=entry.subject_id) & (Q(created_at__gte=entry.at) | Q(live__saved_at__gte=entry.at))
        return Document.objects.filter(fresh).values_list("pk", flat=True)
    if entry.subject == "documents.document":
        return (int(entry.subject_id),)
    if entry.subject == "documents.edition":
        return Edition.objects.filter(pk=entry.subject_id).values_list("document_id", flat=True)
    if entry.subject == "documents.relation":
        return [int(entry.detail["source"]), int(entry.detail["target"])]
    return (int(entry.detail["document"]),) if entry.subject == "documents.posting" else None


def _by_day(before: str, today: str) -> Iterator[int]:
    """Documents that began or ended to hold in between: (before, today], and the day before for 有效期至."""
    first = datetime.date.fromisoformat(before)
    if before != today:
        span = (first, datetime.date.fromisoformat(today))
        days = (
            Q(live__effective_on__range=span) | Q(live__expires_on__range=span) | Q(validity_decisions__on__range=span)
        )
        yield from Document.objects.filter(days).values_list("pk", flat=True)


def _relatives(found: set[int]) -> set[int]:
    """Their pages show title and date of those they are linked with."""
    if not found:
        return set()
    links = Relation.objects.filter(Q(source__in=found) | Q(target__in=found)).values_list("source_id", "target_id")
    return {number for pair in links for number in pair}


def _xml(root: str, content: str) -> bytes:
    opening = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{content}</{root}>\n'.encode()
