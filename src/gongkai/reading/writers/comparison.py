"""A comparison over years and units: as a page with one table per unit, and as rows."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reading.compare import Comparison, Line, Point
from gongkai.reading.model import CellStatus
from gongkai.reading.writers.items import Heading, Item, Page, PrintedCell, PrintedTable, Text
from gongkai.reading.writers.numbers import UNCERTAIN_MARK, plain, printed
from gongkai.reading.writers.rows import Field, Row

TITLE = "政府信息公开工作年度报告数据比较"
NOT_MAPPED = "—"
APPROXIMATE_MARK = "≈"

POINT_FIELDS = (
    Field("key", "指标代码"),
    Field("label", "指标"),
    Field("measure", "计量单位"),
    Field("unit", "单位"),
    Field("year", "年度", int),
    Field("form", "格式"),
    Field("value", "数值", float),
    Field("status", "依据状态"),
    Field("approximate", "口径相近"),
    Field("note", "说明"),
)


def point_rows(comparison: Comparison) -> Iterator[Row]:
    """One row per line, unit and year, as in :data:`POINT_FIELDS`."""
    for line in comparison.lines:
        for point in line.points:
            value = plain(point.value)
            approximate = "是" if line.approximate else ""
            yield (
                line.key, line.label, line.unit, point.unit, point.year, point.form, value, point.status,
                approximate, point.note or line.note,
            )  # fmt: skip


def comparison_page(comparison: Comparison) -> Page:
    """One table per unit: the lines of the mapping by year; below, what could not be compared and why."""
    return Page(TITLE, (Heading(TITLE, 1), *_items(comparison)))


def _items(comparison: Comparison) -> Iterator[Item]:
    for unit in comparison.units:
        yield Heading(unit, 2)
        yield unit_table(comparison, unit)
    if any(line.approximate for line in comparison.lines):
        yield Text(f"{APPROXIMATE_MARK} 各年格式的口径相近而不完全相同。{NOT_MAPPED} 该年格式没有对应的项目。")
    if comparison.left_out:
        yield Heading("未能比较的内容", 2)
        yield from (Text(reason) for reason in comparison.left_out)


def unit_table(comparison: Comparison, unit: str) -> PrintedTable:
    """The time series of one unit: a row per line, a column per year that the unit has reported on."""
    lines = [line for line in comparison.lines if any(point.cells for point in line.of(unit))]
    points = lines[0].of(unit) if lines else ()
    years = tuple(PrintedCell(str(point.year or ""), "column") for point in points)
    header = (PrintedCell("指标", "column"), PrintedCell("计量单位", "column"), *years)
    return PrintedTable(unit, len(header), (header, *(_row(line, unit) for line in lines)))


def _row(line: Line, unit: str) -> tuple[PrintedCell, ...]:
    label = f"{APPROXIMATE_MARK}{line.label}" if line.approximate else line.label
    values = (PrintedCell(_value(point), "value") for point in line.of(unit))
    return (PrintedCell(label, "row"), PrintedCell(line.unit, "row"), *values)


def _value(point: Point) -> str:
    if not point.cells or point.status is CellStatus.ABSENT:
        return NOT_MAPPED
    mark = f"（{UNCERTAIN_MARK}）" if point.status is CellStatus.AMBIGUOUS else ""
    return printed(point.value) + mark
