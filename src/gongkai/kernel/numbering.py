"""Running numbers: one after the other within a scope, none twice, none lost to two people at once."""

from __future__ import annotations

from django.db import connection

from gongkai.kernel.models import Serial


def take_serials(scope: str, count: int) -> int:
    """Take ``count`` numbers of a scope and give the first, from 1 on. Others wait for the end of the transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs into the transaction of its act")
    Serial.objects.bulk_create([Serial(scope=scope)], ignore_conflicts=True)
    row = Serial.objects.select_for_update().get(pk=scope)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return first
