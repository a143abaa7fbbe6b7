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
    """What hits are narrowed to; None and "" = not narrowed. ``kind`` and ``mark`` as entries have them."""

    organ: int | None = None
    year: int | None = None
    kind: str = ""
    mark: str = ""


class Backend(Protocol):
    """An engine. Tables are made in migrations; a missing or broken index raises ``django.db.DatabaseError``."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries that are not in the index."""

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take entries out, given as they were put in."""

    def clear(self) -> None:
        """Empty the index."""

    def statement(self, words: tuple[str, ...], filters: Filters, limit: int) -> tuple[str, list[str | int]]:
        """The question as SQL with its values: rows ``(entry, in_title)``, ``in_title`` 1 or 0.

        The newest ``limit`` entries that hold every word in their title, and the newest ``limit`` that hold every word
        anywhere; an entry may be among both.
        """


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
