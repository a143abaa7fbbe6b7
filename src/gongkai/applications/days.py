"""A day begins: what the worker does once for it, batch after batch."""

from __future__ import annotations

import datetime

from gongkai.applications.acts.days import follow_day
from gongkai.kernel.actors import SYSTEM


def begin_day(on: datetime.date) -> int:
    """Bring every open application up to a day; returns how many changed. May be repeated, whoever was killed in it."""
    changed, last = 0, 0
    while True:
        batch = follow_day(SYSTEM, on, last)
        changed += batch.changed
        if batch.last is None:
            return changed
        last = batch.last
