"""Which cells of a report's form documents fill, and which come from registers and are entered by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.forms import Cell, FormId
from gongkai.statute.report_forms import form, form_for_year
from gongkai.statute.sources import SourceRef


class Register(LawModel):
    """A register (台账) whose figures are entered by hand."""

    id: str
    label: str


class _Cell(LawModel):
    cell: str
    count: str = ""
    by_hand: str = ""


class _Form(LawModel):
    id: FormId
    table: str
    cells: tuple[_Cell, ...]


class _Counts(LawModel):
    basis: SourceRef
    registers: tuple[Register, ...]
    forms: tuple[_Form, ...]


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell of the form with what fills it: a count of documents, or (``count`` "") a register, by hand."""

    cell: Cell
    count: str
    register: Register | None


@cache
def cell_sources(year: int) -> tuple[CellSource, ...]:
    """The cells on proactive disclosure of the form of a report year, in its order; () where no form covers it.

    Raises LawDataError for a cell with no source or with two.
    """
    try:
        wanted = form_for_year(year).id
    except LookupError:
        return ()
    data = load(_Counts, "report_forms/document_counts.yaml")
    known = {register.id: register for register in data.registers}
    found = next(item for item in data.forms if item.id == wanted)
    cells = {cell.key: cell for table in form(wanted).tables for cell in table.cells}
    return tuple(_source(item, cells, found.table, known) for item in found.cells)


def _source(item: _Cell, cells: dict[str, Cell], table: str, known: dict[str, Register]) -> CellSource:
    key = f"{table}.{item.cell}"
    if bool(item.count) == bool(item.by_hand) or key not in cells or (item.by_hand and item.by_hand not in known):
        raise LawDataError(f"report_forms/document_counts.yaml：{item.cell} 须是格式中的一格，且只有一个来源")
    return CellSource(cells[key], item.count, known.get(item.by_hand))
