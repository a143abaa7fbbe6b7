"""``gongkai read``: what stands in a report."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.inputs import find_inputs
from gongkai.cli.options import format_option, jobs_option, output_option, paths_argument
from gongkai.cli.output import FORMATS, Presentation, write_results
from gongkai.cli.terminal import show_report
from gongkai.cli.work import Tally, read_reports
from gongkai.reading.writers.documents import write_report
from gongkai.reading.writers.rows import CELL_FIELDS, cell_rows

READING = Presentation(
    show=lambda out, checked: show_report(out, checked[0]),
    fields=CELL_FIELDS,
    rows=lambda checked: cell_rows(checked[0]),
    document=lambda checked, file_format: write_report(checked[0], file_format),
)


@click.command(cls=ChineseCommand)
@paths_argument
@format_option(FORMATS, default="text")
@output_option
@jobs_option
def read(paths: tuple[str, ...], file_format: str, output: Path | None, jobs: int) -> None:
    """读取年度报告：表格每一格及其依据、正文数字、章节、联系方式。

    文件可以是网页、Word、PDF、Excel、Markdown、纯文本；可以给文件夹（含下级）、通配符，- 表示标准输入。
    """
    inputs = find_inputs(paths)
    tally = Tally()
    results = ((report, None) for report in read_reports(inputs, jobs, tally))
    write_results(results, READING, file_format, output, single=len(inputs) == 1)
    raise SystemExit(tally.exit_code)
