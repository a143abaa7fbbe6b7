"""Rows by the thousand: numbers are reserved first, so that rows can name one another, then each table is written once.

For acts of imports, inside their transaction; no signals are sent and nothing is read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model


def reserve(model: type[Model], number: int) -> list[int]:
    """Primary keys that nobody else will get. SQLite: this transaction is the only one that writes."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key, number]
            )
            return [given for (given,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + 1 + number))


def insert(rows: Sequence[Model]) -> None:
    """Write rows of one model, all with a primary key or all without. PostgreSQL: by COPY."""
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(rows)
        return
    here = connections[DEFAULT_DB_ALIAS]  # asking the proxy for every value would take a fifth of the time
    fields = [field for field in model._meta.concrete_fields if rows[0].pk is not None or not field.primary_key]
    copy(
        model._meta.db_table,
        [field.column or "" for field in fields],
        ([field.get_db_prep_save(field.pre_save(row, True), here) for field in fields] for row in rows),
    )


def copy(table: str, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows of values into a table of PostgreSQL by COPY."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)
