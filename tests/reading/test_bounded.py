"""Untrusted bytes are parsed by a child with limits: slow, greedy, broken, curious or false, it costs one file."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gongkai.reading import UnreadableFile, bounded, check, read, worker
from gongkai.reading.bounded import Bounds, Job, ReadingPool
from gongkai.reading.readers import Trouble
from gongkai.reading.worker import Kind, answer
from gongkai.reading.writers.as_json import to_json
from gongkai.reading.writers.documents import write_report
from gongkai.reading.writers.from_json import StoredReportError, check_from_json, from_json
from gongkai.statute.forms import FormId
from tests.reading.reports import random_report

PATIENCE = 120  # seconds; only a failure takes them


def page(number: int = 1) -> bytes:
    return write_report(random_report(FormId.C2021, number), "html")


def trouble(pool: ReadingPool, data: bytes | Path) -> Trouble:
    with pytest.raises(UnreadableFile) as error:
        pool.read(data, "某报告")
    assert error.value.name == "某报告"
    return error.value.reason


# --- files as they should be ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["年报.html", "\udce5\udcff.html"])
def test_a_child_reads_and_checks_as_the_parent_would(tmp_path: Path, name: str) -> None:
    path = tmp_path / "年报.html"
    path.write_bytes(page())
    with ReadingPool() as pool:
        assert from_json(pool.read(path, name)) == read(page(), name)
        assert check_from_json(pool.read(page(), name, checked=True)) == check(read(page(), name))
        assert check_from_json(pool.read(page(), name)) is None


def test_a_report_longer_than_any_is_called_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "年报.html"
    path.write_bytes(page())
    monkeypatch.setattr(worker, "MAX_ANSWER_BYTES", 1000)
    kind, message = answer(path, path.name, checked=False)
    assert (kind, json.loads(message)) == (Kind.TROUBLE, ["too_large", ""])


def test_why_a_file_cannot_be_read_is_told() -> None:
    with ReadingPool() as pool:
        assert trouble(pool, b"") is Trouble.EMPTY
        assert trouble(pool, Path("no such file")) is Trouble.BROKEN


def test_every_file_gets_its_own_outcome_from_many_children_that_are_replaced(tmp_path: Path) -> None:
    jobs = [Job(tmp_path / f"{number}.html", str(number)) for number in range(9)]
    for job in jobs:
        job.path.write_bytes(b"" if job.name == "4" else page(int(job.name)))
    with ReadingPool(3, files_per_child=2) as pool:
        outcomes = dict(pool.read_all(jobs))
    assert isinstance(outcomes.pop(jobs[4]), UnreadableFile)
    assert {
        job.name: from_json(outcome).document.name for job, outcome in outcomes.items() if isinstance(outcome, bytes)
    } == {job.name: job.name for job in outcomes}


def test_threads_read_side_by_side_each_with_a_child_of_its_own() -> None:
    def unit(number: int) -> str:
        with ReadingPool() as pool:
            return from_json(pool.read(page(number), "年报.html")).unit

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(unit, range(3))) == [read(page(number)).unit for number in range(3)]


# --- files as they should not be ------------------------------------------------------------------------------------


@pytest.fixture
def bad_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "WORKER", "tests.reading.misbehaving")


@pytest.fixture
def pool(bad_reader: None) -> Iterator[ReadingPool]:
    with ReadingPool(bounds=Bounds(memory=1024**3)) as pool:
        yield pool


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("crash", Trouble.CRASHED),
        ("exit", Trouble.CRASHED),
        ("flood", Trouble.CRASHED),
        ("nonsense", Trouble.CRASHED),
        ("unknown reason", Trouble.CRASHED),
        ("nested", Trouble.CRASHED),
        ("twice", Trouble.CRASHED),
        pytest.param(
            "hoard",
            Trouble.OUT_OF_MEMORY,
            marks=pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not bound the address space"),
        ),
    ],
)
def test_a_child_that_dies_hoards_or_lies_costs_one_file(pool: ReadingPool, way: str, reason: Trouble) -> None:
    assert trouble(pool, way.encode()) is reason
    assert from_json(pool.read(b"well", "年报.html")).document.text == "text"


@pytest.mark.parametrize(
    "change",
    [
        {"cells": []}, {"cells": {"a.b": 1}}, {"document": []}, {"contact": {"code": 1}}, {"index": 7},
        {"second_column": {"a.b": {"value": "x", "status": "read"}}}, {"sections": [[]]}, {"form": "no form"},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_report_is_refused_as_data(change: dict[str, object]) -> None:
    answered = {**to_json(random_report(FormId.C2021, 1)), **change}
    with pytest.raises(StoredReportError):
        from_json(json.dumps(answered))
    with pytest.raises(StoredReportError):
        from_json("[" * 100_000)


def test_a_child_that_takes_too_long_costs_one_file(bad_reader: None) -> None:
    with ReadingPool(bounds=Bounds(seconds=0)) as pool:
        assert trouble(pool, b"hold\n") is Trouble.TIMEOUT
        assert trouble(pool, b"hold\n") is Trouble.TIMEOUT


def test_a_child_that_died_between_two_files_costs_none(pool: ReadingPool) -> None:
    pool.read(b"well", "年报.html")
    (child,) = pool._children
    os.kill(child._process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, child._process.pid, os.WEXITED | os.WNOWAIT)
    assert pool.read(b"well", "年报.html")


def test_a_child_writes_no_files(pool: ReadingPool, tmp_path: Path) -> None:
    assert trouble(pool, f"write\n{tmp_path / 'dump'}".encode()) is Trouble.BROKEN
    assert not (tmp_path / "dump").exists() or not (tmp_path / "dump").read_bytes()


def test_what_a_library_prints_is_no_answer(pool: ReadingPool) -> None:
    assert from_json(pool.read(b"print", "年报.html")).document.text == "text"


def test_a_child_sees_no_secret(monkeypatch: pytest.MonkeyPatch, pool: ReadingPool) -> None:
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@db/x")
    with pytest.raises(UnreadableFile) as error:
        pool.read(b"environment", "年报.html")
    seen = json.loads(error.value.detail)
    assert set(seen) <= {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TMPDIR", "PYTHONPATH"}
    assert "secret" not in str(seen)


def test_a_child_imports_nothing_from_the_folder_it_works_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    with ReadingPool() as pool:
        assert pool.read(page(), "年报.html")


# --- nothing stays behind -------------------------------------------------------------------------------------------

PARENT = """
import sys
from pathlib import Path
from gongkai.reading import bounded
bounded.WORKER = "tests.reading.misbehaving"
bounded.time.monotonic = lambda: 0.0  # time passes for the child only
with bounded.ReadingPool(bounds=bounded.Bounds(seconds=1)) as pool:
    pool.read(Path(sys.argv[1]), "年报.html")
"""


def test_whatever_a_child_has_started_is_killed_with_it(bad_reader: None, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    jobs = [Job(tmp_path / way, way) for way in ("hold", "wait")]
    for job in jobs:
        job.path.write_text(f"{job.name}\n{lock}")
    with ReadingPool(2) as pool:
        assert next(pool.read_all(jobs))[0].name == "wait"
    assert_released(lock)


@pytest.mark.parametrize("way", ["hold", "spin"])
def test_children_end_when_their_parent_is_killed(tmp_path: Path, way: str) -> None:
    """At once; one that is deaf in the midst of computing, when its processor time is up."""
    lock, file = tmp_path / "lock", tmp_path / "file"
    file.write_text(f"{way}\n{lock}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(file)], env=environment)
    try:
        wait_for(lock.with_suffix(".held").exists)
    finally:
        parent.kill()
        parent.wait()
    assert_released(lock)


def assert_released(lock: Path) -> None:
    """Every process that held the lock is dead."""

    def is_free() -> bool:
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    wait_for(is_free)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.02)


# --- the worker itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), Trouble.OUT_OF_MEMORY),
        (FileNotFoundError(2, "No such file"), Trouble.BROKEN),
        (RecursionError(), Trouble.CRASHED),
    ],
)
def test_nothing_a_file_does_ends_the_worker(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: Trouble
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("gongkai.reading.worker.read", fail)
    kind, message = answer(Path("x"), "某报告", checked=True)
    assert (kind, json.loads(message)[0]) == (Kind.TROUBLE, reason)
