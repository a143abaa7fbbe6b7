"""Run a Python module on untrusted bytes in a process of its own, with limits on time, memory and output.

The child gets no secrets (an emptied environment) and answers in bytes that the caller parses as data: whatever
a hostile file does to its parser, it costs one failed row.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass

MAX_ANSWER_BYTES = 64 * 1024**2
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")


class OutOfBounds(Exception):  # noqa: N818 (the file's fault, not ours)
    """The child was stopped or died; ``str`` is a Chinese sentence for the person who gave the file."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Wall-clock seconds, and bytes of address space."""

    seconds: int
    memory: int


def run_module(module: str, arguments: list[str], stdin: bytes, bounds: Bounds) -> bytes:
    """Run ``python -m module arguments`` and return what it wrote. Raises OutOfBounds."""
    limits = [str(bounds.memory), str(bounds.seconds)]
    with tempfile.TemporaryFile() as answer:  # a file, not a pipe: its size can be limited
        process = subprocess.Popen(
            [sys.executable, "-m", "gongkai.kernel.bounded", *limits, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
        try:
            process.communicate(stdin, timeout=bounds.seconds)
        except subprocess.TimeoutExpired:
            raise OutOfBounds(f"读取超过 {bounds.seconds} 秒，已中止。文件可能过大或已损坏，请另存后重试。") from None
        finally:
            _stop(process)
        if process.returncode != 0:
            raise OutOfBounds("读取时超出内存上限或异常中止。文件可能已损坏或内容异常，请另存后重试。")
        answer.seek(0)
        return answer.read()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and whatever it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _limit_self(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER_BYTES, MAX_ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    import runpy

    _limit_self(int(sys.argv[1]), int(sys.argv[2]))
    sys.argv = sys.argv[3:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
