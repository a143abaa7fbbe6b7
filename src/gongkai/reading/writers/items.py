"""What a document consists of, before it becomes HTML, Word or Markdown: headings, paragraphs, tables with spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["column", "row", "value"]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One printed cell: a header above (``column``) or beside (``row``) the values, or a value with its cell key."""

    text: str
    role: Role
    rowspan: int = 1
    colspan: int = 1
    key: str = ""


PrintedRow = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table ready to print. A cell that spans rows stands in its first row only."""

    title: str
    width: int  # columns
    rows: tuple[PrintedRow, ...]

    @property
    def header_rows(self) -> int:
        """How many rows at the top hold nothing but headers."""
        count = 0
        while count < len(self.rows) and all(cell.role == "column" for cell in self.rows[count]):
            count += 1
        return count

    def placed(self) -> Iterator[tuple[int, int, PrintedCell]]:
        """Every cell with the row and column of its upper left corner."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                rows, columns = range(row, row + cell.rowspan), range(column, column + cell.colspan)
                taken.update((covered, beside) for covered in rows for beside in columns)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, 2 its chapters, 3 and more what stands below them."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph, indented as running text unless it is aligned."""

    text: str
    align: Literal["", "left", "center", "right"] = ""


Item = Heading | Text | PrintedTable


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to print, in reading order. ``metadata``: page tags such as PubDate, by name."""

    title: str
    items: tuple[Item, ...]
    author: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
