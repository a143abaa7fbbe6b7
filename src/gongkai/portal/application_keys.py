"""What a browser holds for half an hour so that number and code need not be typed again: sealed and signed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from gongkai.kernel import sealing

P = ParamSpec("P")
SECONDS = 30 * 60


class Purpose(StrEnum):
    """What a key is for: the name of its cookie."""

    RECEIPT = "gongkai_receipt"
    FOLLOW = "gongkai_follow"

    @property
    def path(self) -> str:
        """The only addresses that the browser sends it to."""
        return "/applications/received/" if self is Purpose.RECEIPT else "/applications/track/"


@dataclass(frozen=True, slots=True)
class Key:
    """Number and query code of one application."""

    number: str
    code: str


def give(response: HttpResponse, purpose: Purpose, key: Key) -> None:
    """Let the browser hold the key for :data:`SECONDS`."""
    response.set_signed_cookie(
        purpose,
        sealing.seal({"number": key.number, "code": key.code}),
        salt=purpose,
        max_age=SECONDS,
        path=purpose.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def held(request: HttpRequest, purpose: Purpose) -> Key | None:
    """The key that the browser holds; None when there is none, or it is too old or not ours."""
    token = request.get_signed_cookie(purpose, None, salt=purpose, max_age=SECONDS)
    if not token:
        return None
    try:
        value = sealing.unseal(token)
    except sealing.SealError:  # the keys were changed meanwhile
        return None
    return Key(str(value["number"]), str(value["code"]))


def take(response: HttpResponse, purpose: Purpose) -> None:
    """Let the browser forget the key."""
    response.delete_cookie(purpose, path=purpose.path, samesite="Strict")


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page of one applicant: kept nowhere, found by no search engine."""

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
