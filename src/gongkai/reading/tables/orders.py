"""In which order the columns stand: as the header seems to say, unless the sums speak for the order of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gongkai.reading.model import CellValue
from gongkai.reading.tables.parts import CUMULATIVE, Line, TableReading
from gongkai.statute.forms import Form, Table


def in_official_order(reading: TableReading, table: Table) -> TableReading | None:
    """The same lines with their slots in the order of the form; None when they stand in that order already."""
    order = {cell.key: number for number, cell in enumerate(table.cells)}
    order |= {CUMULATIVE + key: len(order) + number for key, number in order.items()}
    lines = [Line(tuple(sorted(line.slots, key=order.__getitem__)), line.items) for line in reading.lines]
    return None if lines == reading.lines else replace(reading, lines=lines)


def sums_that_hold(cells: Mapping[str, CellValue], form: Form) -> int:
    """How many sums of the form the printed numbers confirm, less those they break."""
    balance = 0
    for identity in form.identities:
        keys = (*identity.left, *identity.right)
        if identity.relation != "=" or any(key not in cells for key in keys):
            continue
        left, right = (sum(cells[key].value or 0 for key in side) for side in (identity.left, identity.right))
        if left or right:
            balance += 1 if left == right else -1
    return balance
