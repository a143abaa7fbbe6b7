"""Horizontal bars: comparison with siblings, and the composition of a whole."""

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
    width_of,
)

LINE = 46
BAR = 16


def bars(title: str, items: Sequence[Slice], unit: str, key: str, own: int | None = None) -> Chart:
    """One bar per item with its value written at the end; ``own`` is the index of the unit the page is about.

    The own bar is solid and its label bold with ▶, the others are hollow: no colour is needed to find it.
    """
    largest = max((Decimal(item.value) for item in items), default=Decimal(0)) or Decimal(1)
    room = WIDTH - max((width_of(f"{figure(item.value)} {unit}") for item in items), default=0) - 10
    parts = []
    for index, item in enumerate(items):
        y = index * LINE
        mine = index == own
        label = shorten(("▶ " if mine else "") + item.label, WIDTH)
        length = float(Decimal(item.value) / largest) * room
        parts.append(text(0, y + 15, label, "strong" if mine else ""))
        parts.append(
            tag("rect", x=1, y=y + 22, width=max(length, 1.0), height=BAR, class_="s0 fill" if mine else "s3 hollow")
        )
        parts.append(text(length + 8, y + 35, f"{figure(item.value)} {unit}", "strong" if mine else "minor"))
    description = "；".join(f"{item.label} {figure(item.value)} {unit}" for item in items) + "。"
    return Chart(
        title=title,
        description=description,
        svg=drawing(title, description, max(len(items), 1) * LINE, parts, key),
        header=("单位", unit),
        rows=tuple((item.label, figure(item.value)) for item in items),
    )


def composition(title: str, slices: Sequence[Slice], unit: str, key: str) -> Chart:
    """A whole and its parts: one divided bar, below it a legend that carries pattern, label, value and share.

    Parts of 0 are listed but take no room. Shares are of the sum of the parts.
    """
    whole = sum((Decimal(part.value) for part in slices), Decimal(0))
    parts = [patterns(key)]
    x = 1.0
    for index, part in enumerate(slices):
        length = float(Decimal(part.value) / whole) * (WIDTH - 2) if whole else 0.0
        if length:
            parts.append(_box(x, 2, length, 34, key, index))
        x += length
    for index, part in enumerate(slices):
        y = 64 + index * 26
        parts.append(_box(1, y - 13, 22, 16, key, index))
        parts.append(text(32, y, shorten(part.label, WIDTH - 170)))
        parts.append(text(WIDTH - 70, y, f"{figure(part.value)} {unit}", "strong", "end"))
        parts.append(text(WIDTH, y, percent(part.value, whole), "minor", "end"))
    description = f"合计 {figure(whole)} {unit}：" + "；".join(
        f"{part.label} {figure(part.value)} {unit}，占 {percent(part.value, whole)}" for part in slices
    )
    return Chart(
        title=title,
        description=description + "。",
        svg=drawing(title, description, 60 + len(slices) * 26, parts, key),
        header=("类别", unit, "占比"),
        rows=tuple((part.label, figure(part.value), percent(part.value, whole)) for part in slices),
    )


def _box(x: float, y: float, width: float, height: float, key: str, index: int) -> str:
    return tag(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=pattern(key, index),
        class_=f"s{index % 3} edge",
        stroke_width=1.5,
    )
