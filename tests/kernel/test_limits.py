"""Rate limits: so many uses per window and person, counted in the database, without keeping the address."""

from __future__ import annotations

import datetime

import pytest

from gongkai.kernel import limits
from gongkai.kernel.errors import TooMany
from gongkai.kernel.models import RateWindow

NOON = datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)


def use(who: str = "203.0.113.7", now: datetime.datetime = NOON) -> None:
    limits.spend("check", who, limit=3, seconds=3600, now=now)


@pytest.mark.django_db
def test_the_use_after_the_last_allowed_one_is_refused() -> None:
    for _ in range(3):
        use()
    with pytest.raises(TooMany) as refused:
        use(now=NOON + datetime.timedelta(minutes=20))
    assert refused.value.retry_after == 40 * 60
    assert "40 分钟" in refused.value.message


@pytest.mark.django_db
def test_others_and_later_windows_are_not_affected() -> None:
    for _ in range(3):
        use()
    use(who="203.0.113.8")
    use(now=NOON + datetime.timedelta(hours=1))


@pytest.mark.django_db
def test_the_address_itself_is_not_kept() -> None:
    use()
    assert "203.0.113.7" not in RateWindow.objects.get().key


@pytest.mark.django_db
def test_old_windows_are_forgotten() -> None:
    use()
    use(now=NOON + datetime.timedelta(days=2))
    assert limits.forget_old(NOON + datetime.timedelta(days=2)) == 1
    assert RateWindow.objects.count() == 1
