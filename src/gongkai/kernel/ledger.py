"""The ledger: every act, append only, each entry bound to the one before it by SHA-256.

The hash covers the canonical JSON of an entry with the hash of its predecessor, so that a changed, removed or
inserted entry breaks the chain at a place that :func:`verify` names.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from gongkai.kernel.actors import Actor
from gongkai.kernel.freshness import forget_version
from gongkai.kernel.models import LedgerEntry

GENESIS = "0" * 64
APPEND_LOCK = 0x676F6E67  # PostgreSQL advisory lock "gong": one appender at a time

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit; ``reason`` says how."""

    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """``entries`` that were read and fit, the hash of the last of them, and where the chain breaks (None: nowhere)."""

    entries: int
    head: str
    broken: Broken | None


def canonical(value: Mapping[str, Json]) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: the same bytes for the same content on every engine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def append(
    *, actor: Actor, act: str, subject: str, subject_id: str, detail: dict[str, Json], at: datetime.datetime
) -> LedgerEntry:
    """Write one entry. Must run inside the transaction of the act it records; appends wait for each other.

    SQLite: the immediate transaction already excludes other writers. PostgreSQL: an advisory lock until commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a ledger entry belongs into the transaction of its act")
    _refuse_inexact(detail)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
    last = LedgerEntry.objects.order_by("-sequence").only("sequence", "hash").first()
    entry = LedgerEntry(
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        act=act,
        subject=subject,
        subject_id=subject_id,
        detail=detail,
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    forget_version()
    return entry


def entry_hash(entry: LedgerEntry) -> str:
    """SHA-256 (hex) over everything an entry says, its predecessor's hash included."""
    content: dict[str, Json] = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor": [entry.actor_kind, entry.actor_id, entry.actor_name],
        "act": entry.act,
        "subject": [entry.subject, entry.subject_id],
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def verify(entries: Iterable[LedgerEntry] | None = None) -> Verification:
    """Walk the whole chain (or ``entries`` in order) and stop at the first entry that does not fit.

    Entries cut off at the end leave a shorter valid chain: compare ``head`` with a head noted elsewhere.
    """
    count, previous = 0, GENESIS
    for entry in LedgerEntry.objects.order_by("sequence").iterator() if entries is None else entries:
        if reason := _fault(entry, count + 1, previous):
            return Verification(count, previous, Broken(entry.sequence, reason))
        count, previous = entry.sequence, entry.hash
    return Verification(count, previous, None)


def _fault(entry: LedgerEntry, expected: int, previous: str) -> str:
    if entry.sequence != expected:
        return f"序号应为 {expected}，其间的记录缺失"
    if entry.previous_hash != previous:
        return "与前一条记录的哈希不衔接"
    if entry_hash(entry) != entry.hash:
        return "内容与其哈希不符，记录被改动"
    return ""


def _refuse_inexact(value: object) -> None:
    """Floats, dates, number keys … may come back changed from the database and would break the chain: refuse them."""
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        for item in value.values():
            _refuse_inexact(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_inexact(item)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"a ledger entry holds strings, integers, booleans, null, lists and objects, not {value!r}")
