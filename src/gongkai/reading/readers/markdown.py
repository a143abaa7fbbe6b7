"""Markdown → blocks, by way of its tokens; tables written in HTML are read as HTML."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawParagraph, RawTable, text_cell
from gongkai.reading.readers.decode import Decoded
from gongkai.reading.readers.html import html_blocks
from gongkai.reading.readers.lines import line_blocks


def read_markdown(decoded: Decoded, name: str) -> Document:
    """Open Markdown with pipe tables. Indented lines are text, not code: reports hold no code."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table").disable("code")
    blocks = _blocks(parser.parse(decoded.text))
    return assemble(name, "markdown", blocks, {"encoding": decoded.encoding}, decoded.warnings)


def _blocks(tokens: list[Token]) -> list[RawBlock]:
    blocks: list[RawBlock] = []
    level = 0
    marker = ""  # of the list item whose first paragraph comes next
    table = RawTable()
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "table_open":
            table = RawTable()
            blocks.append(table)
        elif token.type == "tr_open":
            table.rows.append([])
        elif token.type == "inline":
            _inline(token, blocks, table, marker, level)
            marker = ""
        elif token.type == "html_block":
            blocks += html_blocks(token.content)
        elif token.type == "fence":
            blocks += line_blocks(token.content.split("\n"))
    return blocks
