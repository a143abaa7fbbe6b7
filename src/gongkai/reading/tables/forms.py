"""Which national form a document prints, by the labels that only one of them has."""

from __future__ import annotations

from functools import cache

from gongkai.reading.tables.labels import bare, vocabulary
from gongkai.statute.forms import FormId
from gongkai.statute.report_forms import form_for_year

_ENOUGH = 2  # distinctive labels that decide; a single one may stand in a sentence
_ENOUGH_COMMON = 8  # labels that several forms share


def decide_form(text: str, hint: FormId | None, year: int | None) -> FormId | None:
    """The form whose own labels the text prints most; hint and year decide only where it shows none. None = no form."""
    letters = bare(text)
    shown = {form_id: sum(label in letters for label in distinctive_labels(form_id)) for form_id in FormId}
    best = max(shown, key=lambda form_id: shown[form_id])
    if shown[best] >= _ENOUGH:
        return best
    if hint or (by_year := _of_year(year)):
        return hint or by_year
    common = {form_id: sum(label in letters for label in vocabulary(form_id).official) for form_id in FormId}
    best = max(common, key=lambda form_id: common[form_id])
    return best if common[best] >= _ENOUGH_COMMON else None


def _of_year(year: int | None) -> FormId | None:
    if year is None:
        return None
    try:
        return form_for_year(year).id
    except LookupError:
        return None


@cache
def distinctive_labels(form_id: FormId) -> frozenset[str]:
    """Official labels of a form that are no part of any label of the others."""
    others = [name for other in FormId if other != form_id for name in vocabulary(other).meanings]
    return frozenset(
        name for name in vocabulary(form_id).official if not any(name in other for other in others) and len(name) > 3
    )
