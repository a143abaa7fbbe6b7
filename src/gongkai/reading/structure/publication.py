"""The day of publication, from whatever names it best."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from gongkai.reading.numbers import to_halfwidth
from gongkai.reading.structure.dates import DATE, first_date
from gongkai.reading.structure.index import index_date
from gongkai.reading.structure.lines import Line

_HEADER = re.compile(r"发布|来源|时间|日期|作者|浏览|阅读|字体|字号|点击|信息员|编辑|公开")
_ONLY_DATE = re.compile(rf"\D{{0,3}}{DATE}(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\D{{0,3}}")
_TODAY = re.compile(r"今天|今日|星期|天气|农历|当前时间")
_SENTENCE = re.compile(r"。|期限|时限|统计|条例|截[至止]|根据")
_LONGEST_HEADER = 150


def published_on(
    index: dict[str, str], above: Sequence[Line], metadata: dict[str, str], signed_on: datetime.date | None
) -> datetime.date | None:
    """Catalogue header, line under the title, what the page says about itself, then the date of the signature."""
    return (
        index_date(index)
        or next((found for line in above if (found := _header_date(line))), None)
        or first_date(to_halfwidth(metadata.get("published", "")))
        or signed_on
    )


def _header_date(line: Line) -> datetime.date | None:
    if len(line.text) > _LONGEST_HEADER or _TODAY.search(line.text) or _SENTENCE.search(line.text):
        return None
    if _HEADER.search(line.text) or _ONLY_DATE.fullmatch(line.text):
        return first_date(line.text)
    return None
