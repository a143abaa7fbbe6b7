"""Check digits: GB 11714, GB 32100, GB 11643, Luhn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from id_validator import validator

from gongkai.statute.codes import (
    is_citizen_number,
    is_credit_code,
    is_old_citizen_number,
    is_organ_code,
    passes_luhn,
)


@pytest.mark.parametrize("code", ["015255022", "01525502-2", "01527918X", "000014349"])
def test_organ_codes_in_use_are_valid(code: str) -> None:
    assert is_organ_code(code)


@pytest.mark.parametrize("code", ["11441700007280420Y", "11620622013933539B", "11370322004222241N"])
def test_credit_codes_in_use_are_valid_and_hold_an_organ_code(code: str) -> None:
    assert is_credit_code(code)
    assert is_organ_code(code[8:17])


@given(st.integers(0, 7), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_organ_code_is_noticed(place: int, digit: str) -> None:
    code = "000014349"
    assert is_organ_code(code[:place] + digit + code[place + 1 :]) == (code[place] == digit)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_credit_code_is_noticed(place: int, char: str) -> None:
    code = "11441700007280420Y"
    assert is_credit_code(code[:place] + char + code[place + 1 :]) == (code[place] == char)


@pytest.mark.parametrize(
    "code", ["", "01525502", "0152550220", "０１５２５５０２２", "01527918x", "01525502-2X", "11441700007280420I"]
)
def test_what_has_another_shape_is_no_code(code: str) -> None:
    assert not is_organ_code(code)
    assert not is_credit_code(code)


def _citizen(first: str, born: str, order: int) -> list[str]:
    return [f"{first}{born}{order:03}{check}" for check in "0123456789X"]


@given(
    st.sampled_from(["530102", "530802", "110101"]),
    st.dates().filter(lambda day: 1900 <= day.year <= 2020),
    st.integers(0, 999),
)
def test_exactly_one_check_character_fits_a_citizen_number_and_another_package_agrees(
    first: str, born: object, order: int
) -> None:
    fitting = [number for number in _citizen(first, f"{born:%Y%m%d}", order) if is_citizen_number(number)]
    assert len(fitting) == 1
    assert validator.is_valid(fitting[0])


def test_a_citizen_number_has_a_real_date_of_birth() -> None:
    assert not any(is_citizen_number(number) for number in _citizen("530102", "19900230", 1))
    assert is_old_citizen_number("530102900228001")
    assert not is_old_citizen_number("530102900230001")


def test_luhn_accepts_a_card_and_notices_every_changed_digit() -> None:
    card = "6222021234567890128"
    valid = [card[:-1] + digit for digit in "0123456789" if passes_luhn(card[:-1] + digit)]
    assert len(valid) == 1
    (number,) = valid
    for place in range(len(number)):
        for digit in "0123456789":
            assert passes_luhn(number[:place] + digit + number[place + 1 :]) == (number[place] == digit)
