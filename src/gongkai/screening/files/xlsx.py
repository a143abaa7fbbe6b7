"""What only workbooks carry: hidden sheets, rows and columns, notes in cells, paths, left-over strings."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.model import Trace
from gongkai.screening.files.parts import Package, local, relationships, remove

_SHEET = re.compile(r"^xl/(?:worksheets|chartsheets)/[^/]+\.xml$")
_TRUE = ("1", "true")
_PATHS = ("absPath", "fileSharing")


def clean(package: Package) -> None:
    """Clean the parts of a workbook. Raises RefusedFile for a log of revisions."""
    if any(part.startswith("xl/revisions/") for part in package.parts):
        raise RefusedFile(Refusal.TRACKED_CHANGES, package.name)
    for part, tree in list(package.trees.items()):
        if part.endswith("/workbook.xml"):
            _clean_workbook(package, part, tree)
        elif _SHEET.match(part):
            _clean_sheet(package, part, tree)
    _clean_strings(package)


def _clean_workbook(package: Package, part: str, tree: etree._Element) -> None:
    for item in [item for item in tree.iter() if local(item) in _PATHS]:
        package.tally.remove(Trace.TEMPLATE, part)
        remove(item)
    hidden = [
        item.get("name") or ""
        for item in tree.iter()
        if local(item) == "sheet" and item.get("state") in ("hidden", "veryHidden")
    ]
    package.tally.find(Trace.HIDDEN_SHEET, part, len(hidden), "、".join(hidden))


def _clean_sheet(package: Package, part: str, tree: etree._Element) -> None:
    gone = set()
    noted = False  # notes are drawn by a part of their own, which repeats their place and shape
    links = list(relationships(package, part))
    for _, target in links:
        noted = noted or (bool(target) and not package.has(target) and "/comments" in f"/{target}")
    for item, target in links:
        if target and (not package.has(target) or (noted and target.endswith(".vml"))):
            package.drop(target)
            gone.add(item.get("Id"))
    for item in list(tree.iter()):
        for key in [key for key, value in item.attrib.items() if str(key).endswith("}id") and value in gone]:
            if local(item) == "legacyDrawing":
                remove(item)
            else:
                del item.attrib[key]
    hidden = [item for item in tree.iter() if local(item) in ("row", "col") and item.get("hidden") in _TRUE]
    package.tally.find(Trace.HIDDEN_CELLS, part, len(hidden))


def _clean_strings(package: Package) -> None:
    """Strings of the common table that no cell shows: what a cell once said may still stand there."""
    strings = package.trees.get("xl/sharedStrings.xml")
    if strings is None:
        return
    used = {
        (value.text or "").strip()
        for part, tree in package.trees.items()
        if _SHEET.match(part)
        for cell in tree.iter()
        if local(cell) == "c" and cell.get("t") == "s"
        for value in cell
        if local(value) == "v"
    }
    for index, item in enumerate(entry for entry in strings if local(entry) == "si"):
        if str(index) not in used and "".join(map(str, item.itertext())):
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, f"{{{etree.QName(item).namespace}}}t")
            package.tally.remove(Trace.ORPHANS, "xl/sharedStrings.xml")
