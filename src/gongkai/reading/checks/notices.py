"""Relations without arithmetic: a rule of the catalogue that is kept or broken at some place of the report."""

from __future__ import annotations

from decimal import Decimal

from gongkai.reading.checks.results import NOTHING, Checked
from gongkai.reading.checks.wording import number
from gongkai.reading.model import Relation, RelationKind, Side
from gongkai.statute.checks import check_rule
from gongkai.statute.forms import Severity


def notice(  # noqa: PLR0913 the parts of a finding are many by nature
    rule_id: str,
    kind: RelationKind,
    message: str,
    hint: str = "",
    *,
    left: Side = NOTHING,
    right: Side = NOTHING,
    holds: bool = False,
    severity: Severity | None = None,
    basis: str = "",
    note: str = "",
) -> Checked:
    """A finding (or, with ``holds``, a confirmation) under a rule of ``law/checks.yaml``.

    ``severity`` and ``basis`` replace those of the catalogue where a norm of the form says more.
    """
    rule = check_rule(rule_id)
    relation = Relation(
        id=rule_id,
        kind=kind,
        expression=rule.title,
        arithmetic=_arithmetic(left, right, holds=holds),
        left=left,
        right=right,
        holds=holds,
        severity=severity or rule.severity,
        basis=basis or rule.basis_text,
        note=note,
    )
    return Checked(relation, message, hint)


def _arithmetic(left: Side, right: Side, *, holds: bool) -> str:
    if left.value is None or right.value is None:
        return ""
    return f"{number(left.value)} {'=' if holds else '≠'} {number(right.value)}"


def count_side(label: str, value: int, quote: str = "") -> Side:
    """A side that is a plain count of things found."""
    return Side(label, Decimal(value), quote=quote)
