"""Where every address leads."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from gongkai.kernel.views import healthy

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthy, name="healthy"),
]
