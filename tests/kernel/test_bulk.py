"""Rows by the thousand: the same rows as one by one, with numbers of their own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.kernel import bulk
from gongkai.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 2, 8, 30, 1, 5, tzinfo=datetime.UTC)


def event(kind: str, **given: object) -> OutboxEvent:
    payload = {"a": [1, None, "二\t\\N\n'"], "b": kind}
    return OutboxEvent(kind=kind, payload=payload, due_at=NOW, last_error="行\t\\.\n", **given)


def values() -> list[dict[str, Any]]:
    rows = OutboxEvent.objects.order_by("kind").values("id", "kind", "payload", "due_at", "attempts", "last_error")
    return [dict(row) for row in rows]


def test_rows_come_back_as_they_were_given() -> None:
    first, second = bulk.reserve(OutboxEvent, 2)
    bulk.insert([event("a", pk=first), event("b", pk=second)])
    whole = values()
    OutboxEvent.objects.all().delete()
    event("a", pk=first).save(force_insert=True)
    event("b", pk=second).save(force_insert=True)
    assert values() == whole
    assert whole[0]["last_error"] == "行\t\\.\n"
    assert whole[0]["due_at"] == NOW


def test_numbers_are_reserved_for_good() -> None:
    some = bulk.reserve(OutboxEvent, 3)
    bulk.insert([event(str(key), pk=key) for key in some])
    bulk.insert([event("without")])
    later = OutboxEvent.objects.create(kind="later", payload={}, due_at=NOW)
    assert len({*some, later.pk, *bulk.reserve(OutboxEvent, 2)}) == 6
    assert OutboxEvent.objects.count() == 5


def test_nothing_is_written_for_no_rows_and_a_rule_of_the_table_holds() -> None:
    bulk.insert([])
    assert not OutboxEvent.objects.exists()
    (key,) = bulk.reserve(OutboxEvent, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([event("a", pk=key), event("b", pk=key)])
    assert not OutboxEvent.objects.exists()
