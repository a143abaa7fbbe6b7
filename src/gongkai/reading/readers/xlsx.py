"""XLSX → blocks: each sheet's filled area is a table; values only, formulas give their stored result."""

from __future__ import annotations

import datetime
import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawCell, RawParagraph, RawTable, text_cell
from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.package import open_package

MAX_SHEETS = 50
MAX_CELLS = 500_000  # of one sheet, empty ones included
_DEFAULT_NAMES = ("sheet", "工作表")

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell


def read_xlsx(data: bytes, name: str) -> Document:
    """Open a workbook; the names of its sheets stand before them unless they are the program's own."""
    open_package(data, name)
    blocks: list[RawBlock] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet_name in workbook.sheet_names[:MAX_SHEETS]:
            sheet = workbook.get_sheet_by_name(sheet_name)
            if sheet.height * sheet.width > MAX_CELLS:
                raise UnreadableFile(Trouble.TOO_LARGE, name)
            table = _table(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])
            if table.rows and not sheet_name.lower().startswith(_DEFAULT_NAMES):
                blocks.append(RawParagraph(normalise(sheet_name)))
            blocks.append(table)
    except PasswordError as error:
        raise UnreadableFile(Trouble.ENCRYPTED, name) from error
    except CalamineError as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    return assemble(name, "xlsx", blocks)


def _table(values: list[list[_Value]], merged: list[_Range]) -> RawTable:
    """Rows with spans; rows without a value at the top and the bottom, and empty columns, fall away."""
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in merged}
    covered = {
        (row, column)
        for (top, left), (height, width) in spans.items()
        for row in range(top, min(top + height, len(values)))
        for column in range(left, min(left + width, len(values[row])))
        if (row, column) != (top, left)
    }
    filled = [index for index, row in enumerate(values) if any(value != "" for value in row)]
    columns = {c for row in values for c, value in enumerate(row) if value != ""} | {c for _, c in spans}
    rows = [
        [
            _cell(value, spans.get((r, c), (1, 1)))
            for c, value in enumerate(values[r])
            if (r, c) not in covered and c in columns
        ]
        for r in range(filled[0] if filled else 0, filled[-1] + 1 if filled else 0)
    ]
    return RawTable(rows)


def _cell(value: _Value, span: tuple[int, int]) -> RawCell:
    return text_cell(_printed(value), *span)


def _printed(value: _Value) -> str:
    """A value as a reader of the sheet would see it in general format."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".12g")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return normalise(str(value)).strip()
