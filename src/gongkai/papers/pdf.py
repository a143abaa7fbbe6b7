"""A paper as PDF/UA-1, printed by typst in a child process with limits. The same paper gives the same bytes."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.papers.compositor import FAULT
from gongkai.papers.faces import chosen_faces, machine_families
from gongkai.papers.model import Paper
from gongkai.papers.typeset import typeset
from gongkai.statute.paper_layout import paper_layout

COMPOSITOR = "gongkai.papers.compositor"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS")
_TOLD = 10  # characters that a message names
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # every font draws its own there
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)


class NotPrintedError(Exception):
    """There is no PDF of this paper.

    ``points`` are the code points (U+0000) that no font here has; empty: it is too long or too tangled for the bounds.
    The message says why and what to do (Chinese).
    """

    def __init__(self, points: tuple[str, ...] = (), detail: str = "") -> None:
        why = f"本机字体没有这些字，不能如实生成 PDF：{'、'.join(points)}" if points else _TOO_LONG
        super().__init__(f"{why}。请改用 Word 格式。{detail}")
        self.points = points


_TOO_LONG = "这份文件太长或太复杂，不能在限定的时间内生成 PDF"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one PDF may take: seconds by the clock, bytes of address space."""

    seconds: float = 20.0
    memory: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Job:
    """A paper ready for typst: everything its bytes depend on but the font files."""

    data: dict[str, Any]
    timestamp: int

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the paper, the template and the names of the fonts: under it a PDF may be kept."""
        content = json.dumps([_source(), self.data, self.timestamp], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def job_of(paper: Paper, families: frozenset[str] | None = None) -> Job:
    """The paper with the fonts of this machine (or ``families``).

    Raises NoFontsError (nothing can be printed here), NotPrintedError (characters that have no fixed shape).
    """
    faces = chosen_faces(machine_families() if families is None else families)
    data = {**typeset(paper, paper_layout()), "faces": faces}
    if private := sorted(set(_PRIVATE.findall(json.dumps(data, ensure_ascii=False)))):
        raise NotPrintedError(_points(private))
    made = datetime.datetime.combine(paper.made_on, datetime.time(), datetime.UTC)
    return Job(data, int(made.timestamp()))


def to_pdf(paper: Paper, bounds: Bounds | None = None) -> bytes:
    """The paper as a PDF. Raises NoFontsError and NotPrintedError."""
    return print_job(job_of(paper), bounds)


def print_job(job: Job, bounds: Bounds | None = None) -> bytes:
    """The PDF of a job. Raises NotPrintedError: too long for the bounds, or characters that no font here has."""
    bounds = bounds or Bounds()
    request = json.dumps({"source": _source(), "data": job.data, "timestamp": job.timestamp})
    command = [sys.executable, "-P", "-m", COMPOSITOR, str(bounds.memory), str(bounds.seconds)]
    with tempfile.TemporaryDirectory(prefix="gongkai-") as empty:  # the root typst may read from
        try:
            done = subprocess.run(
                command,
                input=request.encode(),
                capture_output=True,
                timeout=bounds.seconds,
                env=_environment(),
                cwd=empty,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotPrintedError from None
    if done.returncode == 0:
        return done.stdout
    fault = done.stderr.decode("utf-8", "replace")
    if done.returncode == FAULT and (undrawn := _UNDRAWN.findall(fault)):
        raise NotPrintedError(_points(undrawn))
    raise NotPrintedError(detail=fault[:200] if done.returncode == FAULT else "")


def _points(texts: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(f"U+{ord(char):04X}" for char in text) for text in texts[:_TOLD])


@cache
def _source() -> str:
    return Path(__file__).with_name("paper.typ").read_text(encoding="utf-8")


def _environment() -> dict[str, str]:
    """Nothing that the parent keeps secret; fonts are found where the parent found them."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
