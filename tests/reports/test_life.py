"""The life of a report: confirmed by one, published by another, frozen, replaced or withdrawn with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry, OutboxEvent
from gongkai.reading.model import CellStatus
from gongkai.reports.acts import (
    acknowledge_finding,
    confirm_report,
    publish_report,
    return_report,
    settle_cells,
    withdraw_report,
)
from gongkai.reports.models import Report, ReportStatus, WithdrawalKind
from gongkai.statute.forms import Severity
from tests.reports.people import People
from tests.reports.printing import imported, report_file


def publish(people: People, report: Report) -> Report:
    confirm_report(people.clerk, report.pk)
    publish_report(people.reviewer, report.pk)
    report.refresh_from_db()
    return report


def doubt(report: Report, key: str = "applications.granted.natural_person") -> int:
    """Make one cell ambiguous, as a flattened table would have left it."""
    cell = report.cells.get(key=key)
    cell.status, cell.alternatives = CellStatus.AMBIGUOUS, ["8", None]
    cell.save()
    return cell.pk


# --- confirm and publish -------------------------------------------------------------------------------------------


def test_a_clean_report_is_confirmed_by_one_and_published_by_another(people: People, report: Report) -> None:
    publish(people, report)
    assert report.status == ReportStatus.PUBLISHED
    assert report.published_by_id == people.reviewer.id
    assert OutboxEvent.objects.filter(kind="report.published", payload={"report": report.pk}).exists()
    acts = LedgerEntry.objects.filter(subject="reports.report").values_list("act", "actor_name")
    assert list(acts) == [("report.confirm", "李经办"), ("report.publish", "王审核")]


def test_an_error_must_be_acknowledged_first(people: People, faulty: Report) -> None:
    with pytest.raises(Unlawful, match="错误没有说明理由"):
        confirm_report(people.clerk, faulty.pk)
    for finding in faulty.findings.filter(severity=Severity.ERROR):
        acknowledge_finding(people.clerk, finding.pk, "原件如此")
    publish(people, faulty)
    assert faulty.findings.filter(severity=Severity.ERROR, acknowledged_reason="原件如此").exists()


def test_an_acknowledgement_needs_a_reason(people: People, faulty: Report) -> None:
    finding = faulty.findings.filter(severity=Severity.ERROR)[0]
    with pytest.raises(Unlawful, match="理由"):
        acknowledge_finding(people.clerk, finding.pk, "  ")


def test_an_ambiguous_cell_is_settled_or_published_as_ambiguous_if_told_so(people: People, report: Report) -> None:
    doubt(report)
    with pytest.raises(Unlawful, match="存疑"):
        confirm_report(people.clerk, report.pk)
    confirm_report(people.clerk, report.pk, accept_ambiguous=True)
    publish_report(people.reviewer, report.pk)
    assert report.cells.get(status=CellStatus.AMBIGUOUS).key == "applications.granted.natural_person"


def test_settling_a_cell_checks_the_report_again(people: People, report: Report) -> None:
    assert not report.findings.filter(severity=Severity.ERROR).exists()
    settle_cells(people.clerk, report.pk, {doubt(report): Decimal(7)}, "与原件核对")
    report.refresh_from_db()
    cell = report.cells.get(key="applications.granted.natural_person")
    assert (cell.value, cell.status, cell.confirmed_value) == (Decimal(7), CellStatus.READ.value, True)
    assert "T3.row_total.granted" in report.findings.values_list("rule", flat=True)
    assert report.snapshot["cells"]["applications.granted.natural_person"]["value"] == 7
    settle_cells(people.clerk, report.pk, {cell.pk: Decimal(8)}, "看错了")
    assert not report.findings.filter(severity=Severity.ERROR).exists()


def test_an_acknowledgement_survives_the_next_check(people: People, faulty: Report) -> None:
    finding = faulty.findings.get(rule="T3.row_total.new_received")
    acknowledge_finding(people.clerk, finding.pk, "原件如此")
    settle_cells(people.clerk, faulty.pk, {doubt(faulty): Decimal(8)}, "与原件核对")
    assert faulty.findings.get(rule="T3.row_total.new_received").acknowledged_reason == "原件如此"


def test_a_certain_cell_is_not_open_to_opinion(people: People, report: Report) -> None:
    cell = report.cells.get(key="applications.granted.total")
    with pytest.raises(Unlawful, match="存疑"):
        settle_cells(people.clerk, report.pk, {cell.pk: Decimal(1)}, "更好看")


def test_a_reviewer_may_send_a_report_back(people: People, report: Report) -> None:
    confirm_report(people.clerk, report.pk)
    return_report(people.reviewer, report.pk, "请补充理由")
    report.refresh_from_db()
    assert (report.status, report.confirmed_by) == (ReportStatus.IMPORTED, None)


# --- who may -------------------------------------------------------------------------------------------------------


def test_nobody_publishes_what_they_confirmed_themselves(people: People, report: Report) -> None:
    confirm_report(people.reviewer, report.pk)
    with pytest.raises(Unlawful, match="核对人"):
        publish_report(people.reviewer, report.pk)


def test_a_clerk_does_not_publish_and_an_outsider_does_nothing(people: People, report: Report) -> None:
    with pytest.raises(NotPermitted):
        confirm_report(people.outsider, report.pk)
    confirm_report(people.clerk, report.pk)
    for actor in (people.clerk, people.local_clerk, people.outsider):
        with pytest.raises(NotPermitted):
            publish_report(actor, report.pk)


def test_an_unconfirmed_report_is_not_published(people: People, report: Report) -> None:
    with pytest.raises(Unlawful, match="已核对"):
        publish_report(people.reviewer, report.pk)


# --- frozen --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_reportcell SET value = 1 WHERE report_id = %s",
        "DELETE FROM reports_reportcell WHERE report_id = %s",
        "UPDATE reports_reportfigure SET value = 1 WHERE report_id = %s",
        "UPDATE reports_findingrecord SET acknowledged_reason = '' WHERE report_id = %s",
        "DELETE FROM reports_findingrecord WHERE report_id = %s",
        "UPDATE reports_report SET year = 1999 WHERE id = %s",
        "UPDATE reports_report SET snapshot = '{}' WHERE id = %s",
        "UPDATE reports_report SET status = 'imported', published_at = NULL WHERE id = %s",
        "DELETE FROM reports_report WHERE id = %s",
    ],
)
def test_the_database_keeps_a_published_report_as_it_is(people: People, faulty: Report, statement: str) -> None:
    for finding in faulty.findings.filter(severity=Severity.ERROR):
        acknowledge_finding(people.clerk, finding.pk, "原件如此")
    publish(people, faulty)
    with pytest.raises(DatabaseError, match=r"frozen|removed"), transaction.atomic():
        connection.cursor().execute(statement, [faulty.pk])


def test_nothing_is_added_to_or_moved_into_a_published_report(people: People, report: Report) -> None:
    open_report = imported(people.clerk, report_file(year=2023))
    publish(people, report)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        report.cells.create(key="extra", table="extra", row="extra", status=CellStatus.READ)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        open_report.figures.update(report=report)


def test_acts_on_a_published_report_are_refused_before_the_database_must(people: People, report: Report) -> None:
    cell_id = doubt(report)
    confirm_report(people.clerk, report.pk, accept_ambiguous=True)
    publish_report(people.reviewer, report.pk)
    with pytest.raises(Unlawful, match="不能再修改"):
        settle_cells(people.clerk, report.pk, {cell_id: Decimal(8)}, "迟了")


# --- editions and withdrawal ---------------------------------------------------------------------------------------


def test_a_new_edition_replaces_the_live_one(people: People, report: Report) -> None:
    publish(people, report)
    second = publish(people, imported(people.clerk, report_file(received=9)))
    report.refresh_from_db()
    assert (second.edition, second.status) == (2, ReportStatus.PUBLISHED)
    assert (report.status, report.withdrawal_kind) == (ReportStatus.WITHDRAWN, WithdrawalKind.REPLACED)


def test_two_live_editions_cannot_exist_even_by_hand(people: People, report: Report) -> None:
    publish(people, report)
    second = imported(people.clerk, report_file(received=9))
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=second.pk).update(status=ReportStatus.PUBLISHED, published_at=report.published_at)


def test_a_withdrawal_has_a_kind_and_a_reason_and_is_final(people: People, report: Report) -> None:
    publish(people, report)
    with pytest.raises(Unlawful, match="理由"):
        withdraw_report(people.reviewer, report.pk, WithdrawalKind.INACCURATE, "")
    with pytest.raises(Unlawful, match="发布前作废"):
        withdraw_report(people.reviewer, report.pk, WithdrawalKind.DISCARDED, "不要了")
    withdraw_report(people.reviewer, report.pk, WithdrawalKind.INACCURATE, "数字有误")
    report.refresh_from_db()
    assert (report.status, report.withdrawal_reason) == (ReportStatus.WITHDRAWN, "数字有误")
    with pytest.raises(Unlawful, match="已经撤回"):
        withdraw_report(people.reviewer, report.pk, WithdrawalKind.INACCURATE, "再来一次")


def test_an_unpublished_report_is_discarded_and_may_be_imported_again(people: People, report: Report) -> None:
    withdraw_report(people.reviewer, report.pk, WithdrawalKind.DISCARDED, "导错了")
    again = imported(people.clerk, report_file())
    assert again.edition == 2
    assert not OutboxEvent.objects.filter(kind="report.withdrawn").exists()
