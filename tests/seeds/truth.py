"""What the five source reports really say, and how far a reading agrees with it.

The original texts and the truth files are not part of the repository; they lie beside it or where
``GONGKAI_SEEDS`` (texts) points, the truth in the folder ``seeds-truth`` next to the texts.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading.model import AnnualReport, CellStatus, CheckResult, Figure, FigureKind, Finding
from gongkai.statute.forms import Severity

REPOSITORY = Path(__file__).resolve().parents[2]
TEXTS = Path(os.environ.get("GONGKAI_SEEDS", REPOSITORY.parent / "shared" / "seeds"))
TRUTH = TEXTS.parent / "seeds-truth"

needs_seeds = [
    pytest.mark.seeds,
    pytest.mark.skipif(not any(TEXTS.glob("*.txt")), reason=f"the original texts are not here: {TEXTS.name}/*.txt"),
]
needs_truth = pytest.mark.skipif(
    not any(TRUTH.glob("*.json")), reason=f"what the original texts say is not here: {TRUTH.name}/*.json"
)


def names() -> list[str]:
    return sorted(path.stem for path in TRUTH.glob("*.json")) or ["no seeds here"]


def load(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return truth


def expected_cells(truth: dict[str, Any]) -> dict[str, Decimal | None]:
    """Cell key → value; the signature under the 2014 form and units printed in a cell are no cells."""
    tables = {name: table for name, table in truth["tables"].items() if name != "signature"}
    return {
        key: None if value is None else Decimal(value)
        for key, value in _flatten("", tables)
        if not isinstance(value, str)
    }


def _flatten(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        yield prefix, value
        return
    for name, below in value.items():
        yield from _flatten(f"{prefix}.{name}" if prefix else name, below)


@dataclass
class CellScore:
    """Cells by how the reading deals with them; ``wrong_and_certain`` is the unforgivable kind."""

    right: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    wrong_but_marked: list[str] = field(default_factory=list)
    wrong_and_certain: list[str] = field(default_factory=list)


def score_cells(report: AnnualReport, expected: dict[str, Decimal | None]) -> CellScore:
    score = CellScore()
    for key, value in expected.items():
        cell = report.cells.get(key)
        if cell is None or cell.status is CellStatus.ABSENT:
            score.missing.append(key)
        elif cell.value == value:
            score.right.append(key)
        elif cell.status is CellStatus.AMBIGUOUS:
            score.wrong_but_marked.append(key)
        else:
            score.wrong_and_certain.append(key)
    for key, cell in report.cells.items():
        if key not in expected and cell.status is not CellStatus.ABSENT and cell.value is not None:
            (score.wrong_but_marked if cell.status is CellStatus.AMBIGUOUS else score.wrong_and_certain).append(key)
    return score


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def states(figure: Figure, expected: dict[str, Any]) -> bool:
    """The figure is the expected one: same value, and its sentence holds the expected clause or lies within it."""
    if isinstance(expected["value"], str):  # a range such as 7-15
        lower, upper = map(Decimal, expected["value"].split("-"))
        same = (figure.value, figure.upper) == (lower, upper)
    else:
        same = figure.value == Decimal(expected["value"]) and figure.upper is None
    said, wanted = squeezed(figure.text), squeezed(expected["text"])
    return same and (said in wanted or wanted in said)


def missed_figures(report: AnnualReport, truth: dict[str, Any]) -> list[dict[str, Any]]:
    return [wanted for wanted in truth["narrative"] if not any(states(figure, wanted) for figure in report.figures)]


def false_figures(report: AnnualReport, truth: dict[str, Any]) -> list[Figure]:
    """Counts, sums of money or shares that were made of a document number, a date, a telephone number …"""
    text = report.document.text
    forbidden = [
        match.span() for phrase in truth["not_figures"] for match in re.finditer(re.escape(phrase), text) if phrase
    ]
    counted = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE)
    return [
        figure
        for figure in report.figures
        if figure.kind in counted
        and any(start <= figure.span.start and figure.span.end <= end for start, end in forbidden)
    ]


def agrees(finding: Finding, expected: dict[str, Any]) -> bool:
    """Matched by both sides, not by wording; findings without numbers by their rule."""
    sides = {finding.relation.left.value, finding.relation.right.value}
    if expected["lhs"] is None:
        return finding.relation.id == str(expected["relation"])
    return sides == {Decimal(expected["lhs"]), Decimal(expected["rhs"])}


def missed_findings(result: CheckResult, truth: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        wanted
        for wanted in truth["expected_findings"]
        if wanted["severity"] in ("error", "warning")
        and not any(
            agrees(found, wanted) and found.severity in (Severity.ERROR, Severity.WARNING) for found in result.findings
        )
    ]


def false_alarms(result: CheckResult, truth: dict[str, Any]) -> list[Finding]:
    wanted = [finding for finding in truth["expected_findings"] if finding["severity"] == "error"]
    return [
        found
        for found in result.findings
        if found.severity is Severity.ERROR and not any(agrees(found, one) for one in wanted)
    ]


def unconfirmed(result: CheckResult, truth: dict[str, Any]) -> list[dict[str, Any]]:
    """Relations that hold in truth and that the check does not confirm; matched by both sides."""
    confirmed = [(relation.left.value, relation.right.value) for relation in result.confirmed]
    ids = {relation.id for relation in result.confirmed}
    return [
        relation
        for relation in truth["relations"]
        if relation["holds"]
        and relation["id"] not in ids
        and not any({left, right} == {Decimal(relation["lhs"]), Decimal(relation["rhs"])} for left, right in confirmed)
    ]
