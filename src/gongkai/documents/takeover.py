"""A whole import: rows judged, written by the batch, listed where they were left out, indexed.

Give the same list again to resume. Nothing is kept between two runs: what is there already is known by its identity,
whatever moment the first was killed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from gongkai.documents import likeness
from gongkai.documents.acts.imports import BATCH, BatchOutcome, import_documents
from gongkai.documents.importing.entries import Judged
from gongkai.documents.importing.judging import judged
from gongkai.documents.importing.listing import FaultListing
from gongkai.documents.importing.sources import Source, Unread
from gongkai.documents.terms import terms_of
from gongkai.kernel.actors import Actor
from gongkai.search import index


@dataclass(slots=True)
class Takeover:
    """How far an import is: rows read, documents added, completed, there already, rows left out, rows to look at."""

    read: int = 0
    added: int = 0
    completed: int = 0
    known: int = 0
    left_out: int = 0
    to_look_at: int = 0
    indexed: int = 0


@dataclass(slots=True)
class _Run:
    actor: Actor
    organ_id: int
    name: str
    dry_run: bool
    listing: FaultListing
    progress: Callable[[Takeover], None]
    state: Takeover = field(default_factory=Takeover)
    waiting: list[Judged] = field(default_factory=list)

    def take(self, item: Judged | Unread) -> None:
        """One row: kept for the next batch, or listed."""
        self.state.read += 1
        if isinstance(item, Unread):
            self.state.left_out += 1
            self.listing.add(item.place, item.given, [item.reason], left_out=True)
        elif item.blocked:
            self._list(item, [str(fault) for fault in item.faults], left_out=True)
        else:
            self.waiting.append(item)
            if len(self.waiting) == BATCH:
                self.write()

    def write(self) -> None:
        """One batch."""
        if self.waiting:
            outcome = self._import()
            self.state.added += outcome.added
            self.state.completed += outcome.completed
            self.state.known += outcome.known - outcome.completed
            for position, item in enumerate(self.waiting):
                if position in outcome.refused:
                    self._list(item, [outcome.refused[position]], left_out=True)
                    continue
                noted = [str(fault) for fault in item.faults]
                noted += [outcome.noted[position]] if position in outcome.noted else []
                if noted:
                    self._list(item, noted, left_out=False)
            self.waiting.clear()
        self.progress(self.state)

    def _import(self) -> BatchOutcome:
        entries = [item.entry for item in self.waiting if item.entry is not None]
        if not self.dry_run:
            return import_documents(self.actor, self.organ_id, entries, self.name)
        with transaction.atomic():
            outcome = import_documents(self.actor, self.organ_id, entries, self.name)
            transaction.set_rollback(True)
        return outcome

    def _list(self, item: Judged, problems: list[str], *, left_out: bool) -> None:
        if left_out:
            self.state.left_out += 1
        else:
            self.state.to_look_at += 1
        given = item.row.given or tuple(item.row.values.values())
        self.listing.add(item.row.place, given, problems, left_out=left_out)


def _silent(_state: Takeover) -> None:
    """Nobody watches."""


def take_over(  # noqa: PLR0913
    actor: Actor,
    organ_id: int,
    source: Source,
    name: str,
    faults: Path,
    *,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Callable[[Takeover], None] = _silent,
) -> Takeover:
    """Import every row of a source for an organ; ``faults`` is where rows with faults are listed.

    Raises:
        NotPermitted: the actor may not import for this organ.
        Unlawful: numbers are lacking and the organ has no template for them.
        UnusableSource: the file breaks off.
    """
    today: datetime.date = timezone.localdate()
    with FaultListing(faults, source.names) as listing:
        run = _Run(actor, organ_id, name, dry_run, listing, progress)
        for item in judged(source.rows(), today, jobs, terms_of(organ_id)):
            run.take(item)
        run.write()
    if not dry_run:
        likeness.catch_up()
        for done in index.catch_up():
            run.state.indexed = done
            progress(run.state)
    return run.state
