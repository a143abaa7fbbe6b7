"""The JSON Schema of a written report, generated from the types it is written with."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from gongkai.reading.writers.shape import ReportJson

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """The schema published as ``docs/schema/annual-report.schema.json``."""
    return {"$schema": DIALECT, **TypeAdapter(ReportJson).json_schema(mode="serialization")}
