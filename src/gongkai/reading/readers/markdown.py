"""Markdown → blocks, by way of its tokens; tables written in HTML are read as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawParagraph, RawTable, text_cell
from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.decode import Decoded
from gongkai.reading.readers.html import html_blocks
from gongkai.reading.readers.lines import line_blocks

_TABLE_TAG = re.compile(r"<(/?)table\b[^>]*>", re.I)
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(decoded: Decoded, name: str) -> Document:
    """Open Markdown with pipe tables. Indented lines are text, not code: reports hold no code."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table").disable("code")
    blocks: list[RawBlock] = []
    for piece, is_table in _pieces(decoded.text):
        if is_table:
            blocks += html_blocks(piece)
            continue
        for lines, outgrown in _stretches(piece.split("\n")):
            if outgrown:
                blocks += line_blocks([_ESCAPED.sub(r"\1", normalise(line)) for line in lines])
            else:
                blocks += _Builder().build(parser.parse("\n".join(lines)))
    return assemble(name, "markdown", blocks, {"encoding": decoded.encoding}, decoded.warnings)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut whole HTML tables out first: a blank line inside one would end it for Markdown."""
    depth = start = 0
    for match in _TABLE_TAG.finditer(text):
        if not match[1]:
            if depth == 0:
                yield text[start : match.start()], False
                start = match.start()
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                yield text[start : match.end()], True
                start = match.end()
    yield text[start:], depth > 0


def _stretches(lines: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Lines, and whether they are a table with rows longer than its first: Markdown would cut those off.

    Converters of pages write them where the first row of a page's table holds cells that span several columns.
    """
    start = 0
    for index, line in enumerate(lines):
        if index <= start or not _DELIMITER_ROW.match(line):
            continue
        end = index + 1
        while end < len(lines) and _BAR.search(lines[end]):
            end += 1
        if any(_columns(row) > _columns(line) for row in lines[index + 1 : end]):
            yield lines[start : index - 1], False
            yield lines[index - 1 : end], True
            start = end
    yield lines[start:], False


def _columns(line: str) -> int:
    return len(_BAR.findall(line.strip().strip("|")))


class _Builder:
    """Blocks out of a flat row of tokens."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.level = 0
        self.marker = ""  # of the list item whose first text comes next
        self.table: RawTable | None = None

    def build(self, tokens: list[Token]) -> list[RawBlock]:
        for token in tokens:
            if token.type == "inline":
                self._text(_plain(token))
            elif token.type == "fence":
                self.blocks += line_blocks(token.content.split("\n"))
            elif token.type == "html_block":
                self.blocks += html_blocks(token.content)
            else:
                self._structure(token)
        return self.blocks

    def _structure(self, token: Token) -> None:
        if token.type in ("heading_open", "heading_close"):
            self.level = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "list_item_open":
            self.marker = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "table_open":
            self.table = RawTable()
            self.blocks.append(self.table)
        elif token.type == "table_close":
            self.table = None
        elif token.type == "tr_open" and self.table is not None:
            self.table.rows.append([])

    def _text(self, text: str) -> None:
        if self.table is not None:
            self.table.rows[-1].append(text_cell(text))
        elif self.level:
            self.blocks.append(RawParagraph(self.marker + text, self.level))
        else:
            self.blocks += line_blocks((self.marker + text).split("\n"))
        self.marker = ""


def _plain(token: Token) -> str:
    """Text of an inline token without its markup."""
    pieces = [_piece(child) for child in token.children or ()]
    return normalise("".join(pieces)).strip()


def _piece(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and child.content.startswith("<br")):
        return "\n"
    return child.content if child.type in ("text", "code_inline") else ""
