"""Importing: every file ends as a report, a question to a person, or a reason; a dead worker loses nothing."""

from __future__ import annotations

import datetime
import threading
import uuid

import pytest
from django.db import InterfaceError, OperationalError

from gongkai.kernel.actors import SYSTEM
from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry
from gongkai.organs.models import Organ
from gongkai.reports import worker
from gongkai.reports.acts import Handed, assign_item, claim_item, finish_item, retry_item, start_import
from gongkai.reports.acts.imports import LEASE, MAX_ATTEMPTS
from gongkai.reports.management.commands import worker as command
from gongkai.reports.models import ImportItem, ItemStatus, Report, ReportStatus
from gongkai.reports.reader import Unreadable
from gongkai.reports.worker import process_item, work_once
from gongkai.statute.data import LawDataError
from tests.reports.people import People
from tests.reports.printing import NOW, UNIT, hand_in, imported, read_here, report_file, work


def test_a_readable_file_becomes_a_report_with_its_cells_figures_and_findings(people: People) -> None:
    report = imported(people.clerk, report_file(total=9))
    assert (report.organ.code, report.year, report.form, report.edition) == ("530500-office", 2022, "C2021", 1)
    assert report.status == ReportStatus.IMPORTED
    assert report.imported_by_id == people.clerk.id
    assert report.cells.count() == 200
    assert report.cells.get(key="applications.granted.natural_person").value == 8
    assert report.figures.filter(value=8).exists()
    assert "T3.row_total.new_received" in report.findings.values_list("rule", flat=True)


def test_an_unreadable_file_costs_one_failed_row_and_says_why(people: People) -> None:
    good, bad = hand_in(people.clerk, report_file(), b"%PDF-1.4 broken")

    def read(content: bytes, name: str) -> object:
        if content.startswith(b"%PDF"):
            raise Unreadable("文件已损坏。")
        return read_here(content, name)

    while (item := claim_item(NOW)) is not None:
        process_item(item, read)  # type: ignore[arg-type]
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status, bad.reason) == (ItemStatus.DONE, ItemStatus.FAILED, "文件已损坏。")


def test_a_file_that_was_refused_at_the_door_is_a_failed_row(people: People) -> None:
    organ = Organ.objects.get(code="530500-office")
    batch = start_import(people.clerk, organ.pk, [Handed("大文件.pdf", None, "文件超过上限。")])
    item = batch.items.get()
    assert (item.status, item.reason) == (ItemStatus.FAILED, "文件超过上限。")
    with pytest.raises(Unlawful):
        retry_item(people.clerk, item.pk)


def test_an_unknown_unit_waits_for_a_person_and_creates_nothing(people: People) -> None:
    (item,) = hand_in(people.clerk, report_file(unit="某某开发区管理委员会"))
    work()
    item.refresh_from_db()
    assert item.status == ItemStatus.WAITING
    assert "某某开发区管理委员会" in item.reason
    assert not Report.objects.exists()
    organ = Organ.objects.get(code="530502-government")
    assign_item(people.clerk, item.pk, organ.pk, 2022)
    work()
    assert Report.objects.get().organ == organ


def test_a_clerk_imports_only_within_reach(people: People) -> None:
    with pytest.raises(NotPermitted):
        hand_in(people.outsider, report_file())
    (item,) = hand_in(people.local_clerk, report_file(unit="丽江市人民政府"))
    work()
    item.refresh_from_db()
    assert item.status == ItemStatus.FAILED
    assert "权限" in item.reason


def test_nobody_takes_a_waiting_file_out_of_the_batch_of_another_organ(people: People) -> None:
    (item,) = hand_in(people.clerk, report_file(unit="某某开发区管理委员会"), organ="530000-office")
    work()
    organ = Organ.objects.get(code="530500-office")
    with pytest.raises(NotPermitted):
        assign_item(people.local_clerk, item.pk, organ.pk, 2022)
    item.refresh_from_db()
    assert item.status == ItemStatus.WAITING


def test_the_same_file_is_taken_in_once(people: People) -> None:
    imported(people.clerk, report_file())
    (again,) = hand_in(people.clerk, report_file())
    work()
    again.refresh_from_db()
    assert again.status == ItemStatus.FAILED
    assert "已经导入过" in again.reason


def test_a_second_open_edition_is_not_begun(people: People) -> None:
    imported(people.clerk, report_file())
    (other,) = hand_in(people.clerk, report_file(received=9))
    work()
    other.refresh_from_db()
    assert "尚未发布" in other.reason
    assert Report.objects.count() == 1


def test_an_item_whose_worker_died_is_read_again_after_its_lease(people: People) -> None:
    hand_in(people.clerk, report_file())
    dead = claim_item(NOW)
    assert dead is not None
    assert claim_item(NOW + LEASE) is None
    (item,) = work(NOW + LEASE + datetime.timedelta(seconds=1))
    assert item.status == ItemStatus.DONE
    assert item.attempts == 2


def test_a_worker_that_comes_back_late_changes_nothing(people: People) -> None:
    hand_in(people.clerk, report_file())
    late = claim_item(NOW)
    assert late is not None
    assert late.lease is not None
    work(NOW + 2 * LEASE)
    entries = LedgerEntry.objects.count()
    finish_item(SYSTEM, late.pk, late.lease, "太迟了")
    late.refresh_from_db()
    assert late.status == ItemStatus.DONE
    assert LedgerEntry.objects.count() == entries
    assert Report.objects.count() == 1


def test_a_file_that_kills_every_worker_fails_in_the_end_and_may_be_tried_again(people: People) -> None:
    hand_in(people.clerk, report_file())
    for attempt in range(MAX_ATTEMPTS + 1):
        claim_item(NOW + attempt * 2 * LEASE)
    item = ImportItem.objects.get()
    assert item.status == ItemStatus.FAILED
    assert "中断" in item.reason
    retry_item(people.clerk, item.pk)
    work(NOW)
    item.refresh_from_db()
    assert item.status == ItemStatus.DONE


def test_a_text_that_the_database_cannot_hold_costs_one_failed_row(people: People) -> None:
    import dataclasses  # noqa: PLC0415

    def read(content: bytes, name: str) -> object:
        result = read_here(content, name)
        return dataclasses.replace(result, report=dataclasses.replace(result.report, title="坏\ud800标题"))

    (item,) = hand_in(people.clerk, report_file())
    claimed = claim_item(NOW)
    assert claimed is not None
    process_item(claimed, read)  # type: ignore[arg-type]
    item.refresh_from_db()
    assert item.status == ItemStatus.FAILED
    assert not Report.objects.exists()


def test_a_busy_database_is_not_the_fault_of_the_file(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_arguments: object) -> ImportItem:
        raise OperationalError("database is locked")

    hand_in(people.clerk, report_file())
    claimed = claim_item(NOW)
    assert claimed is not None
    with monkeypatch.context() as patch:
        patch.setattr(worker, "finish_item", busy)
        process_item(claimed, read_here)
    (item,) = work(NOW + LEASE + datetime.timedelta(seconds=1))
    assert (item.status, item.attempts) == (ItemStatus.DONE, 2)


def test_a_clash_with_another_file_is_said_in_the_row(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(people.clerk, report_file())
    (item,) = hand_in(people.clerk, report_file(received=9))
    with monkeypatch.context() as patch:  # as if the other report were not there yet when this one was begun
        patch.setattr("gongkai.reports.acts.imports._hindrance", lambda *_arguments: "")
        work()
    item.refresh_from_db()
    assert (item.status, item.report) == (ItemStatus.FAILED, None)
    assert "冲突" in item.reason
    assert Report.objects.count() == 1


def test_a_fault_of_the_installation_is_not_blamed_on_the_file(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> ImportItem:
        raise LawDataError("法规数据文件不符合格式")

    (item,) = hand_in(people.clerk, report_file())
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.reports.acts.imports.match_organ", broken)
        work()
    item.refresh_from_db()
    assert (item.status, "不是文件的问题" in item.reason) == (ItemStatus.FAILED, True)


def test_a_worker_outlives_a_database_that_is_busy_or_away(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = hand_in(people.clerk, report_file())
    stop, claim = threading.Event(), claim_item
    answers: list[Exception | None] = [OperationalError("database is locked"), InterfaceError("closed"), None]

    def answer(now: datetime.datetime) -> ImportItem | None:
        error = answers.pop(0) if answers else None
        if error is not None:
            raise error
        claimed = claim(now)
        if claimed is None:
            stop.set()
        return claimed

    monkeypatch.setattr(worker, "claim_item", answer)
    monkeypatch.setattr(command, "IDLE_SECONDS", 0)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)  # the test runs in a transaction
    command._work(read_here, stop, drain=False)
    item.refresh_from_db()
    assert item.status == ItemStatus.DONE


def test_the_system_alone_settles_items(people: People) -> None:
    (item,) = hand_in(people.clerk, report_file())
    with pytest.raises(NotPermitted):
        finish_item(people.clerk, item.pk, uuid.uuid4(), "")


def test_a_worker_with_nothing_to_do_says_so(people: People) -> None:
    assert not work_once(NOW)
    hand_in(people.clerk, report_file())
    assert work_once(NOW, read_here)
    assert Report.objects.get().unit_name == UNIT


def test_the_report_of_the_year_before_is_part_of_the_check(people: People) -> None:
    from gongkai.reports.acts import confirm_report, publish_report  # noqa: PLC0415

    before = imported(people.clerk, report_file(year=2021))
    confirm_report(people.clerk, before.pk)
    publish_report(people.reviewer, before.pk)
    report = imported(people.clerk, report_file(year=2022))
    relations = {relation["id"] for relation in report.snapshot["relations"]}
    assert any(relation.startswith("X.") for relation in relations)
