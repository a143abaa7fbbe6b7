"""Who acts, and where their rights reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.kernel.permissions import Permission


class ActorKind(StrEnum):
    USER = "user"
    SYSTEM = "system"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act takes effect: an organ and the GB/T 2260 code of its division (six digits)."""

    organ: int
    division: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a right goes: all organs of the divisions whose code starts with ``prefix``, or only ``organ``."""

    prefix: str
    organ: int | None = None

    def covers(self, place: Place) -> bool:
        """Does the right hold at ``place``?"""
        return self.organ == place.organ if self.organ is not None else place.division.startswith(self.prefix)

    def includes(self, other: Reach) -> bool:
        """Does the right hold wherever one with the reach ``other`` holds?"""
        return self.organ == other.organ if self.organ is not None else other.prefix.startswith(self.prefix)


EVERYWHERE = Reach(prefix="")


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A right that somebody else gave for a time (委托代行): whose it is."""

    permission: Permission
    reach: Reach
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (or the system) who asks for an act; ``grants`` are the rights with their reach."""

    kind: ActorKind
    id: int | None
    name: str
    grants: frozenset[tuple[Permission, Reach]] = frozenset()
    borrowed: tuple[Borrowed, ...] = ()

    def reaches(self, permission: Permission) -> tuple[Reach, ...]:
        """Where the actor holds ``permission``; empty = nowhere."""
        own = [reach for granted, reach in self.grants if granted is permission]
        return (*own, *(item.reach for item in self.borrowed if item.permission is permission))

    def may(self, permission: Permission, place: Place | None = None) -> bool:
        """Does the actor hold ``permission`` at ``place`` (None: anywhere at all)?"""
        reaches = self.reaches(permission)
        return bool(reaches) if place is None else any(reach.covers(place) for reach in reaches)

    def behalf(self, permission: Permission, place: Place | None = None) -> Borrowed | None:
        """On whose behalf the actor may do this; None when the right is their own (or nobody's)."""
        own = [reach for granted, reach in self.grants if granted is permission]
        if any(place is None or reach.covers(place) for reach in own):
            return None
        lent = (item for item in self.borrowed if item.permission is permission)
        return next((item for item in lent if place is None or item.reach.covers(place)), None)


def division_prefix(code: str) -> str:
    """The digits of a GB/T 2260 code that all divisions below it share: 530000 → 53, 530300 → 5303."""
    return code.removesuffix("00").removesuffix("00")


SYSTEM = Actor(
    ActorKind.SYSTEM,
    None,
    "系统",
    frozenset(
        {
            (Permission.PROCESS_IMPORT, EVERYWHERE),
            (Permission.CHECK_REPORT, EVERYWHERE),
            (Permission.FOLLOW_DAYS, EVERYWHERE),
        }
    ),
)
INSTALLER = Actor(
    ActorKind.SYSTEM,
    None,
    "安装程序",
    frozenset(
        {
            (Permission.LOAD_ORGANS, EVERYWHERE),
            (Permission.MANAGE_ACCOUNTS, EVERYWHERE),
            (Permission.CHANGE_KEYS, EVERYWHERE),
        }
    ),
)
VISITOR = Actor(
    ActorKind.VISITOR,
    None,
    "访问者",
    frozenset(
        {
            (Permission.GIVE_OPINION, EVERYWHERE),
            (Permission.SUBMIT_APPLICATION, EVERYWHERE),
            (Permission.FOLLOW_APPLICATION, EVERYWHERE),
        }
    ),
)
"""Anybody on the public pages, without an account."""
