"""A small world for the tests of the pages: two cities of Yunnan, three people, a few reports in our own words.

The published report of 2020 contradicts itself: its text counts 21 new applications, its table 19, and the total of the
row 上年结转 was left at 0. The report under review has lost the columns of its second table.
"""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cache as cached

from django.core.cache import cache
from django.utils import timezone

from gongkai.kernel import outbox
from gongkai.kernel.actors import INSTALLER, Actor
from gongkai.kernel.files import store
from gongkai.organs.acts import load_register
from gongkai.organs.models import Organ, Post, User
from gongkai.organs.policy import actor_of
from gongkai.organs.register import Register, register_from_law
from gongkai.reading import UnreadableFile, check, read
from gongkai.reading.model import AnnualReport, CellStatus, CellValue, CheckResult
from gongkai.reading.writers.documents import blank_report, write_report
from gongkai.reading.writers.layout import print_table
from gongkai.reports.acts import Handed, acknowledge_finding, confirm_report, publish_report, start_import
from gongkai.reports.models import ImportBatch, Report
from gongkai.reports.reader import Unreadable
from gongkai.reports.worker import work_once
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form, form_for_year

PASSWORD = "gongkai-demo-2026"
UNIT = "保山市人民政府办公室"
SIBLING = "昭通市人民政府办公室"


@dataclass(frozen=True, slots=True)
class World:
    """Who and what there is."""

    clerk: User
    reviewer: User
    admin: User
    batch: ImportBatch
    published: Report
    under_review: Report


def build() -> World:
    """Fill an empty database. Pages drawn for an earlier world, whose reports had the same numbers, are forgotten."""
    cache.clear()
    load_register(INSTALLER, register_of("530000", "530500", "530600"))
    clerk, reviewer = _user("li", "李经办", "clerk"), _user("wang", "王审核", "reviewer")
    admin = _user("zhao", "赵管理", "admin")
    files = {
        "baoshan-2020.html": contradictory_page(),
        "baoshan-2021.html": page(UNIT, 2021, granted=4),
        "zhaotong-2020.html": page(SIBLING, 2020, granted=9),
        "zhaotong-2021.txt": flattened_text(),
        "not-a-report.pdf": b"%PDF-1.4 broken",
    }
    batch = hand_in(clerk, files)
    for report in Report.objects.exclude(file_name="zhaotong-2021.txt"):
        publish(clerk, reviewer, report)
    outbox.deliver(timezone.now())  # the reports of the following years are checked again
    return World(
        clerk=clerk,
        reviewer=reviewer,
        admin=admin,
        batch=batch,
        published=Report.objects.get(file_name="baoshan-2020.html"),
        under_review=Report.objects.get(file_name="zhaotong-2021.txt"),
    )


@cached
def register_of(*codes: str) -> Register:
    """The divisions with these codes and their organs."""
    law = register_from_law()
    return Register(
        tuple(entry for entry in law.divisions if entry.code in codes),
        tuple(entry for entry in law.organs if entry.division in codes),
    )


def hand_in(user: User, files: dict[str, bytes]) -> ImportBatch:
    """Import files and read them at once, in this process."""
    handed = [Handed(name, store([content])) for name, content in files.items()]
    batch = start_import(actor(user), user.organ_id, handed)
    while work_once(timezone.now(), read=read_here):
        pass
    return batch


@cached
def read_here(content: bytes, name: str) -> CheckResult:
    """What the bounded child process does, without the process; the world's files are the same for every test."""
    try:
        return check(read(content, name=name))
    except UnreadableFile as error:
        raise Unreadable(str(error)) from error


def actor(user: User) -> Actor:
    """The account with its rights of today."""
    return actor_of(user, timezone.localdate())


@cached
def page(unit: str, year: int, granted: int) -> bytes:
    """A report as a web page in the official layout; all its identities hold."""
    return write_report(balanced(unit, year, granted), "html")


@cached
def contradictory_page() -> bytes:
    """See the module."""
    report = balanced(UNIT, 2020, granted=19)
    wrong = {
        "applications.carried_over.natural_person": Decimal(1),
        "applications.carried_forward.natural_person": Decimal(1),
    }
    cells = {key: dataclasses.replace(cell, value=wrong.get(key, cell.value)) for key, cell in report.cells.items()}
    html = write_report(dataclasses.replace(report, cells=cells), "html").decode()
    heading = "收到和处理政府信息公开申请情况</h2>"
    sentence = "<p>2020年，我办共收到政府信息公开申请21件，均为自然人提出，予以公开19件。</p>"
    return html.replace(heading, heading + sentence).encode()


@cached
def flattened_text() -> bytes:
    """A report copied out of a web page: one cell a line, empty cells lost."""
    used = form(FormId.C2021)
    lines = [f"{SIBLING}2021年政府信息公开工作年度报告"]
    report = balanced(SIBLING, 2021, granted=3)
    for number, section in enumerate(used.sections, 1):
        lines.append(f"{'一二三四五六'[number - 1]}、{section.title}")
        for table in used.tables:
            if table.section == section.number:
                printed = print_table(table, _with_blanks(report).cells)
                lines += [cell.text for row in printed.rows for cell in row if cell.text]
    return "\n".join(lines).encode()


def balanced(unit: str, year: int, granted: int) -> AnnualReport:
    """A report with ``granted`` applications of natural persons, all granted, and zeros everywhere else."""
    blank = blank_report(form_for_year(year).id)
    counted = {
        f"applications.{row}.{column}": Decimal(granted)
        for row in ("new_received", "granted", "results_total")
        for column in ("natural_person", "total")
    }
    cells = {key: CellValue(key, counted.get(key, Decimal(0)), CellStatus.READ) for key in blank.cells}
    return dataclasses.replace(
        blank,
        unit=unit,
        year=year,
        title=f"{unit}{year}年政府信息公开工作年度报告",
        period=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),
        published=datetime.date(year + 1, 1, 20),
        cells=cells,
    )


def _with_blanks(report: AnnualReport) -> AnnualReport:
    cells = {
        key: cell
        if cell.value or not key.startswith("applications.")
        else dataclasses.replace(cell, value=None, status=CellStatus.BLANK)
        for key, cell in report.cells.items()
    }
    return dataclasses.replace(report, cells=cells)


def _user(name: str, display_name: str, role: str) -> User:
    user = User(username=name, display_name=display_name, organ=Organ.objects.get(code="530500-office"))
    user.set_password(PASSWORD)
    user.save()
    province = Organ.objects.get(code="530000-government")
    Post.objects.create(user=user, organ=province, role=role, scope=Post.Scope.DIVISION)
    return user


def publish(clerk: User, reviewer: User, report: Report) -> None:
    """Explain its errors, confirm it as it is, publish it."""
    for finding in report.findings.filter(severity="error", acknowledged_reason=""):
        acknowledge_finding(actor(clerk), finding.pk, "与原件一致，勘误另行公布。")
    confirm_report(actor(clerk), report.pk, accept_ambiguous=True)
    publish_report(actor(reviewer), report.pk)
