"""Papers that tests print."""

from __future__ import annotations

import datetime
import io
import re

import docx
import pypdfium2
from docx.document import Document

from gongkai.papers.markup import blocks_of
from gongkai.papers.model import Copy, Paper, Paragraph, Run, Signature

DAY = datetime.date(2026, 3, 20)
BODY = (
    "<p>各县、区人民政府：</p><p>现将标准通知如下，请<strong>认真</strong>执行<a href='https://a.example/1'>省级文件</a>。</p>"
    "<p>一、总体要求</p><p>应保尽保。</p><p>（一）保障标准</p><ol start='3'><li>第三点<ul><li>下面</li></ul></li></ol>"
    "<table><tr><th rowspan='2'>档次</th><th colspan='2'>标准</th></tr><tr><th>城市</th><th>农村</th></tr>"
    "<tr><td>一档</td><td>680</td><td>520</td></tr></table><p class='right'>2026年1月5日</p>"
)
COPY = Copy(
    "有效性：已废止",
    "https://gov.example/documents/12/",
    datetime.date(2026, 11, 23),
    "（已废止，截至 2026-11-23）",
    (("索引号", "X-2026-1"), ("发文机关", "某市人民政府办公室")),
)
DOCUMENT = Paper(
    "关于公布低保标准的通知",
    blocks_of(BODY),
    COPY.fetched_on,
    mark="某市人民政府办公室",
    number="某政办发〔2026〕3号",
    author="某市人民政府办公室",
    copy=COPY,
)
LETTER = Paper(
    "政府信息公开申请答复书",
    (Paragraph((Run("您提出的申请收悉。"),)), Paragraph((Run("如不服本答复，可以申请行政复议。"),))),
    DAY,
    mark="某市自然资源局",
    number="某自然资公开〔2026〕15号",
    approver="李签发",
    addressee="张申请",
    attachments=("征收公告", "送达回证"),
    signature=Signature(("某市自然资源局",), DAY),
    note="此件依申请公开",
    copied_to="某市人民政府办公室",
    issued=("某市自然资源局办公室", "2026年3月20日"),
)
LETTER_IN_ORDER = (
    *(
        "某市自然资源局",
        "某自然资公开〔2026〕15号",
        "李签发",
        "政府信息公开申请答复书",
        "张申请：",
        "您提出的申请收悉。",
    ),
    *("如不服本答复，可以申请行政复议。", "附件：1.征收公告", "2.送达回证", "某市自然资源局", "2026年3月20日"),
    *("（此件依申请公开）", "抄送：某市人民政府办公室。", "某市自然资源局办公室", "2026年3月20日印发"),
)


def tight(text: str) -> str:
    """Without blanks and line ends: where a line breaks is the writer's business."""
    return re.sub(r"\s+", "", text)


def stand_in_order(text: str, words: tuple[str, ...]) -> bool:
    """Whether the words follow each other in the text."""
    place = 0
    for word in map(tight, words):
        found = tight(text).find(word, place)
        if found < 0:
            return False
        place = found + len(word)
    return True


def pdf_text(content: bytes) -> str:
    """The text of all pages as a reader of PDF extracts it."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def word(content: bytes) -> Document:
    """The Word file, opened."""
    return docx.Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    """Paragraphs and cells in the order of the file."""
    body = word(content).element.body
    return "\n".join("".join(part.itertext("{*}t")) for part in body.iter("{*}p"))
