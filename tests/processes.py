"""A database of its own and real processes on it: what one process cannot show about another."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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
    """A fresh database on the engine of the test run."""
    with _file(var) if connection.vendor == "sqlite" else _postgresql() as url:
        processes = Processes(url, var)
        processes.run("from django.core.management import call_command; call_command('migrate', verbosity=0)")
        yield processes


@contextmanager
def _file(var: Path) -> Iterator[str]:
    yield f"sqlite:///{var / 'shared.sqlite3'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    server = connection.settings_dict
    address = f"postgres://{server['USER']}@{server['HOST']}:{server['PORT']}"
    name = f"shared_{uuid.uuid4().hex}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield f"{address}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
