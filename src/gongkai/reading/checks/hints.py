"""Likely causes of a wrong sum, as far as the arithmetic itself suggests one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gongkai.reading.checks.wording import number

_SMALL = 10  # equal small numbers are chance


def likely_cause(
    left: Decimal, right: Decimal, others: Iterable[tuple[str, Decimal]], parts: Iterable[Decimal] = ()
) -> str:
    """A sentence on why ``left`` is not ``right``, empty when nothing suggests itself.

    ``others`` are named numbers nearby that may have been left out or added; ``parts`` the terms of the left side.
    """
    if left == right:
        return ""
    return (
        _same_digits(left, right)
        or _one_digit(left, right)
        or _counted_twice(left, right, parts)
        or _equals_another(left, right, others)
        or f"两数相差{number(abs(left - right))}，请核对原始数据。"
    )


def _same_digits(left: Decimal, right: Decimal) -> str:
    a, b = number(left), number(right)
    if len(a) > 1 and sorted(a) == sorted(b):
        return f"{a}与{b}数字相同而次序不同，可能是录入时数字颠倒。"
    return ""


def _one_digit(left: Decimal, right: Decimal) -> str:
    short, long = sorted((number(left), number(right)), key=len)
    if (
        len(short) > 1
        and len(long) == len(short) + 1
        and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    ):
        return f"{short}与{long}只差一位数字，可能是录入时漏录或者多录一位。"
    return ""


def _counted_twice(left: Decimal, right: Decimal, parts: Iterable[Decimal]) -> str:
    excess = left - right
    if excess >= _SMALL and excess in set(parts):
        return f"超出的{number(excess)}正好是其中一项，可能重复计入。"
    return ""


def _equals_another(left: Decimal, right: Decimal, others: Iterable[tuple[str, Decimal]]) -> str:
    difference = abs(left - right)
    larger, smaller = max(left, right), min(left, right)
    for label, value in others:
        if value == left and value >= _SMALL:
            return f"{number(left)}正好等于“{label}”的数字，可能写错了总数或者分项的归属。"
        if value == difference and value >= _SMALL:
            subtraction = f"{number(larger)} − {number(smaller)} = {number(difference)}"
            return f"{subtraction}，正好是“{label}”的数字，可能漏计或者误计了这一项。"
    return ""
