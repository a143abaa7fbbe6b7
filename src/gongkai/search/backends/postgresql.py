"""PostgreSQL: the distinct pairs of characters as a tsvector without positions, GIN; substrings rechecked with LIKE.

Positions would make the index several times larger; the recheck costs only what the pairs have let through.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from gongkai.search.backends import Filters, Match
from gongkai.search.bigrams import normalise, pairs, phrase
from gongkai.search.models import Entry

CREATE = """
CREATE TABLE search_text (
    entry_id bigint PRIMARY KEY,
    dated date NOT NULL,
    organ_id bigint,
    year smallint,
    title text NOT NULL,
    body text NOT NULL,
    pairs tsvector NOT NULL
);
CREATE INDEX search_text_pairs ON search_text USING gin (pairs);
CREATE INDEX search_text_newest ON search_text (dated DESC, entry_id DESC);
"""
DROP = "DROP TABLE search_text"


def _row(entry: Entry) -> list[Any]:
    title, body = normalise(entry.title), normalise(entry.body)
    tokens = sorted({*pairs(title), *pairs(body)})
    return [entry.pk, entry.dated, entry.organ_id, entry.year, title, body, tokens]


def _query(word: str) -> str:
    """A tsquery that every text with the word satisfies; words hold letters and digits only, so quoting is safe."""
    if len(word) == 1:
        return f"'{word}':*"
    return " & ".join(f"'{token}'" for token in dict.fromkeys(phrase(word)))


class PostgreSQLBackend:
    """See :class:`gongkai.search.backends.Backend`."""

    def put(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_text (entry_id, dated, organ_id, year, title, body, pairs) "
                "VALUES (%s, %s, %s, %s, %s, %s, array_to_tsvector(%s))",
                [_row(entry) for entry in entries],
            )

    def remove(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text WHERE entry_id = ANY(%s)", [[entry.pk for entry in entries]])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_text")

    def match(self, words: tuple[str, ...], filters: Filters, limit: int) -> list[Match]:
        conditions = ["pairs @@ %s::tsquery"]
        values: list[str | int] = [" & ".join(_query(word) for word in words)]
        for column, value in (("organ_id", filters.organ), ("year", filters.year)):
            if value is not None:
                conditions.append(f"{column} = %s")
                values.append(value)
        likes = [f"%{word}%" for word in words]
        conditions += ["(title LIKE %s OR body LIKE %s)"] * len(words)
        values += [like for like in likes for _ in ("title", "body")]
        in_title = " AND ".join(["title LIKE %s"] * len(words))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT entry_id, {in_title} AS in_title FROM search_text WHERE {' AND '.join(conditions)} "  # noqa: S608 - column names only
                "ORDER BY in_title DESC, dated DESC, entry_id DESC LIMIT %s",
                [*likes, *values, limit],
            )
            return [Match(entry, title) for entry, title in cursor.fetchall()]
