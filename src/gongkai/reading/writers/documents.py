"""Pages and reports in the formats of documents, and the empty official forms."""

from __future__ import annotations

from typing import Literal

from gongkai.reading.model import AnnualReport, CellStatus, CellValue, CheckResult, Contact, Document, Signature
from gongkai.reading.writers.items import Page
from gongkai.reading.writers.page import page
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form

PageFormat = Literal["html", "docx", "md"]
ReportFormat = PageFormat | Literal["xlsx"]
BLANK_TITLE = "（行政机关名称）（年度）年政府信息公开工作年度报告"


def write_page(content: Page, file_format: PageFormat) -> bytes:
    """The page as a file of this format; text formats in UTF-8."""
    # Each format has a library of its own: only the one asked for is loaded.
    if file_format == "html":
        from gongkai.reading.writers.html import to_html  # noqa: PLC0415

        return to_html(content).encode()
    if file_format == "md":
        from gongkai.reading.writers.markdown import to_markdown  # noqa: PLC0415

        return to_markdown(content).encode()
    from gongkai.reading.writers.docx import to_docx  # noqa: PLC0415

    return to_docx(content)


def write_report(report: AnnualReport, file_format: ReportFormat, result: CheckResult | None = None) -> bytes:
    """The report in the official layout; only XLSX has a place for the findings of ``result``."""
    if file_format != "xlsx":
        return write_page(page(report), file_format)
    from gongkai.reading.writers.xlsx import to_xlsx  # noqa: PLC0415

    return to_xlsx(report, result)


def empty_form(form_id: FormId, file_format: ReportFormat) -> bytes:
    """The official form with its chapters and tables, nothing filled in."""
    return write_report(blank_report(form_id), file_format)


def blank_report(form_id: FormId) -> AnnualReport:
    """A report of this form in which every cell is blank."""
    return AnnualReport(
        document=Document(name="", kind="form", text="", blocks=()),
        unit="",
        division="",
        year=None,
        form=form_id,
        is_annual_report=True,
        title=BLANK_TITLE,
        period=None,
        published=None,
        sections=(),
        cells={cell.key: CellValue(cell.key, None, CellStatus.BLANK) for cell in form(form_id).cells},
        figures=(),
        part_lists=(),
        contact=Contact(),
        signature=Signature(),
        index={},
        missing_tables=(),
        truncated=False,
    )
