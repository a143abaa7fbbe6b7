"""Rules that the database itself enforces by triggers, written once for SQLite and PostgreSQL.

Django rebuilds a SQLite table for many schema changes and its triggers go with it: a migration that alters a
guarded table ends with its guards again (a test compares the triggers of a fresh database with the expected ones).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.special import RunPython
from django.db.migrations.state import StateApps

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuse ``events`` on ``table`` where ``when`` holds (SQL over OLD and NEW, ``{differs}`` = null-safe ≠).

    TRUNCATE exists on PostgreSQL only; it is refused whatever ``when`` says.
    """

    name: str
    table: str
    events: tuple[Event, ...]
    message: str
    when: str = ""

    def statements(self, vendor: str) -> list[str]:
        """The SQL that installs this guard on ``vendor`` (sqlite | postgresql)."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def _sqlite(self) -> list[str]:
        when = f" WHEN ({self.when.format(differs='IS NOT')})" if self.when else ""
        return [
            f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON {self.table} FOR EACH ROW{when}"
            f" BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            for event in self.events
            if event != "TRUNCATE"
        ]

    def _postgresql(self) -> list[str]:
        # The condition stands in the function: WHEN of a PostgreSQL trigger takes no subquery.
        refused = f"TG_OP = 'TRUNCATE' OR ({self.when.format(differs='IS DISTINCT FROM')})" if self.when else "TRUE"
        function = (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN"
            f" RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        triggers = [
            f"CREATE TRIGGER {self.name}_{event.lower()} BEFORE {event} ON {self.table}"
            f" FOR EACH {'STATEMENT' if event == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION {self.name}()"
            for event in self.events
        ]
        return [function, *triggers]

    def removal(self, vendor: str) -> list[str]:
        """The SQL that takes this guard away again."""
        on = f" ON {self.table}" if vendor == "postgresql" else ""
        events = [event for event in self.events if vendor == "postgresql" or event != "TRUNCATE"]
        drops = [f"DROP TRIGGER {self.name}_{event.lower()}{on}" for event in events]
        return [*drops, f"DROP FUNCTION {self.name}()"] if vendor == "postgresql" else drops


def kept(name: str, table: str, columns: tuple[str, ...], message: str, when: str = "TRUE") -> tuple[Guard, ...]:
    """No row of ``table`` that fulfils ``when`` (SQL over OLD) is removed or changed in any of ``columns``.

    What is left out may change: sealed columns, which get another seal when keys are changed.
    """
    changed = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in columns)
    return (
        Guard(f"{name}_kept", table, ("UPDATE",), message, f"{when} AND ({changed})"),
        Guard(f"{name}_there", table, ("DELETE", "TRUNCATE"), message, when),
    )


def lift(*guards: Guard) -> RunPython:
    """A reversible migration operation that takes ``guards`` away, as long as their table is rebuilt or completed."""
    putting = install(*guards)
    assert putting.reverse_code is not None
    return RunPython(putting.reverse_code, putting.code)


def install(*guards: Guard) -> RunPython:
    """A reversible migration operation that installs ``guards``."""

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for guard in guards:
            for statement in guard.statements(editor.connection.vendor):
                editor.execute(statement, params=None)

    def backwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for guard in guards:
            for statement in guard.removal(editor.connection.vendor):
                editor.execute(statement, params=None)

    return RunPython(forwards, backwards)
