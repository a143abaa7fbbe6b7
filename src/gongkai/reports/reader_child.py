"""The child process that opens one untrusted file: bytes on stdin, JSON on stdout. Started by :mod:`.reader`."""

from __future__ import annotations

import json
import sys

from gongkai.reading import UnreadableFile, check, read
from gongkai.reading.writers.as_json import to_json


def main(name: str) -> None:
    """Read and check the file; an unreadable one answers ``{"unreadable": message}``."""
    try:
        result = check(read(sys.stdin.buffer.read(), name=name))
    except UnreadableFile as error:
        answer: object = {"unreadable": str(error)}
    else:
        answer = to_json(result.report, result)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main(sys.argv[1])
