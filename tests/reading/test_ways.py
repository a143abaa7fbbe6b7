"""Which ways there are to fill the ambiguous cells of a row."""

from __future__ import annotations

from decimal import Decimal

from gongkai.reading.model import CellStatus, CellValue
from gongkai.reading.ways import by_row, rows_with_all_numbers, ways

FIVE, THREE = Decimal(5), Decimal(3)


def doubt(key: str, value: Decimal | None, *others: Decimal | None) -> CellValue:
    return CellValue(key, value, CellStatus.AMBIGUOUS, alternatives=(value, *others))


def test_a_row_that_lost_only_places_keeps_its_numbers_in_their_order() -> None:
    row = [doubt("t.r.a", FIVE, None), doubt("t.r.b", THREE, FIVE, None), doubt("t.r.c", None, THREE)]
    assert rows_with_all_numbers(by_row(row)) == {"t.r"}
    assert set(ways(row, all_numbers=True)) == {(FIVE, THREE, None), (FIVE, None, THREE), (None, FIVE, THREE)}


def test_a_choice_leaves_the_ways_that_agree_with_it() -> None:
    row = [doubt("t.r.a", FIVE, None), doubt("t.r.b", None, FIVE)]
    assert list(ways(row, all_numbers=True, chosen={"t.r.a": None})) == [(None, FIVE)]
    assert list(ways(row, all_numbers=True, chosen={"t.r.a": THREE})) == []
    assert list(ways(row, all_numbers=False, chosen={"t.r.a": THREE})) == [(THREE, None), (THREE, FIVE)]


def test_a_number_that_may_not_be_there_at_all_is_no_lost_place() -> None:
    rows = by_row([doubt("t.r.a", FIVE, None)])
    assert rows_with_all_numbers(rows) == set()
    assert list(ways(rows["t.r"], all_numbers=False)) == [(FIVE,), (None,)]


def test_numbers_whose_order_is_unsure_are_no_lost_places() -> None:
    assert rows_with_all_numbers(by_row([doubt("t.r.a", FIVE, THREE), doubt("t.r.b", THREE, FIVE)])) == set()


def test_a_row_may_lose_the_number_that_another_row_may_hold() -> None:
    row = [doubt("t.r.a", FIVE, None), doubt("t.r.b", None, FIVE)]
    assert rows_with_all_numbers(by_row([*row, doubt("t.s.a", None, FIVE)])) == set()
    assert rows_with_all_numbers(by_row([*row, doubt("t.s.a", None, THREE)])) == {"t.r"}


def test_the_form_of_one_column_has_a_row_for_each_cell() -> None:
    assert by_row([doubt("channels.website", FIVE, None), doubt("channels.weibo", None, FIVE)]).keys() == {
        "channels.website",
        "channels.weibo",
    }
