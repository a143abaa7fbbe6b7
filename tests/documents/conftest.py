"""The office every test of documents starts from."""

from __future__ import annotations

import pytest

from tests.documents import office as world
from tests.documents.office import Office


@pytest.fixture
def here(db: None) -> Office:
    return world.build()
