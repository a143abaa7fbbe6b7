"""The empty official form, and a report in any of the document formats."""

from __future__ import annotations

from typing import Literal

from gongkai.reading.model import AnnualReport, CellStatus, CellValue, CheckResult, Contact, Document, Signature
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form

DocumentFormat = Literal["html", "docx", "md", "xlsx"]
DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = ("html", "docx", "md", "xlsx")
BLANK_TITLE = "（行政机关名称）（年度）年政府信息公开工作年度报告"


def write_document(report: AnnualReport, file_format: DocumentFormat, result: CheckResult | None = None) -> bytes:
    """The report in the official layout; only XLSX has a place for the findings of ``result``."""
    # Each format has a library of its own: only the one asked for is loaded.
    if file_format == "html":
        from gongkai.reading.writers.html import to_html  # noqa: PLC0415

        return to_html(report).encode()
    if file_format == "md":
        from gongkai.reading.writers.markdown import to_markdown  # noqa: PLC0415

        return to_markdown(report).encode()
    if file_format == "docx":
        from gongkai.reading.writers.docx import to_docx  # noqa: PLC0415

        return to_docx(report)
    from gongkai.reading.writers.xlsx import to_xlsx  # noqa: PLC0415

    return to_xlsx(report, result)


def empty_form(form_id: FormId, file_format: DocumentFormat) -> bytes:
    """The official form with its chapters and tables, nothing filled in."""
    return write_document(blank_report(form_id), file_format)


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
