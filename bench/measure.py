"""Small tools of the benchmarks: percentiles, whole processes, and how a result is printed."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0–1) of the values lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Process:
    """A finished process: wall-clock seconds, highest resident memory of it and its children in MB, its exit code,
    seconds of processor that it and its children used."""

    seconds: float
    megabytes: float
    code: int
    processor: float


def process(command: Sequence[str], environment: dict[str, str] | None = None) -> Process:
    """Run a command to its end."""
    started = time.perf_counter()
    pid = os.posix_spawnp(command[0], list(command), {**os.environ, **(environment or {})})
    _, status, usage = os.wait4(pid, 0)
    code, used = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
    return Process(time.perf_counter() - started, usage.ru_maxrss / 1024, code, used)


def report(what: str, figure: float, unit: str, baseline: str, baseline_figure: float, goal: str) -> None:
    """One line: what was measured, the baseline beside it, their ratio and the goal for the ratio."""
    ratio = figure / baseline_figure if baseline_figure else float("nan")
    print(f"{what}: {figure:.2f} {unit} · {baseline}: {baseline_figure:.2f} {unit} · ratio {ratio:.2f} (goal {goal})")
