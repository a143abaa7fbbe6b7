"""The register of divisions and organs as plain values, for :func:`gongkai.organs.acts.load_register`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.organs.models import Division, Organ
from gongkai.statute.divisions import Division as StatuteDivision
from gongkai.statute.divisions import divisions, organ_templates

AUTHORITY = "office"  # 条例第三条: 县级以上人民政府办公厅（室） is the authority in charge


@dataclass(frozen=True, slots=True)
class DivisionEntry:
    """One division; ``parent`` is a code, empty for a province."""

    code: str
    name: str
    short_name: str
    level: Division.Level
    parent: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    former_names: tuple[str, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class OrganEntry:
    """One organ. ``called`` are its names without the division before them, the official one first."""

    code: str
    division: str
    kind: Organ.Kind
    name: str
    short_name: str
    called: tuple[str, ...]
    authority: str = ""
    position: int = 0
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Divisions from above to below, organs in any order."""

    divisions: tuple[DivisionEntry, ...]
    organs: tuple[OrganEntry, ...]


def register_from_law() -> Register:
    """All divisions of ``law/divisions`` with the organs that a division of their level usually has."""
    known = divisions()
    return Register(
        divisions=tuple(division_entry(division) for division in known),
        organs=tuple(entry for division in known for entry in usual_organs(division)),
    )


def division_entry(division: StatuteDivision, *, synthetic: bool = False) -> DivisionEntry:
    """A division of the law data as an entry of the register."""
    return DivisionEntry(
        code=division.code,
        name=division.name,
        short_name=division.short_name,
        level=Division.Level(division.level.value),
        parent=division.parent,
        valid_from=division.valid_from,
        valid_to=division.valid_to,
        former_names=tuple(former.name for former in division.former_names),
        synthetic=synthetic,
    )


def usual_organs(division: StatuteDivision) -> tuple[OrganEntry, ...]:
    """The organs a division usually has; the general office of its government is the authority in charge of all."""
    return tuple(
        OrganEntry(
            code=f"{division.code}-{template.key}",
            division=division.code,
            kind=Organ.Kind(template.kind),
            name=division.name + template.name,
            short_name=division.short_name + (template.short_names or (template.name,))[0],
            called=(template.name, *template.short_names),
            authority="" if template.key == AUTHORITY else f"{division.code}-{AUTHORITY}",
            position=position,
            valid_from=division.valid_from,
            valid_to=division.valid_to,
        )
        for position, template in enumerate(organ_templates(division.level))
    )
