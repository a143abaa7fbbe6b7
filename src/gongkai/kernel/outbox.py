"""Events that leave an act after its commit: written with it, delivered by the worker, at least once each."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.db import transaction

from gongkai.kernel.ledger import Json
from gongkai.kernel.models import OutboxEvent

logger = logging.getLogger("gongkai.outbox")
Handler = Callable[[dict[str, Json]], None]

MAX_ATTEMPTS = 8
_HANDLERS: dict[str, list[Handler]] = {}


def on(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler for events of ``kind`` (in an app's ``ready``). It must bear being called twice."""

    def register(handler: Handler) -> Handler:
        _HANDLERS.setdefault(kind, []).append(handler)
        return handler

    return register


def put(kind: str, payload: dict[str, Json], now: datetime.datetime) -> None:
    """Write one event in the running transaction."""
    OutboxEvent.objects.create(kind=kind, payload=payload, due_at=now)


def deliver(now: datetime.datetime, limit: int = 100) -> int:
    """Deliver up to ``limit`` due events, oldest first, each in its own transaction; returns how many succeeded.

    A failed delivery waits 2, 4, 8 … minutes and is given up (kept, with its error) after ``MAX_ATTEMPTS``.
    """
    delivered = 0
    for _ in range(limit):
        with transaction.atomic():
            event = (
                OutboxEvent.objects.select_for_update(skip_locked=True)
                .filter(delivered_at=None, due_at__lte=now, attempts__lt=MAX_ATTEMPTS)
                .order_by("due_at", "id")
                .first()
            )
            if event is None:
                break
            delivered += _deliver_one(event, now)
    return delivered


def _deliver_one(event: OutboxEvent, now: datetime.datetime) -> bool:
    event.attempts += 1
    try:
        with transaction.atomic():
            for handler in _HANDLERS.get(event.kind, []):
                handler(event.payload)
    except Exception as error:  # a listener's fault must not stop the others
        logger.exception("delivery failed", extra={"event": event.pk, "kind": event.kind})
        event.last_error = repr(error)
        event.due_at = now + datetime.timedelta(minutes=2**event.attempts)
    else:
        event.delivered_at = now
    event.save(update_fields=["attempts", "last_error", "due_at", "delivered_at"])
    return event.delivered_at is not None
