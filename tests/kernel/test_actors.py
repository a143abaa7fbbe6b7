"""Rights reach as far as the code of a division says (GB/T 2260), or to one organ."""

from __future__ import annotations

import pytest

from gongkai.kernel.actors import SYSTEM, Actor, ActorKind, Place, Reach, division_prefix
from gongkai.kernel.permissions import Permission


@pytest.mark.parametrize(("code", "prefix"), [("530000", "53"), ("530500", "5305"), ("530502", "530502")])
def test_a_division_shares_its_prefix_with_all_below_it(code: str, prefix: str) -> None:
    assert division_prefix(code) == prefix


@pytest.mark.parametrize(
    ("reach", "place", "covered"),
    [
        (Reach("53"), Place(1, "530502"), True),
        (Reach("5305"), Place(1, "530502"), True),
        (Reach("5305"), Place(1, "530702"), False),
        (Reach("530502"), Place(1, "530500"), False),
        (Reach("530502", organ=3), Place(3, "530502"), True),
        (Reach("530502", organ=3), Place(4, "530502"), False),
    ],
)
def test_a_right_reaches_its_division_or_only_its_organ(reach: Reach, place: Place, covered: bool) -> None:
    clerk = Actor(ActorKind.USER, 1, "李经办", frozenset({(Permission.IMPORT_REPORT, reach)}))
    assert clerk.may(Permission.IMPORT_REPORT, place) is covered
    assert not clerk.may(Permission.PUBLISH_REPORT, place)


def test_the_system_decides_nothing_that_a_person_must_decide() -> None:
    assert not any(SYSTEM.may(right) for right in (Permission.PUBLISH_REPORT, Permission.CONFIRM_REPORT))


def test_every_right_has_a_name_for_people() -> None:
    assert all(str(right.label) for right in Permission)
