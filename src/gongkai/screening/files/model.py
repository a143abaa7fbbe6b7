"""What cleaning a file gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Trace(StrEnum):
    """What a file carries besides what its reader sees; the value is its Chinese name."""

    PROPERTIES = "文档属性"
    XMP = "XMP 元数据"
    CUSTOM_XML = "自定义 XML 数据"
    COMMENTS = "批注"
    THUMBNAIL = "缩略图"
    EDIT_MARKS = "编辑痕迹标识"
    TEMPLATE = "模板、打印机、文件路径"
    VARIABLES = "文档变量"
    SIGNATURE = "数字签名"
    EARLIER_REVISIONS = "以前保存的版本"
    ORPHANS = "没有被引用的内容"
    ATTACHMENTS = "嵌入的附件"
    SCRIPTS = "脚本和自动动作"
    FORM_VALUES = "表单数据"
    FLATTENED = "已并入页面的表单、印章外观"
    HIDDEN_LAYERS = "隐藏图层"
    APPLICATION_DATA = "制作软件的私有数据"
    CAMERA = "拍摄信息（EXIF、位置等）"
    TRAILING = "文件末尾的附加数据"
    # what only a person can decide
    HIDDEN_TEXT = "隐藏文字"
    HIDDEN_SHEET = "隐藏工作表"
    HIDDEN_CELLS = "隐藏的行或者列"
    EMBEDDED = "嵌入对象"
    EXTERNAL = "指向外部文件的链接"
    CACHED_DATA = "数据透视表、外部链接的缓存数据"


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of trace at one place (part, page or sheet), how many there are, and what it says where that helps."""

    trace: Trace
    place: str = ""
    count: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        return "，".join(filter(None, [self.trace.value, self.place, f"{self.count} 处", self.excerpt]))


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """The cleaned file, what was taken out of it, and what is still in it for a person to decide (``findings``)."""

    data: bytes
    kind: str  # pdf, docx, xlsx, jpeg, png, webp
    removed: tuple[Item, ...] = ()
    findings: tuple[Item, ...] = ()


@dataclass
class Tally:
    """Counts while a file is cleaned."""

    _removed: Counter[tuple[Trace, str]] = field(default_factory=Counter)
    _findings: dict[tuple[Trace, str], Item] = field(default_factory=dict)

    def remove(self, trace: Trace, place: str = "", count: int = 1) -> None:
        if count:
            self._removed[trace, place] += count

    def find(self, trace: Trace, place: str, count: int = 1, excerpt: str = "") -> None:
        if count:
            self._findings[trace, place] = Item(trace, place, count, excerpt)

    def result(self, data: bytes, kind: str) -> Scrubbed:
        removed = tuple(Item(trace, place, count) for (trace, place), count in self._removed.items())
        return Scrubbed(data, kind, removed, tuple(self._findings.values()))
