"""The remedy paragraph of a letter: the facts of the organ, put before ``statute.remedies``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from gongkai.applications.models import Application, Letterhead
from gongkai.organs.models import Organ
from gongkai.statute.remedies import Level, OrganKind, Remedy, RemedyFacts, remedy

_KINDS: MappingProxyType[str, OrganKind] = MappingProxyType(
    {
        Organ.Kind.GOVERNMENT: "government",
        Organ.Kind.GENERAL_OFFICE: "department",
        Organ.Kind.DEPARTMENT: "department",
        Organ.Kind.AUTHORISED: "authorised",
    }
)
BY_INTERNET = frozenset({"online", "email"})
"""Deliveries by which an answer is served over the internet (行政复议法 22(2))."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that a letter tells: its outcome (``statute.outcomes``), the grounds of what is withheld.

    ``files``: the names of what goes out with the letter.
    """

    outcome: str
    grounds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def remedy_of(application: Application, head: Letterhead, document: str, decided: Decided, on: datetime.date) -> Remedy:
    """What may be done against a decision of the application's organ on a day, with the paragraph for its letter."""
    organ = application.organ
    return remedy(
        RemedyFacts(
            outcome=decided.outcome,
            decided_on=on,
            organ_kind=_KINDS[organ.kind],
            organ_level=cast("Level", organ.division.level),
            grounds=decided.grounds,
            document=document,
            names=_names(organ),
            court=head.court,
            electronic=application.delivery in BY_INTERNET,
            internet=head.internet,
        )
    )


def _names(organ: Organ) -> dict[str, str]:
    """The governments that may reconsider, by what ``law/applications/remedies.yaml`` calls them."""
    own = _government(organ.division_id) or f"{organ.division.name}人民政府"
    upper = _government(organ.division.parent_id) if organ.division.parent_id else ""
    found = {"own_government": own, "departments_government": own, "itself": organ.name, "upper_government": upper}
    return {body: name for body, name in found.items() if name}


def _government(division: str | None) -> str:
    found = Organ.objects.filter(division_id=division, kind=Organ.Kind.GOVERNMENT, valid_to=None).first()
    return found.name if found else ""
