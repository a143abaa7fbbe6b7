"""What people should know before they apply (依申请公开): ``law/applications/guidance.yaml``."""

from __future__ import annotations

from functools import cache

from gongkai.statute.data import LawModel, load
from gongkai.statute.sources import SourceRef


class GuidanceLine(LawModel):
    """One thing to know, in plain words, with its place in the norms."""

    id: str
    label: str
    text: str
    source: SourceRef


class _File(LawModel):
    lines: tuple[GuidanceLine, ...]


@cache
def guidance() -> tuple[GuidanceLine, ...]:
    """Every line in the order of the page."""
    return load(_File, "applications/guidance.yaml").lines
