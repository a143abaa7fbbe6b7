"""Rate limits for public forms, counted in the database so that all server processes count together."""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gongkai.kernel.errors import TooMany
from gongkai.kernel.models import RateWindow

_COUNT = (
    'INSERT INTO kernel_ratewindow (key, "window", uses) VALUES (%s, %s, 1)'
    ' ON CONFLICT (key, "window") DO UPDATE SET uses = kernel_ratewindow.uses + 1 RETURNING uses'
)


def spend(purpose: str, who: str, *, limit: int, seconds: int, now: datetime.datetime) -> None:
    """Count one use of ``purpose`` by ``who`` (an address; only its keyed hash is kept).

    Raises TooMany when more than ``limit`` uses fall into one window of ``seconds``.
    """
    key = salted_hmac(f"gongkai.limits.{purpose}", who, algorithm="sha256").hexdigest()
    window, passed = divmod(int(now.timestamp()), seconds)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, window * seconds])
        (uses,) = cursor.fetchone()
    if uses > limit:
        wait = seconds - passed
        raise TooMany(_("使用过于频繁，请约 %(minutes)s 分钟后再试。"), minutes=-(-wait // 60), retry_after=wait)


def forget_old(now: datetime.datetime) -> int:
    """Delete windows that began more than a day ago; returns how many."""
    count, _ = RateWindow.objects.filter(window__lt=int(now.timestamp()) - 86_400).delete()
    return count
