"""Behind a proxy every visitor keeps an address of their own, and nobody chooses it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from gongkai.kernel.middleware import ProxiedAddressMiddleware


def seen(headers: dict[str, str]) -> str:
    """The address that the product sees for a request that the proxy hands on."""
    addresses: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        addresses.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    ProxiedAddressMiddleware(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1"))
    return addresses[0]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [("203.0.113.7", "203.0.113.7"), ("invented, 198.51.100.2 , 203.0.113.7", "203.0.113.7"), ("", "10.0.0.1")],
)
def test_only_what_the_proxy_added_counts(forwarded: str, address: str) -> None:
    assert seen({"X-Forwarded-For": forwarded}) == address


def test_a_request_past_the_proxy_keeps_its_address() -> None:
    assert seen({}) == "10.0.0.1"
