"""The header of the disclosure catalogue (索引号, 发布机构, 发布日期 …) above a report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from gongkai.reading.model import Document, Grid
from gongkai.reading.numbers import to_halfwidth
from gongkai.reading.structure.dates import first_date
from gongkai.reading.structure.lines import Line

_KEY_WORDS = (
    "索引号 信息索引号 索引编号 索取号 发布机构 发文机构 发文机关 公开机构 制作机构 责任部门 "
    "责任单位 公开主体 公开责任部门 发布单位 公开目录 所属目录 信息分类 主题分类 体裁分类 组配分类 "
    "服务对象分类 信息类别 公文种类 发布日期 发布时间 公开日期 公开时间 发文日期 发文时间 成文日期 "
    "生成日期 生效日期 失效日期 文号 发文字号 文件编号 主题词 关键词 关键字 浏览量 浏览次数 点击数 "
    "有效性 是否有效 效力状态 公开方式 公开形式 公开时限 公开范围 公开属性 公开程序 内容概述 "
    "信息名称 文件名称 名称 标题 语种 载体类型 信息来源 来源 备注"
)
_CERTAIN = frozenset(
    {"索引号", "信息索引号", "索引编号", "索取号", "发布机构", "发文机构", "公开目录", "发文字号", "组配分类"}
)
_BY_LENGTH = sorted(_KEY_WORDS.split(), key=len, reverse=True)
_KEY = "|".join(r"[ \t]*".join(key) for key in _BY_LENGTH)
_ENTRY = re.compile(rf"(?:^|(?<=[\s|;,]))[【\[]?(?P<key>{_KEY})[】\]]?[ \t]*(?:[:|][ \t|]*|(?=[ \t]|$))")
_WHOLE_KEY = re.compile(rf"[【\[]?(?P<key>{_KEY})[】\]]?\s*:?\s*(?P<value>.*)", re.DOTALL)
_UNIT_KEYS = (
    "发布机构",
    "公开机构",
    "发文机构",
    "发文机关",
    "公开主体",
    "发布单位",
    "责任部门",
    "责任单位",
    "公开责任部门",
    "制作机构",
)
_DATE_KEYS = ("发布日期", "发布时间", "公开日期", "公开时间", "发文日期", "发文时间", "生成日期", "成文日期")


def read_index(document: Document, lines: Sequence[Line]) -> dict[str, str]:
    """Entries of the header as printed; keys without the blanks some pages put between their characters.

    ``lines`` are those before the first chapter. Empty unless a key stands there that only a catalogue has.
    """
    end = lines[-1].end if lines else 0
    entries = dict(_from_lines(document, lines))
    for block in document.blocks:
        if isinstance(block, Grid) and block.span.start < end:
            entries |= _from_grid(block)
    return entries if _CERTAIN & entries.keys() else {}


def _from_lines(document: Document, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        matches = [] if line.in_grid else list(_ENTRY.finditer(line.text))
        if not matches or matches[0].start() > 0:
            continue
        for match, following in zip(matches, [*matches[1:], None], strict=True):
            value_end = following.start() if following else len(line.text)
            printed = document.text[line.start + match.end() : line.start + value_end]
            yield _bare(match["key"]), printed.strip(" \t|;；")


def _from_grid(grid: Grid) -> dict[str, str]:
    """Keys in one cell with the value in the next one, or both in one cell."""
    entries: dict[str, str] = {}
    key = None
    for cell in grid.cells:
        match = _WHOLE_KEY.fullmatch(to_halfwidth(cell.text).strip())
        if match and (not match["value"] or ":" in to_halfwidth(cell.text)):
            key = _bare(match["key"])
            entries[key] = cell.text.strip()[match.start("value") :].strip()
            key = key if not entries[key] else None
        elif key:
            entries[key] = cell.text.strip()
            key = None
    return entries


def _bare(key: str) -> str:
    return "".join(key.split())


def index_unit(index: dict[str, str]) -> str:
    """The organ that the header names as publisher."""
    return next((index[key] for key in _UNIT_KEYS if index.get(key)), "")


def index_date(index: dict[str, str]) -> datetime.date | None:
    """The day of publication by the header."""
    dates = (first_date(to_halfwidth(index.get(key, ""))) for key in _DATE_KEYS)
    return next((found for found in dates if found), None)
