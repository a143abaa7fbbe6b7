"""The layouts in which the tests print a random report: name → function that gives a file's bytes and name."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from gongkai.statute.forms import Form, FormId
from tests.reading import generate as g

Layout = Callable[[Form, g.Values, random.Random], tuple[bytes, str]]

YEAR = {FormId.A2014: 2017, FormId.B2019: 2020, FormId.C2021: 2023}
_OPENING = ["某某县人民政府政府信息公开工作年度报告", "一、总体情况", "全年主动公开信息123条。"]
_BEFORE_REQUESTS = "本年度收到的申请均已按时答复，予以公开2件、部分公开1件，其余见下表。"
_CLOSING = ["五、存在的主要问题及改进情况", "一是有3个部门公开不及时。"]


def _text(write: Callable[[g.Sheet], str]) -> Layout:
    def layout(form: Form, values: g.Values, _: random.Random) -> tuple[bytes, str]:
        parts = list(_OPENING)
        for table in form.tables:
            words = [_BEFORE_REQUESTS] if table.key == "applications" else []
            parts += [g.HEADINGS[table.key], *words, write(g.sheet(table, values))]
        return g.text_file([*parts, *_CLOSING]), "report.txt"

    return layout


def _html(change: Callable[[g.Sheet], list[g.Sheet]], shuffled: str = "") -> Layout:
    def layout(form: Form, values: g.Values, rng: random.Random) -> tuple[bytes, str]:
        printed = g.reordered(form, shuffled, rng) if shuffled else form
        parts: list[str | g.Sheet] = list(_OPENING)
        for table in printed.tables:
            words = [_BEFORE_REQUESTS] if table.key == "applications" else []
            parts += [g.HEADINGS[table.key], *words, *change(g.sheet(table, values))]
        return g.html([*parts, *_CLOSING]), "report.html"

    return layout


def _one_grid(form: Form, values: g.Values, _: random.Random) -> tuple[bytes, str]:
    rows: g.Sheet = []
    for table in form.tables:
        rows += [[g.Printed(g.HEADINGS[table.key])], *g.sheet(table, values)]
    return g.html([*_OPENING, rows, *_CLOSING]), "report.html"


def _cut(rows: g.Sheet) -> list[g.Sheet]:
    at = len(rows) * 3 // 5
    return [rows[:at], rows[at:]] if len(rows) > 8 else [rows]


def _fullwidth(rows: g.Sheet) -> list[g.Sheet]:
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    return [[[replace(cell, text=cell.text.translate(digits)) if cell.key else cell for cell in row] for row in rows]]


def _remarked(rows: g.Sheet) -> list[g.Sheet]:
    rng = random.Random(len(rows))

    def words(cell: g.Printed) -> g.Printed:
        if not cell.key:
            return cell
        text = cell.text + rng.choice(["", "件", "*", "（含上年1件）", " 件"]) if cell.text else rng.choice("/—无－")
        return replace(cell, text=text)

    return [[list(map(words, row)) for row in rows]]


def _titled(rows: g.Sheet) -> list[g.Sheet]:
    return [[[g.Printed("统计表（2017年度）", colspan=len(g.matrix(rows)[0]))], *rows]]


def _drawn(row: str, cell: str) -> Layout:
    """Tables of other elements than <table>; ``row`` and ``cell`` are opening tags."""

    def element(tag: str, content: str) -> str:
        return f"<{tag}>{content}</{tag.partition(' ')[0]}>"

    def table(rows: g.Sheet) -> str:
        lines = ["".join(element(cell, printed.text) for printed in line) for line in g.unmerged(rows, repeat=False)]
        role = "div role='table'" if "role" in row else "div style='display:table'" if "style" in row else "div"
        return element(role, "".join(element(row, line) for line in lines))

    def layout(form: Form, values: g.Values, _: random.Random) -> tuple[bytes, str]:
        lines = [element("p", line) for line in _OPENING]
        for part in form.tables:
            lines += [element("p", g.HEADINGS[part.key]), table(g.sheet(part, values))]
        lines += [element("p", line) for line in _CLOSING]
        return f"<html><head><meta charset='utf-8'></head><body>{''.join(lines)}</body></html>".encode(), "report.html"

    return layout


PLACED: dict[str, Layout] = {
    "html": _html(lambda rows: [rows]),
    "title above the header": _html(_titled),
    "rows of div": _drawn("div class='tr'", "div class='td'"),
    "lists": _drawn("ul", "li"),
    "spans with a class": _drawn("div", "span class='td'"),
    "roles": _drawn("div role='row'", "div role='cell'"),
    "styles": _drawn("div style='display: table-row'", "span style='color:red;display:table-cell'"),
    "spans lost": _html(lambda rows: [g.without_spans(rows)]),
    "merged cells taken apart": _html(lambda rows: [g.unmerged(rows, repeat=False)]),
    "merged cells repeated": _html(lambda rows: [g.unmerged(rows, repeat=True)]),
    "cut at a page end": _html(_cut),
    "one grid": _one_grid,
    "columns of II shuffled": _html(lambda rows: [rows], "active_disclosure"),
    "columns of III shuffled": _html(lambda rows: [rows], "applications"),
    "columns of III shuffled, spans lost": _html(lambda rows: [g.without_spans(rows)], "applications"),
    "columns of IV shuffled": _html(lambda rows: [rows], "review_litigation"),
    "transposed": _html(lambda rows: [g.transposed(rows)]),
    "further columns": _html(lambda rows: [g.with_extra_columns(rows)]),
    "full-width digits": _html(_fullwidth),
    "remarks beside numbers": _html(_remarked),
    "lone separators": _text(g.lone_pipes),
    "tabs": _text(lambda rows: g.separated(rows, "\t")),
}
"""Layouts that print every place: each cell must come out exactly."""

LOST: dict[str, Layout] = {
    "separated rows": _text(lambda rows: g.separated(rows, " | ")),
    "one cell a line": _text(g.lines),
    "spaces": _text(g.spaced),
    "glued": _text(g.glued),
    "glued to the label": _text(g.glued_to_label),
    "one line": _text(g.one_line),
    "wrapped labels": _text(g.wrapped),
    "detached": _text(g.detached),
}
"""Layouts that lose places: nothing wrong may be given as certain."""


def random_report(form: Form, seed: int) -> g.Values:
    """A report in one of the styles in which zeros are printed, sometimes with misprints."""
    rng = random.Random(seed)
    values = g.random_values(form, rng)
    style = rng.choice(["zeros", "blanks", "blanks", "mixed", "totals"])
    if style != "zeros":
        values = g.blank_zeros(values, rng, 0.5 if style == "mixed" else 1.0, keep_totals=style == "totals")
    printed = sum(value is not None for value in values.values())
    return g.with_misprints(values, rng, min(printed, rng.choice([0, 0, 0, 1, 2])))
