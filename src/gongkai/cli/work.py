"""Reading many files in bounded processes: results one by one in the order given, failures told and counted."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

import click

from gongkai.cli.inputs import Input
from gongkai.reading.bounded import Job, Outcome, ReadingPool
from gongkai.reading.model import AnnualReport, CheckResult, Finding
from gongkai.reading.worker import ALLOCATIONS
from gongkai.reading.writers.from_json import StoredReportError, from_json, unit_and_year
from gongkai.statute.forms import Severity

STORED = ".json"
FLAGGED = frozenset({Severity.ERROR, Severity.WARNING})
UNCHECKED = frozenset({"S.kind", "S.truncated"})  # no annual report, or one that breaks off: not all was checked
CLEAN, FINDINGS, UNREADABLE = 0, 1, 2


@dataclass(slots=True)
class Tally:
    """What the exit code depends on."""

    failed: int = 0
    flagged: int = 0

    def fail(self, message: str) -> None:
        """Count a file that could not be read, and say why."""
        self.failed += 1
        click.echo(f"读取失败：{message}", err=True)

    def count(self, findings: Iterable[Finding], *, strict: bool) -> None:
        """Count the findings that are open; questions only when ``strict``.

        A file that is no annual report counts, and so does one that breaks off: whoever had it checked must not take
        what was never there to check for free of errors.
        """
        grave = FLAGGED | {Severity.QUESTION} if strict else FLAGGED
        is_open = (f for f in findings if (f.severity in grave or f.relation.id in UNCHECKED) and not f.acknowledged)
        self.flagged += sum(1 for _ in is_open)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings, 2 a file could not be read."""
        return UNREADABLE if self.failed else FINDINGS if self.flagged else CLEAN


def read_reports(inputs: Sequence[Input], jobs: int, tally: Tally) -> Iterator[AnnualReport]:
    """The reports in the order of ``inputs``, as they come; files that cannot be read are told and counted.

    Every file is read in a process with limits. A progress bar goes to the terminal when there are several files.
    """
    for name, stored in _read(inputs, jobs, tally):
        try:
            yield from_json(stored)
        except StoredReportError as error:
            tally.fail(f"{name}：{error}")


def _read(inputs: Sequence[Input], jobs: int, tally: Tally) -> Iterator[tuple[str, bytes]]:
    """The reports as JSON that nobody has looked into yet, each with the name of its file."""
    gc.set_threshold(ALLOCATIONS)
    with ExitStack() as stack:
        pool = stack.enter_context(ReadingPool(min(jobs, len(inputs))))
        advance = _progress(stack, len(inputs))
        for given, outcome in _in_order(inputs, pool, stack):
            advance()
            if isinstance(outcome, bytes):
                yield given.name, outcome
            else:
                tally.fail(str(outcome))


def _in_order(inputs: Sequence[Input], pool: ReadingPool, stack: ExitStack) -> Iterator[tuple[Input, Outcome | str]]:
    """Outcomes in the order of ``inputs``; what is done earlier waits."""
    done: dict[str, Outcome | str] = {}
    jobs: list[Job] = []
    for given in inputs:
        path = given.path or _standard_input(stack)
        if not path.is_file():
            done[given.name] = f"{given.name}：找不到文件，请核对路径。"
        elif not os.access(path, os.R_OK):
            done[given.name] = f"{given.name}：没有权限读取这个文件。"
        elif path.suffix.lower() == STORED:
            done[given.name] = path.read_bytes()  # a report that ``read --format json`` has written
        else:
            jobs.append(Job(path.absolute(), given.name))
    waiting = pool.read_all(jobs)
    for given in inputs:
        while given.name not in done:
            job, outcome = next(waiting)
            done[job.name] = outcome
        yield given, done.pop(given.name)


def _standard_input(stack: ExitStack) -> Path:
    """Standard input as a file, so that it is read within the same limits as any other."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    file = folder / "stdin"
    file.write_bytes(sys.stdin.buffer.read())
    return file


def _progress(stack: ExitStack, total: int) -> Callable[[], None]:
    """A function to call after each file; it moves a bar on standard error where somebody can see it."""
    if total == 1 or not sys.stderr.isatty():
        return lambda: None
    from rich.console import Console  # noqa: PLC0415 - only when there is a bar
    from rich.progress import Progress  # noqa: PLC0415

    progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    task = progress.add_task("读取", total=total)
    return lambda: progress.advance(task)


_AT_HAND = 64  # reports kept in memory: in a folder in order the years of a unit lie side by side


class Spool:
    """Reports on disk, found again by unit and year: what a check compares with must be at hand, memory stay flat."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._reports: list[tuple[str, str, int | None]] = []  # name of the file, stem of the unit, year
        self._places: list[tuple[int, int]] = []  # where each begins in the file, its length
        self._numbers: dict[tuple[str, int], int] = {}  # the last one, when a unit's year comes twice
        self._load = lru_cache(maxsize=_AT_HAND)(self._load_again)

    def add(self, name: str, stored: bytes) -> None:
        """Put the JSON of a report at the end, of which no more is looked at than it takes to find it again.

        Raises :class:`StoredReportError` when it is no report at all.
        """
        unit, year = unit_and_year(stored)
        stem = _stem(unit)
        if stem and year is not None:
            self._numbers[stem, year] = len(self._reports)
        self._reports.append((name, stem, year))
        self._places.append((self._file.seek(0, os.SEEK_END), len(stored)))
        self._file.write(stored)

    def __iter__(self) -> Iterator[tuple[str, AnnualReport | StoredReportError, list[AnnualReport]]]:
        """Every report in the order added, with those of its unit for the years beside it and of the units above it.

        The name of its file stands before it; an error stands in the place of a report that cannot be read back.
        """
        for number, (name, stem, year) in enumerate(self._reports):
            beside = [] if year is None else [(stem, year - 1), (stem, year + 1), *_above(stem, year)]
            others = [self._load(self._numbers[key]) for key in beside if key in self._numbers]
            yield name, self._load(number), [other for other in others if isinstance(other, AnnualReport)]

    def _load_again(self, number: int) -> AnnualReport | StoredReportError:
        place, length = self._places[number]
        self._file.seek(place)
        try:
            return from_json(self._file.read(length))
        except StoredReportError as error:
            return error


def _stem(unit: str) -> str:
    """青溪县 for 青溪县人民政府 and 青溪县政府: what the names of the units below it begin with."""
    return unit.removesuffix("政府").removesuffix("人民")


def _above(stem: str, year: int) -> Iterator[tuple[str, int]]:
    """Where the reports of the governments above a unit would be found."""
    return ((stem[:length], year) for length in range(1, len(stem)))


def read_and_check(inputs: Sequence[Input], jobs: int, tally: Tally) -> Iterator[CheckResult]:
    """:func:`read_reports`, every report checked, also against the years beside it and the governments above it."""
    from gongkai.reading import check  # noqa: PLC0415 - the rules are not needed for reading

    with tempfile.TemporaryFile() as file:
        spool = Spool(file)
        for name, stored in _read(inputs, jobs, tally):
            try:
                spool.add(name, stored)
            except StoredReportError as error:
                tally.fail(f"{name}：{error}")
        for name, report, others in spool:
            if isinstance(report, AnnualReport):
                yield check(report, others)
            else:
                tally.fail(f"{name}：{report}")
