"""The child process behind :mod:`gongkai.reading.bounded`: reads one file after the other within limits.

Started as ``python -m gongkai.reading.worker <bytes of address space> <seconds a file>`` in a session of its own.
Requests come as lines of JSON on standard input; answers leave on standard output as JSON behind :data:`HEADER`.
"""

from __future__ import annotations

import gc
import json
import math
import os
import resource
import signal
import struct
import sys
from enum import IntEnum
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from gongkai.reading.checks import check
from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.report import read
from gongkai.reading.writers.as_json import to_json

HEADER = struct.Struct(">BQ")
"""Kind of the answer that follows, and its length in bytes."""


MAX_ANSWER_BYTES = 64 * 1024**2
"""No report is as long; the parent takes no more from a child."""

ALLOCATIONS = 100_000
"""After how many new objects the collector of cycles looks again: reports are trees, it hardly finds anything."""


class Kind(IntEnum):
    """What an answer holds."""

    REPORT = 0  # the JSON of to_json
    TROUBLE = 1  # a Trouble and its detail


def main(memory: int, seconds: float) -> None:
    """Answer requests until the parent closes its end, also when it was killed."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    requests: SimpleQueue[dict[str, Any]] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_AS, memory)
    gc.freeze()  # what was imported stays; the collector need not walk through it with every file
    gc.set_threshold(ALLOCATIONS)
    while True:
        request = requests.get()
        _limit_processor_time(seconds)
        kind, message = answer(Path(request["path"]), request["name"], checked=request["checked"])
        answers.write(HEADER.pack(kind, len(message)) + message)
        answers.flush()


def answer(path: Path, name: str, *, checked: bool) -> tuple[Kind, bytes]:
    """The report, or the reason why there is none. Nothing a file does may end the worker."""
    try:
        report = read(path, name)
        message = _encode(to_json(report, check(report) if checked else None))
        if len(message) <= MAX_ANSWER_BYTES:
            return Kind.REPORT, message
        trouble, detail = Trouble.TOO_LARGE, ""
    except UnreadableFile as error:
        trouble, detail = error.reason, error.detail
    except MemoryError:
        trouble, detail = Trouble.OUT_OF_MEMORY, ""
    except OSError as error:
        trouble, detail = Trouble.BROKEN, error.strerror or ""
    except Exception as error:  # a fault of the reader must cost one file, not the whole run
        trouble, detail = Trouble.CRASHED, type(error).__name__
    return Kind.TROUBLE, _encode((trouble, detail))


def _encode(value: object) -> bytes:
    """JSON; half a surrogate pair, which files may hold, is kept as :func:`json.loads` reads it."""
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


def _listen(lines: BinaryIO, requests: SimpleQueue[dict[str, Any]]) -> None:
    """Take requests while a file is being read, so that the parent's end is noticed at once."""
    for line in lines:
        requests.put(json.loads(line))
    os.killpg(0, signal.SIGKILL)  # this process and whatever it has started


def _limit_processor_time(seconds: float) -> None:
    """Bound the processor time of the next file: the parent looks at the clock, but it may be dead."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds) + 1, lasting=False)


def _limit(what: int, bound: int, *, lasting: bool = True) -> None:
    """Lower a limit, for good when ``lasting``. macOS refuses to bound the address space; there it stays open."""
    _, highest = resource.getrlimit(what)
    bound = bound if highest == resource.RLIM_INFINITY else min(bound, highest)
    try:
        resource.setrlimit(what, (bound, bound if lasting else highest))
    except (ValueError, OSError):
        if sys.platform != "darwin":
            raise


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
