"""A percentage of the running text against the fraction it stands for: one arithmetic for rates, shares and growth."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_HUNDRED = Decimal(100)
_ROUGH = Decimal(1)  # percentage points, where the text says 约


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in per cent, exact; ``whole`` is not 0."""
    return part / whole * _HUNDRED


def agrees(computed: Decimal, printed: Decimal, *, approximate: bool = False) -> bool:
    """Equal after rounding to the printed places; less than one unit of the last place either way is granted."""
    return abs(computed - printed) < (_ROUGH if approximate else _place(printed))


def as_printed(computed: Decimal, printed: Decimal) -> Decimal:
    """``computed`` rounded to as many places as ``printed`` has."""
    return computed.quantize(_place(printed), rounding=ROUND_HALF_UP)


def _place(value: Decimal) -> Decimal:
    """The last printed decimal place: 99.53 → 0.01, 100 → 1."""
    return Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
