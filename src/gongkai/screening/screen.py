"""Everything in one text that must not, or perhaps should not, go out as it is."""

from __future__ import annotations

import dataclasses
import datetime
import re

from gongkai.screening.identifiers import identifiers
from gongkai.screening.model import Hit, Kind
from gongkai.screening.pages import Page
from gongkai.screening.persons import age_note, details
from gongkai.screening.terms import TermList
from gongkai.screening.wording import former_names, number_forms, secrecy


def screen(text: str, *, on: datetime.date, terms: TermList | None = None) -> tuple[Hit, ...]:
    """The hits in a text in order of place. ``on`` is the day it is to be published: names and ages are judged by it.

    Tables are lines whose cells are divided by tabs or ``|``. Hits of the same kind never overlap.
    """
    page = Page(text)
    known = identifiers(page)
    known = [
        dataclasses.replace(place, note=age_note(_digits(page.plain[place.start : place.end]), on))
        if place.rule.id == "citizen_number"
        else place
        for place in known
    ]
    hits = [place.hit(Kind.PERSONAL, page) for place in (*known, *details(page, known, on))]
    hits += [*secrecy(page), *number_forms(page), *former_names(page, on)]
    if terms is not None:
        hits += terms.hits(page)
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule)))


def _digits(number: str) -> str:
    return re.sub(r"\W", "", number)
