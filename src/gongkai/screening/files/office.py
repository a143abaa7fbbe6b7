"""DOCX and XLSX: the package is written anew from the parts that are needed to show it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.readers.package import open_package, read_part, read_xml
from gongkai.reading.readers.sniff import Kind
from gongkai.screening.files import docx, xlsx
from gongkai.screening.files.errors import Refusal, RefusedFile
from gongkai.screening.files.images import image_kind, scrub_image
from gongkai.screening.files.model import Scrubbed, Tally, Trace
from gongkai.screening.files.parts import Package, local, relationships, remove

_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP entry can bear: the real one tells when somebody worked
_MACROS = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/|/ctrlProps/.*\.bin", re.I)
_DROPPED = (
    (re.compile(r"^docProps/.*thumbnail", re.I), Trace.THUMBNAIL),
    (re.compile(r"^docProps/", re.I), Trace.PROPERTIES),
    (re.compile(r"^customXml/", re.I), Trace.CUSTOM_XML),
    (
        re.compile(r"^(?:word|xl)/(?:comments(?:[^/]*\.xml|/)|people\.xml|threadedComments/|persons/)", re.I),
        Trace.COMMENTS,
    ),
    (re.compile(r"^_xmlsignatures/", re.I), Trace.SIGNATURE),
    (re.compile(r"/printerSettings/", re.I), Trace.TEMPLATE),
    (re.compile(r"^word/glossary/", re.I), Trace.APPLICATION_DATA),
)
_FOUND = (
    (re.compile(r"^(?:word|xl)/embeddings/", re.I), Trace.EMBEDDED),
    (re.compile(r"^xl/(?:pivotCache/pivotCacheRecords|externalLinks/[^/]*\.xml|model/)", re.I), Trace.CACHED_DATA),
    (re.compile(r"^xl/(?:connections\.xml|queryTables/)", re.I), Trace.EXTERNAL),
)
_LOCAL_TARGET = re.compile(r"^(?:file:|\\\\|//|[A-Za-z]:[\\/])")


def scrub_office(data: bytes, kind: Kind, name: str) -> Scrubbed:
    """A Word or Excel file without what its reader does not see. Raises UnreadableFile and RefusedFile."""
    package = _opened(data, name)
    if any(_MACROS.search(part) for part in package.parts) or b"macroEnabled" in etree.tostring(package.trees[_TYPES]):
        raise RefusedFile(Refusal.MACROS, name)
    _drop_parts(package)
    (docx.clean if kind is Kind.DOCX else xlsx.clean)(package)
    _drop_relationships(package)
    _drop_orphans(package)
    _clean_pictures(package)
    _report(package)
    return package.tally.result(_written(package), kind.value)


def _opened(data: bytes, name: str) -> Package:
    archive = open_package(data, name)
    names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    if len(set(names)) < len(names) or _TYPES not in names:
        raise UnreadableFile(Trouble.BROKEN, name)  # of two parts of one name every program shows another one
    package = Package(name, Tally())
    for part in names:
        if part.endswith((".xml", ".rels")):
            tree = read_xml(archive, part, name)
            assert tree is not None
            marks = [node for node in tree.iter() if not isinstance(node.tag, str)]
            package.tally.remove(Trace.EDIT_MARKS, part, len(marks))
            etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
            package.trees[part] = tree
        else:
            package.others[part] = read_part(archive, part, name) or b""
    if archive.comment:
        package.tally.remove(Trace.TRAILING)
    return package


def _drop_parts(package: Package) -> None:
    for part in package.parts:
        for pattern, trace in _DROPPED:
            if pattern.search(part):
                package.drop(part)
                if not part.endswith(".rels"):
                    package.tally.remove(trace, part)
                break


def _drop_relationships(package: Package) -> None:
    """Relationships that lead to dropped parts, to templates, or to places on somebody's computer."""
    for part in ["", *package.parts]:
        for item, target in relationships(package, part):
            if target and not package.has(target):
                remove(item)
            elif not target:
                _outside(package, part, item)


def _outside(package: Package, part: str, item: etree._Element) -> None:
    kind = (item.get("Type") or "").rpartition("/")[2]
    address = item.get("Target") or ""
    if kind == "attachedTemplate":
        remove(item)
        package.tally.remove(Trace.TEMPLATE, part)
    elif kind != "hyperlink" or _LOCAL_TARGET.match(address):
        package.tally.find(Trace.EXTERNAL, part, excerpt=address[:80])


def _drop_orphans(package: Package) -> None:
    """Parts that nothing leads to: no program shows them, anybody who unpacks the file can read them."""
    reached = {_TYPES}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        folder, _, file = part.rpartition("/")
        reached |= {part, posixpath.join(folder, "_rels", f"{file}.rels")}
        waiting += [target for _, target in relationships(package, part) if target and target not in reached]
    for part in package.parts:
        if part not in reached:
            package.drop(part)
            if not part.endswith(".rels"):
                package.tally.remove(Trace.ORPHANS, part)
    for entry in list(package.trees[_TYPES]):
        if local(entry) == "Override" and not package.has((entry.get("PartName") or "").lstrip("/")):
            remove(entry)


def _clean_pictures(package: Package) -> None:
    for part, data in package.others.items():
        if image_kind(data):
            try:
                clean = scrub_image(data, part)
            except UnreadableFile:
                package.tally.find(Trace.CAMERA, part)  # programs may still show it
                continue
            package.others[part] = clean.data
            for item in clean.removed:
                package.tally.remove(item.trace, part, item.count)


def _report(package: Package) -> None:
    for part in package.parts:
        for pattern, trace in _FOUND:
            if pattern.search(part) and not part.endswith(".rels"):
                package.tally.find(trace, part)


def _written(package: Package) -> bytes:
    target = io.BytesIO()
    parts = {
        part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        for part, tree in package.trees.items()
    } | package.others
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(parts, key=lambda part: (part != _TYPES, part)):
            entry = zipfile.ZipInfo(part, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[part])
    return target.getvalue()
