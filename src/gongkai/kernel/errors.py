"""Why an act was not done. Messages are for the person who asked: what, where, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the stubs are for developers only
    from django_stubs_ext import StrPromise


class Refused(Exception):  # noqa: N818 (a refusal is not a fault of the program)
    """The act was not done and nothing was written.

    ``message`` is a lazy translation, its named places are filled from ``values`` in the language of whoever reads it.
    """

    def __init__(self, message: str | StrPromise, **values: object) -> None:
        super().__init__(message)
        self._message, self._values = message, values

    @property
    def message(self) -> str:
        """The refusal in the language that is active now."""
        return str(self._message) % self._values if self._values else str(self._message)

    def __str__(self) -> str:
        return self.message


class NotPermitted(Refused):
    """The actor has no right to this act here."""


class NotFound(Refused):
    """The thing to act on does not exist (any more)."""


class Unlawful(Refused):
    """The actor may, but the rule or the present state forbids it."""


class TooMany(Refused):
    """A public form was used too often; ``retry_after`` in seconds."""

    def __init__(self, message: str | StrPromise, retry_after: int, **values: object) -> None:
        super().__init__(message, **values)
        self.retry_after = retry_after
