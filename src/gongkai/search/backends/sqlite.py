"""SQLite: FTS5 over pairs of characters, contentless.

The row id is the date followed by the entry's id, so that "newest first" is the order of the index itself and no table
is touched to sort. Organ, year, kind and mark are tokens of a third column: filters are intersections of posting lists.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from gongkai.search.backends import Filters
from gongkai.search.bigrams import normalise, pairs, phrase
from gongkai.search.models import Entry

CREATE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, body, filters, content='', prefix='1', "
    "tokenize='unicode61 remove_diacritics 0')"
)
DROP = "DROP TABLE search_fts"

_FILTERS = {"organ": "organ_id", "year": "year", "kind": "kind", "mark": "mark"}
_IDS = 10**9  # entry ids below this fit behind the date


def _row_id(entry: Entry) -> int:
    return int(entry.dated.strftime("%Y%m%d")) * _IDS + entry.pk


def _token(name: str, value: str | int | None) -> str:
    return f"{name}{value}x".replace("_", "")  # the tokenizer parts words at underscores


def _row(entry: Entry) -> tuple[int, str, str, str]:
    filters = [_token(name, getattr(entry, field)) for name, field in _FILTERS.items()]
    return (
        _row_id(entry),
        " ".join(pairs(normalise(entry.title))),
        " ".join(pairs(normalise(entry.body))),
        " ".join(filters),
    )


def _phrase(word: str) -> str:
    tokens = " ".join(phrase(word))
    return f'"{tokens}" *' if len(word) == 1 else f'"{tokens}"'


class SQLiteBackend:
    """See :class:`gongkai.search.backends.Backend`."""

    def put(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_fts(rowid, title, body, filters) VALUES (%s, %s, %s, %s)",
                [_row(entry) for entry in entries],
            )

    def remove(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_fts(search_fts, rowid, title, body, filters) VALUES ('delete', %s, %s, %s, %s)",
                [_row(entry) for entry in entries],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")

    def statement(self, words: tuple[str, ...], filters: Filters, limit: int) -> tuple[str, list[str | int]]:
        narrowed = "".join(
            f' AND filters : "{_token(name, value)}"'
            for name in _FILTERS
            if (value := getattr(filters, name)) not in (None, "")
        )
        in_title = " AND ".join(f"title : {_phrase(word)}" for word in words) + narrowed
        anywhere = " AND ".join(f"{{title body}} : {_phrase(word)}" for word in words) + narrowed
        newest = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s ORDER BY rowid DESC LIMIT %s"
        part = f"SELECT rowid %% {_IDS} AS entry, %s AS in_title FROM ({newest})"  # noqa: S608 - no value in it
        return f"{part} UNION ALL {part}", [1, in_title, limit, 0, anywhere, limit]
