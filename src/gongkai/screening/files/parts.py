"""The parts of an Office package and how they lead to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.screening.files.model import Tally


def local(element: etree._Element) -> str:
    """The tag without its namespace: the transitional and the strict form of a file differ in nothing else here."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def remove(element: etree._Element) -> None:
    """Take an element out of its parent, not the text behind it."""
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


@dataclass
class Package:
    """The parts of a package: XML as trees, the rest as bytes."""

    name: str
    tally: Tally
    trees: dict[str, etree._Element] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        return [*self.trees, *self.others]

    def drop(self, part: str) -> None:
        self.trees.pop(part, None)
        self.others.pop(part, None)

    def has(self, part: str) -> bool:
        return part in self.trees or part in self.others


def relationships(package: Package, part: str) -> Iterator[tuple[etree._Element, str]]:
    """(relationship, part it leads to) of a part; "" for what lies outside the package."""
    folder, _, file = part.rpartition("/")
    tree = package.trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    for item in [] if tree is None else list(tree):
        outside = item.get("TargetMode") == "External"
        target = item.get("Target") or ""
        yield item, "" if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
