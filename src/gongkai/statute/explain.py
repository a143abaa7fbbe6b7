"""How a decision of the law shows itself: its steps with their sources, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.statute.sources import Source


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a derivation: a statement in Chinese and the place in the norms it rests on (None: a plain fact)."""

    statement: str
    source: Source | None = None

    def __str__(self) -> str:
        return f"{self.statement}（{self.source}）" if self.source else self.statement


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something may not be done (yet): what is wrong, in which field, and the norm that says so.

    ``field`` is the name of the fact to mend, "" when it is no single one.
    """

    field: str
    message: str
    source: Source | None = None

    def __str__(self) -> str:
        return f"{self.message}（{self.source}）" if self.source else self.message
