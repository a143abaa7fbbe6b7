"""The engines that hold the index: what each must do, and which one the database at hand has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.db import connection

from gongkai.search.models import Entry


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits are narrowed to; None = not narrowed."""

    organ: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One hit before it is fetched: the id of the entry."""

    entry: int
    in_title: bool


def ranked(rows: Iterable[tuple[int, bool]], limit: int) -> list[Match]:
    """Hits in titles before the others, each entry once, order otherwise kept; at most ``limit``."""
    found: dict[int, Match] = {}
    for entry, in_title in sorted(rows, key=lambda row: not row[1]):
        found.setdefault(entry, Match(entry, in_title))
    return list(found.values())[:limit]


class Backend(Protocol):
    """An engine. Tables are made in migrations; a missing or broken index raises ``django.db.DatabaseError``."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries that are not in the index."""

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take entries out, given as they were put in."""

    def clear(self) -> None:
        """Empty the index."""

    def match(self, words: tuple[str, ...], filters: Filters, limit: int) -> list[Match]:
        """Entries that hold every word: at most ``limit``, hits in titles first, then newest first. One query."""


@cache
def _backend(vendor: str) -> Backend:
    if vendor == "sqlite":
        from gongkai.search.backends.sqlite import SQLiteBackend  # noqa: PLC0415 - only the engine at hand is loaded

        return SQLiteBackend()
    from gongkai.search.backends.postgresql import PostgreSQLBackend  # noqa: PLC0415

    return PostgreSQLBackend()


def backend() -> Backend:
    """The engine of the default database."""
    return _backend(connection.vendor)
