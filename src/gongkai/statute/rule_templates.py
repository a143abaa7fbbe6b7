"""Templates of identities as they stand in YAML: written once, meant for every row or column of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from gongkai.statute.data import LawDataError, LawModel
from gongkai.statute.forms import Table


class RuleTemplate(LawModel):
    """What all identities have in common. ``{row}``, ``{column}`` and ``{label}`` are filled in by :func:`instances`.

    Cell names are relative to a table; ``rows`` restricts ``for_each: row`` to these rows (all when empty).
    """

    id: str
    expression: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    for_each: Literal["row", "column"] | None = None
    rows: tuple[str, ...] = ()
    note: str = ""


def instances(template: RuleTemplate, table: Table) -> Iterator[dict[str, str]]:
    """The names to fill in: one mapping per row or column of the table, a single empty one without ``for_each``."""
    if template.for_each is None:
        yield {}
    for block in table.blocks:
        if template.for_each == "column":
            yield from ({"column": column.key, "label": column.label} for column in block.columns)
        elif template.for_each == "row":
            rows = (row for row in block.rows if not template.rows or row.key in template.rows)
            yield from ({"row": row.key, "label": row.label} for row in rows)


def cell_keys(table: str, cells: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Full cell keys of names relative to a table, with the placeholders filled in."""
    return tuple(f"{table}.{cell.format(**names)}" for cell in cells)


def refuse_unknown(keys: Iterable[str], known: frozenset[str], where: str) -> None:
    """Raise LawDataError when a rule names a cell that the form does not have."""
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise LawDataError(f"{where} 引用了不存在的单元：{'、'.join(unknown)}")


def find_table(tables: Iterable[Table], key: str, where: str) -> Table:
    """The table with this key. Raises LawDataError when there is none."""
    for table in tables:
        if table.key == key:
            return table
    raise LawDataError(f"{where} 引用了不存在的表：{key}")
