"""Reading the name of a unit as printed: the divisions in front of it, and what it is called there."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator

from django.db.models import Q

from gongkai.organs.models import Division, Organ, OrganName, valid_on

_NOISE = re.compile(r"[\s\u200b\ufeff·•\"'“”‘’《》〈〉「」【】]+")


def normalise(name: str) -> str:
    """The name without white space, quotes and full-width variants."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def match_organ(name: str, on: datetime.date) -> Organ | None:
    """The one organ that was called so on a day (2 queries); None when none or several were.

    Divisions above may be left out or abbreviated: 云南省普洱市思茅区人民政府 and 思茅区政府 are one organ.
    """
    called = Q(pk__in=())
    for division, rest in _readings(normalise(name), list(Division.objects.filter(valid_on(on)))):
        called |= Q(name=rest, organ__division=division)
    names = OrganName.objects.filter(called, valid_on(on), valid_on(on, "organ__")).select_related("organ__division")
    organs = {found.organ_id: found.organ for found in names}
    return organs.popitem()[1] if len(organs) == 1 else None


def spellings(division: Division) -> frozenset[str]:
    """How a division is or was written: 景东彝族自治县, 景东县."""
    return frozenset(map(normalise, (division.name, division.short_name, *division.former_names)))


def _readings(text: str, divisions: list[Division]) -> Iterator[tuple[Division, str]]:
    """Every way to read the beginning of ``text`` as divisions from above to below: (the lowest, what follows it)."""
    for division in divisions:
        for spelling in spellings(division):
            if text.startswith(spelling):
                rest = text.removeprefix(spelling)
                yield division, rest
                yield from _readings(rest, [below for below in divisions if below.is_below(division)])
