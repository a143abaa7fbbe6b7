"""``gongkai compare``: years and units side by side."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import IO, cast

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.inputs import find_inputs
from gongkai.cli.options import format_option, jobs_option, output_option, paths_argument
from gongkai.cli.output import DOCUMENTS, opened, write_rows
from gongkai.cli.terminal import console, show_comparison
from gongkai.cli.work import Tally, read_reports
from gongkai.reading import compare as compare_reports
from gongkai.reading.compare import Comparison
from gongkai.reading.model import AnnualReport, Document
from gongkai.reading.writers.comparison import POINT_FIELDS, comparison_page, point_rows
from gongkai.reading.writers.documents import PageFormat, write_page
from gongkai.reading.writers.xlsx import write_list

FORMATS = ("text", "json", "csv", "xlsx", "parquet", "md", "html", "docx")


@click.command(cls=ChineseCommand)
@paths_argument
@format_option(FORMATS, default="text")
@output_option
@jobs_option
def compare(paths: tuple[str, ...], file_format: str, output: Path | None, jobs: int) -> None:
    """把多个年度、多个单位的报告对齐比较，跨三种法定格式；不能对应的项目说明原因。"""
    tally = Tally()
    comparison = compare_reports(_without_text(report) for report in read_reports(find_inputs(paths), jobs, tally))
    with opened(output, file_format) as file:
        _write(comparison, file, file_format, to_file=output is not None)
    if file_format in ("csv", "xlsx", "parquet"):  # tables have no place for it
        for reason in comparison.left_out:
            click.echo(f"未能比较：{reason}", err=True)
    raise SystemExit(tally.exit_code)


def _without_text(report: AnnualReport) -> AnnualReport:
    """Only the cells are compared: thousands of reports need not be kept with their texts."""
    document = Document(report.document.name, report.document.kind, text="", blocks=())
    return dataclasses.replace(report, document=document, figures=(), part_lists=(), sections=())


def _write(comparison: Comparison, file: IO[bytes], file_format: str, *, to_file: bool) -> None:
    if file_format == "text":
        with console(file) as out:
            show_comparison(out, comparison)
    elif file_format == "json":
        file.write(_json(comparison).encode())
    elif file_format == "xlsx":
        write_list("比较", POINT_FIELDS, point_rows(comparison), file)
    elif file_format in DOCUMENTS:
        file.write(write_page(comparison_page(comparison), cast(PageFormat, file_format)))
    else:
        write_rows(POINT_FIELDS, point_rows(comparison), file, file_format, to_file=to_file)


def _json(comparison: Comparison) -> str:
    names = [field.name for field in POINT_FIELDS]
    points = [dict(zip(names, row, strict=True)) for row in point_rows(comparison)]
    whole = {
        "units": comparison.units,
        "years": comparison.years,
        "points": points,
        "left_out": comparison.left_out,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
