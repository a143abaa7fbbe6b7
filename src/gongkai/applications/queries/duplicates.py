"""Applications that the same person already has open: told to that person before the form is taken in."""

from __future__ import annotations

from gongkai.applications.models import Application
from gongkai.applications.persons import person_mark, unseal
from gongkai.search.bigrams import normalise, pairs
from gongkai.statute.intake import Applicant, Wanted

ALIKE = 0.5  # of the pairs of characters that stand in either
_MOST = 100  # newest first; a mass applicant has more


def open_duplicates(organ_id: int, applicant: Applicant, wanted: Wanted) -> list[Application]:
    """Open applications of the same person to the organ that ask for nearly the same.

    A number of identity is no secret: only who also states the name and one way to reach them as before is told.
    """
    mark = person_mark(applicant)
    if not mark:
        return []
    rows = Application.objects.filter(organ=organ_id, person_mark=mark, stopped_on=None)[:_MOST]
    asked = _pairs(wanted.name, wanted.number, wanted.description)
    return [item for item in rows if _alike(item, asked) and _is(applicant, unseal(item))]


def _is(given: Applicant, kept: Applicant) -> bool:
    reached = [(given.phone, kept.phone), (given.email, kept.email), (given.address, kept.address)]
    return given.name == kept.name and any(one and one == other for one, other in reached)


def _alike(application: Application, asked: set[str]) -> bool:
    other = _pairs(application.wanted_name, application.wanted_number, application.wanted_description)
    return len(asked & other) >= ALIKE * len(asked | other)


def _pairs(*texts: str) -> set[str]:
    return {pair for text in texts for pair in pairs(normalise(text))}
