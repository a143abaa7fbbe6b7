"""Report files for the tests, printed in the official layout, and the way they come in."""

from __future__ import annotations

import datetime
from decimal import Decimal

from gongkai.kernel import files
from gongkai.kernel.actors import Actor
from gongkai.organs.models import Organ
from gongkai.reading import check, read
from gongkai.reading.model import CheckResult
from gongkai.reports.acts import Handed, claim_item, start_import
from gongkai.reports.models import ImportItem, Origin, Report
from gongkai.reports.sample.pages import SampleReport, printed
from gongkai.reports.worker import process_item
from gongkai.statute.forms import FormId

NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
UNIT = "保山市人民政府办公室"


def report_file(*, unit: str = UNIT, year: int = 2022, received: int = 8, total: int | None = None) -> bytes:
    """A report in form C2021 with ``received`` applications, all granted; ``total`` misstates the row's total."""
    row = [Decimal(received), *[Decimal(0)] * 5, Decimal(received)]
    stated = [*row[:-1], Decimal(received if total is None else total)]
    sections: dict[int, tuple[str, ...]] = {
        1: (f"全年新收政府信息公开申请{received}件。", "主动公开、依申请公开、信息管理、平台建设、监督保障正常开展。"),
        5: ("解读形式较少，今后增加图解。",),
        6: ("没有收取信息处理费。",),
    }
    return printed(
        SampleReport(
            organ="530500-office",
            unit=unit,
            year=year,
            form=FormId.C2021,
            origin=Origin.SAMPLE,
            published=datetime.date(year + 1, 1, 20),
            sections=sections,
            default=Decimal(0),
            cells={
                "active_disclosure": {},
                "applications": {"new_received": tuple(stated), "granted": tuple(row), "results_total": tuple(row)},
                "review_litigation": {},
            },
        )
    )


def read_here(content: bytes, name: str) -> CheckResult:
    """The reader without its child process: the same answer, sooner."""
    return check(read(content, name=name))


def hand_in(actor: Actor, *contents: bytes, organ: str = "530500-office") -> list[ImportItem]:
    """Open a batch with these files and give its items."""
    handed = [Handed(f"{number}.html", files.store([content])) for number, content in enumerate(contents)]
    batch = start_import(actor, Organ.objects.get(code=organ).pk, handed)
    return list(batch.items.all())


def work(now: datetime.datetime = NOW) -> list[ImportItem]:
    """Read everything that waits."""
    settled = []
    while (item := claim_item(now)) is not None:
        settled.append(process_item(item, read_here))
    return settled


def imported(actor: Actor, content: bytes) -> Report:
    """The report that comes of one file."""
    (item,) = hand_in(actor, content)
    work()
    item.refresh_from_db()
    assert item.report is not None, item.reason
    return item.report
