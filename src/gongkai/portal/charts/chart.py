"""What all charts share: the result, safe SVG building, number texts, scales.

Coordinates are in units of a drawing :data:`WIDTH` wide, chosen so that 14 px text is still ≥ 12 px on a 390 px phone.
Colours come from classes (``s0`` …) in the style sheet, so that the high-contrast mode reaches them and no style
attribute offends the Content-Security-Policy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import ceil, floor, log10

from django.utils.safestring import SafeString, mark_safe

WIDTH = 360
PATTERNS = 7


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: ``values`` run parallel to the chart's labels, None = not known."""

    label: str
    values: Sequence[Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a whole."""

    label: str
    value: Decimal | int


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart: the drawing, what it says in words, the same data as a table."""

    title: str
    description: str
    svg: SafeString
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tag(name: str, *children: str, **attributes: object) -> str:
    """One SVG element. Attribute names: ``_`` becomes ``-``, ``class_`` is ``class``; children are markup already."""
    parts = [f' {key.rstrip("_").replace("_", "-")}="{escape(_attribute(value))}"' for key, value in attributes.items()]
    return f"<{name}{''.join(parts)}>{''.join(children)}</{name}>"


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "start") -> str:
    """A line of text with its base line at ``y``; the words are escaped."""
    return tag("text", escape(words), x=x, y=y, class_=class_, text_anchor=anchor)


def drawing(title: str, description: str, height: float, children: Iterable[str], key: str) -> SafeString:
    """The ``<svg>`` with title and description; ``key`` makes the ids unique on the page."""
    return mark_safe(  # noqa: S308 (every text in it went through escape)
        tag(
            "svg",
            tag("title", escape(title), id=f"{key}-title"),
            tag("desc", escape(description), id=f"{key}-desc"),
            *children,
            viewBox=f"0 0 {WIDTH} {_attribute(height)}",
            role="img",
            aria_labelledby=f"{key}-title {key}-desc",
        )
    )


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """A share with one decimal, ``—`` of nothing."""
    return f"{Decimal(part) * 100 / Decimal(whole):.1f}%" if whole else "—"


def width_of(words: str, size: float = 14) -> float:
    """Roughly how wide a text runs: a wide character takes one ``size``, a narrow one 0.58 of it."""
    return sum(size if unicodedata.east_asian_width(char) in "WF" else size * 0.58 for char in words)


def shorten(words: str, room: float, size: float = 14) -> str:
    """The words cut with ``…`` so that they fit into ``room``."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def nice_top(largest: Decimal | int, steps: int = 4) -> tuple[float, list[float]]:
    """A round end of the axis at or above ``largest`` and its ticks, from 0; at least 1."""
    top = max(float(largest), 1.0)
    raw = top / steps
    magnitude = 10 ** floor(log10(raw))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= raw)
    if step < 1:
        step = 1.0
    count = ceil(top / step)
    return step * count, [step * index for index in range(count + 1)]


def patterns(key: str) -> str:
    """Fill patterns ``{key}-p0`` … so that parts can be told apart without colour."""
    strokes = (
        "",
        "M0 8 8 0M-2 2 2-2M6 10 10 6",  # diagonal
        "M0 4H8",  # horizontal
        "M4 0V8",  # vertical
        "M0 0 8 8M8 0 0 8",  # crossed
        "M0 4H8M4 0V8",  # grid
        "M3 4H5",  # dots
    )
    shapes = [
        tag(
            "pattern",
            tag("rect", width=8, height=8, class_="fill" if index == 0 else "pale-ground"),
            tag("path", d=stroke, class_="stroke", stroke_width=2 if index == 6 else 1.4) if stroke else "",
            id=f"{key}-p{index}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
            class_=f"s{index % 3}",
        )
        for index, stroke in enumerate(strokes)
    ]
    return tag("defs", *shapes)


def pattern(key: str, index: int) -> str:
    """Reference to the fill pattern of part ``index``."""
    return f"url(#{key}-p{index % PATTERNS})"


def _attribute(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
