"""Numbers, sums and names written out for a clerk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from gongkai.reading.model import AnnualReport
from gongkai.statute.forms import Cell, Form, FormId
from gongkai.statute.report_forms import form

_SHOWN_TERMS = 12  # a longer sum leaves out blanks
_MOST_TERMS = 36  # a still longer one is shortened in the middle, never its result

_NAMED_CELLS = 3
_SIGNS = {"=": ("=", "≠"), "<=": ("≤", ">"), ">=": ("≥", "<")}


def number(value: Decimal | None) -> str:
    """A number without exponent and superfluous zeros; 空白 for none."""
    if value is None:
        return "空白"
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def written_sum(terms: Sequence[Decimal | None]) -> str:
    """``1 + 2 + 空白 = 3``; blanks are only written when few, long sums are shortened in the middle."""
    if not terms:
        return "0"
    if len(terms) == 1:
        return number(terms[0])
    shown = [term for term in terms if term is not None] if len(terms) > _SHOWN_TERMS else list(terms)
    parts = [number(term) if term is None or term >= 0 else f"({number(term)})" for term in shown]
    if len(parts) > _MOST_TERMS:
        parts = [*parts[:_SHOWN_TERMS], "…", *parts[-_SHOWN_TERMS:]]
    total = sum((term for term in terms if term is not None), Decimal(0))
    return f"{' + '.join(parts) or '0'} = {number(total)}"


def comparison(left: str, right: str, relation: str, *, holds: bool) -> str:
    """``19 + 0 = 19 ≠ 20 = 20 + 0``; where an equation holds its value is written once: ``19 + 1 = 20 = 20 + 0``."""
    left_terms, _, left_total = left.rpartition(" = ")
    right_terms, _, right_total = right.rpartition(" = ")
    if holds and relation == "=" and (left_terms or right_terms):
        return " = ".join(part for part in (left_terms, left_total, right_terms) if part)
    mirrored = f"{right_total} = {right_terms}" if right_terms else right
    return f"{left} {_SIGNS[relation][0 if holds else 1]} {mirrored}"


class CellNames:
    """Short names of cells for messages: “予以公开·总计”."""

    def __init__(self, form: Form) -> None:
        self._cells = {cell.key: cell for cell in form.cells}
        self._group_sizes = Counter((cell.row.path, cell.column.key) for cell in self._cells.values())

    def name(self, key: str) -> str:
        """Row and column of a cell, the key itself for a cell the form does not have."""
        cell = self._cells.get(key)
        return _joined(cell.row.label, cell) if cell else key

    def names(self, keys: Sequence[str]) -> str:
        """The names of several cells; the heading of their group when they are a whole group of rows."""
        group = self._group(keys)
        if group:
            return f"“{group}”"
        shown = "、".join(f"“{self.name(key)}”" for key in keys[:_NAMED_CELLS])
        return shown if len(keys) <= _NAMED_CELLS else f"{shown}等{len(keys)}个单元"

    def _group(self, keys: Sequence[str]) -> str:
        cells = [self._cells[key] for key in keys if key in self._cells]
        if len(cells) < 2 or len({(cell.row.path, cell.column.key) for cell in cells}) > 1 or not cells[0].row.path:
            return ""
        first = cells[0]
        whole = self._group_sizes[first.row.path, first.column.key]
        return _joined(first.row.path[-1], first) if whole == len(cells) else ""


@cache
def cell_names(form_id: FormId) -> CellNames:
    """The names of the cells of a national form."""
    return CellNames(form(form_id))


def _joined(label: str, cell: Cell) -> str:
    return label if cell.column.key == "value" else f"{label}·{cell.column.label}"


def report_name(report: AnnualReport) -> str:
    """``保山市人民政府办公室2020年度``, to name a report among several."""
    return f"{report.unit or report.document.name}{report.year or ''}年度"
