"""What was typed: an organ by code or by its only name, a number beside "other"."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from gongkai.desk.forms import AssignForm, CellsForm
from gongkai.organs.models import Organ
from tests.world import World


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["code", "name"])
def test_an_organ_is_named_by_its_code_or_its_name(field: str, small_world: World) -> None:
    organ = small_world.published.organ
    form = AssignForm({"organ": f" {getattr(organ, field)} ", "year": "2020"})
    assert form.is_valid()
    assert form.cleaned_data["organ"] == organ


@pytest.mark.django_db
def test_a_name_that_two_organs_bear_is_refused(small_world: World) -> None:
    organ = small_world.published.organ
    Organ.objects.exclude(pk=organ.pk).update(name=organ.name)
    assert "organ" in AssignForm({"organ": organ.name, "year": "2020"}).errors
    assert "organ" in AssignForm({"organ": "没有这个机关", "year": "2020"}).errors


def test_a_number_typed_beside_other_counts_without_the_choice() -> None:
    form = CellsForm(QueryDict("other-1=7&choice-2=blank&other-2=9&reason=原件"), (1, 2, 3))
    assert form.is_valid()
    assert form.settled == {1: Decimal(7), 2: None}
