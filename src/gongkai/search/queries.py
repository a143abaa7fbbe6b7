"""Asking: hits with highlighted snippets, facets, and what is known about the state of the index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.db import DatabaseError, connection, transaction

from gongkai.search.backends import Filters, backend
from gongkai.search.bigrams import places, words
from gongkai.search.models import Entry

CAP = 1001  # counting stops here: nobody reads the thousand-and-first hit
PAGE_SIZE = 10
MAX_QUESTION = 100  # characters
_SNIPPET = 120  # characters of text around the first place
_BEFORE = 30


class Status(StrEnum):
    OK = "ok"
    EMPTY_QUESTION = "empty"  # nothing to search for: only punctuation, or nothing at all
    BEHIND = "behind"  # some texts are not in the index yet
    DOWN = "down"  # the index cannot be asked


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a title or snippet; ``marked`` where a word of the question stands."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    url: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    organ: str
    year: int | None
    dated: date


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice to narrow by: value for the address, label for people, hits among those counted."""

    value: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of hits. ``total`` stops at ``CAP``; ``capped`` says so. ``waiting`` texts are not yet in the index."""

    question: str
    status: Status
    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    organs: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    waiting: int = 0

    @property
    def capped(self) -> bool:
        return self.total >= CAP

    @property
    def pages(self) -> int:
        return -(-min(self.total, CAP - 1) // PAGE_SIZE)


def search(question: str, organ: int | None = None, year: int | None = None, page: int = 1) -> SearchPage:
    """Texts that hold every word of the question, hits in titles first, then newest. Three queries."""
    question = question.strip()[:MAX_QUESTION]
    asked = words(question)
    if not asked:
        return SearchPage(question, Status.EMPTY_QUESTION)
    try:
        with transaction.atomic():
            matches = backend().match(asked, Filters(organ, year), CAP)
    except DatabaseError:
        return SearchPage(question, Status.DOWN)
    ids = [match.entry for match in matches]
    organs, years, waiting = _facets(ids)
    found = SearchPage(
        question=question,
        status=Status.BEHIND if waiting else Status.OK,
        total=len(ids),
        organs=organs,
        years=years,
        waiting=waiting,
    )
    page = max(1, min(page, found.pages))
    hits = _hits(ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], asked)
    return replace(found, hits=hits, page=page)


def _hits(ids: list[int], asked: tuple[str, ...]) -> tuple[Hit, ...]:
    entries = {entry.pk: entry for entry in Entry.objects.filter(pk__in=ids).select_related("organ")}
    return tuple(_hit(entries[pk], asked) for pk in ids if pk in entries)


def _hit(entry: Entry, asked: tuple[str, ...]) -> Hit:
    return Hit(
        url=entry.url,
        title=_pieces(entry.title, asked),
        snippet=_snippet(entry.body, asked),
        organ=entry.organ.name if entry.organ else "",
        year=entry.year,
        dated=entry.dated,
    )


def _snippet(body: str, asked: tuple[str, ...]) -> tuple[Piece, ...]:
    found = places(body, asked)
    start = max(0, found[0][0] - _BEFORE) if found else 0
    text = " ".join(body[start : start + _SNIPPET].split())
    before, after = "…" if start else "", "…" if start + _SNIPPET < len(body) else ""
    return (Piece(before, False), *_pieces(text, asked), Piece(after, False))


def _pieces(text: str, asked: tuple[str, ...]) -> tuple[Piece, ...]:
    pieces, position = [], 0
    for start, end in places(text, asked):
        pieces += [Piece(text[position:start], False), Piece(text[start:end], True)]
        position = end
    pieces.append(Piece(text[position:], False))
    return tuple(piece for piece in pieces if piece.text)


_FACETS = """
SELECT 0 AS facet, e.organ_id AS value, o.name AS label, count(*) AS hits
  FROM search_entry e JOIN organs_organ o ON o.id = e.organ_id WHERE e.id IN ({ids}) GROUP BY e.organ_id, o.name
UNION ALL
SELECT 1, year, '', count(*) FROM search_entry WHERE id IN ({ids}) AND year IS NOT NULL GROUP BY year
UNION ALL
SELECT 2, 0, '', count(*) FROM search_entry WHERE NOT indexed
ORDER BY 1, 4 DESC, 2 DESC
"""


def _facets(ids: list[int]) -> tuple[tuple[Facet, ...], tuple[Facet, ...], int]:
    """Counts by organ and by year among the hits, and the backlog of the index: one query."""
    listed = ",".join(map(str, ids)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(_FACETS.format(ids=listed))
        rows = cursor.fetchall()
    by_facet = {facet: list(group) for facet, group in groupby(rows, key=lambda row: row[0])}
    organs = tuple(Facet(value, label, count) for _, value, label, count in by_facet.get(0, []))
    years = tuple(Facet(value, str(value), count) for _, value, _, count in by_facet.get(1, []))
    return organs, tuple(sorted(years, key=lambda facet: -facet.value)), by_facet[2][0][3]
