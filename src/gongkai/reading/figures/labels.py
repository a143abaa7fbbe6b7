"""What a figure counts: the words before the number, or behind it where the phrase before only acts."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.figures.masks import DATE
from gongkai.reading.model import Span

_BREAKS = ",;。!?:()"
_LEAD = re.compile(
    r"(?:\s|[、,;:。)+=]|其中|并且|而且|以及|同时|另外|此外|分别(?:为|是)?|共计|合计|累计|总计|一共|共有|共|总共|全年|本年度?|今年|年内|当年|一年来|截至目前|截止目前|目前"
    r"|截[至止]|期间|其余|\(?[一二三四五六七八九十]是|和|及|与|或|并|均|已|以[上下内](?=的)|的|含|包括|(?:\d{1,2}|[一二三四五六七八九十]+)[.、]|\([一二三四五六七八九十\d]+\))+"
)
_TRAIL = re.compile(
    r"(?:\s|[:、,+=_]|共计|合计|累计|总计|一共|共有|共|达到|高达|多达|达|约为|约|近|(?<!行)为|是|最高|最多|数量|总数|数|的|了|有|分别|超过|超|逾|各|增加到|至|(?<!收)到|仅)+$"
)
_SUBJECT = re.compile(r"^.{0,40}?(?<!公)(?:共计|合计|累计|总计|一共|总共|共)(?=[一-鿿])(?!享|同|产|建|性|和|识)")
_WHO = re.compile(
    r"^(?:全[省市县区州局厅委校院系统镇乡]{1,2}|各级(?:各部门)?|各部门|各单位|我[省市县区州局厅委校院镇乡]|本(?:机关|单位|部门|局|厅|市|县|区|校|院)"
    r"|行政机关|政府机关)+(?:各级)?(?:政府|行政|各?部门|机关|单位|系统)*"
)
_ACTING = re.compile(
    r"(?:对|推进|推动|展示|实现|关停|保留|做出|作出|召开|举办|组织|开展|完成|建成|建立|设立|设置|新增|制定|印发|出台|修订|编制|梳理|公布|发布"
    r"|公开|受理|收到|办理|答复|审核|清理|废止|覆盖|涉及|涵盖|包括|包含|含|有|在|于|用|为|至|到|共|累计|了|其中|近|约|达|由|从|将|把|以|向|与|和|及|解决"
    r"|落实|开设|整合|调整|确定|明确|聘请|邀请|检查|抽查|督促|指导|发放|刊登|刊载|推送|转载|接受|处理|获得|实施|以下|存在|的)\s*$"
)
_OBJECT = re.compile(
    r"(?!以上|以下|以内|之内|左右|上下|内|后|前|进行|左|占|压缩|缩短|增|减|提高|降|以|并|和|及|为|的\b)[的余多]?([一-鿿《“][一-鿿《》“”、()]{0,30})"
)
_OBJECT_END = re.compile(r"的|和|进行|全部|均|已|、|\(|,")
_LISTED = re.compile(r"(?:、|和|及|与|^\s*(?:全|本|我)[省市州区县镇乡])\s*$")  # what stands before is another thing
_TOTAL = re.compile(r"(合计|总计|共计|总共|(?<=[,、])共)(?:为|达)?\s*$")
_DEALT_OUT = re.compile(r"(?P<names>[^,;:。()]+?)分别(?:为|是|有|达)?\s*$")
_NAME_BREAK = re.compile(r"、|和|及|与")
_LONGEST = 40
_SHORTEST = 4  # a label of fewer characters needs the subject before it


@dataclass(frozen=True, slots=True)
class Label:
    """``text`` names what is counted; ``context`` was taken off the phrase in front (who, where)."""

    text: str
    context: str


def label_all(text: str, sentence: Span, numbers: Sequence[Span], shares: Set[int]) -> list[Label]:
    """The labels of all figures of a sentence; ``shares`` are the starts of those in percent."""
    labels: list[Label] = []
    dealt: list[str] = []
    previous: Label | None = None
    floor = sentence.start
    for index, number in enumerate(numbers):
        following = numbers[index + 1].start if index + 1 < len(numbers) else sentence.end
        dealt = dealt[1:] or _dealt_out(text, floor, numbers[index:])
        label = Label(dealt[0], "") if dealt else _label(text, number, floor, following, previous)
        if number.start in shares and label.text.startswith("占") and previous is not None:
            label = Label(f"{previous.text}占比", label.text)
        else:
            previous = label
        labels.append(label)
        floor = number.end
    return labels


def _label(text: str, number: Span, floor: int, ceiling: int, previous: Label | None) -> Label:
    """``floor`` is where the figure before ends (or the sentence begins), ``ceiling`` where the next one begins.

    With nothing in between (12类6500项) the figure goes on about the ``previous`` one.
    """
    before, context = _before(text, floor, number.start)
    after = _after(text, number.end, ceiling)
    if after and (not before or _ACTING.search(before) or _LISTED.search(text, floor, number.start)):
        return Label(after, context + before)
    if before:
        return Label(before[-_LONGEST:], context)
    if (total := _TOTAL.search(text[floor : number.start])) is not None:
        return Label(total.group(1), context)
    return previous or Label("", context)


def _dealt_out(text: str, floor: int, numbers: Sequence[Span]) -> list[str]:
    """The names that 分别为 deals out: 网络、信函申请分别为10件、5件 gives one name for each of the numbers.

    Empty when the words before are no such list, or when names and numbers do not pair up.
    """
    match = _DEALT_OUT.search(text, floor, numbers[0].start)
    if match is None:
        return []
    names = _NAME_BREAK.split(_clean(match["names"])[0])
    receiving = 1
    for number, following in pairwise(numbers):
        if text[number.end : following.start].strip() not in {"、", ",", "和", "及"}:
            break
        receiving += 1
    return names if len(names) == receiving > 1 else []


def _before(text: str, floor: int, start: int) -> tuple[str, str]:
    position, depth = start, 0
    while position > floor:
        char = text[position - 1]
        if char == ")":
            depth += 1
        elif char == "(" and depth:
            depth -= 1
        elif depth == 0 and char in _BREAKS and not _colon_before_number(text, position, start):
            break
        position -= 1
    return _clean(text[position:start])


def _colon_before_number(text: str, position: int, start: int) -> bool:
    """主动公开:352条: the colon stands between label and number."""
    return text[position - 1] == ":" and not text[position:start].strip()


def _clean(phrase: str) -> tuple[str, str]:
    bare = _strip_lead(phrase)
    context = ""
    for pattern in (_SUBJECT, _WHO):
        match = pattern.match(bare)
        if match is not None and match.end() <= len(bare) - _SHORTEST:
            context, bare = context + match.group(), _strip_lead(bare[match.end() :])
    return _TRAIL.sub("", bare).replace("\n", ""), context


def _strip_lead(phrase: str) -> str:
    """Takes off dates, connecting words and numbering until a word of substance begins."""
    while True:
        shorter = _LEAD.sub("", phrase, count=1) if _LEAD.match(phrase) else phrase
        date = DATE.match(shorter)
        if date is not None:
            shorter = shorter[date.end() :].lstrip("至—-–~,")
        if shorter == phrase:
            return phrase
        phrase = shorter


def _after(text: str, end: int, ceiling: int) -> str:
    match = _OBJECT.match(text, end, ceiling)
    if match is None:
        return ""
    phrase = match.group(1)
    stop = _OBJECT_END.search(phrase, 1)
    return phrase[: stop.start()] if stop is not None else phrase
