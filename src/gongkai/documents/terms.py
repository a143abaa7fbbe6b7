"""The term list (词表) that holds for an organ: its own, or the sample of the house while it has none."""

from __future__ import annotations

from functools import lru_cache

from gongkai.documents.models import OrganTerm
from gongkai.screening import TermList, sample_terms
from gongkai.screening.terms import Term


def terms_of(organ_id: int) -> TermList:
    """The list ready for use (1 query; building it is kept). Categories and fixed orders are those of the law data."""
    rows = OrganTerm.objects.filter(organ=organ_id).order_by("pk")
    own = tuple((row.text, row.category, row.replacement, row.note, tuple(row.exceptions)) for row in rows)
    return _built(own) if own else sample_terms()


@lru_cache(maxsize=32)
def _built(rows: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]) -> TermList:
    terms = tuple(
        Term(text=text, category=category, replacement=replacement, note=note, exceptions=exceptions)
        for text, category, replacement, note, exceptions in rows
    )
    return TermList(sample_terms().file.model_copy(update={"sample": False, "terms": terms}))
