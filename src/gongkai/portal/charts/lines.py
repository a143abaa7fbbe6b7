"""Trends over years: lines told apart by marker, dash and a label at their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gongkai.look.templatetags.look import figure
from gongkai.portal.charts.chart import WIDTH, Chart, Series, drawing, nice_top, shorten, tag, text, width_of

HEIGHT = 250
TOP, BOTTOM, LEFT = 22, 216, 48

_Scale = Callable[[Decimal | int | float], float]
DASHES = ("none", "7 4", "2 4", "10 4 2 4")


def lines(title: str, labels: Sequence[str], series: Sequence[Series], unit: str, key: str) -> Chart:
    """A line chart. ``labels`` are the years, ``unit`` stands above the axis, ``key`` is unique on the page.

    A value that is not known leaves a gap; it is never drawn as 0.
    """
    known = [value for one in series for value in one.values if value is not None]
    top, ticks = nice_top(max(known, default=1))
    right = WIDTH - 12 - min(130.0, max((width_of(one.label) for one in series), default=0) + 14)
    xs = _places(len(labels), LEFT + 14, right)

    def y_of(value: Decimal | int | float) -> float:
        return BOTTOM - (BOTTOM - TOP) * float(value) / top

    parts = [text(LEFT - 8, 12, unit, "minor", "end")]
    for tick in ticks:
        parts.append(tag("line", x1=LEFT, x2=right + 8, y1=y_of(tick), y2=y_of(tick), class_="gridline"))
        parts.append(text(LEFT - 8, y_of(tick) + 4.5, figure(Decimal(str(tick)).normalize()), "minor", "end"))
    parts += [text(x, BOTTOM + 22, label, "minor", "middle") for x, label in zip(xs, labels, strict=True)]
    ends = _end_labels(series, y_of)
    for index, one in enumerate(series):
        parts.append(_line(one, index, xs, y_of))
        if index in ends:
            parts.append(text(right + 16, ends[index] + 5, shorten(one.label, WIDTH - right - 18), "strong"))
    description = "；".join(f"{one.label}：{_told(labels, one, unit)}" for one in series) + "。"
    rows = tuple((label, *(figure(one.values[place]) for one in series)) for place, label in enumerate(labels))
    return Chart(
        title=title,
        description=description,
        svg=drawing(title, description, HEIGHT, parts, key),
        header=("年度", *(f"{one.label}（{unit}）" for one in series)),
        rows=rows,
    )


def _places(count: int, left: float, right: float) -> list[float]:
    if count < 2:
        return [(left + right) / 2] * count
    return [left + (right - left) * index / (count - 1) for index in range(count)]


def _line(one: Series, index: int, xs: Sequence[float], y_of: _Scale) -> str:
    path, pen_down = [], False
    marks = []
    for x, value in zip(xs, one.values, strict=True):
        if value is None:
            pen_down = False
            continue
        path.append(f"{'L' if pen_down else 'M'}{x:.1f} {y_of(value):.1f}")
        marks.append(_marker(index, x, y_of(value)))
        pen_down = True
    dash = DASHES[index % len(DASHES)]
    stroke = tag("path", d="".join(path), class_="stroke", stroke_width=2.5, stroke_dasharray=dash) if path else ""
    return tag("g", stroke, *marks, class_=f"s{index % 3}")


def _marker(index: int, x: float, y: float) -> str:
    shape = index % 4
    if shape == 0:
        return tag("circle", cx=x, cy=y, r=4.5, class_="fill")
    if shape == 1:
        return tag("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, class_="hollow", stroke_width=2)
    if shape == 2:
        return tag("path", d=f"M{x:.1f} {y - 6:.1f}l5.5 10h-11z", class_="fill")
    return tag("path", d=f"M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z", class_="hollow", stroke_width=2)


def _end_labels(series: Sequence[Series], y_of: _Scale) -> dict[int, float]:
    """Heights of the labels at the line ends, pushed apart so that none covers another."""
    last = {
        index: y_of(next(value for value in reversed(one.values) if value is not None))
        for index, one in enumerate(series)
        if any(value is not None for value in one.values)
    }
    placed: dict[int, float] = {}
    previous = -100.0
    for index in sorted(last, key=lambda item: last[item]):
        previous = max(last[index], previous + 18)
        placed[index] = previous
    overflow = max(0.0, previous - (BOTTOM + 4))
    return {index: y - overflow for index, y in placed.items()}


def _told(labels: Sequence[str], one: Series, unit: str) -> str:
    known = [
        f"{label}年{figure(value)}{unit}" for label, value in zip(labels, one.values, strict=True) if value is not None
    ]
    return "、".join(known) or "没有数据"
