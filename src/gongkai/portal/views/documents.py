"""Documents: the list, the library of normative documents, one document with its editions, files and downloads."""

from __future__ import annotations

from dataclasses import replace

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.documents.models import Edition
from gongkai.documents.queries import public
from gongkai.documents.queries.public import DocumentPage, Withdrawn
from gongkai.kernel.files import path_of
from gongkai.kernel.freshness import kept_until_changed
from gongkai.look.differences import differences
from gongkai.portal.asked import asked_number
from gongkai.portal.document_body import body_html
from gongkai.portal.document_downloads import DOCUMENT_DOWNLOADS, offered, paper_of
from gongkai.portal.document_facets import Asked, facets, feed_address, organ_choices
from gongkai.portal.document_values import citation, decided, head, linked_data, mark_of, note_of, row
from gongkai.portal.printing import pdf_response
from gongkai.portal.views.moved import to_follower

GONE = 410
WHOLE_LIST = "gongkai.whole_list"
"""In the environment of a request: lists go on to their end. No visitor can say so; the export of the site does."""
SAFE_TYPES = frozenset(
    {
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "image/png",
        "image/jpeg",
        "text/plain",
    }
)
"""Types an attachment is sent with; everything else goes out as bytes without a meaning."""


@require_safe
@kept_until_changed
def documents(request: HttpRequest) -> HttpResponse:
    """All public documents, narrowed by what the address asks."""
    return _list(request, Asked.of(request), "portal:documents")


@require_safe
@kept_until_changed
def normative(request: HttpRequest) -> HttpResponse:
    """The library of normative documents: each with its status mark."""
    return _list(request, replace(Asked.of(request), plan=public.NORMATIVE), "portal:normative")


def _list(request: HttpRequest, asked: Asked, name: str) -> HttpResponse:
    elsewhere = to_follower(request)
    if elsewhere is not None:
        return elsewhere
    filters = asked.filters(asked.organ_id())
    page = public.documents(filters, asked.page, cap=None if request.META.get(WHOLE_LIST) else public.CAP)
    today = timezone.localdate()
    context = {
        "here": "documents",
        "library": name == "portal:normative",
        "page": page,
        "rows": [row(document, today) for document in page.documents],
        "narrowed": (asked.but("plan", "") if name == "portal:normative" else asked).narrowed,
        "capped": page.capped,
        "asked": asked,
        "address": reverse(name),
        "facets": facets(asked, filters, page.total, library=name == "portal:normative"),
        "organs": organ_choices(asked),
        "feed": feed_address(asked),
        "previous": page.page - 1,
        "next": page.page + 1,
    }
    return render(request, "portal/documents.html", context)


@require_safe
@kept_until_changed
def show(request: HttpRequest, document_id: int, number: int | None = None) -> HttpResponse:
    """The page of one document, or of an earlier edition; of one that was taken down, what may remain (4 queries).

    A document that was taken down answers 410 Gone as a withdrawn report does: it was here, it will not come back, and
    search engines shall forget it. Where the kind of withdrawal leaves the text readable, the answer is 200.
    """
    page = public.document_page(document_id, number)
    if page is None:
        raise Http404(_("没有这份文件，或者它没有公开过。"))
    if isinstance(page, Withdrawn):
        return gone(request, page)
    today = timezone.localdate()
    mark = mark_of(page.validity_on(today), page.edition.effective_on, today)
    address = request.build_absolute_uri(reverse("portal:document", args=[document_id]))
    context = {
        "here": "documents",
        "page": page,
        "document": page.document,
        "edition": page.edition,
        "head": head(page, mark),
        "mark": mark,
        "body": body_html(page.edition.body),
        "decisions": [decided(item, today) for item in page.decisions],
        "editions": [(edition, note_of(edition, page.readable)) for edition in page.readable],
        "first_edition": page.readable[-1].number,
        "address": address,
        "citation": citation(page, address),
        "linked_data": linked_data(page, mark, address),
        "downloads": offered(),
    }
    return render(request, "portal/document.html", context)


def gone(request: HttpRequest, withdrawn: Withdrawn) -> HttpResponse:
    """What remains of a document that was taken down."""
    context = {"here": "documents", "withdrawn": withdrawn}
    return render(request, "portal/document_withdrawn.html", context, status=GONE)


@require_safe
@kept_until_changed
def changes(request: HttpRequest, document_id: int) -> HttpResponse:
    """What changed between two readable editions, ``?from=1&to=2``; without them the last two."""
    newest = _page(document_id, None)
    numbers = [edition.number for edition in newest.readable]
    if len(numbers) < 2:
        raise Http404(_("这份文件只有一个可以查阅的版本。"))
    to = asked_number(request.GET.get("to", "")) or numbers[0]
    start = asked_number(request.GET.get("from", "")) or next((n for n in numbers if n < to), numbers[-1])
    old, new = _page(document_id, start).edition, _page(document_id, to).edition
    context = {
        "here": "documents",
        "document": newest.document,
        "title": newest.edition.title,
        "old": old,
        "new": new,
        "readable": newest.readable,
        "differences": differences(_readable_text(old), _readable_text(new)),
        "attachments": _attachments_changed(_page(document_id, start), _page(document_id, to)),
        "note": note_of(new, newest.readable) if old.number == new.number - 1 else "",
    }
    return render(request, "portal/document_changes.html", context)


def _readable_text(edition: Edition) -> str:
    """Title and text, a paragraph or a row of a table a line."""
    return f"{edition.title}\n{edition.text}".replace("\t", " ｜ ")


def _attachments_changed(old: DocumentPage, new: DocumentPage) -> list[tuple[str, str]]:
    """(what happened, name) of every attachment that is not the same in both."""
    before, after = ({item.name: item.file_id for item in page.attachments} for page in (old, new))
    gone_ = [(_("删去"), name) for name in before if name not in after]
    come = [(_("新增"), name) for name in after if name not in before]
    return [*gone_, *come, *((_("更换"), name) for name in after if name in before and before[name] != after[name])]


@require_safe
@kept_until_changed
def download(request: HttpRequest, document_id: int, extension: str) -> HttpResponse:
    """The document (or ``?edition=1``) as a file in one of :data:`DOCUMENT_DOWNLOADS`."""
    if extension not in DOCUMENT_DOWNLOADS:
        raise Http404(_("没有这种下载格式。"))
    page = _page(document_id, asked_number(request.GET.get("edition", "")))
    address = request.build_absolute_uri(reverse("portal:document", args=[document_id]))
    kind = DOCUMENT_DOWNLOADS[extension]
    paper = paper_of(page, address, timezone.localdate())
    response = HttpResponse(kind.write(paper), content_type=kind.media_type)
    name = f"{page.edition.title[:80]}.{extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@require_safe
def pdf(request: HttpRequest, document_id: int) -> HttpResponse:
    """The document (or ``?edition=1``) as a PDF in the layout of official papers."""
    page = _page(document_id, asked_number(request.GET.get("edition", "")))
    address = request.build_absolute_uri(reverse("portal:document", args=[document_id]))
    return pdf_response(request, paper_of(page, address, timezone.localdate()), page.edition.title[:80])


@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """An attachment as a download: never shown by the browser, so nothing in it can run under this address."""
    found = public.public_attachment(attachment_id)
    if found is None:
        raise Http404(_("没有这个附件，或者它不再公开。"))
    etag = f'"{found.file_id}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        kind = found.file.media_type if found.file.media_type in SAFE_TYPES else "application/octet-stream"
        file = path_of(found.file_id).open("rb")
        response = FileResponse(file, as_attachment=True, filename=found.name, content_type=kind)
        response["Content-Length"] = str(found.file.size)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _page(document_id: int, number: int | None) -> DocumentPage:
    page = public.document_page(document_id, number)
    if not isinstance(page, DocumentPage):
        raise Http404(_("没有这份文件，或者它没有公开过。"))
    return page
