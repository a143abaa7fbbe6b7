"""The child process behind :mod:`gongkai.reading.bounded`: reads one file after the other within a memory limit.

Run as ``python -m gongkai.reading.worker <megabytes>``. Takes pickled (path, name) on standard input and gives pickled
results, each behind its length, on standard output, so that neither the parent's main module nor its open files come
along.
"""

from __future__ import annotations

import pickle
import resource
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from gongkai.reading.readers import Trouble, UnreadableFile
from gongkai.reading.report import read

HEADER = struct.Struct(">Q")
"""Length of the pickled answer that follows."""


def answer(path: Path, name: str) -> object:
    """The report, or the reason why there is none. Nothing a file does may end the worker."""
    try:
        return read(path, name)
    except UnreadableFile as error:
        return error
    except MemoryError:
        return UnreadableFile(Trouble.OUT_OF_MEMORY, name)
    except OSError as error:
        return UnreadableFile(Trouble.BROKEN, name, error.strerror or "")
    except Exception as error:  # a fault of the reader must cost one file, not the whole run
        return UnreadableFile(Trouble.CRASHED, name, type(error).__name__)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes its end, also when it was killed."""
    while True:
        try:
            path, name = pickle.load(requests)  # noqa: S301  from the parent only
        except EOFError:
            return
        message = pickle.dumps(answer(path, name), protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(HEADER.pack(len(message)) + message)
        answers.flush()


def limit_memory(megabytes: int) -> None:
    """Bound the address space; allocations beyond it raise MemoryError."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
