"""What a check found, as a page: one table of findings per severity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.model import CheckResult, Finding
from gongkai.reading.writers.items import Heading, Item, Page, PrintedCell, PrintedTable, Text
from gongkai.statute.forms import Severity

SEVERITY_NAMES = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.QUESTION: "疑问",
    Severity.INFO: "提示",
}
COLUMNS = ("问题", "原文", "算式", "依据", "提示", "说明")


def findings_page(result: CheckResult) -> Page:
    """The findings of one report, gravest first, and how many relations were confirmed."""
    report = result.report
    title = f"{report.unit}{report.year or ''}年度报告核查结果"
    return Page(title, (Heading(title, 1), *_items(result)), author=report.unit)


def _items(result: CheckResult) -> Iterator[Item]:
    yield Text(f"文件：{result.report.document.name}。已确认 {len(result.confirmed)} 条勾稽关系。")
    for severity, name in SEVERITY_NAMES.items():
        findings = [finding for finding in result.findings if finding.severity is severity]
        if findings:
            yield Heading(f"{name}（{len(findings)}）", 2)
            yield _table(name, findings)


def _table(title: str, findings: Sequence[Finding]) -> PrintedTable:
    header = tuple(PrintedCell(name, "column") for name in COLUMNS)
    return PrintedTable(title, len(COLUMNS), (header, *(tuple(_row(finding)) for finding in findings)))


def _row(finding: Finding) -> Iterator[PrintedCell]:
    relation = finding.relation
    quotes = dict.fromkeys(" ".join(side.quote.split()) for side in (relation.left, relation.right) if side.quote)
    texts = (" / ".join(quotes), relation.arithmetic, relation.basis, finding.hint, finding.acknowledged)
    yield PrintedCell(finding.message, "row")
    yield from (PrintedCell(text, "value") for text in texts)
