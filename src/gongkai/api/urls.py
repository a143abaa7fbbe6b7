"""Addresses of the open interface and of its reference."""

from __future__ import annotations

from django.urls import path

from gongkai.api.reference import reference
from gongkai.api.v1 import api

urlpatterns = [path("api/v1/", api.urls), path("api/", reference, name="api-reference")]
