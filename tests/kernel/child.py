"""A child for the tests of the bounded process: behaves as badly as it is told."""

from __future__ import annotations

import os
import signal
import sys
import time


def main(way: str) -> None:
    if way == "echo":
        sys.stdout.buffer.write(sys.stdin.buffer.read())
    elif way == "environment":
        sys.stdout.write(repr(dict(os.environ)))
    elif way == "sleep":
        time.sleep(600)
    elif way == "hoard":
        sys.stdout.write(str(len(bytearray(1024**3))))
    elif way == "flood":
        while True:
            sys.stdout.buffer.write(bytes(1024**2))
    elif way == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    else:
        sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1])
