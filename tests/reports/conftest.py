"""Fixtures of the report tests."""

from __future__ import annotations

import pytest

from gongkai.reports.models import Report
from tests.reports.people import People, settle
from tests.reports.printing import imported, report_file


@pytest.fixture
def people(db: None) -> People:
    return settle()


@pytest.fixture
def report(people: People) -> Report:
    """A report of 保山市人民政府办公室 for 2022 without any error, imported by 李经办."""
    return imported(people.clerk, report_file())


@pytest.fixture
def faulty(people: People) -> Report:
    """The same with a total that does not add up."""
    return imported(people.clerk, report_file(total=9))
