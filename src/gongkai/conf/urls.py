"""Where every address leads."""

from __future__ import annotations

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from gongkai.kernel.views import healthy
from gongkai.look.preferences import change_preferences

handler404 = "gongkai.portal.views.moved.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthy, name="healthy"),
    path("preferences/", change_preferences, name="preferences"),
    path("", include("gongkai.api.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("", include("gongkai.portal.urls")),
]
