"""XLSX → blocks: values only, formulas give their stored result.

A sheet may hold a whole report: rows of a single filled cell are its paragraphs, the rows between them its tables.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Container, Iterator
from itertools import groupby

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawCell, RawParagraph, RawTable, text_cell
from gongkai.reading.readers.cell_lines import CHAPTER
from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.package import open_package

MAX_SHEETS = 50
MAX_CELLS = 500_000  # of one sheet, empty ones included
_SENTENCE = re.compile(r"。|.{60}")
_DEFAULT_NAMES = ("sheet", "工作表")

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell


def read_xlsx(data: bytes, name: str) -> Document:
    """Open a workbook; the names of its sheets stand before them unless they are the program's own."""
    open_package(data, name)
    blocks: list[RawBlock] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet_name in _shown(workbook)[:MAX_SHEETS]:
            sheet = workbook.get_sheet_by_name(sheet_name)
            if sheet.height * sheet.width > MAX_CELLS:
                raise UnreadableFile(Trouble.TOO_LARGE, name)
            content = list(_blocks(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []))
            if content and not sheet_name.lower().startswith(_DEFAULT_NAMES):
                blocks.append(RawParagraph(normalise(sheet_name)))
            blocks += content
    except PasswordError as error:
        raise UnreadableFile(Trouble.ENCRYPTED, name) from error
    except CalamineError as error:
        raise UnreadableFile(Trouble.BROKEN, name) from error
    return assemble(name, "xlsx", blocks)


def _shown(workbook: CalamineWorkbook) -> list[str]:
    """Names of the sheets that can be seen: hidden ones hold drafts and last year's numbers."""
    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return visible or workbook.sheet_names


def _blocks(values: list[list[_Value]], merged: list[_Range]) -> Iterator[RawBlock]:
    """Paragraphs and tables; empty rows around a table, and columns without a value, fall away."""
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in merged}
    covered = {
        (row, column)
        for (top, left), (height, width) in spans.items()
        for row in range(top, min(top + height, len(values)))
        for column in range(left, min(left + width, len(values[row])))
        if (row, column) != (top, left)
    }
    columns = {c for row in values for c, value in enumerate(row) if value != ""} | {c for _, c in spans}
    tall = {row for (row, _), (height, _) in spans.items() if height > 1}
    texts = [[_printed(value) for value in row if value != ""] for row in values]
    for is_prose, run in groupby(range(len(values)), key=_prose(texts, tall).__contains__):
        rows = list(run)
        if is_prose:
            yield from (RawParagraph(line) for row in rows for text in texts[row] for line in text.split("\n"))
        elif filled := [row for row in rows if texts[row]]:
            yield RawTable(
                [
                    [
                        _cell(value, spans.get((r, c), (1, 1)))
                        for c, value in enumerate(values[r])
                        if (r, c) not in covered and c in columns
                    ]
                    for r in range(filled[0], filled[-1] + 1)
                ]
            )


def _prose(texts: list[list[str]], tall: Container[int]) -> frozenset[int]:
    """Rows of running text: sentences, what stands alone in its row below them, and the headings above them.

    A row of a table may hold a single filled cell too, the label of a row that is blank; it stands below other rows.
    """
    alone = [len(row) == 1 and index not in tall for index, row in enumerate(texts)]
    sentences = [single and bool(_SENTENCE.search(row[0])) for single, row in zip(alone, texts, strict=True)]
    prose: set[int] = set()
    flows = any(sentences)  # the title and its like stand above the first sentence
    for index, row in enumerate(texts):
        if row:
            begins = sentences[index] or _is_heading(texts, sentences, index)
            flows = alone[index] and (flows or begins)
        if flows:
            prose.add(index)
    return frozenset(index for index in prose if sentences[index] or not _heads_table(texts, prose, index))


def _heads_table(texts: list[list[str]], prose: set[int], index: int) -> bool:
    """Whether a text alone between the heading of a chapter and a table is the first row of that table."""
    if index == 0 or index + 1 == len(texts) or index + 1 in prose or not (texts[index - 1] and texts[index]):
        return False
    below_heading = index - 1 in prose and bool(CHAPTER.match(texts[index - 1][0]))
    return below_heading and len(texts[index + 1]) > 1 and not CHAPTER.match(texts[index][0])


def _is_heading(texts: list[list[str]], sentences: list[bool], index: int) -> bool:
    """A heading of a chapter with an empty row above it or a sentence below; tables have rows that read like one."""
    above_text = index + 1 < len(texts) and sentences[index + 1]
    return bool(CHAPTER.match(texts[index][0])) and (above_text or (index > 0 and not texts[index - 1]))


def _cell(value: _Value, span: tuple[int, int]) -> RawCell:
    return text_cell(_printed(value), *span)


def _printed(value: _Value) -> str:
    """A value as a reader of the sheet would see it in general format."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".12g")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return normalise(str(value)).strip()
