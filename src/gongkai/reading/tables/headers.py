"""Order of the value columns as a header prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.tables.labels import Hit
from gongkai.statute.forms import Block, Table

_ONE_YEAR = r"(?:本年|本期|当年|\d{4}年)"
_ALL_YEARS = r"(?:累计|历年)"
_THIS_YEAR_THEN_ALL = re.compile(rf"{_ONE_YEAR}[^\s|]{{0,8}}[\s|]+[^\s|]{{0,6}}{_ALL_YEARS}")
_ALL_THEN_THIS_YEAR = re.compile(rf"{_ALL_YEARS}[^\s|]{{0,8}}[\s|]+[^\s|]{{0,6}}{_ONE_YEAR}")
_CUMULATIVE = re.compile(r"累计|历年")
_THIS_YEAR = re.compile(r"本年|当年|本期|\d{4}年")


def column_order(
    hits: Sequence[Hit], block: Block, table: str, number: int, width: int = 0, *, sums: bool = True
) -> tuple[str, ...]:
    """Keys of the columns from left to right. ``hits`` are the labels of the header in reading order.

    A group (法人或其他组织) stands for the columns printed under it, wherever flattening has put those.
    The official order when the header does not name every column once; columns it leaves out are left out only where
    the rows hold as many values as it names (``width``, 0 = not known), or no row shows a sum where the total is left
    out (``sums``).
    """
    official = tuple(column.key for column in block.columns)
    grouped = {column.key for column in block.columns if column.group}
    named = [name for hit in hits if (name := _column_named(hit, table, number)) is not None]
    last = list(dict.fromkeys(reversed(named)))[::-1]  # words of the text above may be labels too: the nearest count
    printed = [name for name in last if name]
    group_at = last.index("") if "" in last else None
    totals_left_out = bool(printed) and not sums and set(printed) == set(official[:-1])
    if set(printed) != set(official) and (not printed or len(printed) != width) and not totals_left_out:
        return official
    if group_at is None or not grouped:
        return tuple(printed)
    if group_at == 0 and printed[-1] not in grouped:  # the line below the group names every column once more
        return tuple(printed)
    before = [key for key in last[:group_at] if key not in grouped]
    after = [key for key in last[group_at:] if key and key not in grouped]
    return (*before, *(key for key in printed if key in grouped), *after)


def block_order(named: Sequence[str], table: Table) -> list[str]:
    """Keys of the blocks of a strip (the rows of the form) from left to right.

    One whose name is not printed, cut off with the first line of the header, stands where the form has it.
    """
    official = [row.key for block in table.blocks for row in block.rows]
    printed = list(dict.fromkeys(named))
    if printed == [key for key in official if key in printed]:
        return official
    return [*printed, *(key for key in official if key not in printed)]


def _column_named(hit: Hit, table: str, number: int) -> str | None:
    """Key of the column a hit names in this block, "" for the group above columns, None for anything else."""
    for label in hit.labels:
        if (label.table, label.block) == (table, number) and label.kind in ("column", "column group"):
            return label.key
    return None


def cumulative_first(header: str) -> bool | None:
    """Two value columns in a header: True = 累计 stands first, False = 本年 stands first, None = only one column."""
    if _THIS_YEAR_THEN_ALL.search(header):
        return False
    return True if _ALL_THEN_THIS_YEAR.search(header) else None


def names_cumulative(text: str) -> bool:
    """Whether a header cell names the cumulative column of a provincial form."""
    return bool(_CUMULATIVE.search(text))


def names_this_year(text: str) -> bool:
    """Whether a header cell names the column of the report year beside a cumulative one."""
    return bool(_THIS_YEAR.search(text))
