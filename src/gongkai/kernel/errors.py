"""Why an act was not done. Messages are for the person who asked: what, where, what to do (Chinese)."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (a refusal is not a fault of the program)
    """The act was not done and nothing was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotPermitted(Refused):
    """The actor has no right to this act here."""


class NotFound(Refused):
    """The thing to act on does not exist (any more)."""


class Unlawful(Refused):
    """The actor may, but the rule or the present state forbids it."""


class TooMany(Refused):
    """A public form was used too often; ``retry_after`` in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
