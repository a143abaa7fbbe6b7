"""``gongkai convert``: reports in the official layout."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.inputs import find_inputs
from gongkai.cli.options import by_suffix, format_option, jobs_option, output_option, paths_argument
from gongkai.cli.output import write_results
from gongkai.cli.read import READING
from gongkai.cli.work import Tally, read_reports

FORMATS = ("html", "docx", "md", "xlsx", "json", "csv", "parquet")
DEFAULT = "html"


@click.command(cls=ChineseCommand)
@paths_argument
@format_option(FORMATS)
@output_option
@jobs_option
def convert(paths: tuple[str, ...], file_format: str | None, output: Path | None, jobs: int) -> None:
    """按法定格式重新输出报告，正文保持原样，统计表恢复为规定的版式。

    也接受 gongkai read --format json 的结果（.json）。多个文件时 -o 是文件夹，每份报告一个文件。
    """
    inputs = find_inputs(paths)
    tally = Tally()
    results = ((report, None) for report in read_reports(inputs, jobs, tally))
    chosen = file_format or by_suffix(output, FORMATS, DEFAULT)
    write_results(results, READING, chosen, output, single=len(inputs) == 1)
    raise SystemExit(tally.exit_code)
