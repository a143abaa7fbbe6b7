"""可能已公开: documents that may be what somebody is about to apply for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.documents.searching import KIND
from gongkai.search.bigrams import normalise
from gongkai.search.queries import Hit, search

MOST = 5
_QUESTIONS = 4
_SHORTEST = 2  # characters of a piece
_ALONE = 4  # characters of a piece that is asked by itself
_BETWEEN = re.compile(r"[\W_]+|(?:19|20)\d\d年?度?|关于|以及|有关|相关|申请|公开|获取|请求|政府信息|[的和与及或请在]")


def suggestions(name: str, number: str, description: str) -> list[Hit]:
    """At most :data:`MOST` public documents, those that hold more of what was typed first."""
    found: dict[str, Hit] = {}
    for question in list(dict.fromkeys(_questions(name, number, description)))[:_QUESTIONS]:
        for hit in search(question, kind=KIND).hits:
            found.setdefault(hit.url, hit)
        if len(found) >= MOST:
            break
    return [*found.values()][:MOST]


def _questions(*texts: str) -> Iterator[str]:
    """From exact to loose: what was typed as it is, then its pieces, then the longest of them."""
    for text in texts[:2]:
        if len(normalise(text)) >= _ALONE:
            yield " ".join(text.split())
    pieces = [piece for piece in _BETWEEN.split(" ".join((texts[0], texts[2]))) if len(piece) >= _SHORTEST]
    if len("".join(pieces)) >= _ALONE:
        yield " ".join(pieces)
    longest = sorted(dict.fromkeys(pieces), key=len, reverse=True)
    if len(longest) > 2:
        yield " ".join(longest[:2])
    yield from (piece for piece in longest[:1] if len(piece) >= _ALONE)
