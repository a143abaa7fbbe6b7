"""Untrusted bytes are parsed by a child with limits: one that is slow, greedy, broken or curious costs nothing."""

from __future__ import annotations

import pytest

from gongkai.kernel.bounded import Bounds, OutOfBounds, run_module

AMPLE = Bounds(seconds=30, memory=1024**3)


def test_the_answer_of_the_child_comes_back() -> None:
    assert run_module("tests.kernel.child", ["echo"], "年度报告".encode(), AMPLE) == "年度报告".encode()


def test_a_child_that_does_not_end_is_stopped() -> None:
    with pytest.raises(OutOfBounds, match="1 秒"):
        run_module("tests.kernel.child", ["sleep"], b"", Bounds(seconds=1, memory=1024**3))


@pytest.mark.parametrize("way", ["hoard", "flood", "crash", "exit"])
def test_a_child_that_eats_memory_or_disk_or_dies_is_refused(way: str) -> None:
    with pytest.raises(OutOfBounds, match="异常"):
        run_module("tests.kernel.child", [way], b"", Bounds(seconds=30, memory=256 * 1024**2))


def test_the_child_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@db/x")
    assert b"secret" not in run_module("tests.kernel.child", ["environment"], b"", AMPLE)
