"""A hundred squares, one per percent: what became of the applications."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.look.templatetags.look import figure
from gongkai.portal.charts.chart import (
    WIDTH,
    Chart,
    Slice,
    drawing,
    pattern,
    patterns,
    percent,
    shorten,
    tag,
    text,
)

CELLS = 100
SIZE, GAP, ACROSS = 16, 4, 10


def waffle(title: str, slices: Sequence[Slice], unit: str, key: str) -> Chart:
    """A hundred squares divided by largest remainder, beside them a legend with value and share."""
    whole = sum((Decimal(part.value) for part in slices), Decimal(0))
    squares = [
        index for index, count in enumerate(apportion([Decimal(part.value) for part in slices])) for _ in range(count)
    ]
    parts = [patterns(key)]
    for place, index in enumerate(squares):
        row, column = divmod(place, ACROSS)
        parts.append(_square(column * (SIZE + GAP) + 1, row * (SIZE + GAP) + 1, key, index))
    left = ACROSS * (SIZE + GAP) + 14
    for index, part in enumerate(slices):
        y = 14 + index * 42
        parts.append(_square(left, y - 13, key, index))
        parts.append(text(left + 24, y, shorten(part.label, WIDTH - left - 26)))
        parts.append(text(left + 24, y + 18, f"{figure(part.value)} {unit} · {percent(part.value, whole)}", "minor"))
    description = "；".join(
        f"{part.label} {figure(part.value)} {unit}，占 {percent(part.value, whole)}" for part in slices
    )
    height = max(ACROSS * (SIZE + GAP), len(slices) * 42) + 2
    return Chart(
        title=title,
        description=description + "。",
        svg=drawing(title, description, height, parts, key),
        header=("类别", unit, "占比"),
        rows=tuple((part.label, figure(part.value), percent(part.value, whole)) for part in slices),
    )


def apportion(values: Sequence[Decimal]) -> list[int]:
    """Divide :data:`CELLS` squares in proportion (largest remainder); all zero when the values add up to nothing.

    The result adds up to :data:`CELLS`, a value of 0 gets no square.
    """
    whole = sum(values, Decimal(0))
    if not whole:
        return [0] * len(values)
    exact = [value * CELLS / whole for value in values]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(len(values)), key=lambda index: exact[index] - counts[index], reverse=True)
    for index in by_remainder[: CELLS - sum(counts)]:
        counts[index] += 1
    return counts


def _square(x: float, y: float, key: str, index: int) -> str:
    return tag(
        "rect",
        x=x,
        y=y,
        width=SIZE,
        height=SIZE,
        fill=pattern(key, index),
        class_=f"s{index % 3} edge",
        stroke_width=1.5,
    )
