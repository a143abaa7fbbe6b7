"""The office every test of documents starts from."""

from __future__ import annotations

import pytest

from tests.documents.office import Office


@pytest.fixture
def here(office: Office) -> Office:
    return office
