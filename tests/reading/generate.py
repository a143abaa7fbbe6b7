"""Random annual reports that fulfil every identity, and the many ways in which they are printed.

Values follow what real reports look like: few applicants, mostly natural persons, many zeros. A report is rendered as
bytes of a file, so that tests go through the reader of that kind of file.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.statute.forms import Block, Column, Form, FormId, Table

Values = dict[str, int | None]


@dataclass(frozen=True)
class Printed:
    """One printed cell: its text, what it covers, and the cell key when it holds a value."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    key: str = ""


Sheet = list[list[Printed]]
"""Rows of printed cells as an HTML table lists them: covered places are left out."""


# --- values -----------------------------------------------------------------------------------------------------


def random_values(form: Form, rng: random.Random) -> Values:
    """A value for every cell of the form, 0 included, such that all equalities hold."""
    values: Values = {
        cell.key: rng.choice([0, 0, rng.randint(-9, 9)]) if cell.kind == "signed" else _count(rng, 0.5, 200)
        for cell in form.cells
    }
    if form.id == FormId.A2014:
        _balance_2014(form, values)
    else:
        _requests(form, values, rng)
        _sum_up(form, values, "review_litigation", rng)
    return values


def _count(rng: random.Random, zero: float, most: int) -> int:
    return 0 if rng.random() < zero else max(1, int(most ** rng.random()))


def _requests(form: Form, values: Values, rng: random.Random) -> None:
    table = next(table for table in form.tables if table.key == "applications")
    block = table.blocks[0]
    results = [row.key for row in block.rows if row.key not in _FRAME_ROWS]
    scale = rng.choice([3, 30, 300, 3000])
    weight = dict(zip((c.key for c in block.columns), (1.0, 0.4, 0.05, 0.05, 0.12, 0.15), strict=False))
    for column in block.columns[:-1]:
        active = rng.random() < weight[column.key]
        cell = {row.key: table.cell_key(row.key, column.key) for row in block.rows}
        for result in results:
            values[cell[result]] = _count(rng, 0.7, scale) if active else 0
        total = sum(values[cell[result]] or 0 for result in results)
        forward = _count(rng, 0.6, max(2, scale // 10)) if active else 0
        carried = min(_count(rng, 0.6, max(2, scale // 10)) if active else 0, total + forward)
        values |= {cell["results_total"]: total, cell["carried_forward"]: forward, cell["carried_over"]: carried}
        values[cell["new_received"]] = total + forward - carried
    for row in block.rows:
        keys = [table.cell_key(row.key, column.key) for column in block.columns]
        values[keys[-1]] = sum(values[key] or 0 for key in keys[:-1])


_FRAME_ROWS = ("new_received", "carried_over", "results_total", "carried_forward")


def _sum_up(form: Form, values: Values, table: str, rng: random.Random) -> None:
    for identity in form.identities:
        if identity.table == table and identity.relation == "=":
            for key in identity.left:
                values[key] = _count(rng, 0.7, 30)
            values[identity.right[0]] = sum(values[key] or 0 for key in identity.left)


def _balance_2014(form: Form, values: Values) -> None:
    """Sums from the innermost outwards; the form lists a whole before its parts."""
    equalities = [identity for identity in form.identities if identity.relation == "="]
    for identity in reversed(equalities):
        whole, parts = (identity.left, identity.right) if len(identity.left) == 1 else (identity.right, identity.left)
        if len(whole) == 1:
            values[whole[0]] = sum(values[key] or 0 for key in parts)


def blank_zeros(values: Values, rng: random.Random, share: float = 1.0, *, keep_totals: bool = False) -> Values:
    """Zeros printed as blanks, each with this probability."""

    def blanks(key: str) -> bool:
        return rng.random() < share and not (keep_totals and key.endswith(".total"))

    return {key: None if value == 0 and blanks(key) else value for key, value in values.items()}


def with_misprints(values: Values, rng: random.Random, count: int) -> Values:
    """Some cells changed so that identities break, as in published reports."""
    wrong = dict(values)
    for key in rng.sample(sorted(key for key, value in values.items() if value is not None), count):
        wrong[key] = max(0, (wrong[key] or 0) + rng.choice([-1, 1, 2, 10]))
    return wrong


# --- the official layout ----------------------------------------------------------------------------------------


def sheet(table: Table, values: Values) -> Sheet:
    """A table in its official layout."""
    if table.key == "statistics_2014_2018":
        return _statistics(table, values)
    if table.key == "active_disclosure":
        return _disclosure(table, values)
    if table.key == "review_litigation":
        return _litigation(table, values)
    return _applications(table, values)


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)


def _value(key: str, values: Values, colspan: int = 1) -> Printed:
    return Printed(_shown(values[key]), key=key, colspan=colspan)


def _statistics(table: Table, values: Values) -> Sheet:
    rows: Sheet = [[Printed("统计指标"), Printed("单位"), Printed("统计数")]]
    path: tuple[str, ...] = ()
    for row in table.blocks[0].rows:
        for depth, group in enumerate(row.path):
            if path[: depth + 1] != row.path[: depth + 1]:
                rows.append([Printed(group), Printed(""), Printed("")])
        path = row.path
        rows.append(
            [
                Printed(f"{row.number}{row.label}"),
                Printed(row.unit or ""),
                _value(table.cell_key(row.key, "value"), values),
            ]
        )
    return rows


def _disclosure(table: Table, values: Values) -> Sheet:
    rows: Sheet = []
    for block in table.blocks:
        widths = _widths(len(block.columns))
        rows.append([Printed(block.heading, colspan=4)])
        rows.append(
            [Printed("信息内容"), *(Printed(c.label, colspan=w) for c, w in zip(block.columns, widths, strict=True))]
        )
        for row in block.rows:
            keys = [table.cell_key(row.key, column.key) for column in block.columns]
            rows.append([Printed(row.label), *(_value(key, values, w) for key, w in zip(keys, widths, strict=True))])
    return rows


def _widths(columns: int) -> tuple[int, ...]:
    return {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[columns]


def _applications(table: Table, values: Values) -> Sheet:
    block = table.blocks[0]
    inner = [column for column in block.columns if column.group]
    rows: Sheet = [
        [
            Printed("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Printed("申请人情况", 1, 7),
        ],
        [],
        [Printed(column.label) for column in block.columns if column.group],
    ]
    done = False
    for column in block.columns:
        if not column.group:
            rows[1].append(Printed(column.label, 2))
        elif not done:
            rows[1].append(Printed(column.group, 1, len(inner)))
            done = True
    printed: tuple[str, ...] = ()
    for row in block.rows:
        cells: list[Printed] = []
        for depth, group in enumerate(row.path):
            if printed[: depth + 1] != row.path[: depth + 1]:
                height = sum(other.path[: depth + 1] == row.path[: depth + 1] for other in block.rows)
                cells.append(Printed(group, height))
        printed = row.path
        cells.append(Printed(f"{row.number}{row.label}{row.remark}", 1, 3 - len(row.path)))
        cells += [_value(table.cell_key(row.key, column.key), values) for column in block.columns]
        rows.append(cells)
    return rows


def _litigation(table: Table, values: Values) -> Sheet:
    block = table.blocks[0]
    outcomes = [Printed(column.label, 2) for column in block.columns]
    return [
        [Printed("行政复议", 1, 5), Printed("行政诉讼", 1, 10)],
        [*outcomes, Printed("未经复议直接起诉", 1, 5), Printed("复议后起诉", 1, 5)],
        [replace(cell, rowspan=1) for cell in outcomes * 2],
        [_value(table.cell_key(row.key, column.key), values) for row in block.rows for column in block.columns],
    ]


# --- changed layouts --------------------------------------------------------------------------------------------


def reordered(form: Form, table_key: str, rng: random.Random) -> Form:
    """The same form with the columns of a table in another order."""

    def mix(block: Block) -> Block:
        inner = [column for column in block.columns if column.group]
        outer: list[list[Column]] = [[column] for column in block.columns if not column.group]
        rng.shuffle(inner)
        outer.append(inner)
        rng.shuffle(outer)
        columns = [column for part in outer for column in part]
        return replace(block, columns=tuple(columns))

    tables = tuple(
        replace(table, blocks=tuple(map(mix, table.blocks))) if table.key == table_key else table
        for table in form.tables
    )
    return replace(form, tables=tables)


def matrix(rows: Sheet) -> list[list[Printed]]:
    """Every place of the table, covered places repeat their cell."""
    places: dict[tuple[int, int], Printed] = {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in places:
                c += 1
            for y in range(r, r + cell.rowspan):
                for x in range(c, c + cell.colspan):
                    places[y, x] = cell
            c += cell.colspan
    height, width = len(rows), 1 + max(x for _, x in places)
    return [[places.get((y, x), Printed("")) for x in range(width)] for y in range(height)]


def transposed(rows: Sheet) -> Sheet:
    """Rows become columns; spans turn with them."""
    places = matrix(rows)
    turned: Sheet = []
    for x in range(len(places[0])):
        row: list[Printed] = []
        for y in range(len(places)):
            cell = places[y][x]
            first = (y == 0 or places[y - 1][x] is not cell) and (x == 0 or places[y][x - 1] is not cell)
            if first:
                row.append(replace(cell, rowspan=cell.colspan, colspan=cell.rowspan))
        turned.append(row)
    return turned


def without_spans(rows: Sheet) -> Sheet:
    """All spans lost."""
    return [[replace(cell, rowspan=1, colspan=1) for cell in row] for row in rows]


def unmerged(rows: Sheet, *, repeat: bool) -> Sheet:
    """Merged cells taken apart as spreadsheet exports do: the text repeated in each place, or only in the first."""
    seen: set[int] = set()
    flat: Sheet = []
    for row in matrix(rows):
        cells = []
        for cell in row:
            again = id(cell) in seen and (not repeat or cell.key)
            seen.add(id(cell))
            cells.append(Printed("") if again else replace(cell, rowspan=1, colspan=1))
        flat.append(cells)
    return flat


def with_extra_columns(rows: Sheet) -> Sheet:
    """A running number before and a remark behind each row."""
    return [
        [Printed("序号" if i == 0 else str(i)), *row, Printed("备注" if i == 0 else "")] for i, row in enumerate(rows)
    ]


# --- files ------------------------------------------------------------------------------------------------------

HEADINGS = {
    "statistics_2014_2018": "政府信息公开情况统计表（2017年度）",
    "active_disclosure": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
}


def html(parts: Sequence[str | Sheet]) -> bytes:
    """A page of paragraphs and tables."""
    body = "".join(f"<p>{part}</p>" if isinstance(part, str) else _html_table(part) for part in parts)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _html_table(rows: Sheet) -> str:
    def cell(printed: Printed) -> str:
        spans = "".join(
            f' {name}="{value}"'
            for name, value in (("rowspan", printed.rowspan), ("colspan", printed.colspan))
            if value > 1
        )
        return f"<td{spans}>{printed.text}</td>"

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows) + "</table>"


def lines(rows: Sheet) -> str:
    """One cell a line, blanks lost."""
    return "\n".join(cell.text for row in rows for cell in row if cell.text)


def lone_pipes(rows: Sheet) -> str:
    """One cell a line, each followed by a line with a separator; blanks kept."""
    return "\n".join(part for row in rows for cell in row for part in ([cell.text, "|"] if cell.text else ["|"]))


def separated(rows: Sheet, mark: str) -> str:
    """One row a line, cells separated, blanks kept."""
    return "\n".join(mark.join(cell.text for cell in row) for row in rows)


def spaced(rows: Sheet, mark: str = " ") -> str:
    """One row a line, blanks lost."""
    return "\n".join(mark.join(cell.text for cell in row if cell.text) for row in rows)


def glued(rows: Sheet) -> str:
    """One row a line, separators between values lost."""
    return "\n".join(
        " ".join(cell.text for cell in row if not cell.key) + " " + "".join(cell.text for cell in row if cell.key)
        for row in rows
    )


def glued_to_label(rows: Sheet) -> str:
    """One row a line, nothing between a label and its values."""
    return "\n".join("".join(cell.text for cell in row) for row in rows)


def one_line(rows: Sheet) -> str:
    """The whole table in one line, blanks lost."""
    return " ".join(cell.text for row in rows for cell in row if cell.text)


def wrapped(rows: Sheet, width: int = 6) -> str:
    """One cell a line, long labels broken over several lines."""
    return "\n".join(re.sub(f"(.{{{width}}})(?=.)", r"\1\n", cell.text) for row in rows for cell in row if cell.text)


def detached(rows: Sheet) -> str:
    """All labels first, then all rows of values, as character recognition leaves them."""
    labels = [cell.text for row in rows for cell in row if cell.text and not cell.key]
    numbers = [" ".join(cell.text for cell in row if cell.key) for row in rows if any(cell.key for cell in row)]
    return "\n".join([*labels, *numbers])


def text_file(parts: Sequence[str]) -> bytes:
    """A text file of paragraphs."""
    return "\n".join(parts).encode()
