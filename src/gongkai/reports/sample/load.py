"""Loading the samples the way real reports come in: imported by the clerk, looked over, published by the reviewer."""

from __future__ import annotations

import datetime

from gongkai.kernel import files
from gongkai.kernel.actors import INSTALLER, Actor
from gongkai.organs.acts import load_register
from gongkai.organs.models import Organ, User
from gongkai.organs.policy import actor_of
from gongkai.organs.register import Register, division_entry, usual_organs
from gongkai.reports.acts import (
    Handed,
    acknowledge_finding,
    assign_item,
    claim_item,
    confirm_report,
    publish_report,
    start_import,
)
from gongkai.reports.models import ImportItem, ItemStatus, Report
from gongkai.reports.sample.pages import SampleReport, printed, sample_reports
from gongkai.reports.worker import process_item
from gongkai.statute import divisions as statute
from gongkai.statute.forms import Severity

KEPT_ON_PURPOSE = "原报告公布的数字如此，样例照录，未作改动。"
SYNTHETIC_DIVISIONS = (
    statute.Division("539900", "示例市", "示例市", statute.DivisionLevel.PREFECTURE, "530000"),
    statute.Division("539901", "示例县", "示例县", statute.DivisionLevel.COUNTY, "539900"),
    statute.Division("539902", "样本县", "样本县", statute.DivisionLevel.COUNTY, "539900"),
)


def load_samples(now: datetime.datetime) -> int:
    """Load the reports that are not there yet; returns how many. Needs the register and the demo accounts."""
    clerk, reviewer = (actor_of(User.objects.get(username=name), now.date()) for name in ("clerk", "reviewer"))
    known = set(Report.objects.values_list("organ__code", "year"))
    missing = [sample for sample in sample_reports() if (sample.organ, sample.year) not in known]
    for sample in missing:
        _publish(_import(sample, clerk, now), clerk, reviewer)
    return len(missing)


def load_synthetic_divisions() -> None:
    """The invented counties with their organs, where they are missing."""
    load_register(
        INSTALLER,
        Register(
            divisions=tuple(division_entry(division, synthetic=True) for division in SYNTHETIC_DIVISIONS),
            organs=tuple(organ for division in SYNTHETIC_DIVISIONS for organ in usual_organs(division)),
        ),
    )


def _import(sample: SampleReport, clerk: Actor, now: datetime.datetime) -> Report:
    organ = Organ.objects.get(code=sample.organ)
    handed = Handed(sample.file_name, files.store([printed(sample)]))
    batch = start_import(clerk, organ.pk, [handed], sample.origin)
    item = _read(batch.items.get(), now)
    if item.status == ItemStatus.WAITING:
        item = _read(assign_item(clerk, item.pk, organ.pk, sample.year), now)
    if item.report is None:
        raise RuntimeError(f"sample {sample.file_name} was not taken in: {item.reason}")
    return item.report


def _read(item: ImportItem, now: datetime.datetime) -> ImportItem:
    """Read what is waiting until ``item`` has been read."""
    while item.status in (ItemStatus.PENDING, ItemStatus.READING):
        claimed = claim_item(now)
        if claimed is not None and claimed.status == ItemStatus.READING:
            process_item(claimed)
        item.refresh_from_db()
    return item


def _publish(report: Report, clerk: Actor, reviewer: Actor) -> None:
    for finding in report.findings.filter(severity=Severity.ERROR):
        acknowledge_finding(clerk, finding.pk, KEPT_ON_PURPOSE)
    confirm_report(clerk, report.pk)
    publish_report(reviewer, report.pk)
