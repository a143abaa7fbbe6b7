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
from gongkai.screening import TermList
from gongkai.screening.terms import TermFile

CHUNK = 100  # rows that travel together


_child: dict[str, TermList] = {}  # the list of a child process: an automaton that is built once and not sent


def judged(rows: Iterable[Row | Unread], today: datetime.date, jobs: int, terms: TermList) -> Iterator[Judged | Unread]:
    """The rows with their verdicts by the terms of an organ, in order. ``jobs`` = 1: in this process."""
    chunks = _chunks(rows)
    if jobs == 1:
        for chunk in chunks:
            yield from _judge_all(chunk, today, terms)
        return
    work = partial(_judge_in_child, today=today)
    context = multiprocessing.get_context("spawn")  # a fork would share the database connection
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(terms.file,)) as pool:
        waiting: deque[Future[list[Judged | Unread]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > 3 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _judge_all(rows: Sequence[Row | Unread], today: datetime.date, terms: TermList) -> list[Judged | Unread]:
    return [row if isinstance(row, Unread) else judge(row, today, terms) for row in rows]


def _judge_in_child(rows: Sequence[Row | Unread], today: datetime.date) -> list[Judged | Unread]:
    return _judge_all(rows, today, _child["terms"])


def _begin(terms: TermFile) -> None:
    _end_with_parent()
    _child["terms"] = TermList(terms)


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
