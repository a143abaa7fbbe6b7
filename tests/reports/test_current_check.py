"""A decision rests on the findings of today: the report of the year before may have come, changed or gone meanwhile."""

from __future__ import annotations

import datetime

import pytest

from gongkai.kernel import outbox
from gongkai.kernel.errors import Unlawful
from gongkai.kernel.models import LedgerEntry
from gongkai.reports.acts import confirm_report, publish_report, withdraw_report
from gongkai.reports.models import Report, ReportStatus, WithdrawalKind
from tests.reports.people import People
from tests.reports.printing import imported, report_file

LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def before(people: People) -> Report:
    return imported(people.clerk, report_file(year=2021))


@pytest.fixture
def after(people: People, before: Report) -> Report:
    return imported(people.clerk, report_file(year=2022))


def publish(people: People, report: Report) -> None:
    confirm_report(people.clerk, report.pk)
    publish_report(people.reviewer, report.pk)


def compares_years(report: Report) -> bool:
    report.refresh_from_db()
    return any(relation["id"].startswith("X.") for relation in report.snapshot["relations"])


def test_a_report_checked_twice_says_the_same(people: People, after: Report) -> None:
    confirm_report(people.clerk, after.pk)
    assert not LedgerEntry.objects.filter(act="report.check").exists()


def test_publishing_a_year_checks_the_next_one_again(people: People, before: Report, after: Report) -> None:
    assert not compares_years(after)
    publish(people, before)
    outbox.deliver(LATER)
    assert compares_years(after)
    assert LedgerEntry.objects.get(act="report.check").actor_name == "系统"
    confirm_report(people.clerk, after.pk)


def test_withdrawing_a_year_checks_the_next_one_again(people: People, before: Report, after: Report) -> None:
    publish(people, before)
    outbox.deliver(LATER)
    withdraw_report(people.reviewer, before.pk, WithdrawalKind.INACCURATE, "数字有误")
    outbox.deliver(LATER)
    assert not compares_years(after)


def test_nobody_confirms_findings_that_are_not_those_of_today(people: People, before: Report, after: Report) -> None:
    publish(people, before)
    with pytest.raises(Unlawful, match="重新计算"):
        confirm_report(people.clerk, after.pk)
    assert compares_years(after)  # what the refusal speaks of is there to be read
    assert after.status == ReportStatus.IMPORTED
    confirm_report(people.clerk, after.pk)


def test_nobody_publishes_findings_that_are_not_those_of_today(people: People, before: Report, after: Report) -> None:
    confirm_report(people.clerk, after.pk)
    publish(people, before)
    with pytest.raises(Unlawful, match="重新计算"):
        publish_report(people.reviewer, after.pk)
    assert compares_years(after)
    assert after.status == ReportStatus.CONFIRMED
    publish_report(people.reviewer, after.pk)


def test_a_published_report_stays_as_it_is(people: People, before: Report, after: Report) -> None:
    publish(people, after)
    publish(people, before)
    outbox.deliver(LATER)
    assert not compares_years(after)
