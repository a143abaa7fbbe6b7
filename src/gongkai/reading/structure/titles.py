"""The report's title: where it stands, whom it names and for which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reading.structure.dates import parse_year
from gongkai.reading.structure.lines import Line
from gongkai.reading.structure.organs import ORGAN, is_division

_YEAR = r"(?P<year>20\d{2}|二[〇○零O][〇○零O一二三四五六七八九]{2})\s*年?\s*(?:度|的)?"
_NAME = r"[一-鿿()·]"
_KIND = r"(?:政府|政务)?信息(?:主动|依申请)?公开(?:工作|情况|信息|的|年度|年|度|总结)*(?:报告|年报)"
_BEFORE = rf"(?P<before>{_NAME}{{0,40}}?)\s*{_YEAR}\s*(?P<between>{_NAME}{{0,40}}?)\s*{_KIND}"
MENTION = re.compile(_BEFORE)
"""A title as it stands in a sentence ("编制某县2020年政府信息公开工作年度报告")."""
_INNER = r"(?:(?P<inner>20\d{2})年?度?|工作|情况|信息|的|年度|总结)*"
_ALONE = rf"(?P<alone>{_NAME}{{0,40}}?)\s*(?:政府|政务)?信息公开{_INNER}(?:报告|年报)"
_LINE = re.compile(rf"^[《【\[(\s]*(?:{_BEFORE}|{_ALONE})")
_AFTER_LINE = re.compile(r"^[》】\])\s]*(?:\((?:20\d{2}|二.{3})年?度?\))?[》】\s]*$")
_YEAR_AFTER = re.compile(r"\((?P<year>20\d{2}|二[〇○零O].{2})年?度?\)")
_OTHER_KIND = re.compile(r"通知|通报|指南|要点|方案|办法|函$|公示|目录|解读|新闻|范本|模板")
_NOISE = re.compile(r"[>»|]|首页|当前位置|您(?:所)?在的?位置|上一[篇条]|下一[篇条]|相关")
_GLUE_WORDS = re.compile(r"^(?:关于|编制|公布|发布|现将|现公布|现|由)+")
_MAX_TITLE = 80
_TITLE_LINES = 3  # a centred title is broken into at most so many lines
_YEAR_LINE = re.compile(rf"^{_NAME}{{0,30}}(?:20\d{{2}}|二[〇○零O].{{2}})\s*年?度?$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title line. ``subject`` is the words that name the unit, not yet resolved; ``lines`` the lines it takes."""

    text: str
    subject: str
    year: int | None
    start: int
    end: int
    of_other_kind: bool = False  # a notice or a guide about reports


def find_title(lines: Sequence[Line]) -> Title | None:
    """The title among the lines before the first chapter: the last that names the unit and the year, else the last."""
    found = [title for index in range(len(lines)) if (title := _title_at(lines, index))]
    complete = [title for title in found if title.year is not None and title.subject]
    with_year = [title for title in found if title.year is not None]
    return next(reversed(complete or with_year or found), None)


def _title_at(lines: Sequence[Line], index: int) -> Title | None:
    """The title that ends in this line; names of the unit in the lines above belong to it."""
    line = lines[index]
    title = _read(line.text, line.start, line.end)
    if title is None or title.of_other_kind or (title.subject and title.year is not None):
        return title
    text, start = line.text, line.start
    for above in reversed(lines[max(0, index - _TITLE_LINES + 1) : index]):
        if not ORGAN.match(above.text) and not is_division(above.text) and not _YEAR_LINE.match(above.text):
            break
        text, start = above.text + text, above.start
    return _read(text, start, line.end) or title


def _read(text: str, start: int, end: int) -> Title | None:
    if len(text) > _MAX_TITLE or _NOISE.search(text):
        return None
    bare = re.sub(r"\s+", "", text)
    if _OTHER_KIND.search(bare) and re.search(_KIND, bare):
        return Title(text, "", None, start, end, of_other_kind=True)
    match = _LINE.match(bare)
    if match is None or not _AFTER_LINE.match(bare[match.end() :]):
        return None
    year = match["year"] or match["inner"] or (after["year"] if (after := _YEAR_AFTER.search(bare)) else None)
    subject = subject_of(match["before"] or match["alone"] or "", match["between"] or "")
    return Title(text, subject, parse_year(year) if year else None, start, end)


def subject_of(before: str, between: str) -> str:
    """The name of the unit out of the words before and behind the year."""
    name = "".join(_GLUE_WORDS.sub("", part).strip("的()·关于") for part in (before, between))
    return f"{name}政府" if name.endswith("人民") else name
