"""Places where a number must stand and does not: 维持具体行政行为件,占总数的100%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.figures.prose import Sentence
from gongkai.reading.figures.scan import Found
from gongkai.reading.model import FigureKind

_UNIT = r"(?P<unit>件次|人次|场次|件|条|次|宗|起|篇|期|场|个|项|人|份)"
_BLANK = re.compile(rf"(?<=[一-鿿])(?<!元)(?:[ \u00a0]+|_{{1,}}|[×xX]{{2,}}|/|\(\s*\)){_UNIT}(?=[,;。、)]|$)")
_STATUTORY = re.compile(
    r"(?:(?<!依)申请|请求|行为|公开|提供|处理|答复|情形|范围|办结|结转|复议|诉讼|维持|纠正|纠错|审结|其他|结果|秘密|隐私)"
    rf"{_UNIT.replace('件次|人次|场次|', '').replace('|篇|期|场|个|项|人|份', '')}(?=[,;。、)]|$)"
)
_SHARE_FOLLOWS = re.compile(r"\s*,\s*占[^,;。]{0,10}\d")


def find_gaps(text: str, sentence: Sentence, found: Sequence[Found]) -> list[Found]:
    """Units without their number. A blank in place of the number is proof; without one it takes the company of
    figures with the same unit, or of a share, behind a statutory term (案件, 文件 are words)."""
    gaps = [_gap(match) for match in _BLANK.finditer(text, sentence.start, sentence.end)]
    units = {item.unit for item in found}
    gaps.extend(
        _gap(match)
        for match in _STATUTORY.finditer(text, sentence.start, sentence.end)
        if match["unit"] in units or _SHARE_FOLLOWS.match(text, match.end())
    )
    return gaps


def _gap(match: re.Match[str]) -> Found:
    return Found(match.start("unit"), match.end("unit"), None, match["unit"], FigureKind.COUNT, missing=True)
