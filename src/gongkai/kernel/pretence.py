"""Acts as of another moment: sample data shows a year of life and cannot wait for one. Never where real work is done.

The ledger is not deceived: an entry bears the moment it was written at, and says which day the act pretended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

_MOMENT: ContextVar[datetime.datetime | None] = ContextVar("pretended moment", default=None)


@contextmanager
def as_of(moment: datetime.datetime) -> Iterator[None]:
    """Acts within happen at ``moment``. Raises RuntimeError in production."""
    if settings.ENVIRONMENT.production:
        raise RuntimeError("acts are not dated back in production")
    token = _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(token)


def pretended() -> datetime.datetime | None:
    """The moment that acts pretend; None: they happen now."""
    return _MOMENT.get()
