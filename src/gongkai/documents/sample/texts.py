"""Sample documents as data (``data/*.yaml``) and as the markup a drafter would hand in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from gongkai.documents.acts import Draft
from gongkai.reading.writers.page import chinese_date

DATA = Path(__file__).parent / "data"
NOTE = "演示数据（示例）：单位、事项、人名和数字均为虚构。"


class SampleText(BaseModel):
    """One document. ``code`` is the series of its number (发文机关代字), ``text`` its lines; see the files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    organ: str
    plan: str
    title: str
    summary: str
    text: str
    code: str = ""
    doc_type: str = ""
    genre: str = ""
    theme: str = ""
    duty: str = ""
    audience: str = ""
    source: str = ""
    keywords: tuple[str, ...] = ()


@cache
def sample_texts() -> Mapping[str, SampleText]:
    """All of them by key. Raises pydantic.ValidationError for a faulty file."""
    rows = [row for path in sorted(DATA.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return {text.key: text for text in map(SampleText.model_validate, rows)}


def draft_of(
    text: SampleText, number: str, dates: Mapping[str, datetime.date], *, signed: tuple[str, datetime.date] | None
) -> Draft:
    """What the drafter hands in. ``signed``: whose name and which day stand below."""
    words = {name: chinese_date(day) for name, day in dates.items()}
    if signed is not None:
        words["year"] = str(signed[1].year)
    lines = [*_markup(text.text.format_map(words)), *_signature(signed if number else None)]
    return Draft(
        title=text.title.format_map(words),
        body="".join((*lines, f'<p class="remark">{NOTE}</p>')),
        summary=text.summary,
        document_number=number,
        doc_type=text.doc_type,
        genre=text.genre,
        theme=text.theme,
        audience=text.audience,
        keywords=text.keywords,
        source=text.source,
        effective_on=dates.get("effective"),
        expires_on=dates.get("expires"),
    )


def _signature(signed: tuple[str, datetime.date] | None) -> Iterator[str]:
    for line in (signed[0], chinese_date(signed[1])) if signed else ():
        yield f'<p class="signature">{escape(line)}</p>'


def _markup(text: str) -> Iterator[str]:
    for kind, lines in groupby(text.splitlines(), key=lambda line: line.partition(" ")[0] in ("|", "##") and line[0]):
        if kind == "|":
            rows = [[escape(cell.strip()) for cell in line.removeprefix("|").split("|")] for line in lines]
            head, *rest = rows
            below = "".join(_row(row, "td") for row in rest)
            yield f"<table><thead>{_row(head, 'th')}</thead><tbody>{below}</tbody></table>"
        elif kind == "#":
            yield from (f"<h2>{escape(line.removeprefix('## '))}</h2>" for line in lines)
        else:
            yield from (f"<p>{escape(line)}</p>" for line in lines)


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"
