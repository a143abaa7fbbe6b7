"""What does not belong into a published report: foreign addresses, page widgets, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reading.checks.notices import notice
from gongkai.reading.checks.results import Checked
from gongkai.reading.model import AnnualReport, Paragraph, Side, Span
from gongkai.reading.numbers import to_halfwidth

_HOST = r"(?:[A-Za-z0-9-]+\.)+(?:com|cn|net|org|top|xyz|info|cc|vip|site|online|club|shop|中国|政务)\b"
_MAILBOX = re.compile(rf"[A-Za-z0-9_.+-]+@({_HOST})")
_ADDRESS = re.compile(rf"(?<![@\w.-])(?:https?://)?({_HOST})")
_OFFICIAL = re.compile(r"(?:\.gov\.cn|\.政务|\.政务\.cn|\.edu\.cn)$|^gov\.cn$", re.IGNORECASE)
_SITE_WORDS = re.compile(r"网址|网站|下载|登录|登陆|查阅|访问|门户")
_BEFORE = 40  # characters before an address that say whose it is
_PLACEHOLDER = re.compile(
    r"[×✕xXX*＊_＿]{2,}(?=年|月|日|件|条|次|人|市|县|区|局|个|万元|元|%)|(?<=[\d年月日共为])[×＊*]{1,}(?=件|条|次|人|个|万元|元|%|年|月|日)|〇〇年|○○"
)
_WIDGET = re.compile(
    r"^\s*(?:baidu|map|热搜词|热词|打印|关闭|分享(?:到)?|【?字体|扫一扫|微信扫|返回顶部|上一篇|下一篇|浏览次数|点击量?|当前位置|您现在的位置|"
    r"责任编辑|相关(?:链接|阅读)|无障碍|长者模式)\s*[:：】\]]?.{0,60}$",
    re.IGNORECASE,
)
_EDGE = 12  # paragraphs at either end of the file that may be page furniture


def residue_relations(report: AnnualReport) -> Iterator[Checked]:
    """Residue of other sites, of the page, and of the template."""
    text = to_halfwidth(report.document.text)
    yield from _addresses(text)
    yield from _placeholders(report, text)
    yield from _widgets(report)


def _addresses(text: str) -> Iterator[Checked]:
    seen: set[str] = set()
    for match in _MAILBOX.finditer(text):
        if not _OFFICIAL.search(match[1]) and match[0] not in seen:
            seen.add(match[0])
            span = Span(match.start(), match.end())
            yield notice(
                "R.mailbox",
                "residue",
                f"联系邮箱{match[0]}不是政府域名的邮箱。",
                "宜使用政府域名的工作邮箱。",
                left=Side(match[0], None, quote=match[0], span=span),
            )
    for match in _ADDRESS.finditer(text):
        host = match[1].lower()
        named = _SITE_WORDS.search(text, max(0, match.start() - _BEFORE), match.start())
        if host not in seen and named and not _OFFICIAL.search(host):
            seen.add(host)
            span = Span(match.start(), match.end())
            yield notice(
                "R.domain",
                "residue",
                f"正文给出的网址{match[0]}不是政府域名（.gov.cn）。",
                "可能是镜像站点的地址或者复制残留，请改为本机关的网址。",
                left=Side(match[0], None, quote=match[0], span=span),
            )


def _placeholders(report: AnnualReport, text: str) -> Iterator[Checked]:
    for paragraph in _paragraphs(report):
        for match in _PLACEHOLDER.finditer(text, paragraph.span.start, paragraph.span.end):
            span = Span(match.start(), match.end())
            shown = text[max(0, span.start - 10) : span.end + 10].replace("\n", " ")
            yield notice(
                "R.placeholder",
                "residue",
                f"正文留有占位文字：“{shown}”。",
                "请填写实际内容。",
                left=Side("占位文字", None, quote=shown, span=span),
            )


def _widgets(report: AnnualReport) -> Iterator[Checked]:
    paragraphs = _paragraphs(report)
    edges = paragraphs if len(paragraphs) <= _EDGE * 2 else [*paragraphs[:_EDGE], *paragraphs[-_EDGE:]]
    found = [paragraph for paragraph in edges if _WIDGET.match(paragraph.text)]
    if found:
        words = "、".join(f"“{paragraph.text.strip()[:20]}”" for paragraph in found)
        yield notice(
            "R.widget",
            "residue",
            f"文件首尾夹带网页部件的文字：{words}。",
            "不影响数字；归档时宜删去。",
            left=Side("网页部件", None, quote=found[0].text.strip(), span=found[0].span),
        )


def _paragraphs(report: AnnualReport) -> list[Paragraph]:
    return [block for block in report.document.blocks if isinstance(block, Paragraph) and block.text.strip()]
