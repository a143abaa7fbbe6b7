"""How long a normative document may be in force, by its class and title (有效期)."""

from __future__ import annotations

import datetime

from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import Due, due


def longest_term(plan: str, title: str, begins: datetime.date) -> Due | None:
    """The last day a document of a class may be in force that takes effect on a day; None where no term binds it.

    What calls itself on trial (试行, 暂行) has a shorter one.
    """
    term = document_process().plan(plan).term
    if term is None:
        return None
    trial = any(word in title for word in term.trial_words)
    return due(term.trial_limit if trial else term.limit, begins)
