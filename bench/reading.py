"""Reading and checking as a whole process against merely opening the same files; memory over many files."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.reading.reports import random_report

from bench.measure import Process, process, report
from gongkai.reading.writers.documents import ReportFormat, write_report
from gongkai.statute.forms import FormId

FILES = 500
MANY = 10_000
KINDS: tuple[ReportFormat, ...] = ("html", "docx")


def run(*, quick: bool) -> None:
    """Read and check FILES files of each kind; then watch the memory over MANY."""
    count = FILES // 10 if quick else FILES
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        for kind in KINDS:
            folder = Path(name) / kind
            _fill(folder, kind, count)
            ours = _check(folder)
            opened = process([sys.executable, "-m", "bench.opening", str(folder)])
            print(f"{kind}: {count / ours.seconds:.1f} reports a second, one reading process")
            library = "pandas.read_html" if kind == "html" else "python-docx"
            report(f"{kind} read and checked", ours.seconds, "s", f"opened with {library}", opened.seconds, "≤ 3")
        few, many = Path(name) / "few", Path(name) / "many"
        _fill(few, "html", max(count // 5, 10))
        _copies(few, many, MANY // 10 if quick else MANY)
        report("memory, many files", _check(many).megabytes, "MB", "a hundredth of them", _check(few).megabytes, "flat")


def _check(folder: Path) -> Process:
    output = folder.with_suffix(".jsonl")
    # One reading process, as the baseline is one; by default there are as many as the machine has processors.
    command = [sys.executable, "-m", "gongkai", "check", str(folder), "--jobs", "1"]
    done = process([*command, "--format", "jsonl", "-o", str(output)])
    if done.code not in (0, 1):  # 1 = findings, which is an answer
        raise RuntimeError(f"gongkai check ended with {done.code}")
    return done


def _fill(folder: Path, kind: ReportFormat, count: int) -> None:
    folder.mkdir()
    forms = list(FormId)
    for number in range(count):
        content = write_report(random_report(forms[number % len(forms)], number), kind)
        (folder / f"{number:05}.{kind}").write_bytes(content)


def _copies(source: Path, target: Path, count: int) -> None:
    target.mkdir()
    originals = sorted(source.iterdir())
    for number in range(count):
        original = originals[number % len(originals)]
        (target / f"{number:05}{original.suffix}").hardlink_to(original)
