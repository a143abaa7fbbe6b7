"""Asking: hits with highlighted snippets, facets, and what is known about the state of the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Subquery

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
    kind: str
    object_id: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice to narrow by: value for the address, label for people, hits among those counted."""

    value: int | str
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
    kinds: tuple[Facet, ...] = ()  # labels are the caller's: a kind names a room above
    marks: tuple[Facet, ...] = ()
    waiting: int = 0

    @property
    def capped(self) -> bool:
        return self.total >= CAP

    @property
    def pages(self) -> int:
        return -(-min(self.total, CAP - 1) // PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class _Found:
    """One hit before its text is fetched."""

    entry: int
    in_title: bool
    dated: date
    organ: int | None
    organ_name: str | None
    year: int | None
    kind: str
    mark: str


def search(
    question: str, organ: int | None = None, year: int | None = None, page: int = 1, *, kind: str = "", mark: str = ""
) -> SearchPage:
    """Texts that hold every word of the question, hits in titles first, then newest. Two queries."""
    question = question.strip()[:MAX_QUESTION]
    asked = words(question)
    if not asked:
        return SearchPage(question, Status.EMPTY_QUESTION)
    try:
        with transaction.atomic():
            found = _find(asked, Filters(organ, year, kind, mark))
    except DatabaseError:
        return SearchPage(question, Status.DOWN)
    answer = SearchPage(
        question=question,
        status=Status.OK,
        total=len(found),
        organs=_facets((one.organ, one.organ_name or "") for one in found),
        years=tuple(sorted(_facets((one.year, str(one.year)) for one in found), key=lambda facet: facet.label))[::-1],
        kinds=_facets((one.kind, one.kind) for one in found),
        marks=_facets((one.mark or None, one.mark) for one in found),
    )
    page = max(1, min(page, answer.pages))
    hits, waiting = _hits(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], asked)
    status = Status.BEHIND if waiting else Status.OK
    return replace(answer, hits=hits, page=page, status=status, waiting=waiting)


_FIND = """
SELECT found.entry, found.in_title, e.dated, e.organ_id, o.name, e.year, e.kind, e.mark FROM ({statement}) found
  JOIN search_entry e ON e.id = found.entry LEFT JOIN organs_organ o ON o.id = e.organ_id
"""


def _find(asked: tuple[str, ...], filters: Filters) -> list[_Found]:
    """The hits in order, each once, at most ``CAP``."""
    statement, values = backend().statement(asked, filters, CAP)
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(statement=statement), values)
        rows = [_Found(entry, bool(title), _day(dated), *rest) for entry, title, dated, *rest in cursor.fetchall()]
    rows.sort(key=lambda row: (row.in_title, row.dated, row.entry), reverse=True)
    found: dict[int, _Found] = {}
    for row in rows:
        found.setdefault(row.entry, row)
    return list(found.values())[:CAP]


def _day(stored: date | str) -> date:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored  # SQLite keeps dates as text


def _facets(values: Iterable[tuple[int | str | None, str]]) -> tuple[Facet, ...]:
    """The values with their counts, most frequent first."""
    counted = Counter((value, label) for value, label in values if value is not None)
    return tuple(Facet(value, label, count) for (value, label), count in counted.most_common())


def _hits(found: list[_Found], asked: tuple[str, ...]) -> tuple[tuple[Hit, ...], int]:
    """The hits of a page, and how many texts wait to be indexed: one query."""
    backlog = Entry.objects.filter(indexed=False).order_by()
    if not found:
        return (), backlog.count()
    waiting = Subquery(backlog.values("indexed").annotate(number=Count("*")).values("number"))
    rows = Entry.objects.filter(pk__in=[one.entry for one in found]).annotate(waiting=waiting)
    entries = {entry.pk: entry for entry in rows}
    hits = tuple(_hit(entries[one.entry], one, asked) for one in found)
    return hits, next(iter(entries.values())).waiting or 0


def _hit(entry: Entry, found: _Found, asked: tuple[str, ...]) -> Hit:
    return Hit(
        url=entry.url,
        title=_pieces(entry.title, asked),
        snippet=_snippet(entry.body, asked),
        organ=found.organ_name or "",
        year=found.year,
        dated=found.dated,
        kind=found.kind,
        object_id=entry.object_id,
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
