"""The columns of a list of published documents: Chinese headers in any order; what is not known is reported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its headers (the first is the usual one), and what may stand in it."""

    field: str
    headers: tuple[str, ...]
    what: str
    required: bool = False

    @property
    def label(self) -> str:
        """The usual header."""
        return self.headers[0]


COLUMNS = (
    Column("title", ("标题", "名称", "信息名称", "文件名称"), "全称，不超过 300 字", required=True),
    Column(
        "published",
        ("发布日期", "公开日期", "发布时间", "发文日期"),
        "2020-03-01、2020年3月1日、2020-03-01 10:30；不晚于今天",
        required=True,
    ),
    Column("body", ("正文", "内容", "信息内容"), "HTML 或者文字；可以改用“正文文件”"),
    Column("file", ("正文文件", "文件路径"), "列表所在文件夹中的 HTML、DOCX 或者文字文件"),
    Column("url", ("网址", "原文网址", "原文地址", "链接", "地址", "URL"), "原网站的完整网址；没有正文时必填"),
    Column("index_number", ("索引号", "信息索引号"), "没有的按本机关的格式编制"),
    Column("document_number", ("发文字号", "文号"), "云政办发〔2020〕1号；公文种类已填时必填"),
    Column("doc_type", ("公文种类", "公文种类分类"), "15 种公文之一"),
    Column("plan", ("文件类别",), "一般文件、行政规范性文件、政务信息、政策解读"),
    Column("genre", ("体裁", "体裁分类"), "公文、规章、行政规范性文件、规划计划 …"),
    Column("theme", ("主题分类", "主题"), "综合政务，或者 综合政务\\政务公开"),
    Column("audience", ("服务对象", "服务对象分类"), "全社会、个人、企业 …"),
    Column("keywords", ("主题词", "关键词"), "用顿号、逗号、分号或者空格分开"),
    Column("summary", ("内容概述", "摘要", "概述"), "没有的取正文开头"),
    Column("source", ("来源", "信息来源"), "没有的取发布机构"),
    Column("publisher", ("发布机构", "发文机关", "发布单位", "公开主体"), "印在原网页上的机关"),
    Column("unit", ("责任部门", "责任处室"), "机关内设机构"),
    Column("formed", ("成文日期", "生成日期"), "没有的取发布日期"),
    Column("effective", ("施行日期", "生效日期", "实施日期"), "日期"),
    Column("expires", ("有效期至", "截止日期"), "日期，晚于施行日期"),
    Column("validity", ("有效性", "时效"), "有效、已修改、废止、失效"),
    Column("ended", ("废止日期", "失效日期"), "废止、失效的日期"),
    Column("duty", ("法定主动公开内容", "法定事项"), "条例第二十条、第二十一条的事项"),
    Column("leaf", ("公开事项", "公开目录"), "本机关公开目录中的事项：二级事项，或者 一级事项 / 二级事项"),
    Column("attribute", ("公开属性", "公开方式"), "只能是主动公开"),
    Column("secrecy", ("密级", "涉密状态"), "标有密级的不得导入"),
)
BY_FIELD = {column.field: column for column in COLUMNS}
_BY_HEADER = {header.upper(): column.field for column in COLUMNS for header in column.headers}
_NOISE = re.compile(r"[\s*＊:：【】\[\]]+")


@dataclass(frozen=True, slots=True)
class Header:
    """A header row understood: the field of each column ("" = not known), and the headers nobody knows."""

    names: tuple[str, ...]
    fields: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def field_of(header: str) -> str:
    """The field a header stands for, "" for an unknown one. Blanks, colons and stars do not matter."""
    return _BY_HEADER.get(_NOISE.sub("", unicodedata.normalize("NFKC", header)).upper(), "")


def recognise(names: Sequence[str]) -> Header:
    """Which column is which. ``missing`` and ``twice`` are labels of columns; with either the list cannot be read."""
    fields = tuple(field_of(name) for name in names)
    return Header(
        tuple(names),
        fields,
        unknown=tuple(name for name, field in zip(names, fields, strict=True) if not field and name.strip()),
        missing=tuple(column.label for column in COLUMNS if column.required and column.field not in fields),
        twice=tuple(column.label for column in COLUMNS if fields.count(column.field) > 1),
    )
