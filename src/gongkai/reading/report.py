"""A file in, the whole report out: opening, structure, tables and figures put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from gongkai.reading.figures import read_figures
from gongkai.reading.model import AnnualReport, Document, Signature, Span
from gongkai.reading.readers import open_document
from gongkai.reading.structure import Outline, read_outline, report_year
from gongkai.reading.tables import TablesResult, read_tables
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form, form_for_year


def read(data: bytes | Path, name: str | None = None) -> AnnualReport:
    """Read a published annual report (条例第四十九条、第五十条) from a file of any supported kind.

    ``data`` is the content or where it lies; ``name`` only serves messages. What the file does not say stays empty or
    None; what could not be settled stands in ``warnings``.
    Raises :class:`~gongkai.reading.readers.UnreadableFile` when the file holds no text that can be read.
    """
    if not isinstance(data, bytes | Path):
        raise TypeError("read 需要文件内容（bytes）或 pathlib.Path；路径请写 Path(…)")
    if isinstance(data, Path):
        return read_document(open_document(data.read_bytes(), name or data.name))
    return read_document(open_document(data, name or ""))


def read_document(document: Document) -> AnnualReport:
    """Read the report out of a file that is already open."""
    tables = read_tables(document, None, report_year(document))
    outline = read_outline(document, tables.spans)
    is_report = not outline.of_other_kind and (bool(tables.cells) or outline.is_annual_report)
    form_id = _form(tables, outline) if is_report else None
    missing = tables.missing_tables if tables.form else _tables_of(form_id)
    outside = (Span(0, outline.extent.start), Span(outline.extent.end, len(document.text)))
    figures = read_figures(document, outline.sections, (*outside, *tables.spans))
    return AnnualReport(
        document=document,
        unit=outline.unit,
        division=outline.division,
        year=outline.year,
        form=form_id,
        is_annual_report=is_report,
        title=outline.title,
        period=outline.period,
        published=outline.published,
        sections=outline.sections,
        cells=tables.cells,
        figures=figures.figures,
        part_lists=figures.part_lists,
        contact=outline.contact,
        signature=_signature(outline.signature, tables.signature),
        index=outline.index,
        missing_tables=missing if is_report else (),
        truncated=outline.truncated,
        second_column=tables.second_column,
        warnings=(*document.warnings, *tables.warnings, *_warnings(outline, tables, form_id)),
    )


def _form(tables: TablesResult, outline: Outline) -> FormId | None:
    """The form of the tables that are there; without tables the one prescribed for the year."""
    return tables.form or _prescribed(outline.year)


def _prescribed(year: int | None) -> FormId | None:
    try:
        return form_for_year(year).id if year else None
    except LookupError:
        return None


def _tables_of(form_id: FormId | None) -> tuple[str, ...]:
    return tuple(table.key for table in form(form_id).tables) if form_id else ()


def _signature(under_report: Signature, under_form: Signature) -> Signature:
    """What stands under the report, completed by what stands under the form of 2014."""
    values = {
        field.name: getattr(under_report, field.name) or getattr(under_form, field.name)
        for field in dataclasses.fields(Signature)
    }
    return Signature(**values)


def _warnings(outline: Outline, tables: TablesResult, form_id: FormId | None) -> Iterator[str]:
    if form_id is None:
        return
    if outline.year is None:
        yield "没有找到报告年度。"
    if not outline.unit:
        yield "没有找到报告单位。"
    prescribed = _prescribed(outline.year)
    if tables.form and prescribed and tables.form != prescribed:
        used, expected = form(tables.form).title, form(prescribed).title
        yield f"统计表采用的是“{used}”（{tables.form}），{outline.year}年度应当使用“{expected}”（{prescribed}）。"
    if outline.announces_tables and not tables.cells:
        yield "正文列出了附表（附件），但文件中没有附表内容。"
