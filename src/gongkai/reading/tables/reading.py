"""From a document to its statutory tables: form, printings, cells, what is missing, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from gongkai.reading.model import BlockItem, CellStatus, CellValue, Document, Grid, Signature, Span
from gongkai.reading.tables.cellnumber import parse_cell_number
from gongkai.reading.tables.flat import read_flat
from gongkai.reading.tables.forms import decide_form
from gongkai.reading.tables.grid import read_grids
from gongkai.reading.tables.labels import Vocabulary, vocabulary
from gongkai.reading.tables.parts import CUMULATIVE, TableReading
from gongkai.reading.tables.printings import choose, printings
from gongkai.reading.tables.signature import read_signature
from gongkai.statute.forms import Cell, FormId, Table
from gongkai.statute.report_forms import form as form_of


@dataclass(frozen=True)
class TablesResult:
    """The statutory tables of one document; see :func:`read_tables`."""

    form: FormId | None = None
    cells: dict[str, CellValue] = field(default_factory=dict)
    second_column: dict[str, CellValue] = field(default_factory=dict)
    missing_tables: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    signature: Signature = field(default_factory=Signature)
    warnings: tuple[str, ...] = ()


def read_tables(document: Document, form_hint: FormId | None = None, year: int | None = None) -> TablesResult:
    """Read the tables of whichever national form the document prints (2014, 2019 or 2021).

    Args:
        document: an opened file.
        form_hint: the form to assume where the labels do not tell.
        year: the report year, to the same end.

    Returns:
        A cell for every slot of each table that is in the document, with how it is known; tables that are not in it
        stand in ``missing_tables`` and have no cells. ``form`` is None, and nothing is missing, when no form shows.
    """
    form_id = decide_form(document.text, form_hint, year)
    if form_id is None:
        return TablesResult()
    form = form_of(form_id)
    readings = _readings(document, vocabulary(form_id))
    cells: dict[str, CellValue] = {}
    warnings: list[str] = []
    spans: list[Span] = []
    missing: list[str] = []
    for table in form.tables:
        found = printings([reading for reading in readings if reading.table == table.key], table)
        if not found:
            missing.append(table.key)
            continue
        chosen, told = choose(found, form, table, document.text)
        cells |= _complete(chosen, table, _around(document.text, found[0].spans))
        warnings += told
        spans += [span for printing in found for span in printing.spans]
    return TablesResult(
        form=form_id if cells else None,
        cells={key: cell for key, cell in cells.items() if not key.startswith(CUMULATIVE)},
        second_column={key.removeprefix(CUMULATIVE): cell for key, cell in cells.items() if key.startswith(CUMULATIVE)},
        missing_tables=tuple(missing),
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        signature=read_signature(_around(document.text, spans)) if spans else Signature(),
        warnings=tuple(warnings),
    )


_SCALE = re.compile(r"(?<=\d)\s*([万亿])\s*$")  # of money whose 元 is left to the header
_BEFORE, _BEHIND = 300, 400  # characters around the tables that hold their headings and the line under them


def _readings(document: Document, words: Vocabulary) -> list[TableReading]:
    """Everything the grids and the running text between them give."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    readings = read_grids(grids, words)
    read = {(reading.span.start, reading.span.end) for reading in readings}
    for span in _running_text(document.blocks, read):
        readings += read_flat(document.text[span.start : span.end], span.start, words)
    return readings


def _running_text(blocks: Sequence[BlockItem], read: set[tuple[int, int]]) -> Iterator[Span]:
    """Stretches between the grids that were read; a grid without labels may be the numbers of labels above it."""
    for is_read, group in groupby(blocks, key=lambda block: (block.span.start, block.span.end) in read):
        if not is_read:
            stretch = list(group)
            yield Span(stretch[0].span.start, stretch[-1].span.end)


def _around(text: str, spans: Sequence[Span]) -> str:
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return text[max(0, start - _BEFORE) : end + _BEHIND]


def _complete(cells: Mapping[str, CellValue], table: Table, text: str) -> dict[str, CellValue]:
    """All cells of a table in the order of the form: absent where its row is not printed, money with its unit."""
    complete: dict[str, CellValue] = {}
    for cell in table.cells:
        value = cells.get(cell.key, CellValue(cell.key, None, CellStatus.ABSENT))
        complete[cell.key] = _with_unit(value, cell, text) if cell.kind == "money" else value
    return complete | {slot: value for slot, value in cells.items() if slot.startswith(CUMULATIVE)}


def _with_unit(value: CellValue, cell: Cell, text: str) -> CellValue:
    """The unit printed in the header or the row label when the cell itself prints none; 12.5万 is 12.5 万元."""
    scale = _SCALE.search(value.raw)
    if scale and not value.unit and (number := parse_cell_number(value.raw[: scale.start()])):
        return replace(value, value=number.value, unit=f"{scale[1]}元")
    if value.unit or value.value is None:
        return value
    names = [name for part in (cell.column, cell.row) for name in (part.label, *part.aliases)]
    for name in names:
        spaced = r"\s*".join(map(re.escape, re.split(r"[（(]", name)[0]))
        if match := re.search(rf"{spaced}[\s（(]*(?:单位[:：]?)?\s*[|\t]?\s*(万元|元)", text):
            return replace(value, unit=match[1])
    return value
