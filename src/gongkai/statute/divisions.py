"""Administrative divisions (行政区划) by GB/T 2260 code, and the organs a division usually has.

The divisions are data in ``law/divisions``, one file per province; the organs in ``law/organs/departments.yaml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from gongkai.statute.data import LawDataError, LawModel, law_folder, load
from gongkai.statute.sources import Mark

OrganKind = Literal["government", "general_office", "department", "authorised"]


class DivisionLevel(StrEnum):
    """Level of a division; townships (乡镇) are not listed."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class FormerName(LawModel):
    """A name that a division bore under the same code until before ``valid_to``."""

    name: str
    valid_to: datetime.date


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division.

    ``parent`` is a code, empty for a province. It stands from ``valid_from`` until before ``valid_to``; None = since
    before 2008, and still. ``predecessors`` are the codes of the divisions it took the place of. ``mark`` "?" = the
    year of the change is certain, its day is not.
    """

    code: str
    name: str
    short_name: str
    level: DivisionLevel
    parent: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    predecessors: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    mark: Mark = "K"

    def valid_on(self, day: datetime.date) -> bool:
        """Whether the division stands on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class OrganTemplate:
    """An organ that divisions of a level usually have; its full name is the division's name followed by ``name``.

    ``key`` is the same at every level, so that organs can be compared; ``short_names`` are other ways to
    write ``name``.
    """

    key: str
    kind: OrganKind
    name: str
    short_names: tuple[str, ...]
    mark: Mark


_Code = Annotated[str, Field(pattern=r"^\d{6}$")]


class _Unit(LawModel):
    code: _Code
    name: str
    short_name: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    predecessors: tuple[_Code, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    mark: Mark = "K"


class _Prefecture(_Unit):
    counties: tuple[_Unit, ...]


class _Province(_Unit):
    prefectures: tuple[_Prefecture, ...]


class _Organ(LawModel):
    key: str
    kind: OrganKind
    names: dict[DivisionLevel, tuple[str, ...]]  # the official name first, then other ways to write it
    mark: Mark = "K"


class _OrganFile(LawModel):
    organs: tuple[_Organ, ...]


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, past and present, each after its parent.

    Raises:
        LawDataError: a file is faulty, a code stands twice, does not lie in its parent or a predecessor is unknown.
    """
    folder = law_folder()
    found: dict[str, Division] = {}
    for path in sorted((folder / "divisions").glob("*.yaml")):
        province = load(_Province, f"divisions/{path.name}", folder)
        for item in _in_order(province):
            if item.code in found:
                raise LawDataError(f"行政区划代码重复：{item.code} {item.name}")
            found[item.code] = item
    for item in found.values():
        unknown = [code for code in item.predecessors if code not in found]
        if unknown:
            raise LawDataError(f"{item.name} 的前身不存在：{'、'.join(unknown)}")
    return tuple(found.values())


def divisions_on(day: datetime.date) -> tuple[Division, ...]:
    """The divisions that stand on a day, each after its parent."""
    return tuple(item for item in divisions() if item.valid_on(day))


def division(code: str) -> Division:
    """The division with this code. Raises LookupError when ``law/divisions`` does not hold it."""
    for item in divisions():
        if item.code == code:
            return item
    raise LookupError(f"没有代码为 {code} 的行政区划")


@cache
def organ_templates(level: DivisionLevel) -> tuple[OrganTemplate, ...]:
    """The organs that a division of this level usually has, in the customary order."""
    return tuple(
        OrganTemplate(item.key, item.kind, item.names[level][0], item.names[level][1:], item.mark)
        for item in load(_OrganFile, "organs/departments.yaml").organs
        if level in item.names
    )


def _in_order(province: _Province) -> Iterator[Division]:
    top = _division(province, DivisionLevel.PROVINCE, "")
    yield top
    for prefecture in province.prefectures:
        middle = _division(prefecture, DivisionLevel.PREFECTURE, top.code)
        yield middle
        for county in prefecture.counties:
            yield _division(county, DivisionLevel.COUNTY, middle.code)


def _division(unit: _Unit, level: DivisionLevel, parent: str) -> Division:
    digits = {DivisionLevel.PROVINCE: 0, DivisionLevel.PREFECTURE: 2, DivisionLevel.COUNTY: 4}[level]
    if unit.code[:digits] != parent[:digits]:
        raise LawDataError(f"{unit.name} 的代码 {unit.code} 不在上级 {parent} 之内")
    return Division(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name or unit.name,
        level=level,
        parent=parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        predecessors=unit.predecessors,
        former_names=unit.former_names,
        mark=unit.mark,
    )
