"""The catalogue of checks that are not identities of a table: ``law/checks.yaml`` with types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.statute.data import LawModel, load
from gongkai.statute.forms import Severity
from gongkai.statute.sources import Source, SourceRef, source

CONVENTION = "写作惯例"
"""The basis of a check that rests on good sense instead of a norm or arithmetic."""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One check: what it demands, how grave a breach is, and what it rests on: a norm, else arithmetic, else usage."""

    id: str
    title: str
    severity: Severity
    basis: Source | None
    arithmetic: str = ""  # the law of arithmetic that the check applies

    @property
    def basis_text(self) -> str:
        """Title, number and article of the norm, or the law of arithmetic, or :data:`CONVENTION`."""
        return str(self.basis) if self.basis else self.arithmetic or CONVENTION


class _Check(LawModel):
    id: str
    title: str
    severity: Severity
    basis: SourceRef | None = None
    arithmetic: str = ""


class _CheckFile(LawModel):
    checks: tuple[_Check, ...]


@cache
def check_rules() -> dict[str, CheckRule]:
    """All checks by id, in the order of the file. Raises LawDataError when the file is faulty."""
    return {
        item.id: CheckRule(
            item.id, item.title, item.severity, source(item.basis) if item.basis else None, item.arithmetic
        )
        for item in load(_CheckFile, "checks.yaml").checks
    }


def check_rule(check_id: str) -> CheckRule:
    """The check ``check_id`` belongs to: the longest id of the catalogue that is a dotted prefix of it.

    Raises:
        KeyError: no check of the catalogue covers the id.
    """
    parts = check_id.split(".")
    for length in range(len(parts), 1, -1):
        rule = check_rules().get(".".join(parts[:length]))
        if rule is not None:
            return rule
    raise KeyError(check_id)
