"""What follows from a settled cell: by the printed order, by the identities, and never against a person."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from gongkai.kernel.errors import NotPermitted, Unlawful
from gongkai.kernel.models import LedgerEntry
from gongkai.reading.model import CellStatus, CellValue
from gongkai.reports import queries
from gongkai.reports.acts import settle_cells
from gongkai.reports.models import Report
from gongkai.reports.settling import settle
from gongkai.statute.forms import FormId, Severity
from gongkai.statute.report_forms import form
from tests.reports.people import People
from tests.reports.printing import hand_in, work
from tests.world import flattened_text

IDENTITIES = form(FormId.C2021).identities
ROW = "applications.granted"


def doubts(*values: int | None, alternatives: tuple[int | None, ...]) -> dict[str, CellValue]:
    """The cells of a row with the numbers at their most plausible places."""
    cells = [cell for cell in form(FormId.C2021).cells if cell.key.startswith(f"{ROW}.")]
    return {
        cell.key: CellValue(
            cell.key, number(value), CellStatus.AMBIGUOUS, alternatives=tuple(map(number, alternatives))
        )
        for cell, value in zip(cells, values, strict=True)
    }


def number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def settled(row: dict[str, CellValue], chosen: dict[str, Decimal | None]) -> dict[str, CellValue]:
    return settle(row, row, chosen, [identity for identity in IDENTITIES if identity.id == "T3.row_total.granted"])


def test_one_choice_decides_the_row_by_its_total() -> None:
    row = doubts(3, None, None, None, None, None, 3, alternatives=(3, None))
    first, *others, total = row
    found = settled(row, {first: Decimal(3), total: Decimal(3)})
    assert {found[key].status for key in others} == {CellStatus.BLANK}
    assert found[first].status is CellStatus.READ


def test_what_is_not_decided_keeps_the_values_that_are_left() -> None:
    row = doubts(3, None, None, None, None, None, 3, alternatives=(3, None))
    first, second, *_, total = row
    found = settled(row, {first: None})
    assert found[second].status is CellStatus.AMBIGUOUS
    assert found[second].alternatives == (Decimal(3), None)
    assert (found[total].status, found[total].value) == (CellStatus.INFERRED, Decimal(3))
    assert found[total].basis == ("T3.row_total.granted",)
    plausible = [cell.value for cell in found.values() if cell.value is not None]
    assert plausible == [Decimal(3), Decimal(3)]  # both printed numbers stand somewhere


def test_a_choice_against_the_identities_is_kept_and_decides_nothing() -> None:
    row = doubts(3, None, None, None, None, None, 3, alternatives=(3, None))
    first = next(iter(row))
    found = settled(row, {first: Decimal(8)})
    assert (found[first].value, found[first].status) == (Decimal(8), CellStatus.READ)
    assert {cell.status for key, cell in found.items() if key != first} == {CellStatus.AMBIGUOUS}


def test_a_cell_that_may_be_blank_is_not_decided_by_standing_alone() -> None:
    keys = ("active_disclosure.coercion.decisions", "active_disclosure.punishment.decisions")
    doubt = {key: CellValue(key, Decimal(5), CellStatus.AMBIGUOUS, alternatives=(Decimal(5), None)) for key in keys}
    found = settle(doubt, doubt, {keys[0]: Decimal(5)}, IDENTITIES)
    assert (found[keys[1]].status, found[keys[1]].alternatives) == (CellStatus.AMBIGUOUS, (Decimal(5), None))


def test_two_numbers_whose_order_is_unsure_do_not_decide_each_other() -> None:
    keys = ("applications.granted.natural_person", "applications.granted.company")
    doubt = {
        key: CellValue(key, Decimal(own), CellStatus.AMBIGUOUS, alternatives=(Decimal(5), Decimal(3)))
        for key, own in zip(keys, (5, 3), strict=True)
    }
    assert {cell.status for cell in settle(doubt, doubt, {}, ()).values()} == {CellStatus.AMBIGUOUS}


def test_a_number_that_may_belong_to_another_row_is_not_kept_in_its_own() -> None:
    keys = [cell.key for cell in form(FormId.C2021).cells if cell.key.startswith("active_disclosure.")]
    doubt = {
        key: CellValue(key, Decimal(3) if number == 2 else None, CellStatus.AMBIGUOUS, alternatives=(Decimal(3), None))
        for number, key in enumerate(keys)
    }
    found = settle(doubt, doubt, {keys[0]: None, keys[1]: None}, IDENTITIES)
    assert found[keys[2]].status is CellStatus.AMBIGUOUS


def test_a_relation_decides_nothing_unless_it_proves_an_error_over_printed_cells() -> None:
    key, above = "applications.granted.total", "applications.granted.natural_person"
    doubt = {key: CellValue(key, Decimal(9), CellStatus.AMBIGUOUS, alternatives=(Decimal(9), Decimal(4)))}
    cells = {**doubt, above: CellValue(above, Decimal(4), CellStatus.READ)}
    (proof,) = (identity for identity in IDENTITIES if identity.id == "T3.row_total.granted")
    proof = dataclasses.replace(proof, left=(above,), right=(key,))
    hint = dataclasses.replace(proof, severity=Severity.INFO)
    absent = {**cells, above: CellValue(above, None, CellStatus.ABSENT)}
    assert settle(cells, doubt, {}, [proof])[key].status is CellStatus.INFERRED
    assert settle(cells, doubt, {}, [hint])[key].status is CellStatus.AMBIGUOUS
    assert settle(absent, doubt, {}, [proof])[key].status is CellStatus.AMBIGUOUS


@pytest.fixture
def lost(people: People) -> Report:
    """A report whose second table lost its columns."""
    (item,) = hand_in(people.clerk, flattened_text().replace("昭通市".encode(), "保山市".encode()))
    work()
    item.refresh_from_db()
    assert item.report is not None, item.reason
    return item.report


def test_all_choices_are_one_act_with_one_entry(people: People, lost: Report) -> None:
    before = dict(lost.cells.filter(status=CellStatus.AMBIGUOUS).values_list("key", "id"))
    entries = LedgerEntry.objects.count()
    chosen = {pk: Decimal(3) for key, pk in before.items() if key.endswith(("natural_person", "total"))}
    found = settle_cells(people.clerk, lost.pk, chosen, "对照原件")
    assert LedgerEntry.objects.count() == entries + 1
    assert found.new_errors == ()
    assert {cell.key for cell in found.derived} == before.keys() - {key for key, pk in before.items() if pk in chosen}
    assert not lost.cells.filter(status=CellStatus.AMBIGUOUS).exists()


def test_a_choice_taken_back_takes_back_what_followed_from_it(people: People, lost: Report) -> None:
    before = sorted(lost.cells.filter(status=CellStatus.AMBIGUOUS).values_list("key", "value"))
    chosen = dict.fromkeys(lost.cells.filter(status=CellStatus.AMBIGUOUS).values_list("pk", flat=True)[:1], Decimal(3))
    settle_cells(people.clerk, lost.pk, chosen, "对照原件")
    assert lost.cells.filter(status=CellStatus.AMBIGUOUS).count() < len(before)
    settle_cells(people.clerk, lost.pk, {}, "看错了行", reopened=chosen.keys())
    assert sorted(lost.cells.filter(status=CellStatus.AMBIGUOUS).values_list("key", "value")) == before


def test_new_errors_are_known_before_anything_is_written(people: People, lost: Report) -> None:
    cell = lost.cells.filter(status=CellStatus.AMBIGUOUS)[0]
    trial = queries.preview(people.clerk, lost.pk, {cell.pk: Decimal(88)}, ())
    assert trial is not None
    assert trial.new_errors
    cell.refresh_from_db()
    assert cell.status == CellStatus.AMBIGUOUS
    assert queries.preview(people.outsider, lost.pk, {cell.pk: Decimal(88)}, ()) is None


def test_cells_are_settled_by_those_who_may_with_a_reason_and_a_value(people: People, lost: Report) -> None:
    cell = lost.cells.filter(status=CellStatus.AMBIGUOUS)[0]
    with pytest.raises(NotPermitted):
        settle_cells(people.outsider, lost.pk, {cell.pk: Decimal(3)}, "对照原件")
    with pytest.raises(Unlawful, match="理由"):
        settle_cells(people.clerk, lost.pk, {cell.pk: Decimal(3)}, " ")
    with pytest.raises(Unlawful, match="至少"):
        settle_cells(people.clerk, lost.pk, {}, "对照原件")
