"""The child process behind :mod:`gongkai.papers.pdf`: one job in, one PDF or the reason why there is none out.

Started as ``python -m gongkai.papers.compositor <bytes of address space> <seconds>``. The job is JSON on standard
input: ``source`` (the template) and ``data``. The PDF leaves on standard output with exit code 0; a fault of
typesetting on standard error as text with exit code :data:`FAULT`.
"""

from __future__ import annotations

import json
import math
import resource
import sys

import typst

FAULT = 3


def main(memory: int, seconds: float) -> int:
    """Print the job within the limits."""
    for what, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, math.ceil(seconds) * 2),  # two threads may work at once; the clock is the parent's
    ):
        _, highest = resource.getrlimit(what)
        allowed = bound if highest == resource.RLIM_INFINITY else min(bound, highest)
        try:
            resource.setrlimit(what, (allowed, highest))
        except (ValueError, OSError):
            if sys.platform != "darwin":  # macOS does not bound the address space
                raise
    job = json.load(sys.stdin)
    try:
        printed = typst.compile(
            job["source"].encode(),
            font_paths=typst.Fonts(include_embedded_fonts=False),
            format="pdf",
            sys_inputs={"data": json.dumps(job["data"], ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return FAULT
    sys.stdout.buffer.write(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
