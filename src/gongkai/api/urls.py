"""Addresses of the open interface and of its reference."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from gongkai.api.reference import reference
from gongkai.api.v1 import api


def _answering_head(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """HEAD is asked like GET; the server leaves the body out. (Ninja would refuse it.)"""

    @functools.wraps(view)
    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        try:
            return view(request, **parts)
        finally:
            request.method = asked

    return answer


def _with_head(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _answering_head(pattern.callback)
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("api/v1/", (_with_head(_patterns), _app, _namespace)),
    path("api/", reference, name="api-reference"),
]
