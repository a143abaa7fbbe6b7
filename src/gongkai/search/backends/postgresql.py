"""PostgreSQL: the distinct pairs of characters as a tsvector without positions, GIN; substrings rechecked with LIKE.

Positions would make the index several times larger; the recheck costs only what the pairs have let through.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from gongkai.kernel import bulk
from gongkai.search.backends import Filters
from gongkai.search.bigrams import normalise, pairs, phrase
from gongkai.search.models import Entry

CREATE = """
CREATE TABLE search_text (
    entry_id bigint PRIMARY KEY,
    dated date NOT NULL,
    organ_id bigint,
    year smallint,
    kind text NOT NULL,
    mark text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    title_pairs tsvector NOT NULL,
    pairs tsvector NOT NULL
);
CREATE INDEX search_text_title_pairs ON search_text USING gin (title_pairs);
CREATE INDEX search_text_pairs ON search_text USING gin (pairs);
CREATE INDEX search_text_newest ON search_text (dated DESC, entry_id DESC);
"""
DROP = "DROP TABLE search_text"
_COLUMNS = ("entry_id", "dated", "organ_id", "year", "kind", "mark", "title", "body", "title_pairs", "pairs")


def _row(entry: Entry) -> list[Any]:
    title, body = normalise(entry.title), normalise(entry.body)
    in_title = {*pairs(title)}
    # letters and digits only, parted by blanks, are a tsvector as they stand
    tokens = " ".join(in_title), " ".join(in_title.union(pairs(body)))
    return [entry.pk, entry.dated, entry.organ_id, entry.year, entry.kind, entry.mark, title, body, *tokens]


def _query(word: str) -> str:
    """A tsquery that every text with the word satisfies; words hold letters and digits only, so quoting is safe."""
    if len(word) == 1:
        return f"'{word}':*"
    return " & ".join(f"'{token}'" for token in dict.fromkeys(phrase(word)))


class PostgreSQLBackend:
    """See :class:`gongkai.search.backends.Backend`."""

    def put(self, entries: Iterable[Entry]) -> None:
        bulk.copy("search_text", _COLUMNS, map(_row, entries))

    def remove(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text WHERE entry_id = ANY(%s)", [[entry.pk for entry in entries]])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_text")

    def statement(self, words: tuple[str, ...], filters: Filters, limit: int) -> tuple[str, list[str | int]]:
        narrowed: dict[str, str | int | None] = {
            "organ_id": filters.organ,
            "year": filters.year,
            "kind": filters.kind,
            "mark": filters.mark,
        }
        titles, title_values = _newest("title_pairs", "title LIKE %s", words, narrowed, limit)
        anywhere, values = _newest("pairs", "(title LIKE %s OR body LIKE %s)", words, narrowed, limit)
        in_title = f"SELECT entry_id AS entry, 1 AS in_title FROM ({titles}) t"  # noqa: S608 - no value in it
        others = f"SELECT entry_id, 0 FROM ({anywhere}) a"  # noqa: S608
        return f"{in_title} UNION ALL {others}", [*title_values, *values]


def _newest(
    column: str, substring: str, words: tuple[str, ...], narrowed: dict[str, str | int | None], limit: int
) -> tuple[str, list[str | int]]:
    """The newest entries that hold every word, as SQL and its values. PostgreSQL walks the index by date for common
    words and the pairs for rare ones."""
    conditions = [f"{column} @@ %s::tsquery", *[substring] * len(words)]
    values: list[str | int] = [" & ".join(_query(word) for word in words)]
    values += [f"%{word}%" for word in words for _ in range(substring.count("%s"))]
    for name, value in narrowed.items():
        if value is not None and value != "":
            conditions.append(f"{name} = %s")
            values.append(value)
    where = " AND ".join(conditions)
    order = "ORDER BY dated DESC, entry_id DESC LIMIT %s"
    return f"SELECT entry_id FROM search_text WHERE {where} {order}", [*values, limit]  # noqa: S608 - column names only
