"""Reading files that nobody vouches for: in child processes with a limit on time and memory.

A hostile file costs one failed entry: the child is killed and replaced. Children end by themselves when the parent
dies, because their input closes. What a child sends back is pickled; it is the same program, run on the same machine.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from gongkai.reading.model import AnnualReport
from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.worker import HEADER

SECONDS = 60.0
MEGABYTES = 1_500  # of address space; libraries alone take a third of it
FILES_PER_CHILD = 200
_CHUNK = 1 << 16

Outcome = AnnualReport | UnreadableFile


def read_bounded(
    path: Path, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, name: str | None = None
) -> AnnualReport:
    """:func:`gongkai.reading.read` in a child process of its own.

    ``seconds`` of wall-clock time, ``megabytes`` of address space.
    Raises :class:`UnreadableFile`, also for a timeout, lack of memory and a crash.
    """
    with ReadingPool(1, seconds=seconds, megabytes=megabytes) as pool:
        _, outcome = next(pool.read_all([path], names=[name or path.name]))
    if isinstance(outcome, UnreadableFile):
        raise outcome
    return outcome


@dataclass(slots=True)
class Job:
    """A file to read and what to call it in messages."""

    path: Path
    name: str


class _Child:
    """One worker process and the file it is reading."""

    def __init__(self, megabytes: int) -> None:
        command = [sys.executable, "-m", "gongkai.reading.worker", str(megabytes)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.requests = self.process.stdin
        self.answers = self.process.stdout
        self.job: Job | None = None
        self.deadline = 0.0
        self.files = 0
        self.received = bytearray()

    def start(self, job: Job, seconds: float) -> None:
        self.job = job
        self.deadline = time.monotonic() + seconds
        self.files += 1
        self.received.clear()
        with suppress(BrokenPipeError):  # it died; its closed answers say so
            pickle.dump((job.path.absolute(), job.name), self.requests)
            self.requests.flush()

    def receive(self) -> Outcome | None:
        """The outcome once the answer is complete; a closed pipe is a crash, nonsense in it too."""
        assert self.job is not None
        chunk = os.read(self.answers.fileno(), _CHUNK)
        self.received += chunk
        if chunk and len(self.received) < HEADER.size + self._announced():
            return None
        try:
            outcome: Outcome = pickle.loads(memoryview(self.received)[HEADER.size :])  # noqa: S301  see above
        except (pickle.UnpicklingError, EOFError):
            self.kill()
            return UnreadableFile(Trouble.CRASHED, self.job.name)
        return outcome

    def _announced(self) -> int:
        """Length of the answer by its header; as long as the header is not here, anything."""
        return int(HEADER.unpack_from(self.received)[0]) if len(self.received) >= HEADER.size else 1

    def overdue(self) -> Outcome | None:
        """A timeout when the time is up; the child is not heard any more."""
        assert self.job is not None
        if time.monotonic() < self.deadline:
            return None
        self.kill()
        return UnreadableFile(Trouble.TIMEOUT, self.job.name)

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        with suppress(BrokenPipeError):
            self.requests.close()
        self.answers.close()


def _environment() -> dict[str, str]:
    """The child finds the program where the parent found it."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


class ReadingPool:
    """Several children that read many files; each is replaced after ``files_per_child`` files.

    Use as a context manager; leaving it ends the children.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        files_per_child: int = FILES_PER_CHILD,
    ) -> None:
        self._workers = max(1, workers)
        self._seconds = seconds
        self._megabytes = megabytes
        self._files_per_child = files_per_child
        self._children: list[_Child] = []

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for child in self._children:
            child.kill()
        self._children.clear()

    def read_all(self, paths: Iterable[Path], names: Iterable[str] | None = None) -> Iterator[tuple[Path, Outcome]]:
        """Each file with its report or the error, in the order in which they are done. ``names`` serve messages."""
        files = list(paths)
        jobs = deque(Job(path, name) for path, name in zip(files, names or (p.name for p in files), strict=True))
        while jobs or self._busy():
            self._hand_out(jobs)
            yield from self._collect()

    def _busy(self) -> list[_Child]:
        return [child for child in self._children if child.job]

    def _hand_out(self, jobs: deque[Job]) -> None:
        """Give every idle child a file; children that are dead or have read enough are replaced."""
        for child in [c for c in self._children if not c.job and (c.ended or c.files >= self._files_per_child)]:
            child.kill()
            self._children.remove(child)
        for child in self._children:
            if jobs and not child.job:
                child.start(jobs.popleft(), self._seconds)
        while jobs and len(self._children) < self._workers:
            child = _Child(self._megabytes)
            self._children.append(child)
            child.start(jobs.popleft(), self._seconds)

    def _collect(self) -> Iterator[tuple[Path, Outcome]]:
        """Wait for the next answer or deadline and give what is done."""
        busy = self._busy()
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        ready, _, _ = select.select([child.answers for child in busy], [], [], patience)
        for child in busy:
            outcome = child.receive() if child.answers in ready else child.overdue()
            if outcome is not None and child.job is not None:
                path, child.job = child.job.path, None
                yield path, outcome
