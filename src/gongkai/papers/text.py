"""A paper as plain text, a paragraph a line, cells of a row apart by two blanks."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.papers import parts
from gongkai.papers.model import Block, Paper
from gongkai.reading.writers.characters import printable
from gongkai.reading.writers.items import PrintedTable


def to_text(paper: Paper) -> str:
    """All words of the paper in the order of print; parts are apart by an empty line."""
    found = ("\n".join(line for line in part if line) for part in _parts(paper))
    return printable("\n\n".join(part for part in found if part).replace("\t", "  ")) + "\n"


def _parts(paper: Paper) -> Iterator[list[str]]:
    if paper.copy:
        yield [paper.copy.warning or parts.standing_line(paper.copy)]
    yield [paper.mark, paper.number, f"签发人：{paper.approver}" if paper.approver else ""]
    yield [paper.title]
    yield [parts.addressee_line(paper), *(line for block in paper.blocks for line in _lines(block))]
    yield list(parts.attachment_lines(paper.attachments))
    if paper.signature:
        yield [*paper.signature.organs, parts.date_line(paper.signature)]
    yield [f"（{paper.note}）" if paper.note else ""]
    yield [f"{left}  {right}".strip() for left, right in parts.imprint_lines(paper)]
    if paper.copy:
        yield [*(f"{label}：{value}" for label, value in paper.copy.facts), parts.origin_line(paper.copy)]


def _lines(block: Block) -> list[str]:
    if isinstance(block, PrintedTable):
        return ["  ".join(cell.text for cell in row) for row in block.rows]
    return [block.text]
