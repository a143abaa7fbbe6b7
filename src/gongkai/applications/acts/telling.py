"""Letters that more than one act writes."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from gongkai.applications import course, letters
from gongkai.applications.models import Application, Happening
from gongkai.kernel.acts import Step
from gongkai.kernel.errors import Unlawful
from gongkai.reading.writers.page import chinese_date
from gongkai.statute.clocks import letters as kinds
from gongkai.statute.outcomes import closing_outcome
from gongkai.statute.sources import Source


def deadline(application: Application, kind: str) -> datetime.date:
    """The last day of something that is awaited. Raises Unlawful where nothing of the kind is."""
    for item in course.standing(application).deadlines():
        if item.id == kind:
            return item.by
    raise Unlawful(_("没有正在计算的这一期限。"))


def tell_lapse(
    step: Step, application: Application, happening: Happening, lapsed: tuple[str, datetime.date, Source]
) -> None:
    """Tell the applicant that the application counts as given up: which letter, its last day, by what rule."""
    kind, until, basis = lapsed
    before = application.letters.filter(kind=kind).last()
    number = before.number if before else ""
    values = {
        "notice": f"《{kinds()[kind].label}》{f'（{number}）' if number else ''}",
        "lapsed_on": chinese_date(until),
        "basis": str(basis),
    }
    outcome = closing_outcome(happening.kind, happening.on.year)
    letters.write(step, application, "no_longer_handled", happening, values, decided=letters.Decided(outcome))
