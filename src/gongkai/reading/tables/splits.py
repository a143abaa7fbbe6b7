"""Readings of items whose separators were lost: "190000019" → 19 0 0 0 0 0 19, "2648-18538" → 2648 −18 538 and others.

A printed number has no leading zero, so most ways to cut a run of digits fall away by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from gongkai.reading.model import Span
from gongkai.reading.tables.parts import Item, without_glue

STEPS = 2_000  # work limit of one search
_WIDE = 20  # digits of a number that stands by itself
_SEGMENT = re.compile(r"[+-]?\d+")
_RUN = re.compile(r"[+\-\d]+")


def splits(items: Sequence[Item], count: int) -> Iterator[tuple[Item, ...]]:
    """All ways to read ``items`` as exactly ``count`` numbers or blanks, keeping their order."""
    pieces = [piece for item in items for piece in _segments(item)]
    yield from _split(pieces, count)


class TooManySplits(Exception):  # noqa: N818 - control flow, caught by the only caller
    """The search was cut off; what it found so far proves nothing."""


@lru_cache(maxsize=1024)
def balanced_splits(items: tuple[Item, ...], sizes: tuple[int, ...]) -> list[tuple[Item, ...]]:
    """All ways to read ``items`` as blocks of these sizes in which the last number is the sum of the others.

    Raises:
        TooManySplits: the work limit was reached.
    """
    pieces = [piece for item in items for piece in _segments(item)]
    found = _Balanced()
    found.read(pieces, sizes, 0, 0, ())
    return found.readings


class _Balanced:
    """Depth-first search over the places where numbers may end."""

    def __init__(self) -> None:
        self.readings: list[tuple[Item, ...]] = []
        self.steps = 0

    def read(
        self, pieces: list[Item], sizes: tuple[int, ...], done: int, total: Decimal | int, so_far: tuple[Item, ...]
    ) -> None:
        """``done`` numbers of the current block are read, they sum to ``total``."""
        self.steps += 1
        if self.steps > STEPS:
            raise TooManySplits
        if not sizes and not pieces:
            self.readings.append(so_far)
        if not sizes or sum(sizes) - done > sum(map(_cells, pieces)):
            return
        last = done == sizes[0] - 1
        for first, rest in _heads(pieces):
            value = first.value or 0
            if last and value == total:
                self.read(rest, sizes[1:], 0, 0, (*so_far, first))
            elif not last and len(str(total + value)) <= sum(map(_digits, rest)):
                self.read(rest, sizes, done + 1, total + value, (*so_far, first))


def _digits(piece: Item) -> int:
    """How many digits a piece has at most; that many numbers it may be, or one as long."""
    return len(piece.raw.lstrip("+-")) if piece.glued else _WIDE


def _heads(pieces: list[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Each number that may be read first, and what is left then."""
    first, rest = pieces[0], pieces[1:]
    if not first.glued:
        yield first, rest
        return
    sign = 0 if first.raw[0].isdigit() else 1
    digits = len(first.raw) - sign
    longest_head = 1 if first.raw[sign] == "0" else digits
    for end in range(1, longest_head + 1):
        left = [] if end == digits else [_tail(first, sign + end)]
        yield _number(first, sign, 0, end), [*left, *rest]


def _tail(piece: Item, start: int) -> Item:
    return Item(None, piece.raw[start:], Span(piece.span.start + start, piece.span.end), glued=True)


def longest(items: Sequence[Item]) -> int:
    """The greatest number of cells the items could be."""
    return sum(_cells(piece) for item in items for piece in _segments(item))


def _cells(piece: Item) -> int:
    """How many numbers a piece may be at most."""
    return len(piece.raw.lstrip("+-")) if piece.glued else 1


def _segments(item: Item) -> list[Item]:
    """An item cut where a sign must begin a new number. Items that cannot be cut come back unglued."""
    if not _RUN.fullmatch(item.raw):
        return [without_glue(item)]
    return [
        Item(None, match[0], Span(item.span.start + match.start(), item.span.start + match.end()), glued=True)
        for match in _SEGMENT.finditer(item.raw)
    ]


def _split(pieces: Sequence[Item], count: int) -> Iterator[tuple[Item, ...]]:
    if not pieces:
        if count == 0:
            yield ()
        return
    first, rest = pieces[0], pieces[1:]
    if not first.glued:
        yield from ((first, *tail) for tail in _split(rest, count - 1))
        return
    most = sum(_cells(piece) for piece in rest)
    for own in range(max(1, count - most), count - len(rest) + 1):
        heads = list(_cut(first, own))
        if heads:
            yield from (head + tail for tail in _split(rest, count - own) for head in heads)


def _cut(piece: Item, count: int) -> Iterator[tuple[Item, ...]]:
    """One run of digits as ``count`` numbers; a sign belongs to the first."""
    sign = 0 if piece.raw[0].isdigit() else 1
    digits = piece.raw[sign:]
    for inner in combinations(range(1, len(digits)), count - 1):
        edges = (0, *inner, len(digits))
        numbers = [digits[a:b] for a, b in pairwise(edges)]
        if any(number[0] == "0" and len(number) > 1 for number in numbers):
            continue
        yield tuple(_number(piece, sign, a, b) for a, b in pairwise(edges))


def _number(piece: Item, sign: int, start: int, end: int) -> Item:
    begin = 0 if start == 0 else sign + start
    raw = piece.raw[begin : sign + end]
    return Item(Decimal(raw), raw, Span(piece.span.start + begin, piece.span.start + sign + end))
