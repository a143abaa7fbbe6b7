"""Findings somebody has looked at and explained: acknowledgements, and the small file the command line keeps them in.

The file is JSON or YAML (JSON is YAML): a list of ``{fingerprint, reason}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from gongkai.reading.model import CheckResult


class AcknowledgementError(ValueError):
    """An acknowledgement file cannot be read; the message says what is wrong and how it should look."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The reason why a finding (named by its fingerprint) may stand."""

    fingerprint: str
    reason: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

    fingerprint: str
    reason: str


_FAULTS = {"missing": "缺少", "extra_forbidden": "多出"}
_ENTRIES = TypeAdapter(list[_Entry])


def acknowledge(result: CheckResult, acknowledgements: Iterable[Acknowledgement]) -> CheckResult:
    """The same result with the reasons written into the findings they belong to; unknown fingerprints do nothing."""
    reasons = {item.fingerprint: item.reason for item in acknowledgements}
    findings = tuple(
        replace(finding, acknowledged=reasons.get(finding.fingerprint, finding.acknowledged))
        for finding in result.findings
    )
    return replace(result, findings=findings)


def parse_acknowledgements(text: str) -> tuple[Acknowledgement, ...]:
    """Acknowledgements from the text of a JSON or YAML file.

    Raises:
        AcknowledgementError: no YAML, or not a list of fingerprint and reason.
    """
    try:
        entries = _ENTRIES.validate_python(_load(text) or [])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 1} 行第 {mark.column + 1} 列附近有误" if mark else "其中有不能使用的字符"
        raise AcknowledgementError(f"确认文件不是有效的 JSON 或 YAML：{place}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        number, *field = fault["loc"] or ("",)
        place = f"第 {number + 1} 项" if isinstance(number, int) else "顶层"
        name = "".join(map(str, field))
        wrong = f"{_FAULTS[fault['type']]} {name}" if fault["type"] in _FAULTS else f"{name} 写法不对"
        raise AcknowledgementError(
            f"确认文件{place} {wrong.strip()}。应为列表，每项写明 fingerprint（问题指纹）和 reason（理由）"
        ) from error
    return tuple(Acknowledgement(entry.fingerprint, entry.reason) for entry in entries)


def _load(text: str) -> Any:
    """JSON by its own rules: YAML knows no character written as two ``\\u`` escapes."""
    try:
        return json.loads(text)
    except ValueError:
        return yaml.safe_load(text)
