"""可能已公开: what is already public is offered while somebody types what they want."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.documents.office import Office


@pytest.fixture
def there(office: Office) -> Office:
    office.publish(office.draft("城区供水管网改造资金安排"))
    office.draft("城区供水管网改造工程内部测算")
    return office


def offered(client: Client, **typed: str) -> str:
    return client.post(reverse("portal:application_suggestions"), typed).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"wanted_name": "城区供水管网改造资金安排"},
        {"wanted_description": "我想申请公开2024年城区供水管网改造的资金安排"},
        {"wanted_description": "关于城区供水管网改造，以及别的"},
    ],
)
def test_a_public_document_is_offered_with_its_link(client: Client, there: Office, typed: dict[str, str]) -> None:
    html = offered(client, **typed)
    assert "城区供水管网改造资金安排" in html
    assert "/documents/" in html
    assert "内部测算" not in html


def test_nothing_is_offered_for_nothing_or_for_something_else(client: Client, there: Office) -> None:
    for typed in ({}, {"wanted_description": "的"}, {"wanted_description": "森林防火值班安排"}):
        assert "<a" not in offered(client, **typed)


def test_asking_without_end_is_answered_with_nothing(client: Client, there: Office, settings: Settings) -> None:
    settings.VISITOR_SUGGESTIONS_PER_HOUR = 0
    assert "<a" not in offered(client, wanted_name="城区供水管网改造资金安排")
