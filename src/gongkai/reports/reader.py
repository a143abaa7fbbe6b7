"""Reading an uploaded file within bounds, and checking a structure again."""

from __future__ import annotations

import json

from django.conf import settings

from gongkai.kernel.bounded import Bounds, OutOfBounds, run_module
from gongkai.reading import check
from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.reading.writers.from_json import check_from_json


class Unreadable(Exception):  # noqa: N818 (the file's state, not our fault)
    """No report can be had from the file; ``str`` says what it is and what to do (Chinese)."""


def read_bounded(content: bytes, name: str) -> CheckResult:
    """Read and check a file in a child process with limits on time and memory. Raises Unreadable."""
    bounds = Bounds(settings.READER_SECONDS, settings.READER_MEMORY_BYTES)
    try:
        answer = json.loads(run_module("gongkai.reports.reader_child", [name], content, bounds))
    except OutOfBounds as error:
        raise Unreadable(str(error)) from error
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    result = check_from_json(answer)
    if result is None:
        raise AssertionError("the child writes its check with the report")
    return result


def check_again(report: AnnualReport, last_year: AnnualReport | None) -> CheckResult:
    """The check of a structure that was read before, with the year before it when it is known."""
    return check(report, others=() if last_year is None else (last_year,))
