"""Signs of life of background processes, kept in the database so that pages can tell when nobody works."""

from __future__ import annotations

import datetime

from gongkai.kernel.models import Heartbeat

EVERY = datetime.timedelta(seconds=10)


def beat(name: str, now: datetime.datetime) -> None:
    """A process of this kind is alive. Written at most every ten seconds, whoever of several does it."""
    if not Heartbeat.objects.filter(name=name, at__gt=now - EVERY).exists():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def last_beat(name: str) -> datetime.datetime | None:
    """When a process of this kind was last alive; None = never."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
