"""What Django and django-csp leave to us: headers, addresses behind a proxy, bytes that no text holds."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

_OFF = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _OFF)


class PermissionsPolicyMiddleware:
    """Says to the browser that no page here uses its camera, microphone, place …"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class ProxiedAddressMiddleware:
    """Behind a reverse proxy: ``REMOTE_ADDR`` is the address that the proxy itself added last to X-Forwarded-For.

    What stands before it was sent by the visitor and may be invented. Without this all visitors would share the rate
    limits and the lockout of the proxy's own address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            request.META["REMOTE_ADDR"] = forwarded
        return self.get_response(request)


class RefuseNullMiddleware:
    """Answers 400 to an address with a NUL: no text has one, and PostgreSQL takes none in a query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.get_full_path():
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)
