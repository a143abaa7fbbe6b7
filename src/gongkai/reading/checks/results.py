"""Relations become confirmations or findings, each with a fingerprint that stays the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.reading.checks.wording import number
from gongkai.reading.model import AnnualReport, CheckResult, Finding, Relation, Side
from gongkai.statute.forms import Severity

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
NOTHING = Side(label="", value=None)


@dataclass(frozen=True, slots=True)
class Checked:
    """A relation that was tested, with the words for the case that it is broken."""

    relation: Relation
    message: str = ""
    hint: str = ""


def collect(report: AnnualReport, checked: Iterable[Checked]) -> CheckResult:
    """Sort tested relations into confirmed ones and findings, gravest first and in the order they were tested."""
    confirmed: list[Relation] = []
    findings: list[Finding] = []
    for item in checked:
        if item.relation.holds:
            confirmed.append(item.relation)
        else:
            findings.append(_finding(report, item))
    findings.sort(key=lambda finding: _GRAVITY[finding.severity])
    return CheckResult(report, tuple(confirmed), tuple(findings))


def _finding(report: AnnualReport, item: Checked) -> Finding:
    return Finding(
        relation=item.relation,
        severity=item.relation.severity,
        message=item.message,
        hint=item.hint,
        fingerprint=fingerprint(report, item.relation),
    )


def fingerprint(report: AnnualReport, relation: Relation) -> str:
    """16 hexadecimal digits from unit, year, rule, cells, names of figures and values, whatever the file's layout."""
    parts = [report.unit, str(report.year), relation.id]
    for side in (relation.left, relation.right):
        parts += [side.label, side.report, ",".join(side.cells), number(side.value)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
