"""The register of divisions and organs as plain values, for :func:`gongkai.organs.acts.load_register`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.organs.models import Division, Organ


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


@dataclass(frozen=True, slots=True)
class Register:
    """Divisions from above to below, organs in any order."""

    divisions: tuple[DivisionEntry, ...]
    organs: tuple[OrganEntry, ...]
