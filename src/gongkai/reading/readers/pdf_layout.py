"""Characters of a PDF page with their places, and the lines they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.reading.readers.characters import normalise

_WORD_GAP = 0.25  # em between two Latin words or numbers
_CHINESE_GAP = 0.6  # em; less is letter-spacing of a justified line
_COLUMN_GAP = 1.2  # em; more separates columns


@dataclass(frozen=True, slots=True)
class Character:
    """A printed character; places in points from the top left corner of the page as displayed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """Characters side by side. ``margins`` are the left and right edge of the text on its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    page: int
    margins: tuple[float, float] = (0.0, 0.0)

    @property
    def size(self) -> float:
        return self.bottom - self.top


def page_characters(page: pypdfium2.PdfPage) -> list[Character]:
    """All visible characters of a page in the order of the file."""
    textpage = page.get_textpage()
    width, height = page.get_size()
    turned = page.get_rotation()
    box = pdfium.FS_RECTF()
    found: list[Character] = []
    for index in range(textpage.count_chars()):
        text = normalise(chr(pdfium.FPDFText_GetUnicode(textpage, index)))
        if not text.strip() or not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        if box.right > box.left and box.top > box.bottom:
            edges = _displayed((box.left, box.bottom, box.right, box.top), turned, width, height)
            found.append(Character(text, *edges))
    textpage.close()
    return found


def _displayed(
    box: tuple[float, float, float, float], turned: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """Left, top, right, bottom on the page as displayed; ``width`` and ``height`` are those of the display."""
    left, bottom, right, top = box
    if turned == 90:
        return bottom, left, top, right
    if turned == 180:
        return width - right, bottom, width - left, top
    if turned == 270:
        return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """Group characters into lines from top to bottom."""
    return [_line(row, page) for row in rows_of(characters)]


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters of each line from left to right, lines from top to bottom."""
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: (c.middle[1], c.left)):
        if rows and _same_line(rows[-1][0], character):
            rows[-1].append(character)
        else:
            rows.append([character])
    return [sorted(row, key=lambda c: c.left) for row in rows]


def _same_line(first: Character, other: Character) -> bool:
    return abs(first.middle[1] - other.middle[1]) < 0.5 * max(first.bottom - first.top, other.bottom - other.top)


def _line(row: list[Character], page: int) -> Line:
    size = max(c.bottom - c.top for c in row)
    text = "".join(_with_gaps(row, _em(row)))
    return Line(text, row[0].left, min(c.top for c in row), max(c.right for c in row), row[0].top + size, page)


def _em(row: list[Character]) -> float:
    """Width of a full character; the font's line height stands in when a line has digits alone."""
    return max(max(c.right - c.left, 0.5 * (c.bottom - c.top)) for c in row)


def _with_gaps(row: list[Character], em: float) -> Iterator[str]:
    """Texts and the blanks between them; wide gaps are padded so that columns stand below each other."""
    columns = 0  # printed so far, a Chinese character takes two
    before: Character | None = None
    for character in row:
        gap = (character.left - before.right) / em if before else _COLUMN_GAP
        blanks = 0
        if gap >= _COLUMN_GAP:
            blanks = max(2 if before else 0, round(2 * character.left / em) - columns)
        elif before and gap > (_WORD_GAP if before.text.isascii() and character.text.isascii() else _CHINESE_GAP):
            blanks = 1
        yield " " * blanks + character.text
        columns += blanks + (1 if character.text.isascii() else 2)
        before = character
