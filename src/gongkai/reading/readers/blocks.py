"""The common shape into which every kind of file is opened, before text and offsets are laid out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawParagraph:
    """A line or paragraph; ``level`` as in :class:`~gongkai.reading.model.Paragraph`."""

    text: str
    level: int = 0
    page: int | None = None


@dataclass(slots=True)
class RawCell:
    """A cell with whatever stands in it; spans as the file states them, not yet trusted."""

    blocks: list[RawBlock] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """All text of the cell, lines separated by newlines; nested tables row by row."""
        if len(self.blocks) == 1:  # as nearly all have
            return block_text(self.blocks[0])
        return "\n".join(line for block in self.blocks if (line := block_text(block)))


@dataclass(slots=True)
class RawTable:
    """Rows of cells in the order of the file; a cell covered by a span from above or the left is not repeated."""

    rows: list[list[RawCell]] = field(default_factory=list)
    page: int | None = None


RawBlock = RawParagraph | RawTable


def block_text(block: RawBlock) -> str:
    """Text of a block on its own."""
    if isinstance(block, RawParagraph):
        return block.text
    return "\n".join("\t".join(cell.text for cell in row) for row in block.rows)


def text_cell(text: str, rowspan: int = 1, colspan: int = 1) -> RawCell:
    """A cell that holds only text."""
    return RawCell([RawParagraph(text)] if text else [], rowspan, colspan)
