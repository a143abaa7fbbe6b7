"""Findings somebody has looked at and explained: acknowledgements, and the small file the command line keeps them in.

The file is JSON or YAML (JSON is YAML): a list of ``{fingerprint, reason}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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
        entries = _ENTRIES.validate_python(yaml.safe_load(text) or [])
    except yaml.YAMLError as error:
        raise AcknowledgementError(f"确认文件不是有效的 JSON 或 YAML：{error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "顶层"
        raise AcknowledgementError(
            f"确认文件第 {place} 处有误：{fault['msg']}。应为列表，每项写明 fingerprint（问题指纹）和 reason（理由）"
        ) from error
    return tuple(Acknowledgement(entry.fingerprint, entry.reason) for entry in entries)
