"""DOCX → blocks, straight from its XML: content controls, text boxes and tracked changes are beyond python-docx."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from lxml import etree

from gongkai.reading.model import Document
from gongkai.reading.readers.assemble import assemble
from gongkai.reading.readers.blocks import RawBlock, RawCell, RawParagraph, RawTable
from gongkai.reading.readers.characters import normalise, raised
from gongkai.reading.readers.docx_styles import Numbering, Styles, W, number, value
from gongkai.reading.readers.errors import Trouble, UnreadableFile
from gongkai.reading.readers.lines import line_blocks
from gongkai.reading.readers.package import open_package, read_xml

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset(
    W + tag
    for tag in "del moveFrom pPr rPr tcPr tblPr tblGrid trPr sdtPr sdtEndPr instrText delText rt".split()  # noqa: SIM905
)
_INLINE = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_CELLS = re.compile(r"[\n\t|]")
_MAX_DEPTH = 60  # levels of nested tables and boxes; Word itself stops earlier


def read_docx(data: bytes, name: str) -> Document:
    """Open a Word document: the text as it stands with all changes accepted."""
    package = open_package(data, name)
    main = _main_part(package, name)
    root = read_xml(package, main, name)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(Trouble.BROKEN, name)
    folder = main.rpartition("/")[0]
    styles = Styles(read_xml(package, f"{folder}/styles.xml", name))
    numbering = Numbering(read_xml(package, f"{folder}/numbering.xml", name))
    blocks = _Body(styles, numbering).blocks(body)
    return assemble(name, "docx", blocks, _metadata(package, name))


def _main_part(package: zipfile.ZipFile, name: str) -> str:
    """The main part; nearly always word/document.xml, else what the package's relations say."""
    if "word/document.xml" in package.NameToInfo:
        return "word/document.xml"
    relations = read_xml(package, "_rels/.rels", name)
    for relation in [] if relations is None else list(relations):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    raise UnreadableFile(Trouble.BROKEN, name)


def _metadata(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    core = read_xml(package, "docProps/core.xml", name)
    title = None if core is None else core.findtext(f"{_DC}title")
    return {"title": " ".join(normalise(title).split())} if title and title.strip() else {}


class _Body:
    """Walks the children of a body, a cell or a text box."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.depth = 0
        self.carried = ""  # text of a paragraph whose end mark is deleted: it runs on in the next one

    def blocks(self, container: etree._Element) -> list[RawBlock]:
        self.depth += 1
        found: list[RawBlock] = []
        if self.depth <= _MAX_DEPTH:
            for child in container:
                self._block(child, found)
        self.depth -= 1
        return list(_with_tabbed_rows(found))

    def _block(self, element: etree._Element, found: list[RawBlock]) -> None:
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element, found)
        elif tag == f"{W}tbl":
            found.append(RawTable(list(self._rows(element))))
        elif tag == _ALTERNATE:
            found += self.blocks(_chosen(element))
        elif tag not in _SKIPPED:  # content controls, inserted parts, custom XML
            found += self.blocks(element)

    def _paragraph(self, element: etree._Element, found: list[RawBlock]) -> None:
        properties = element.find(f"{W}pPr")
        pieces: list[str] = []
        boxes: list[RawBlock] = []
        self._inline(element, pieces, boxes)
        text = self.carried + normalise("".join(pieces)).strip("\n")
        self.carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = text
        elif text.strip():
            place = self.styles.list_place(properties)
            printed = self.numbering.next(place) if place else ""
            found.append(RawParagraph(printed + text, self.styles.heading_level(properties)))
        found += boxes

    def _inline(self, element: etree._Element, pieces: list[str], boxes: list[RawBlock]) -> None:
        """Text of runs in order; text boxes anchored in the paragraph follow after it."""
        stack = [iter(element)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag in (f"{W}t", _MATH_TEXT):
                pieces.append(child.text or "")
            elif child.tag in _INLINE:
                pieces.append(_INLINE[child.tag])
            elif child.tag == f"{W}txbxContent":
                boxes += self.blocks(child)
            elif child.tag == _ALTERNATE:
                stack.append(iter(_chosen(child)))
            elif child.tag == f"{W}r" and _is_raised_run(child):
                pieces.append(raised("".join(map(str, child.itertext(f"{W}t"))), "".join(pieces)))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_unseen_run(child):
                stack.append(iter(child))

    def _rows(self, table: etree._Element) -> Iterator[list[RawCell]]:
        merging: dict[int, RawCell] = {}  # by column: the cell of the row above that a vertical merge may continue
        for row in _children(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                cells, merging = self._row(row, number(value(properties, "gridBefore")), merging)
                yield cells

    def _row(
        self, row: etree._Element, column: int, above: dict[int, RawCell]
    ) -> tuple[list[RawCell], dict[int, RawCell]]:
        """The cells of a row that begins at ``column``, and those that the next row may continue."""
        cells = [RawCell(colspan=column)] if column > 0 else []
        merging: dict[int, RawCell] = {}
        for element in _children(row, f"{W}tc"):
            properties = element.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            width = max(1, number(value(properties, "gridSpan"), 1))
            if merge is not None and merge.get(f"{W}val", "continue") != "restart" and column in above:
                cell = above[column]
                cell.rowspan += 1
            else:
                cell = RawCell(self.blocks(element), colspan=width)
                cells.append(cell)
            if merge is not None:
                merging[column] = cell
            column += width
        return cells, merging


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with a tag, also inside content controls and inserted parts."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{W}{'tc' if tag.endswith('}tr') else 'p'}":
            yield from _children(child, tag)


def _chosen(alternate: etree._Element) -> etree._Element:
    """The first alternative; the others say the same for older programs."""
    return alternate[0] if len(alternate) else alternate


def _is_unseen_run(element: etree._Element) -> bool:
    """Whether a run is hidden or struck out, as what was taken back is."""
    properties = element.find(f"{W}rPr") if element.tag == f"{W}r" else None
    if properties is None:
        return False
    marks = (properties.find(f"{W}{tag}") for tag in ("vanish", "strike", "dstrike"))
    return any(mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off") for mark in marks)


def _is_raised_run(element: etree._Element) -> bool:
    place = element.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(f"{W}val") == "superscript" and not _is_unseen_run(element)


def _with_tabbed_rows(blocks: list[RawBlock]) -> Iterator[RawBlock]:
    """Paragraphs with tabs or forced line breaks, and those between them, are read like the lines of a text file."""
    for is_text, group in groupby(blocks, key=lambda block: isinstance(block, RawParagraph) and not block.level):
        stretch = list(group)
        texts = [block.text for block in stretch if isinstance(block, RawParagraph)]
        if is_text and any(map(_CELLS.search, texts)):
            yield from line_blocks("\n".join(texts).split("\n"))
        else:
            for block in stretch:
                yield replace(block, text=block.text.strip()) if isinstance(block, RawParagraph) else block
