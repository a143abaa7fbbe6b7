"""A sign of life is kept, but not written every second."""

from __future__ import annotations

import datetime

import pytest

from gongkai.kernel.heartbeat import EVERY, beat, last_beat

NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_a_sign_of_life_is_renewed_now_and_then() -> None:
    assert last_beat("worker") is None
    beat("worker", NOW)
    beat("worker", NOW + EVERY / 2)
    assert last_beat("worker") == NOW
    beat("worker", NOW + EVERY)
    assert last_beat("worker") == NOW + EVERY
    assert last_beat("another") is None
