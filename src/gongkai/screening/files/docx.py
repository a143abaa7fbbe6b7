"""What only Word files carry: revisions, comments, marks of editing sessions, variables, hidden text."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.model import Trace
from gongkai.screening.files.parts import Package, local, remove

_REVISIONS = re.compile(r"^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|numberingChange|\w+PrChange|tblGridChange)$")
_COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"}
_SETTINGS = {
    "docVars": Trace.VARIABLES,
    "rsids": Trace.EDIT_MARKS,
    "attachedTemplate": Trace.TEMPLATE,
    "mailMerge": Trace.TEMPLATE,
    "saveThroughXslt": Trace.TEMPLATE,
    "dataBinding": Trace.CUSTOM_XML,
    "trackRevisions": Trace.EDIT_MARKS,
}
_OFF = ("0", "false", "off")
_EXCERPT = 40


def clean(package: Package) -> None:
    """Clean the parts of a Word file. Raises RefusedFile for tracked changes."""
    parts = {part: tree for part, tree in package.trees.items() if part.startswith("word/") and "/_rels/" not in part}
    revisions = sum(1 for tree in parts.values() for item in tree.iter() if _is_revision(item))
    if revisions:
        raise RefusedFile(Refusal.TRACKED_CHANGES, package.name, f"{revisions} 处")
    hidden_styles = _hidden_styles(parts)
    for part, tree in parts.items():
        _clean_part(package, part, tree)
        hidden = [text for run in tree.iter() if local(run) == "r" and (text := _hidden(run, hidden_styles))]
        package.tally.find(Trace.HIDDEN_TEXT, part, len(hidden), "".join(hidden)[:_EXCERPT])


def _is_revision(item: etree._Element) -> bool:
    namespace = etree.QName(item).namespace or ""
    return "wordprocessingml" in namespace and bool(_REVISIONS.match(local(item)))


def _clean_part(package: Package, part: str, tree: etree._Element) -> None:
    for item in list(tree.iter()):
        tag = local(item)
        if tag in _COMMENT_MARKS:
            package.tally.remove(Trace.COMMENTS, part)
            _remove_mark(item)
        elif tag in _SETTINGS:
            package.tally.remove(_SETTINGS[tag], part)
            remove(item)
        for attribute in [key for key in item.attrib if re.search(r"\}(?:rsid\w*|paraId|textId|ed)$", str(key))]:
            package.tally.remove(Trace.EDIT_MARKS, part)
            del item.attrib[attribute]


def _remove_mark(mark: etree._Element) -> None:
    """A mark of a comment, and the run around it when it holds nothing else."""
    run = mark.getparent()
    remove(mark)
    if run is not None and local(run) == "r" and all(local(child) == "rPr" for child in run):
        remove(run)


def _is_on(item: etree._Element) -> bool:
    return not any(str(key).endswith("}val") and value in _OFF for key, value in item.attrib.items())


def _hidden_styles(parts: dict[str, etree._Element]) -> set[str]:
    return {
        str(value)
        for part, tree in parts.items()
        if part.endswith("styles.xml")
        for style in tree
        if local(style) == "style" and any(local(item) == "vanish" and _is_on(item) for item in style.iter())
        for key, value in style.attrib.items()
        if str(key).endswith("}styleId")
    }


def _hidden(run: etree._Element, styles: set[str]) -> str:
    """The text of a run that is not shown, "" for one that is."""
    properties = [item for child in run if local(child) == "rPr" for item in child]
    paragraph = run.getparent()
    named = [item for item in properties if local(item) == "rStyle"]
    if paragraph is not None:
        named += [item for child in paragraph if local(child) == "pPr" for item in child if local(item) == "pStyle"]
    direct = [item for item in properties if local(item) == "vanish"]
    by_style = any(value in styles for item in named for value in map(str, item.attrib.values()))
    if not (any(map(_is_on, direct)) or (by_style and not direct)):
        return ""
    return "".join(item.text or "" for item in run.iter() if local(item) in ("t", "delText"))
