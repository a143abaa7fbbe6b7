"""What tests of the web parts share: a file store of their own, and a flush that the ledger's triggers let through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.fixtures import Settings

from tests.guards import lifted


def pytest_sessionstart() -> None:
    """A fresh checkout holds the translations as text only."""
    call_command("compile_translations", verbosity=0)


@pytest.fixture(autouse=True)
def _own_file_store(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _cheap_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; only the test that asks for it pays."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True, scope="session")
def _flush_passes_the_guards() -> Iterator[None]:
    """Tests with real transactions empty all tables afterwards; the guards against that are lifted for the moment."""
    flush: Callable[[TransactionTestCase], None] = getattr(TransactionTestCase, "_fixture_teardown")  # noqa: B009 (private)

    def flush_unguarded(case: TransactionTestCase) -> None:
        with lifted(connection):
            flush(case)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unguarded)
    yield
    patch.undo()
