"""Value lists of a document's metadata, and the duties of disclosure (``law/documents``, ``law/disclosure``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from gongkai.statute.data import LawDataError, LawModel, load
from gongkai.statute.sources import Mark, SourceRef

Level = Literal["all", "city_county", "town"]


class Value(LawModel):
    """One value of a list. ``inverse``: how a relation reads backwards; ``validity``: the mark it goes with.

    Of a withdrawal: does the public still see the title, does it still see the text of that edition, is it led to
    another document instead?
    """

    id: str
    label: str
    inverse: str = ""
    validity: str = ""
    keeps_title: bool = True
    keeps_text: bool = False
    instead: bool = False


class ValueList(LawModel):
    """A closed list with its source."""

    source: SourceRef
    items: tuple[Value, ...]

    def label(self, value_id: str) -> str:
        """The Chinese name of a value. Raises LawDataError for an unknown one."""
        return self.get(value_id).label

    def get(self, value_id: str) -> Value:
        """Raises LawDataError for a value the list does not hold."""
        for item in self.items:
            if item.id == value_id:
                return item
        raise LawDataError(f"值表中没有：{value_id}")

    def choices(self) -> list[tuple[str, str]]:
        """(id, label) of every value, as forms and models want them."""
        return [(item.id, item.label) for item in self.items]


class Vocabulary(LawModel):
    """All value lists of the metadata."""

    channels: ValueList
    genres: ValueList
    audiences: ValueList
    validity: ValueList
    withdrawals: ValueList
    relations: ValueList
    interpretation_forms: ValueList


class _Types(LawModel):
    source: SourceRef
    types: tuple[Value, ...]


class Theme(LawModel):
    """A theme (主题分类) with its parts; ids are unique in a version."""

    id: str
    label: str
    parts: tuple[Theme, ...] = ()


class ThemeVersion(LawModel):
    """One version of the tree of themes."""

    id: str
    label: str
    source: SourceRef
    themes: tuple[Theme, ...]

    def paths(self) -> Iterator[tuple[str, str]]:
        """(id, label) of every theme; a part reads 综合政务\\政务公开."""
        for theme in self.themes:
            yield theme.id, theme.label
            for part in theme.parts:
                yield part.id, f"{theme.label}\\{part.label}"


class _Themes(LawModel):
    versions: tuple[ThemeVersion, ...]


class Duty(LawModel):
    """An item of 条例 20 or 21 with its period; ``mandatory``: an empty leaf of the catalogue is a fault."""

    id: str
    label: str
    levels: tuple[Level, ...]
    mandatory: bool = True
    limit: str = "publication"
    source: SourceRef


class Field(LawModel):
    """One of the fields (领域) of the primary-level standard catalogue."""

    id: str
    label: str
    mark: Mark


class _Fields(LawModel):
    source: SourceRef
    items: tuple[Field, ...]


class _Column(LawModel):
    source: SourceRef
    parts: tuple[Value, ...]


class _Duties(LawModel):
    items: tuple[Duty, ...]
    fields: _Fields
    column: _Column


@cache
def vocabulary() -> Vocabulary:
    """The value lists of ``law/documents/vocabulary.yaml``."""
    return load(Vocabulary, "documents/vocabulary.yaml")


@cache
def document_types() -> ValueList:
    """The 15 types of official documents (公文种类)."""
    file = load(_Types, "documents/types.yaml")
    return ValueList(source=file.source, items=file.types)


@cache
def theme_versions() -> tuple[ThemeVersion, ...]:
    """All versions of the tree of themes, the newest last."""
    return load(_Themes, "documents/themes.yaml").versions


@cache
def _duties() -> _Duties:
    return load(_Duties, "disclosure/duties.yaml")


def duties(level: Level | None = None) -> tuple[Duty, ...]:
    """The items of 条例 20 and 21 that bind organs of a level; None: all items."""
    return tuple(item for item in _duties().items if level is None or {"all", level} & set(item.levels))


def primary_fields() -> tuple[Field, ...]:
    """The 26 fields of the primary-level standard catalogue (国办发〔2019〕54号)."""
    return _duties().fields.items


def column_parts() -> tuple[Value, ...]:
    """The four parts of the column 政府信息公开 (国办公开办函〔2019〕61号)."""
    return _duties().column.parts
