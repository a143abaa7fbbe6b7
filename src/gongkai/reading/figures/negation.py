"""Statements that something statutory did not happen: 全年未收到政府信息公开申请 → 0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reading.figures.prose import Sentence
from gongkai.reading.model import FigureKind

_NEGATOR = re.compile(
    r"(?:(?:未|没有|尚未|从未|暂未|并未)(?:曾|有|被)?(?:发生|收到|接到|接收|受理|产生|出现|收取|提起|引发|接获|办理|涉及)(?:过|任何)?"
    r"|不?存在?(?=零)|未(?=收费)|没有|尚无|暂无|均无|无|零|不收取|未向.{0,8}收取)"
)
_NOT_A_NEGATION = re.compile(
    r"无(?:法|正当|关|需|须|偿|障碍|论|缝|不|理由|故|效|误|专)|没有(?:现成|其他|被)|零(?:距离|跑|差错|接触|延误|次|件|星|售)|有无"
)
_REACH = re.compile(r"[^,;。!?:()]{0,60}")
_ALSO = re.compile(r",\s*(?=(?:也|亦|以及|和|及)?(?:行政复议|行政诉讼|举报|投诉|被?提起))")
_QUALIFIED = re.compile(
    r"纠错|纠正|撤销|败诉|责任追究|不当|超期|逾期|延期|未按|违法|违规|不予|拒绝|差错|泄密|维持|结转|不公开|问责|积压"
)
_CONDITIONAL = re.compile(r"(?:如|若|凡|应当|不得|对于|要求|确保|力争|做到|实现|杜绝|避免)[^,;。]{0,16}$")
_SPLIT = re.compile(r"、|和|及|以及|或者?|与|也|,")
_SUBJECTS = (
    ("举报投诉", re.compile(r"举报|投诉")),
    ("行政复议", re.compile(r"复议")),
    ("行政诉讼", re.compile(r"诉讼|应诉|起诉")),
    ("政府信息公开收费", re.compile(r"收费|费用|信息处理费|检索费|复制费")),
    ("政府信息公开申请", re.compile(r"(?<!复议)(?<!诉讼)申请")),
)
_ZERO = re.compile(r"(?:均|都)?(?:(?:为|是)[“\"]?(?:零|无)[”\"]?|零)(?:件|起|宗)?(?=[,;。]|$)")
_ENDS_IN_SUBJECT = re.compile(r"(?:申请|复议|诉讼|举报|投诉|费用?|案件)(?:案件|事项|情况|数量?|件数?)*$")
_BREAK = re.compile(r"[,;。!?:()]")


@dataclass(frozen=True, slots=True)
class Denial:
    """One subject that is said not to have occurred. ``start:end`` is the phrase that says so."""

    label: str
    kind: FigureKind
    unit: str
    start: int
    end: int


def find_denials(text: str, sentence: Sentence) -> Iterator[Denial]:
    """Each statutory subject (申请, 复议, 诉讼, 举报投诉, 收费) that the sentence denies, once."""
    seen: set[str] = set()
    for start, phrase in _denied_phrases(text, sentence):
        for label in _subjects(phrase):
            if label not in seen:
                seen.add(label)
                money = label.endswith("收费")
                kind = FigureKind.MONEY if money else FigureKind.COUNT
                yield Denial(label, kind, "元" if money else "件", start, start + len(phrase))


def _denied_phrases(text: str, sentence: Sentence) -> Iterator[tuple[int, str]]:
    for zero in _ZERO.finditer(text, sentence.start, sentence.end):
        said = _BREAK.split(text[sentence.start : zero.start()])[-1]
        if _ENDS_IN_SUBJECT.search(said):
            yield zero.start() - len(said), said + zero.group()
    position = sentence.start
    while (match := _NEGATOR.search(text, position, sentence.end)) is not None:
        position = match.end()
        if _NOT_A_NEGATION.match(text, match.start()) or _CONDITIONAL.search(text, sentence.start, match.start()):
            continue
        reach = _REACH.match(text, match.end(), sentence.end)
        stop = reach.end() if reach is not None else match.end()
        if (more := _ALSO.match(text, stop)) is not None:
            reach = _REACH.match(text, more.end(), sentence.end)
            stop = reach.end() if reach is not None else stop
        yield match.start(), text[match.start() : stop]
        position = max(position, stop)


def _subjects(phrase: str) -> Iterator[str]:
    """The heads of the coordinated nouns: 因申请引起的行政复议 is a reconsideration."""
    if _QUALIFIED.search(phrase) or any(char.isdigit() for char in phrase):
        return
    for part in _SPLIT.split(phrase):
        hits = [(match.start(), label) for label, pattern in _SUBJECTS for match in pattern.finditer(part)]
        if hits:
            yield max(hits)[1]
