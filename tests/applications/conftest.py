"""The office every test of applications starts from."""

from __future__ import annotations

import pytest

from tests.applications import office as world
from tests.applications.office import Office


@pytest.fixture
def here(db: None) -> Office:
    return world.build()
