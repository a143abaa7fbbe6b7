"""The product's addresses and the baseline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def constant(_request: HttpRequest) -> HttpResponse:
    """What a request costs when nothing is done for it."""
    return HttpResponse("constant")


urlpatterns = [path("bench/constant", constant), path("", include("gongkai.conf.urls"))]
