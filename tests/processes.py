"""A database of its own and real processes on it: what one process cannot show about another."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

PREPARATION = "import django; django.setup()\n"


@dataclass(frozen=True)
class Processes:
    """Starts Python code in processes that share one migrated database and one data folder."""

    url: str
    var: Path

    def start(self, code: str) -> subprocess.Popen[str]:
        """Run ``code`` with Django set up; its output can be read while it runs."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "GONGKAI_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "gongkai.conf.settings",
        }
        command = [sys.executable, "-u", "-c", PREPARATION + code]
        root = Path(__file__).parent.parent
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=root)

    def run(self, code: str) -> str:
        """Run ``code`` to its end and give what it printed; fails when it failed."""
        return finish(self.start(code))


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for a process and give the rest of what it printed; fails when it failed."""
    output, _ = process.communicate(timeout=180)
    assert process.returncode == 0, f"child ended with {process.returncode}"
    return output.strip()


@contextmanager
def shared_database(var: Path) -> Iterator[Processes]:
    """A copy of the database of this test run, migrated and empty, on the same engine."""
    with _file(var) if connection.vendor == "sqlite" else _postgresql() as url:
        yield Processes(url, var)


@contextmanager
def _file(var: Path) -> Iterator[str]:
    connection.ensure_connection()
    with closing(sqlite3.connect(var / "shared.sqlite3")) as file:
        connection.connection.backup(file)
    yield f"sqlite:///{var / 'shared.sqlite3'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    server = connection.settings_dict
    address = f"postgres://{server['USER']}@{server['HOST']}:{server['PORT']}"
    name = f"shared_{uuid.uuid4().hex}"
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL copies only what nobody is connected to
    with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
        # A server thread of an earlier browser test may still hold a connection.
        others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        admin.execute(others, [server["NAME"]])
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {server['NAME']}".encode())
        yield f"{address}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
