"""The table of the primary-level standard catalogue (基层政务公开标准目录, 国办发〔2019〕54号) and its usual items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.sources import Mark, SourceRef
from gongkai.statute.vocabulary import Duty, Level, duties


class CatalogueValue(LawModel):
    """A value of a column; ``channels``: what postings of documents call this carrier."""

    id: str
    label: str
    channels: tuple[str, ...] = ()


class _Items(LawModel):
    duty: str
    level1: str
    level2: tuple[str, ...]
    field: str = ""
    limit: str = "publication"
    update_months: int | None = None


class _Template(LawModel):
    source: SourceRef
    mark: Mark
    items: tuple[_Items, ...]


class StandardCatalogue(LawModel):
    """The closed columns of the table: 公开渠道和载体, 公开对象, 公开层级."""

    source: SourceRef
    carriers: tuple[CatalogueValue, ...]
    audiences: tuple[CatalogueValue, ...]
    levels: tuple[CatalogueValue, ...]
    template: _Template

    def label(self, column: str, value_id: str) -> str:
        """The Chinese name of a value of ``carriers``, ``audiences`` or ``levels``. Raises LawDataError."""
        for value in getattr(self, column):
            if value.id == value_id:
                return str(value.label)
        raise LawDataError(f"基层标准目录没有：{value_id}")


@dataclass(frozen=True, slots=True)
class UsualItem:
    """One two-level item to begin a catalogue with, and the statutory item it comes from."""

    duty: Duty
    level1: str
    level2: str
    field: str
    limit: str
    update_months: int | None


@cache
def standard_catalogue() -> StandardCatalogue:
    """The data of ``law/disclosure/standard_catalogue.yaml``."""
    return load(StandardCatalogue, "disclosure/standard_catalogue.yaml")


def usual_items(level: Level | None = None) -> Iterator[UsualItem]:
    """The usual two-level items of organs of a level; None: all of them."""
    binding = {duty.id: duty for duty in duties(level)}
    for item in standard_catalogue().template.items:
        if item.duty in binding:
            for part in item.level2:
                yield UsualItem(binding[item.duty], item.level1, part, item.field, item.limit, item.update_months)
