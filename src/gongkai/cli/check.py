"""``gongkai check``: what contradicts itself in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.inputs import find_inputs
from gongkai.cli.options import format_option, jobs_option, output_option, paths_argument
from gongkai.cli.output import FORMATS, Checked, Presentation, write_results
from gongkai.cli.terminal import show_check
from gongkai.cli.work import Tally, read_and_check
from gongkai.reading.acknowledge import Acknowledgement, AcknowledgementError, acknowledge, parse_acknowledgements
from gongkai.reading.model import CheckResult
from gongkai.reading.writers.documents import ReportFormat, write_page, write_report
from gongkai.reading.writers.findings import findings_page
from gongkai.reading.writers.rows import FINDING_FIELDS, Row, finding_rows


@click.command(cls=ChineseCommand)
@paths_argument
@format_option(FORMATS, default="text")
@output_option
@jobs_option
@click.option("--strict", is_flag=True, help="有疑问（口径可能不同）也算有问题。")
@click.option(
    "--acknowledge", "acknowledged", type=click.Path(path_type=Path), metavar="文件",
    help="已说明的问题：JSON 或 YAML 列表，每项写明 fingerprint（指纹）和 reason（理由）。",
)  # fmt: skip
def check(
    paths: tuple[str, ...], file_format: str, output: Path | None, jobs: int, strict: bool, acknowledged: Path | None
) -> None:
    """核查年度报告：表内合计、图文一致、前后年度衔接、日期、标题、残留。

    同一单位的多个年度一起给出时，自动互相核对。

    退出码：0 没有错误和警告，1 有，或者不是年度报告、内容不完整，2 有文件读不了。
    """
    reasons = _acknowledgements(acknowledged)
    inputs = find_inputs(paths)
    tally = Tally()
    counted = _counted(read_and_check(inputs, jobs, tally), reasons, tally, strict=strict)
    write_results(counted, CHECKING, file_format, output, single=len(inputs) == 1)
    raise SystemExit(tally.exit_code)


def _counted(
    results: Iterable[CheckResult], reasons: tuple[Acknowledgement, ...], tally: Tally, *, strict: bool
) -> Iterator[Checked]:
    for result in results:
        explained = acknowledge(result, reasons)
        tally.count(explained.findings, strict=strict)
        if not explained.report.is_annual_report:
            click.echo(f"{explained.report.document.name}：不是政府信息公开工作年度报告，只核对了正文数字。", err=True)
        elif explained.report.truncated:
            click.echo(f"{explained.report.document.name}：内容在句中中断，其后的章节和统计表没有核对。", err=True)
        yield explained.report, explained


def _acknowledgements(file: Path | None) -> tuple[Acknowledgement, ...]:
    if file is None:
        return ()
    try:
        return parse_acknowledgements(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"不能读取说明文件 {file}：找不到或没有权限") from error
    except (AcknowledgementError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}：{error}") from error


def _result(checked: Checked) -> CheckResult:
    report, result = checked
    assert result is not None, report.document.name
    return result


def _rows(checked: Checked) -> Iterator[Row]:
    return finding_rows(_result(checked))


def _document(checked: Checked, file_format: ReportFormat) -> bytes:
    result = _result(checked)
    if file_format == "xlsx":
        return write_report(result.report, file_format, result)
    return write_page(findings_page(result), file_format)


CHECKING = Presentation(
    show=lambda out, checked: show_check(out, _result(checked)),
    fields=FINDING_FIELDS,
    rows=_rows,
    document=_document,
)
