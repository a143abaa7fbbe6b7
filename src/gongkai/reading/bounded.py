"""Reading files that nobody vouches for: in child processes with limits, whose answers are nothing but data.

A hostile file costs one failed entry. Its child gets no secret (an emptied environment), is killed with everything it
started when it overruns, and ends by itself when the parent dies. What it answers is the JSON of
:mod:`gongkai.reading.writers.as_json`, never a pickle: a captured parser cannot run code in its parent.
See docs/adr/0011-bounded-reader.md.
"""

from __future__ import annotations

import dataclasses
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.worker import HEADER, MAX_ANSWER_BYTES, Kind

WORKER = "gongkai.reading.worker"
FILES_PER_CHILD = 1000
_CHUNK = 1 << 16
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may take: wall-clock and CPU seconds, bytes of address space (the libraries alone take 0.5 GiB)."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, what to call it in messages, and whether to check it too."""

    path: Path  # absolute
    name: str
    checked: bool = False


Outcome = bytes | UnreadableFile
"""The report as JSON for ``from_json`` or, when it was checked, ``check_from_json``; or why there is none."""


class ReadingPool:
    """Children that read many files; each is replaced after ``files_per_child`` files. Not to be shared by threads.

    Use as a context manager; leaving it ends the children.
    """

    def __init__(
        self, workers: int = 1, bounds: Bounds | None = None, *, files_per_child: int = FILES_PER_CHILD
    ) -> None:
        self._workers = max(1, workers)
        self._bounds = bounds or Bounds()
        self._files_per_child = files_per_child
        self._children: list[_Child] = []

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._dismiss(self._children)

    def read(self, data: bytes | Path, name: str, *, checked: bool = False) -> bytes:
        """One file, its content or where it lies, as JSON (see :data:`Outcome`).

        Raises :class:`UnreadableFile`, also for a timeout, lack of memory and a crash.
        """
        with _as_file(data) as path:
            ((_, outcome),) = self.read_all([Job(path.absolute(), name, checked)])
        if isinstance(outcome, UnreadableFile):
            raise outcome
        return outcome

    def read_all(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Each job with its outcome, in the order in which they are done."""
        waiting = deque(jobs)
        try:
            while waiting or self._busy():
                self._hand_out(waiting)
                yield from self._collect()
        finally:
            self._dismiss(self._busy())  # nobody waits for their answers any more

    def _busy(self) -> list[_Child]:
        return [child for child in self._children if child.job]

    def _hand_out(self, waiting: deque[Job]) -> None:
        """Give every idle child a file; children that are dead, spoke unasked or have read enough are replaced."""
        idle = [child for child in self._children if not child.job]
        spent = [child for child in idle if child.files >= self._files_per_child]
        self._dismiss({*spent, *_readable(idle, 0)})
        while waiting and len(self._children) < min(self._workers, len(waiting) + len(self._busy())):
            self._children.append(_Child(self._bounds))
        for child in self._children:
            if waiting and not child.job:
                child.start(waiting.popleft())

    def _collect(self) -> Iterator[tuple[Job, Outcome]]:
        """Wait for the next answer or deadline and give what is done."""
        busy = self._busy()
        ready = _readable(busy, min(child.deadline for child in busy) - time.monotonic())
        for child in busy:
            job = child.job
            outcome = child.receive(ready=child in ready)
            if job is None or outcome is None:
                continue
            child.job = None
            if isinstance(outcome, _Lost):
                self._dismiss([child])
                outcome = UnreadableFile(outcome.trouble, job.name)
            yield job, outcome

    def _dismiss(self, children: Iterable[_Child]) -> None:
        for child in list(children):
            child.kill()
            self._children.remove(child)


@dataclass(frozen=True, slots=True)
class _Lost:
    """The child cannot be used any more: it overran, died, or did not keep to the protocol."""

    trouble: Trouble


class _Child:
    """One worker process and the file it is reading."""

    def __init__(self, bounds: Bounds) -> None:
        limits = [str(bounds.memory), str(bounds.seconds)]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", WORKER, *limits],  # -P: nothing is imported from the working directory
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin
        self.answers = self._process.stdout
        self._seconds = bounds.seconds
        self._received = bytearray()
        self.job: Job | None = None
        self.deadline = 0.0
        self.files = 0

    def start(self, job: Job) -> None:
        """Hand over a job to an idle child. A request fits into the pipe, so this never waits for the child."""
        self.job = job
        self.deadline = time.monotonic() + self._seconds
        self.files += 1
        self._received.clear()
        request = {**dataclasses.asdict(job), "path": str(job.path)}
        with suppress(BrokenPipeError):  # it died; its closed answers say so
            self._requests.write(json.dumps(request).encode() + b"\n")
            self._requests.flush()

    def receive(self, *, ready: bool) -> Outcome | _Lost | None:
        """What has come of the job; None while it is under way. ``ready``: the pipe can be read."""
        outcome = self._read_on() if ready else None
        if outcome is None and time.monotonic() >= self.deadline:
            return _Lost(Trouble.TIMEOUT)
        return outcome

    def _read_on(self) -> Outcome | _Lost | None:
        chunk = os.read(self.answers.fileno(), _CHUNK)
        self._received += chunk
        if not chunk:
            return _Lost(Trouble.CRASHED)
        if len(self._received) < HEADER.size:
            return None
        kind, announced = HEADER.unpack_from(self._received)
        received = len(self._received) - HEADER.size
        if announced > MAX_ANSWER_BYTES or received > announced:
            return _Lost(Trouble.CRASHED)
        return self._outcome(kind, bytes(self._received[HEADER.size :])) if received == announced else None

    def _outcome(self, kind: int, answer: bytes) -> Outcome | _Lost:
        if kind == Kind.REPORT:
            return answer
        try:
            reason, detail = json.loads(answer)
            return UnreadableFile(Trouble(reason), self.job.name if self.job else "", str(detail))
        except (ValueError, TypeError, RecursionError):
            return _Lost(Trouble.CRASHED)

    def kill(self) -> None:
        """End the child and whatever it started. It is not waited for before, so its number is still its own."""
        with suppress(ProcessLookupError, PermissionError):  # PermissionError: how macOS says that all are dead
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(BrokenPipeError):
            self._requests.close()
        self.answers.close()


def _readable(children: Iterable[_Child], seconds: float) -> list[_Child]:
    """The children whose pipe has something to read or is closed; waits for the first one, ``seconds`` at most."""
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.answers, selectors.EVENT_READ, child)
        return [key.data for key, _ in selector.select(seconds)]


def _environment() -> dict[str, str]:
    """Nothing that the parent keeps secret; the program is found where the parent found it."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


@contextmanager
def _as_file(data: bytes | Path) -> Iterator[Path]:
    """Where the content lies: bytes are put into a file for as long as they are read."""
    if isinstance(data, Path):
        yield data
        return
    with tempfile.NamedTemporaryFile(prefix="gongkai-") as file:
        file.write(data)
        file.flush()
        yield Path(file.name)
