"""The worker with a reader that behaves as badly as the file's text says. A second line says where it tells of it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gongkai.reading import read, worker
from gongkai.reading.model import AnnualReport
from gongkai.reading.readers import Trouble, UnreadableFile

STARTED = "import time; print(flush=True); time.sleep(600)"
ANSWERS = os.dup(1)
_answer = worker.answer

FATAL: dict[str, Callable[[], object]] = {
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exit": lambda: os._exit(3),
    "hoard": lambda: bytearray(4 * 1024**3),
}
# Answers that no worker would give.
BAD = {
    "flood": (0, bytes(64 * 1024**2 + 1)),
    "nonsense": (1, b"]"),
    "unknown reason": (1, b'["no such reason", ""]'),
    "nested": (1, b"[" * 100_000),
}


def misbehave(path: Path, name: str) -> AnnualReport:
    """What stands where the reader should."""
    way, _, place = path.read_text().partition("\n")
    if way in FATAL:
        FATAL[way]()
    match way:
        case "environment":
            raise UnreadableFile(Trouble.BROKEN, name, json.dumps(dict(os.environ)))
        case "write":
            Path(place).write_bytes(b"more than nothing")
        case "print":
            os.write(1, b"what a library has to say")
        case "twice":
            forged = worker.HEADER.pack(0, 6) + b"forged"
            os.write(ANSWERS, forged + forged)
            time.sleep(600)
        case "hold":
            lock = _hold(Path(place))
            started = subprocess.Popen([sys.executable, "-c", STARTED], stdout=subprocess.PIPE, pass_fds=[lock])
            assert started.stdout is not None
            started.stdout.readline()
            _tell(Path(place))
            time.sleep(600)
        case "spin":
            _hold(Path(place))
            _tell(Path(place))
            re.fullmatch("(a|a)*b", "a" * 60)  # does not let other threads in
        case "wait":
            while not Path(place).with_suffix(".held").exists():
                time.sleep(0.01)
    return read(b"<p>text</p>", name)


def _hold(place: Path) -> int:
    """Lock a file until this process, and every one that was given the lock, is dead."""
    lock = os.open(place, os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _tell(place: Path) -> None:
    """Say that the file is locked."""
    os.close(os.open(place.with_suffix(".held"), os.O_CREAT))


def answer(path: Path, name: str, *, checked: bool) -> tuple[int, bytes]:
    """What stands where the worker's answer should."""
    return BAD.get(path.read_text()) or _answer(path, name, checked=checked)


if __name__ == "__main__":
    setattr(worker, "read", misbehave)  # noqa: B010
    setattr(worker, "answer", answer)  # noqa: B010
    worker.main(int(sys.argv[1]), float(sys.argv[2]))
