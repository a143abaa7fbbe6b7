"""A world that is built once for all tests of a module; each test gets it as it was built.

Around the tests of the module stands one transaction, around each test a savepoint, as in Django's ``setUpTestData``.
A module's tests that ask for no kept world run first, on the empty database (``tests.conftest`` sorts them).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

Built = TypeVar("Built")


@dataclass(frozen=True)
class Kept(Generic[Built]):
    """What was built, and the folder with its files."""

    built: Built
    files: Path

    def fresh(self) -> Built:
        """The world for one test: rows of its own to change, files of its own, no page drawn for another test."""
        shutil.copytree(self.files, settings.FILES_ROOT, dirs_exist_ok=True)
        cache.clear()
        return deepcopy(self.built)


@contextmanager
def kept(build: Callable[[], Built], files: Path) -> Iterator[Kept[Built]]:
    """Build within a transaction that is rolled back at the end; ``files`` becomes the file store of the building."""
    files.mkdir()
    with transaction.atomic():
        with override_settings(FILES_ROOT=files):
            built = build()
        yield Kept(built, files)
        transaction.set_rollback(True)
