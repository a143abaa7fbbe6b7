"""How an official paper is printed: ``law/official_papers.yaml`` (GB/T 9704—2012)."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Literal, get_args

from pydantic import model_validator

from gongkai.statute.data import LawModel, load
from gongkai.statute.sources import SourceRef

Face = Literal["body", "title", "black", "kai", "song"]
"""仿宋, 小标宋, 黑体, 楷体, 宋体."""


class PageMeasures(LawModel):
    """Paper and text area in mm; ``lines`` of ``characters`` of the body's size fill the text area."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    lines: int
    characters: int


class Sizes(LawModel):
    """Type sizes in pt."""

    mark: float
    title: float
    body: float
    small: float
    table: float
    fine: float


class Blanks(LawModel):
    """Blank characters beside and blank lines above the parts."""

    first_line: int
    number_below_mark: int
    title_below_rule: int
    addressee_below_title: int
    attachments_above: int
    signature_above: int
    date_right: int
    unsealed_right: int
    imprint_side: int
    page_number_side: int


class Rules(LawModel):
    """Thickness of lines in mm."""

    number: float
    imprint: float
    imprint_inner: float


class PaperLayout(LawModel):
    """The whole layout. ``faces``: for every kind of type the font families that may stand for it, best first.

    ``word_faces`` are the names written into Word files, where the reader's machine finds a substitute by itself.
    """

    id: str
    label: str
    valid_from: datetime.date
    source: SourceRef
    page: PageMeasures
    sizes: Sizes
    blanks: Blanks
    page_number_below_text: float
    rules: Rules
    red: str
    faces: dict[Face, tuple[str, ...]]
    word_faces: dict[Face | Literal["latin"], str]

    @model_validator(mode="after")
    def _complete(self) -> PaperLayout:
        missing = [face for face in get_args(Face) if not self.faces.get(face) or not self.word_faces.get(face)]
        if missing:
            raise ValueError(f"没有规定字体：{'、'.join(missing)}")
        return self

    @property
    def text_width(self) -> float:
        """Width of the text area, mm."""
        return self.page.width - self.page.left - self.page.right

    @property
    def text_height(self) -> float:
        """Height of the text area, mm."""
        return self.page.height - self.page.top - self.page.bottom


@cache
def paper_layout() -> PaperLayout:
    """The layout in force; there is one version in ``law/``."""
    return load(PaperLayout, "official_papers.yaml")
