"""The outbox: events are delivered after commit, again after a failure, and one bad listener stops nobody."""

from __future__ import annotations

import datetime

import pytest

from gongkai.kernel import outbox
from gongkai.kernel.ledger import Json
from gongkai.kernel.models import OutboxEvent

NOW = datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Json]]:
    monkeypatch.setattr(outbox, "_HANDLERS", {})
    received: list[dict[str, Json]] = []

    @outbox.on("report.published")
    def listen(payload: dict[str, Json]) -> None:
        received.append(payload)

    return received


@pytest.mark.django_db
def test_an_event_is_delivered_once_to_its_listeners(heard: list[dict[str, Json]]) -> None:
    outbox.put("report.published", {"report": 1}, NOW)
    assert outbox.deliver(NOW) == 1
    assert outbox.deliver(NOW) == 0
    assert heard == [{"report": 1}]


@pytest.mark.django_db
def test_an_event_waits_for_its_time(heard: list[dict[str, Json]]) -> None:
    outbox.put("report.published", {"report": 1}, NOW + datetime.timedelta(seconds=1))
    assert outbox.deliver(NOW) == 0
    assert heard == []


@pytest.mark.django_db
def test_a_failed_delivery_is_repeated_later_and_does_not_stop_others(heard: list[dict[str, Json]]) -> None:
    @outbox.on("report.broken")
    def fail(payload: dict[str, Json]) -> None:
        raise OSError("the index is down")

    outbox.put("report.broken", {}, NOW)
    outbox.put("report.published", {"report": 2}, NOW)
    assert outbox.deliver(NOW) == 1
    assert heard == [{"report": 2}]
    failed = OutboxEvent.objects.get(kind="report.broken")
    assert "index is down" in failed.last_error
    assert failed.due_at == NOW + datetime.timedelta(minutes=2)
    assert outbox.deliver(failed.due_at) == 0
    failed.refresh_from_db()
    assert failed.attempts == 2


@pytest.mark.django_db
def test_a_delivery_that_always_fails_is_given_up_but_kept(heard: list[dict[str, Json]]) -> None:
    @outbox.on("report.broken")
    def fail(payload: dict[str, Json]) -> None:
        raise OSError

    outbox.put("report.broken", {}, NOW)
    for day in range(20):
        outbox.deliver(NOW + datetime.timedelta(days=day))
    event = OutboxEvent.objects.get()
    assert event.attempts == outbox.MAX_ATTEMPTS
    assert event.delivered_at is None
