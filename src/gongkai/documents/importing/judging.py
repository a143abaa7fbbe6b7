"""Judging many rows on several processors, in order, with few in memory."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice

from gongkai.documents.importing.entries import Judged, Row, judge
from gongkai.documents.importing.sources import Unread

CHUNK = 100  # rows that travel together


def judged(rows: Iterable[Row | Unread], today: datetime.date, jobs: int) -> Iterator[Judged | Unread]:
    """The rows with their verdicts, in order. ``jobs`` = 1: in this process."""
    chunks = _chunks(rows)
    work = partial(_judge_all, today=today)
    if jobs == 1:
        for chunk in chunks:
            yield from work(chunk)
        return
    context = multiprocessing.get_context("spawn")  # a fork would share the database connection
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[list[Judged | Unread]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > 3 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _judge_all(rows: Sequence[Row | Unread], today: datetime.date) -> list[Judged | Unread]:
    return [row if isinstance(row, Unread) else judge(row, today) for row in rows]


def _chunks(rows: Iterable[Row | Unread]) -> Iterator[list[Row | Unread]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _end_with_parent() -> None:
    """A child whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
