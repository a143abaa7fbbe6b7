"""体检: a visitor's file is checked in the bounded child, and nothing of it is kept."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gongkai.kernel.errors import TooMany, Unlawful
from gongkai.kernel.models import LedgerEntry, StoredFile
from gongkai.reading.model import CheckResult
from gongkai.reports.models import Report
from gongkai.reports.visitor import visitor_check
from tests.reports.printing import report_file

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def check(content: bytes, name: str = "报告.html") -> CheckResult:
    return visitor_check([content], name, address="203.0.113.7", now=NOON)


@pytest.mark.django_db
def test_a_visitor_gets_the_findings_and_leaves_nothing_behind(settings: Settings) -> None:
    result = check(report_file(total=9))
    assert "T3.row_total.new_received" in {finding.relation.id for finding in result.findings}
    assert result.report.unit == "保山市人民政府办公室"
    assert [kept.objects.count() for kept in (Report, StoredFile, LedgerEntry)] == [0, 0, 0]
    assert not Path(settings.FILES_ROOT).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nonsense", b"PK\x03\x04 not a zip"])
def test_what_cannot_be_read_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(Unlawful) as refused:
        check(content)
    assert refused.value.message


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_not_read_to_its_end(settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 10
    with pytest.raises(Unlawful, match="上限"):
        check(b"x" * 11)


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_stopped(settings: Settings) -> None:
    settings.READER_SECONDS = 0
    with pytest.raises(Unlawful, match="已中止"):
        check(report_file())


@pytest.mark.django_db
def test_a_visitor_who_comes_too_often_waits(settings: Settings) -> None:
    settings.VISITOR_CHECKS_PER_HOUR = 1
    check(report_file())
    with pytest.raises(TooMany):
        check(report_file())
