"""``gongkai form``: the empty official forms."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.options import by_suffix, format_option, output_option
from gongkai.cli.output import opened
from gongkai.cli.terminal import console, show_form
from gongkai.reading.writers.documents import ReportFormat, blank_report, empty_form
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form as form_of
from gongkai.statute.report_forms import form_for_year

FORMATS = ("text", "html", "docx", "md", "xlsx")


@click.command(cls=ChineseCommand)
@click.argument("which", metavar="格式或年度", default=FormId.C2021.value)
@format_option(FORMATS)
@output_option
def form(which: str, file_format: str | None, output: Path | None) -> None:
    """输出空白的法定格式：A2014、B2019、C2021，或写年度（如 2020），默认现行格式。"""
    form_id = _form_id(which)
    chosen = file_format or by_suffix(output, FORMATS, "text")
    with opened(output, chosen) as file:
        if chosen == "text":
            with console(file) as out:
                show_form(out, form_of(form_id), blank_report(form_id).cells)
        else:
            file.write(empty_form(form_id, cast(ReportFormat, chosen)))


def _form_id(which: str) -> FormId:
    if which.upper() in FormId.__members__:
        return FormId(which.upper())
    if not which.isdecimal():
        raise click.UsageError(f"没有格式 {which}；可用：{'、'.join(FormId)}，或写年度")
    try:
        return form_for_year(int(which)).id
    except LookupError as error:
        raise click.UsageError(str(error)) from error
