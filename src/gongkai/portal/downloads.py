"""The files a published report can be taken away as."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.papers.faces import can_print
from gongkai.papers.model import Copy, Paper, of_page
from gongkai.reading.writers.documents import write_report
from gongkai.reading.writers.from_json import check_from_json
from gongkai.reading.writers.page import chinese_date, page
from gongkai.reading.writers.rows import CELL_FIELDS, cell_rows
from gongkai.reading.writers.tabular import write_csv
from gongkai.reports.queries import ReportPage

_OOXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Download:
    """A file format: its media type and how it is written."""

    media_type: str
    write: Callable[[ReportPage], bytes]


def paper_of(report: ReportPage, address: str, on: datetime.date) -> Paper:
    """The report as an official paper taken from ``address`` on a day."""
    standing = "不再公布" if report.withdrawal else "已公布"
    warning = f"（本报告{standing}，截至{chinese_date(on)}）" if report.withdrawal else ""
    return of_page(page(report.report), on, Copy(f"公布状态：{standing}", address, on, warning))


def offered() -> tuple[str, ...]:
    """The formats that can be had here: no PDF from a machine without Chinese fonts."""
    return ("pdf", *DOWNLOADS) if can_print() else tuple(DOWNLOADS)


def _json(page: ReportPage) -> bytes:
    return json.dumps(page.snapshot, ensure_ascii=False, indent=1).encode()


def _csv(page: ReportPage) -> bytes:
    file = io.StringIO(newline="")
    write_csv(CELL_FIELDS, cell_rows(page.report), file)
    return file.getvalue().encode("utf-8-sig")  # Excel takes a file without the mark for GBK


def _xlsx(page: ReportPage) -> bytes:
    return write_report(page.report, "xlsx", check_from_json(page.snapshot))


def _docx(page: ReportPage) -> bytes:
    return write_report(page.report, "docx")


DOWNLOADS = {
    "json": Download("application/json", _json),
    "csv": Download("text/csv; charset=utf-8", _csv),
    "xlsx": Download(f"{_OOXML}.spreadsheetml.sheet", _xlsx),
    "docx": Download(f"{_OOXML}.wordprocessingml.document", _docx),
}
