"""Texts that are nearly the same: found by marks they share, confirmed by comparing them.

A text's marks are the smallest hashes of its overlapping pieces (a bottom-k sketch): two texts that share most pieces
share most marks. The marks are an index like that of the search: whoever lost them fills them again.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from rapidfuzz.distance import Indel

from gongkai.documents.models import Document, TextMark

PIECE = 6  # characters
MARKS = 12
SHARED = 4  # marks in common make a text worth comparing
CANDIDATES = 5
SHORTEST = 60  # characters; shorter texts are alike by their form
LONGEST = 20_000  # characters compared
ALIKE = 0.85
BATCH = 500


@dataclass(frozen=True, slots=True)
class Like:
    """A public document whose text is nearly the same. ``share`` 0–1; 1: but for blanks and punctuation."""

    document: Document
    share: float


def normalised(text: str) -> str:
    """A text without blanks, punctuation, case and width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


def marks(text: str) -> list[int]:
    """The marks of a text, at most :data:`MARKS`; none for an empty one."""
    plain = normalised(text)
    pieces = {plain[start : start + PIECE] for start in range(max(1, len(plain) - PIECE + 1))} - {""}
    return heapq.nsmallest(MARKS, {zlib.crc32(piece.encode()) for piece in pieces})


def remember(document: Document, text: str, *, first: bool) -> None:
    """Keep the marks of a document's public text in place of those it had, unless it is its ``first``."""
    if not first:
        TextMark.objects.filter(document=document).delete()
    TextMark.objects.bulk_create(TextMark(document=document, value=value) for value in marks(text))


def catch_up() -> int:
    """Keep the marks of public texts that have none yet, a batch a transaction; returns how many documents."""
    done, last = 0, 0
    known = TextMark.objects.filter(document=OuterRef("pk"))
    missing = Document.objects.filter(~Exists(known), live__isnull=False).exclude(live__text="")
    while True:
        with transaction.atomic():
            rows = list(missing.filter(pk__gt=last).select_related("live").order_by("pk")[:BATCH])
            if not rows:
                return done
            TextMark.objects.bulk_create(
                [TextMark(document=row, value=value) for row in rows if row.live for value in marks(row.live.text)],
                ignore_conflicts=True,
            )
        done, last = done + len(rows), rows[-1].pk


def alike(text: str, but: Document) -> Iterator[Like]:
    """Public documents that say nearly the same, most alike first; not ``but`` nor what it replaces or amends."""
    plain = normalised(text)
    if len(plain) < SHORTEST:
        return
    family = but.relations.filter(kind__in=("replaces", "amends")).values("target")
    shared = TextMark.objects.filter(value__in=marks(text), document__live__isnull=False)
    shared = shared.exclude(Q(document=but) | Q(document__in=family)) if but.pk else shared
    counted = shared.values("document").annotate(number=Count("pk")).filter(number__gte=SHARED).order_by("-number")
    chosen = [row["document"] for row in counted[:CANDIDATES]]
    found = []
    for document in Document.objects.filter(pk__in=chosen).select_related("live"):
        other = normalised(document.live.text) if document.live else ""
        share = Indel.normalized_similarity(plain[:LONGEST], other[:LONGEST], score_cutoff=ALIKE)
        if share and document.live is not None and document.live.text != text:
            found.append(Like(document, share))
    yield from sorted(found, key=lambda like: -like.share)
