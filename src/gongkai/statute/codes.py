"""Check digits of the codes that identify organs, persons and cards. Own arithmetic: ten lines each, all permissive."""

from __future__ import annotations

import datetime

_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"


def is_organ_code(code: str) -> bool:
    """组织机构代码 (GB 11714): eight digits or letters, then a check character; a hyphen before it is allowed."""
    plain = code[:8] + code[9:] if code[8:9] == "-" else code
    if len(plain) != 9 or not (plain.isascii() and plain.isalnum() and plain == plain.upper()):
        return False
    check = 11 - sum(weight * int(char, 36) for weight, char in zip(_ORGAN_WEIGHTS, plain, strict=False)) % 11
    return plain[8] == {10: "X", 11: "0"}.get(check, str(check))


def is_credit_code(code: str) -> bool:
    """统一社会信用代码 (GB 32100): 18 characters; characters 9 to 17 are a valid 组织机构代码."""
    if len(code) != 18 or any(char not in _CREDIT_ALPHABET for char in code):
        return False
    total = sum(pow(3, place, 31) * _CREDIT_ALPHABET.index(char) for place, char in enumerate(code[:17]))
    return code[17] == _CREDIT_ALPHABET[(31 - total % 31) % 31] and is_organ_code(code[8:17])


def is_citizen_number(number: str) -> bool:
    """公民身份号码 (GB 11643): 17 digits with a real date of birth and a check character; x counts as X."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()) or not _is_date(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_CITIZEN_WEIGHTS, number, strict=False))
    return number[17].upper() == _CITIZEN_CHECKS[total % 11]


def is_old_citizen_number(number: str) -> bool:
    """The number of 15 digits issued before 1999, with a real date of birth in the twentieth century."""
    return len(number) == 15 and number.isascii() and number.isdigit() and _is_date("19" + number[6:12])


def passes_luhn(digits: str) -> bool:
    """The Luhn check of bank cards (ISO/IEC 7812)."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_date(text: str) -> bool:
    try:
        datetime.datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 - a date of birth has no zone
    except ValueError:
        return False
    return True
