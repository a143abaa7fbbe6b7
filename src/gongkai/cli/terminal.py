"""Reports, findings and empty forms for people at a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from gongkai.reading.compare import Comparison
from gongkai.reading.model import AnnualReport, CellStatus, CellValue, CheckResult, Figure, Finding, Side
from gongkai.reading.writers.comparison import comparison_page
from gongkai.reading.writers.findings import SEVERITY_NAMES
from gongkai.reading.writers.items import Heading, PrintedTable
from gongkai.reading.writers.numbers import printed
from gongkai.reading.writers.page import ANNEX, tables_in_file
from gongkai.statute.forms import Block, Form, Row, Severity, Table
from gongkai.statute.report_forms import form

_PADDING = re.compile(r" +(?=\n)")
PIPE_WIDTH = 120  # columns when the output is not a terminal
STATUS_STYLES = {CellStatus.INFERRED: "italic cyan", CellStatus.AMBIGUOUS: "bold yellow"}
STATUS_NOTES = {
    CellStatus.INFERRED: "斜体：表格列位丢失，由勾稽关系推定",
    CellStatus.AMBIGUOUS: "带问号：有几种可能，须人工核对",
    CellStatus.ABSENT: "—：文件中没有这一格",
}
SEVERITY_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.QUESTION: "cyan",
    Severity.INFO: "dim",
}


class _Unpadded(io.TextIOWrapper):
    """Without the spaces that fill a line to the width of a terminal."""

    def write(self, text: str) -> int:
        return super().write(_PADDING.sub("", text))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the door of the command line, which knows the exit code."""
        raise BrokenPipeError


@contextmanager
def console(file: IO[bytes]) -> Iterator[Console]:
    """For text to ``file``: as wide as the terminal; elsewhere not cut to 80 columns and without colours."""
    if file.isatty():
        yield _Console(highlight=False)
        return
    text = _Unpadded(file, "utf-8", write_through=True)
    yield _Console(file=text, width=PIPE_WIDTH, highlight=False)
    text.detach()  # ``file`` stays open: it is not ours


def show_report(out: Console, report: AnnualReport) -> None:
    """Everything that was read: header, tables, figures of the text, chapters, warnings."""
    _show_header(out, report)
    for table in tables_in_file(report):
        show_table(out, table, report.cells)
    _show_legend(out, report)
    _show_figures(out, report.figures)
    if report.sections:
        out.print(Text("章节  ", style="bold") + Text("  ".join(section.title for section in report.sections)))
    for line in _remarks(report):
        out.print(Text(f"注意  {line}", style="yellow"))
    out.print()


def _show_header(out: Console, report: AnnualReport) -> None:
    title = Text(report.unit or "（单位未识别）", style="bold")
    title.append(f"  {report.year}年" if report.year else "  （年度未识别）")
    title.append(f"  {form(report.form).title}" if report.form else "  非法定格式")
    out.print(title)
    details = [report.document.name]
    if report.period:
        details.append(f"统计期限 {report.period[0]} 至 {report.period[1]}")
    if report.published:
        details.append(f"发布日期 {report.published}")
    out.print(Text("  ".join(details), style="dim"))


def _remarks(report: AnnualReport) -> Iterable[str]:
    if not report.is_annual_report:
        yield "这份文件不是法定的政府信息公开工作年度报告"
    if report.form:
        titles = {table.key: table.title for table in form(report.form).tables}
        yield from (f"文件中没有“{titles.get(key, key)}”表" for key in report.missing_tables)
    if report.truncated:
        yield "正文在句子中间断开，文件可能不完整"
    yield from report.warnings


def show_form(out: Console, official: Form, blank: Mapping[str, CellValue]) -> None:
    """An empty form: its chapters and tables."""
    out.print(Text(official.title, style="bold") + Text(f"  {official.id}  依据 {official.basis}", style="dim"))
    for section in official.sections:
        out.print(Text(f"第{section.number}部分  {section.title}"))
        for table in (table for table in official.tables if table.section == section.number):
            show_table(out, table, blank)
    for table in (table for table in official.tables if table.section == ANNEX):
        show_table(out, table, blank)


def show_table(out: Console, table: Table, cells: Mapping[str, CellValue]) -> None:
    """A table of the form, one line per row; the three parts of table IV are lines too."""
    out.print(Text(table.title, style="bold"))
    for block in table.blocks:
        out.print(_grid(table, block, cells))


def _grid(table: Table, block: Block, cells: Mapping[str, CellValue]) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, title=block.heading or None, title_justify="left", pad_edge=False)
    grid.add_column("", overflow="fold")
    for column in block.columns:
        grid.add_column(column.label, justify="right", overflow="fold")
    above: tuple[str, ...] = ()
    for row in block.rows:
        for level, heading in enumerate(row.path):
            if above[: level + 1] != row.path[: level + 1]:
                grid.add_row(Text("  " * level + heading, style="dim"))
        above = row.path
        values = [_value(cells.get(table.cell_key(row.key, column.key))) for column in block.columns]
        grid.add_row(_label(row), *values)
    return grid


def _label(row: Row) -> Text:
    unit = f"（{row.unit}）" if row.unit else ""
    return Text("  " * len(row.path) + row.number + row.label + unit)


def _value(cell: CellValue | None) -> Text:
    if cell is None or cell.status is CellStatus.ABSENT:
        return Text("—", style="dim")
    if cell.status is CellStatus.AMBIGUOUS:
        options = "/".join(printed(value) or "空" for value in cell.alternatives) or printed(cell.value)
        return Text(f"{options}?", style=STATUS_STYLES[cell.status])
    return Text(printed(cell.value) + cell.unit, style=STATUS_STYLES.get(cell.status, ""))


def _show_legend(out: Console, report: AnnualReport) -> None:
    statuses = {cell.status for cell in report.cells.values()}
    for status, note in STATUS_NOTES.items():
        if status in statuses:
            out.print(Text(note, style="dim"))


def _show_figures(out: Console, figures: Sequence[Figure]) -> None:
    counted = [figure for figure in figures if figure.value is not None or figure.missing]
    if not counted:
        return
    out.print(Text(f"正文数字（{len(counted)}）", style="bold"))
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    grid.add_column("名称", overflow="fold", ratio=2)
    grid.add_column("数值", justify="right", no_wrap=True)
    grid.add_column("原文", overflow="fold", ratio=4)
    for figure in counted:
        grid.add_row(Text(figure.label), Text(_figure_value(figure)), Text(figure.text))
    out.print(grid)


def _figure_value(figure: Figure) -> str:
    if figure.missing:
        return f"（缺）{figure.unit}"
    upper = f"～{printed(figure.upper)}" if figure.upper is not None else ""
    return ("约" if figure.approximate else "") + printed(figure.value) + upper + figure.unit


# --- findings -------------------------------------------------------------------------------------------------------


def show_check(out: Console, result: CheckResult) -> None:
    """The findings by severity with both sides, the arithmetic and the basis; then how much was confirmed."""
    _show_header(out, result.report)
    for severity, name in SEVERITY_NAMES.items():
        findings = [finding for finding in result.findings if finding.severity is severity]
        for number, finding in enumerate(findings, 1):
            _show_finding(out, finding, Text(f"{name} {number}/{len(findings)}  ", style=SEVERITY_STYLES[severity]))
    out.print(Text(f"已确认 {len(result.confirmed)} 条勾稽关系", style="green"))
    for line in _remarks(result.report):
        out.print(Text(f"注意  {line}", style="yellow"))
    out.print()


def _show_finding(out: Console, finding: Finding, heading: Text) -> None:
    relation = finding.relation
    out.print(heading + Text(finding.message, style="dim" if finding.acknowledged else ""))
    lines = [
        *(_side(side) for side in (relation.left, relation.right)),
        ("算式", relation.arithmetic),
        ("依据", relation.basis),
        ("提示", finding.hint),
        ("已说明", finding.acknowledged),
        ("编号", f"{relation.id}  指纹 {finding.fingerprint}"),
    ]
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in lines:
        if text:
            grid.add_row(name, Text(text))
    out.print(Padding(grid, (0, 0, 1, 4)))


def _side(side: Side) -> tuple[str, str]:
    value = f"{side.label}：{printed(side.value)}" if side.value is not None else side.label
    quote = f"「{' '.join(side.quote.split())}」" if side.quote and side.quote not in value else ""
    return (side.report or "所见", value + quote)


# --- comparison -----------------------------------------------------------------------------------------------------


def show_comparison(out: Console, comparison: Comparison) -> None:
    """One table per unit with a column per year, then what could not be compared and why."""
    for item in comparison_page(comparison).items:
        if isinstance(item, PrintedTable):
            out.print(_printed_table(item))
        else:
            out.print(Text(item.text, style="bold" if isinstance(item, Heading) else "dim"))


def _printed_table(table: PrintedTable) -> Grid:
    """A page's table without spans: one header row, labels left, values right."""
    header, *rows = table.rows
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for number, cell in enumerate(header):
        is_value = any(row[number].role == "value" for row in rows)
        grid.add_column(cell.text, justify="right" if is_value else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell.text) for cell in row))
    return grid
