"""Importing files: hand in, claim, read, finish. Every file ends as a report, a question to a person, or a reason."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.acts import Step, act, lock
from gongkai.kernel.models import StoredFile
from gongkai.kernel.permissions import Permission
from gongkai.organs.models import Organ
from gongkai.organs.names import match_organ
from gongkai.organs.policy import actor_of
from gongkai.reading.model import CheckResult
from gongkai.reports import facts
from gongkai.reports.acts.parts import set_snapshot, write_findings, write_structure
from gongkai.reports.models import ImportBatch, ImportItem, ItemStatus, Origin, Report, ReportStatus
from gongkai.reports.reader import check_again

LEASE = datetime.timedelta(minutes=2)  # longer than settings.READER_SECONDS
MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Handed:
    """One uploaded file: stored, or refused with a reason before it was."""

    name: str
    file: StoredFile | None
    refusal: str = ""


@act("report.import", Permission.IMPORT_REPORT, _("交来文件"))
def start_import(step: Step, organ_id: int, handed: Sequence[Handed], origin: Origin = Origin.IMPORTED) -> ImportBatch:
    """Open a batch; workers read its files. ``organ_id``: on whose behalf (the actor's own organ)."""
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(organ.place)
    step.demand(bool(handed), _("请至少选择一个文件。"))
    batch = ImportBatch.objects.create(organ=organ, created_by_id=step.person, created_at=step.now, origin=origin)
    ImportItem.objects.bulk_create(
        ImportItem(
            batch=batch,
            position=position,
            file_name=one.name[:255],
            file=one.file,
            status=ItemStatus.FAILED if one.file is None else ItemStatus.PENDING,
            reason=one.refusal,
            finished_at=step.now if one.file is None else None,
        )
        for position, one in enumerate(handed)
    )
    step.record(batch, files=[one.file.sha256 if one.file else None for one in handed], origin=origin.value)
    return batch


def claim_item(now: datetime.datetime) -> ImportItem | None:
    """Take the next file nobody is reading, under a lease until ``now + LEASE``; None when there is none.

    An item whose worker died is taken again after its lease; after ``MAX_ATTEMPTS`` it fails. A lease is housekeeping,
    not an act: it needs no right and no ledger entry.
    """
    with transaction.atomic():
        free = Q(status=ItemStatus.PENDING) | Q(status=ItemStatus.READING, lease_until__lt=now)
        item = ImportItem.objects.select_for_update(skip_locked=True, of=("self",)).filter(free).order_by("id").first()
        if item is None:
            return None
        if item.attempts >= MAX_ATTEMPTS:
            _settle(item, ItemStatus.FAILED, now, f"读取 {MAX_ATTEMPTS} 次均中途中断，请检查文件后重试。")
        else:
            item.status = ItemStatus.READING
            item.attempts += 1
            item.lease, item.lease_until = uuid.uuid4(), now + LEASE
        item.save()
        return item


@act("report.import_item", Permission.PROCESS_IMPORT, _("读取文件"))
def finish_item(step: Step, item_id: int, lease: uuid.UUID, outcome: CheckResult | str) -> ImportItem:
    """Settle a file that was read: a report, a question, or (``outcome`` is a string) the reason of failure.

    Nothing happens when the lease has passed to another worker meanwhile.
    """
    item = lock(ImportItem.objects.select_related("batch__created_by", "organ__division"), pk=item_id)
    step.permit()
    if item.lease != lease or item.status != ItemStatus.READING:
        step.unchanged()
        return item
    if isinstance(outcome, str):
        _settle(item, ItemStatus.FAILED, step.now, outcome)
    else:
        _take_in(step, item, outcome)
    item.save()
    step.record(item, status=item.status, reason=item.reason, report=item.report_id, file=item.file_id)
    return item


@act("report.assign_item", Permission.IMPORT_REPORT, _("指定单位和年度"))
def assign_item(step: Step, item_id: int, organ_id: int, year: int) -> ImportItem:
    """Say whose report of which year a waiting file is; it is then read again.

    The right is needed for both: where the file was handed in, and for the organ it is given to.
    """
    item = lock(ImportItem.objects.select_related("batch__organ"), pk=item_id)
    organ = lock(Organ.objects, pk=organ_id)
    step.permit(item.batch.organ.place)
    step.permit(organ.place)
    step.demand(item.status == ItemStatus.WAITING, _("只有待指定的文件才能指定单位和年度。"))
    item.organ, item.year = organ, year
    _requeue(item)
    step.record(item, organ=organ.code, year=year)
    return item


@act("report.retry_item", Permission.IMPORT_REPORT, _("重新读取文件"))
def retry_item(step: Step, item_id: int) -> ImportItem:
    """Read a failed file again."""
    item = lock(ImportItem.objects.select_related("batch__organ"), pk=item_id)
    step.permit(item.batch.organ.place)
    step.demand(item.status == ItemStatus.FAILED and item.file_id is not None, _("只有读取失败的文件才能重试。"))
    _requeue(item)
    step.record(item)
    return item


def _requeue(item: ImportItem) -> None:
    item.status = ItemStatus.PENDING
    item.reason, item.attempts, item.finished_at = "", 0, None
    item.save()


def _settle(item: ImportItem, status: ItemStatus, now: datetime.datetime, reason: str = "") -> None:
    item.status = status
    item.reason = reason
    item.finished_at = now
    item.lease = item.lease_until = None


def _take_in(step: Step, item: ImportItem, result: CheckResult) -> None:
    """Make a report of what was read, or say why not."""
    structure = result.report
    item.unit_name = structure.unit[:100]
    year = item.year or structure.year
    if year is None:
        return _settle(item, ItemStatus.WAITING, step.now, "文件中没有找到报告年度，请指定。")
    organ = item.organ or match_organ(structure.unit, datetime.date(year, 12, 31))
    item.year = year
    if organ is None:
        named = f"“{structure.unit}”" if structure.unit else "（文件中没有印出单位）"
        return _settle(item, ItemStatus.WAITING, step.now, f"机关名录中没有唯一对应的单位{named}，请指定。")
    organ = lock(Organ.objects.select_related("division"), pk=organ.pk)  # two workers may hold two files of its year
    if reason := _hindrance(item, organ, year, structure.is_annual_report):
        return _settle(item, ItemStatus.FAILED, step.now, reason)
    item.report = _new_report(step, item, organ, year, result)
    return _settle(item, ItemStatus.DONE, step.now)


def _hindrance(item: ImportItem, organ: Organ, year: int, statutory: bool) -> str:
    """Why no report of ``organ`` for ``year`` may come from this file; empty = it may."""
    importer = actor_of(item.batch.created_by, item.batch.created_at.date())
    if not importer.may(Permission.IMPORT_REPORT, organ.place):
        return f"{organ.name}不在导入人的权限范围内。"
    same = Report.objects.filter(organ=organ, year=year, statutory=statutory).exclude(status=ReportStatus.WITHDRAWN)
    if same.filter(file=item.file).exists():
        return f"{organ.name}{year}年度的这份文件已经导入过。"
    if same.exclude(status=ReportStatus.PUBLISHED).exists():
        return f"{organ.name}{year}年度已有一份尚未发布的报告，请先发布或作废。"
    return ""


def _new_report(step: Step, item: ImportItem, organ: Organ, year: int, result: CheckResult) -> Report:
    structure, last_year = result.report, facts.last_year(organ, year)
    if last_year is not None:
        result = check_again(structure, last_year)
    same = Report.objects.filter(organ=organ, year=year, statutory=structure.is_annual_report)
    report = Report(
        organ=organ,
        year=year,
        edition=(same.aggregate(last=Max("edition"))["last"] or 0) + 1,
        statutory=structure.is_annual_report,
        form=structure.form or "",
        title=structure.title[:300],
        unit_name=structure.unit[:100],
        printed_on=structure.published,
        origin=item.batch.origin,
        file=item.file,
        file_name=item.file_name,
        imported_by=item.batch.created_by,
        imported_at=step.now,
    )
    set_snapshot(report, result)
    report.save(force_insert=True)
    write_structure(report, structure)
    write_findings(report, result)
    return report
