"""Public answers that are computed once and given until something changes.

Nothing public changes without an act, and every act has a ledger entry: the head of the ledger names the state of
everything. One small query tells whether the answer that lies ready (or in the reader's own cache, by its ETag) still
holds. The language and the way of reading are part of the name; whoever is logged in gets a page of their own.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from gongkai import __version__
from gongkai.kernel.models import LedgerEntry

P = ParamSpec("P")

_KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Content-Language", "Link")
_SECONDS = 3600
_HEAD = "head-of-the-ledger"
_HEAD_SECONDS = 1


def public_version() -> str:
    """Changes whenever an act was done, and at midnight: what was valid yesterday need not be today.

    One query, asked at most once a second by each process; a process forgets its answer when it does an act itself.
    """
    head = cache.get(_HEAD)
    if head is None:
        head = LedgerEntry.objects.order_by("-sequence").values_list("hash", flat=True).first() or "empty"
        cache.set(_HEAD, head, _HEAD_SECONDS)
    today: datetime.date = timezone.localdate()
    return f"{head}:{today}"


def forget_version() -> None:
    """An act is being done: ask for the head of the ledger again."""
    cache.delete(_HEAD)


def kept_until_changed(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a public view answer from memory, with ETag and 304, while the ledger has no new entry.

    The view must depend on nothing but the path, the query, the public records, the language and the way of reading.
    A response may forbid being kept with ``Cache-Control: no-store``; only answers with status 200 are kept.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if _is_personal(request):
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response
        name = _name(request)
        etag = f'W/"{name}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_validators(HttpResponseNotModified(), etag)
        kept = cache.get(name)
        if kept is not None:
            content, headers = kept
            return _with_validators(HttpResponse(content, headers=headers), etag)
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming or "no-store" in response.get("Cache-Control", ""):
            return response
        headers = {key: response[key] for key in _KEPT_HEADERS if key in response}
        cache.set(name, (response.content, headers), _SECONDS)
        return _with_validators(response, etag)

    return answer


def _is_personal(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or CookieStorage.cookie_name in request.COOKIES


def _name(request: HttpRequest) -> str:
    words = getattr(getattr(request, "preferences", None), "words", "")
    parts = [__version__, public_version(), request.get_full_path(), request.get_host(), request.scheme or ""]
    parts += [str(getattr(request, "LANGUAGE_CODE", "")), words, request.headers.get("Accept", "")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _with_validators(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)  # may be stored, must be asked about
    return response
