"""Text and questions as overlapping pairs of characters.

Words cannot be cut reliably in Chinese: a question that starts in the middle of a dictionary word finds nothing in an
index of words. Pairs need no dictionary, and a phrase of pairs is an exact substring search. Punctuation and spaces
are left out on both sides, so a question copied across a comma or a line break still finds its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_INDEXED = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """The characters that are searched: compatibility forms unified (ＡＢ → ab), letters and digits only."""
    return _NOT_INDEXED.sub("", unicodedata.normalize("NFKC", text).casefold())


def pairs(normalised: str) -> list[str]:
    """``"abc"`` → ``["ab", "bc", "c"]``: the last character stands alone so that it can be asked for by itself."""
    return [normalised[i : i + 2] for i in range(len(normalised))]


def phrase(normalised_word: str) -> list[str]:
    """The tokens that stand side by side wherever the word stands; one token for words of one or two characters."""
    return [normalised_word[i : i + 2] for i in range(max(1, len(normalised_word) - 1))]


def words(question: str) -> tuple[str, ...]:
    """The words of a question, normalised; all of them must be found. Repetitions are dropped, order is kept."""
    return tuple(dict.fromkeys(word for part in question.split() if (word := normalise(part))))


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(r"[\W_]*".join(map(re.escape, word)), re.IGNORECASE)


def places(text: str, asked: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text as written: half-open ranges, sorted, not overlapping."""
    found: list[tuple[int, int]] = []
    for word in asked:
        matches = [match.span() for match in _pattern(word).finditer(text)]
        found += matches or _places_in_compatibility_forms(text, word)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places_in_compatibility_forms(text: str, word: str) -> list[tuple[int, int]]:
    """The slow way, for text whose characters change when they are normalised (full-width digits, ㈠, ligatures)."""
    normalised: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for kept in normalise(character):
            normalised.append(kept)
            origins.append(position)
    whole = "".join(normalised)
    found = []
    start = whole.find(word)
    while start >= 0:
        found.append((origins[start], origins[start + len(word) - 1] + 1))
        start = whole.find(word, start + len(word))
    return found
