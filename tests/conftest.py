"""What tests of the web parts share: a file store of their own, kept worlds, a flush that the ledger lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from tests.guards import lifted
from tests.kept import Kept, kept
from tests.processes import Processes, shared_database

if TYPE_CHECKING:
    from tests.documents.office import Office
    from tests.world import World

KEPT = {"kept_world", "kept_office"}

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is slow, not wrong


def pytest_sessionstart() -> None:
    """A fresh checkout holds the translations as text only."""
    call_command("compile_translations", verbosity=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Within a module, tests on the empty database come before those in a kept world.

    PostgreSQL is only for tests that the engine can make a difference to: all of them run on SQLite.
    """
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not on_the_engine(item)])
        items[:] = filter(on_the_engine, items)
    modules = [list(of_one) for _, of_one in groupby(items, key=lambda item: item.path)]
    items[:] = [item for of_one in modules for item in sorted(of_one, key=in_kept_world)]


def on_the_engine(item: pytest.Item) -> bool:
    """Whether a test reaches the database: pytest-django shuts it for all others. How pages look is not its affair."""
    given = {"django_db_setup", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("look") is None and bool(given or item.get_closest_marker("django_db"))


def in_kept_world(item: pytest.Item) -> bool:
    return not KEPT.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def _own_file_store(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    papers = {**settings.CACHES["papers"], "LOCATION": tmp_path / "papers"}
    settings.CACHES = {**settings.CACHES, "papers": papers}


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


@pytest.fixture(scope="module")
def kept_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept[World]]:
    from tests import world  # noqa: PLC0415 (tests of the law and the reader need none of it)

    with django_db_blocker.unblock(), kept(world.build, tmp_path_factory.mktemp("world") / "files") as built:
        yield built


@pytest.fixture(scope="module")
def kept_office(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept[Office]]:
    from tests.documents import office  # noqa: PLC0415 (as above)

    with django_db_blocker.unblock(), kept(office.build, tmp_path_factory.mktemp("office") / "files") as built:
        yield built


@pytest.fixture
def processes(transactional_db: None, tmp_path: Path) -> Iterator[Processes]:
    """Real processes on a database of their own, migrated and empty; ``tmp_path`` is their data folder."""
    with shared_database(tmp_path) as started:
        yield started


@pytest.fixture
def small_world(kept_world: Kept[World], db: None, _own_file_store: None) -> World:
    """The world of ``tests.world``, as it was built."""
    return kept_world.fresh()


@pytest.fixture
def office(kept_office: Kept[Office], db: None, _own_file_store: None) -> Office:
    """The office of ``tests.documents.office``, as it was built."""
    return kept_office.fresh()
