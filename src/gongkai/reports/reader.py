"""Reading an uploaded file within bounds, and checking a structure again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings

from gongkai.reading import UnreadableFile, check
from gongkai.reading.bounded import Bounds, ReadingPool
from gongkai.reading.model import AnnualReport, CheckResult
from gongkai.reading.readers import Trouble
from gongkai.reading.writers.from_json import StoredReportError, check_from_json

Reader = Callable[[bytes, str], CheckResult]
"""Content and name of a file to its checked report; raises Unreadable."""


class Unreadable(Exception):  # noqa: N818 (the file's state, not our fault)
    """No report can be had from the file; ``str`` says what it is and what to do (Chinese)."""


def read_bounded(content: bytes, name: str) -> CheckResult:
    """Read and check a file in a child process with limits on time and memory. Raises Unreadable.

    The child has seen no file before this one: what it read before cannot have turned it against its next file.
    """
    with kept_reader() as read:
        return read(content, name)


@contextmanager
def kept_reader() -> Iterator[Reader]:
    """:func:`read_bounded` for a worker that reads hundreds of files: the child is kept from one to the next."""
    bounds = Bounds(settings.READER_SECONDS, settings.READER_MEMORY_BYTES)
    with ReadingPool(bounds=bounds) as pool:
        yield lambda content, name: _read(pool, content, name)


def _read(pool: ReadingPool, content: bytes, name: str) -> CheckResult:
    try:
        result = check_from_json(pool.read(content, name, checked=True))
    except UnreadableFile as error:
        raise Unreadable(str(error)) from error
    except StoredReportError as error:
        raise Unreadable(str(UnreadableFile(Trouble.CRASHED, name))) from error
    if result is None:
        raise Unreadable(str(UnreadableFile(Trouble.CRASHED, name)))
    return result


def check_again(report: AnnualReport, last_year: AnnualReport | None) -> CheckResult:
    """The check of a structure that was read before, with the year before it when it is known."""
    return check(report, others=() if last_year is None else (last_year,))
