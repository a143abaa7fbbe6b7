"""Tables III and IV come from the records: every cell opens onto its rows, and the identities of the form hold."""

from __future__ import annotations

import datetime
from random import Random

import pytest
from django.db.models import Q
from django.utils import timezone

from gongkai.applications import course
from gongkai.applications.models import Application, Happening, ReviewCase
from gongkai.applications.queries.compiling import compiled
from gongkai.applications.queries.counts import Cell, cells
from gongkai.organs.models import Organ
from gongkai.statute.clocks import replay
from gongkai.statute.clocks.events import Submitted
from gongkai.statute.intake import intake
from gongkai.statute.outcomes import closing_outcome, outcomes_in
from gongkai.statute.report_forms import form_for_year
from gongkai.statute.reviews import results
from tests.applications.office import Office
from tests.statute.clocks.histories import history

YEARS = (2016, 2018, 2019, 2020, 2021, 2026)
HISTORIES = 160


def live_through(rng: Random, organ: Organ, number: int) -> None:
    """One application with a random lawful life, decided by an outcome of the form of its time."""
    events = history(rng)
    found = replay(events)
    closing = closing_outcome(events[-1].kind, events[-1].on.year) if found.closed_on else ""
    year = found.closed_on.year if found.closed_on else 0
    decided = closing or (rng.choice(outcomes_in(year)).id if year else "")
    assert isinstance(events[0], Submitted)
    application = Application.objects.create(
        organ=organ,
        number=f"random-{number}",
        kind=rng.choice(intake().kinds).id,
        channel=events[0].channel.value,
        entered_at=timezone.now(),
        outcome=decided,
        **course.derived(found),
    )
    Happening.objects.bulk_create(
        Happening(
            application=application,
            position=position,
            kind=event.kind,
            on=event.on,
            facts=course.facts_of(event),
            at=timezone.now(),
        )
        for position, event in enumerate(events)
    )
    if decided and rng.random() < 0.4:
        dispute(rng, application)


def dispute(rng: Random, application: Application) -> None:
    """A reconsideration, a lawsuit, or one after the other; some still undecided."""
    earlier = None
    for kind in rng.choice((["reconsideration"], ["lawsuit"], ["reconsideration", "lawsuit"])):
        filed = (application.closed_on or datetime.date(2020, 1, 1)) + datetime.timedelta(days=rng.randrange(90))
        decided = filed + datetime.timedelta(days=rng.randrange(300)) if rng.random() < 0.8 else None
        of = results("reconsideration" if kind == "reconsideration" else "lawsuit")
        earlier = ReviewCase.objects.create(
            organ=application.organ,
            application=application,
            kind=kind,
            after=earlier,
            body="复议机关或者法院",
            filed_on=filed,
            decided_on=decided,
            result=rng.choice(of).id if decided else "",
        )


@pytest.fixture
def lived(here: Office) -> Office:
    rng = Random(20261123)
    organs = [here.organ, *Organ.objects.exclude(pk=here.organ.pk).filter(valid_to=None)[:2]]
    for number in range(HISTORIES):
        live_through(rng, rng.choice(organs), number)
    return here


def test_each_year_satisfies_its_form_and_both_ways_of_counting_agree(lived: Office) -> None:
    seen = 0
    for year in YEARS:
        wholesale = compiled(year)
        form = form_for_year(year)
        for organ in Organ.objects.filter(applications__isnull=False).distinct():
            counted = {cell.key: cell.value(organ.pk) for cell in cells(year)}
            assert {key: number for key, number in counted.items() if number} == dict(wholesale.get(organ.pk, {}))
            seen += sum(counted.values())
            for identity in form.identities:
                keys = [*identity.left, *identity.right]
                if identity.relation == "=" and all(key in counted for key in keys):
                    left, right = (sum(counted[key] for key in side) for side in (identity.left, identity.right))
                    assert left == right, (year, organ, identity.id)
    assert seen > HISTORIES


def test_the_cells_are_those_of_the_form(db: None) -> None:
    for year in YEARS:
        known = {cell.key for cell in form_for_year(year).cells}
        assert {cell.key for cell in cells(year)} <= known


def test_what_is_carried_forward_is_carried_over_next_year(lived: Office) -> None:
    def rows(year: int, row: str) -> Cell:
        return next(cell for cell in cells(year) if cell.key == f"applications.{row}.total")

    for year in (2019, 2020, 2021, 2025):
        forward, over = rows(year, "carried_forward").rows, rows(year + 1, "carried_over").rows
        assert set(forward.values_list("pk", flat=True)) == set(over.values_list("pk", flat=True))


def test_a_division_is_compiled_alone(lived: Office) -> None:
    scope = Q(organ__division__code="530500")
    assert set(compiled(2021, scope)) == {
        organ for organ in compiled(2021) if Organ.objects.get(pk=organ).division_id == "530500"
    }


def test_an_application_that_was_never_confirmed_counts_nowhere(here: Office) -> None:
    here.submit()
    year = timezone.localdate().year
    assert {cell.key for cell in cells(year) if cell.value(here.organ.pk)} == set()
