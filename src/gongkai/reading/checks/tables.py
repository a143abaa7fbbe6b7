"""Identities within the tables of one report (表内勾稽关系)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reading.checks.hints import likely_cause
from gongkai.reading.checks.results import Checked
from gongkai.reading.checks.sums import CellSum, cell_sum, differences, is_ambiguous
from gongkai.reading.checks.wording import CellNames, cell_names, comparison, number, written_sum
from gongkai.reading.model import AnnualReport, Relation, RelationKind, Side
from gongkai.statute.forms import Form, Identity, Severity

PLACEMENT_NOTE = "表格的分列信息已丢失，所填栏目按惯例推定；无论数字落在哪一栏，这一结论都成立。"
CHOSEN_NOTE = "表格的分列信息已丢失，所填栏目按惯例推定。"


@dataclass(frozen=True, slots=True)
class _Sums:
    left: CellSum
    right: CellSum

    @property
    def has_blanks(self) -> bool:
        return self.left.has_blanks or self.right.has_blanks


def table_relations(report: AnnualReport, form: Form) -> Iterator[Checked]:
    """Every identity of the form whose cells are in the report."""
    names = cell_names(form.id)
    left_blank = _totals_left_blank(report, form)
    for identity in form.identities:
        left, right = cell_sum(report.cells, identity.left), cell_sum(report.cells, identity.right)
        if left is None or right is None:
            continue
        sums = _Sums(left, right)
        holds = _satisfies(left.value - right.value, identity.relation)
        note = _placement_note(report, identity, holds=holds)
        if note is None:
            continue
        blank_total = next((key for key in (*identity.left, *identity.right) if key in left_blank), None)
        yield _checked(report, identity, sums, note, holds=holds, blank_total=blank_total, names=names)


def _totals_left_blank(report: AnnualReport, form: Form) -> frozenset[str]:
    """Cells that are the sum of others by an identity, printed blank although the others add up to something."""
    found = set()
    for identity in form.identities:
        one, many = sorted((identity.left, identity.right), key=len)
        if identity.relation != "=" or len(one) != 1:
            continue
        total, parts = cell_sum(report.cells, one), cell_sum(report.cells, many)
        if total and parts and total.all_blank and parts.value:
            found.add(one[0])
    return frozenset(found)


def _placement_note(report: AnnualReport, identity: Identity, *, holds: bool) -> str | None:
    """What to add when cells are ambiguous; None when the result depends on a placement that is not known."""
    keys = (*identity.left, *identity.right)
    if not is_ambiguous(report.cells, keys):
        return identity.note
    possible = differences(report, identity.left, identity.right)
    if possible is None:
        return None
    satisfied = [_satisfies(difference, identity.relation) for difference in possible]
    if all(satisfied) or not any(satisfied):
        return f"{identity.note}{PLACEMENT_NOTE}"
    return f"{identity.note}{CHOSEN_NOTE}" if holds else None


def _satisfies(difference: Decimal, relation: str) -> bool:
    return {"=": difference == 0, "<=": difference <= 0, ">=": difference >= 0}[relation]


def _blank_keys(sums: _Sums) -> Iterator[str]:
    for side in (sums.left, sums.right):
        yield from (key for key, term in zip(side.keys, side.terms, strict=True) if term is None)


def _checked(
    report: AnnualReport,
    identity: Identity,
    sums: _Sums,
    note: str,
    *,
    holds: bool,
    blank_total: str | None,
    names: CellNames,
) -> Checked:
    severity, kind = identity.severity, _kind_of(sums)
    if kind == "blank" and severity is Severity.ERROR:
        severity = Severity.WARNING
    elif blank_total and not holds and severity is Severity.ERROR:
        severity, kind = Severity.WARNING, "blank"
    first, second = _parts_first(identity, sums)
    relation = Relation(
        id=identity.id,
        kind=kind,
        expression=identity.expression,
        arithmetic=comparison(written_sum(first.terms), written_sum(second.terms), identity.relation, holds=holds),
        left=side_of(report, first, names),
        right=side_of(report, second, names),
        holds=holds,
        severity=severity,
        basis=str(identity.basis),
        has_blank_cells=sums.has_blanks,
        note=note,
    )
    if holds:
        return Checked(relation)
    if kind == "blank":
        empty = blank_total or next(_blank_keys(sums))
        message = f"“{names.name(empty)}”空白，而与之相关的单元填有数字：{relation.arithmetic}。"
        return Checked(relation, message, "没有数量的应当填0，有数量的应当补填。")
    message = f"统计表中{identity.expression}不成立：{relation.arithmetic}。"
    return Checked(relation, message, _hint(identity, first, second, note))


def _hint(identity: Identity, first: CellSum, second: CellSum, note: str) -> str:
    if identity.relation != "=":
        return note
    parts = [term for term in first.terms if term is not None]
    return likely_cause(first.value, second.value, [], parts if len(parts) > 1 else ())


def _kind_of(sums: _Sums) -> RelationKind:
    """``blank`` when one side is not filled in at all while the other is."""
    left, right = sums.left, sums.right
    one_empty = left.all_blank != right.all_blank and bool(left.keys) and bool(right.keys)
    return "blank" if one_empty and left.value != right.value else "table"


def _parts_first(identity: Identity, sums: _Sums) -> tuple[CellSum, CellSum]:
    """The sum of the parts on the left, the whole on the right, however the form words the identity."""
    if identity.relation == "=" and len(identity.left) == 1 and len(identity.right) > 1:
        return sums.right, sums.left
    return sums.left, sums.right


def side_of(report: AnnualReport, total: CellSum, names: CellNames) -> Side:
    """A sum of cells as one side of a relation."""
    filled = [report.cells[key] for key in total.keys]
    spans = [cell.span for cell in filled if cell.span is not None]
    return Side(
        label=names.names(total.keys),
        value=total.value,
        cells=total.keys,
        quote=" + ".join(cell.raw or number(cell.value) for cell in filled) if len(filled) <= 3 else "",
        span=spans[0] if len(spans) == 1 else None,
    )
