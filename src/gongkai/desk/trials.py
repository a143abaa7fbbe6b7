"""What each possible value of an ambiguous cell would mean: the identities it stands in, calculated with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from gongkai.look.templatetags.look import figure
from gongkai.reading.model import AnnualReport
from gongkai.reports.queries import CellToConfirm
from gongkai.statute.forms import Identity
from gongkai.statute.report_forms import form


@dataclass(frozen=True, slots=True)
class Line:
    """One identity with a value tried out."""

    arithmetic: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One possible value (None = blank) and what the identities say to it."""

    value: Decimal | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CellTrials:
    """An ambiguous cell with its possible values tried out. Other ambiguous cells keep their most plausible value."""

    cell: CellToConfirm
    trials: tuple[Trial, ...]

    @property
    def other(self) -> bool:
        """Did a person choose a value that is none of the alternatives?"""
        return self.cell.confirmed and self.cell.value not in self.cell.alternatives


@dataclass(frozen=True, slots=True)
class RowTrials:
    """The doubtful cells of one printed row: they are looked up in the original together."""

    label: str
    cells: tuple[CellTrials, ...]


def by_row(report: AnnualReport, cells: Sequence[CellToConfirm]) -> tuple[RowTrials, ...]:
    """:func:`try_out` with the cells of a row together, in the order of the form."""
    rows = groupby(try_out(report, cells), key=lambda item: item.cell.row)
    return tuple(RowTrials(label, tuple(own)) for label, own in rows)


def try_out(report: AnnualReport, cells: Sequence[CellToConfirm]) -> tuple[CellTrials, ...]:
    """Try every alternative of every cell in the identities of the report's form; blanks count as 0."""
    identities = form(report.form).identities if report.form else ()
    values = {key: cell.value or Decimal(0) for key, cell in report.cells.items()}
    return tuple(
        CellTrials(
            cell,
            tuple(
                Trial(
                    option,
                    tuple(
                        _line(identity, values | {cell.key: option or Decimal(0)})
                        for identity in identities
                        if cell.key in identity.left + identity.right
                    ),
                )
                for option in cell.alternatives
            ),
        )
        for cell in cells
    )


def _line(identity: Identity, values: dict[str, Decimal]) -> Line:
    left, right = _sum(identity.left, values), _sum(identity.right, values)
    holds = {"=": left == right, "<=": left <= right, ">=": left >= right}[identity.relation]
    sign = {"=": "=", "<=": "≤", ">=": "≥"}[identity.relation] if holds else "≠" if identity.relation == "=" else "✕"
    return Line(f"{identity.expression}：{figure(left)} {sign} {figure(right)}", holds)


def _sum(keys: tuple[str, ...], values: dict[str, Decimal]) -> Decimal:
    return sum((values.get(key, Decimal(0)) for key in keys), Decimal(0))
