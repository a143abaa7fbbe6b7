"""Identifiers of persons that have a form of their own: numbers with check digits, phones, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gongkai.screening.pages import Page
from gongkai.screening.rules import Detector, Place, Taken, detectors
from gongkai.statute.codes import is_citizen_number, is_credit_code, is_old_citizen_number, passes_luhn

_SEPARATORS = re.compile(r"[ \n·.-]")
_LINK = re.compile(r"[ :=第为是]+$")  # between a word and the number it announces
_REGISTRARS = ("91", "92", "93")  # business registers: no division has such a code


def identifiers(page: Page) -> list[Place]:
    """All identifiers; where two overlap, the detector that stands first in the data keeps the place."""
    taken = Taken()
    for detector in detectors():
        for start, end in _places(detector, page):
            # running words may run on into a number that is a hit of its own
            cut = taken.first(start + 1, end) if detector.columns else None
            taken.add(detector.at(start, cut or end))
    return taken.places


def _places(detector: Detector, page: Page) -> Iterator[tuple[int, int]]:
    for pattern in detector.compiled if _possible(detector, page) else ():
        for found in pattern.finditer(page.plain):
            start, end = found.span("hit")
            if _counts(detector, page, start, end):
                yield start, end
    if detector.columns:
        yield from _in_columns(detector, page)


def _possible(detector: Detector, page: Page) -> bool:
    announced = detector.announced
    return (announced is None or page.announces(announced)) and page.holds(detector.needed)


def _in_columns(detector: Detector, page: Page) -> Iterator[tuple[int, int]]:
    """What stands below a heading that names it."""
    pattern = re.compile(detector.columns)
    for table in page.tables:
        for column in table.columns(detector.before):
            for row in table.rows:
                if column < len(row) and (found := pattern.match(row[column][2])):
                    yield row[column][0], row[column][0] + found.end()


def _counts(detector: Detector, page: Page, start: int, end: int) -> bool:
    text = page.plain[start:end]
    compact = _SEPARATORS.sub("", text)
    if text.count("\n") > 1 or not _CHECKS[detector.check](compact):
        return False
    if (detector.unless and re.search(detector.unless, text)) or page.in_address(start, end):
        return False
    heading, near = page.heading(start), page.near(start, detector.reach)
    if any(word in heading for word in detector.unless_before) or _LINK.sub("", near).endswith(detector.unless_before):
        return False
    if page.plain.startswith(detector.unless_after, end):
        return False
    if not detector.before or "(?P<hit>" in detector.patterns[0]:
        return True
    named = any(word in heading or word in near for word in detector.before)
    return named or bool(detector.bare and re.fullmatch(detector.bare, compact))


def _is_citizen(compact: str) -> bool:
    return is_citizen_number(compact) and not (is_credit_code(compact) and compact[:2] in _REGISTRARS)


_CHECKS: dict[str, Callable[[str], bool]] = {
    "": lambda _: True,
    "citizen": _is_citizen,
    "old_citizen": is_old_citizen_number,
    "disability": lambda compact: is_citizen_number(compact[:18]),
    "luhn": passes_luhn,
}
