"""Which unit reports: the longest official name that the file prints for the one the title names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.numbers import to_halfwidth
from gongkai.reading.structure.lines import Line
from gongkai.reading.structure.organs import ORGAN, is_division, longest_printed, official_name
from gongkai.reading.structure.titles import MENTION, subject_of

_COMPILER = re.compile(
    r"(?:本(?:年度)?报告)?(?:由|是)([一-鿿]{4,30}?)(?:负责)?(?:按照|根据|依据|依照|组织|编制|汇总|综合)"
)
_PUBLISHER = re.compile(
    r"(?:^|[,。:\n]|要求|规定|精神)\s*([一-鿿]{4,30}?)(?:特此|特|现)?(?:组织)?(?:编制|公布|向社会公布)"
)
_CONTACT = re.compile(r"(?:与|向|联系|致函)([一-鿿]{4,30}?)(?:联系|咨询|反映|反馈)")
_OWN_OFFICE = re.compile(r"(?<=[局厅委])(?:政务公开|政府信息公开|信息公开)?(?:办公室|科|股|处)$")
_FILLED_IN = re.compile(r"填报单位(?:\(盖章\))?\s*[::]\s*([一-鿿]{4,40})")
_REPORTS_ON = re.compile(r"(?:现将|将)([一-鿿]{2,25}?)(?:20\d{2}|二[〇○零O][〇○零O一二三四五六七八九]{2})年")
_YEAR_OPENS = re.compile(
    r"^(?:20\d{2}年(?:度)?,)([一-鿿]{2,20}?)(?:政务公开|政府信息公开|信息公开|认真|坚持|以|深入|按照|紧紧|严格|全面|在)",
    re.MULTILINE,
)
_PRINTED = re.compile(r"(?<![一-鿿])(?:由|与|向|请与)?([一-鿿·]{4,40})(?![一-鿿])")
_NOT_A_NAME = re.compile(r"条例|报告|规定|通知|根据|按照|上级|有关|我们|本机关|本单位|信息|工作|要求|公开")


def resolve_unit(subject: str, preamble: str, text: str, named: Sequence[str]) -> str:
    """The reporting unit.

    ``subject`` is what the title says; ``named`` are names in places of their own (signature, catalogue header),
    ``preamble`` and ``text`` half-width. The title decides whether the government or its office reports;
    the other places only give the full name. Empty when nothing names a unit.
    """
    candidates = [subject, *_mentioned(preamble), *named, *_described(preamble, text)]
    chosen = next((name for name in candidates if _is_name(name)), "")
    if not chosen:
        return ""
    official = official_name(chosen)
    printed = [name for name in {*named, *_PRINTED.findall(text), *_FILLED_IN.findall(text)} if ORGAN.match(name)]
    return longest_printed(official, printed)


def _mentioned(preamble: str) -> Iterator[str]:
    """Units of titles that stand in a sentence, the one that compiles the report, the one to ask."""
    for match in MENTION.finditer(preamble):
        yield _tail_name(subject_of(match["before"], match["between"]))
    for pattern in (_COMPILER, _PUBLISHER, _CONTACT):
        yield from (_OWN_OFFICE.sub("", name) for name in pattern.findall(preamble))


def _described(preamble: str, text: str) -> Iterator[str]:
    yield from _FILLED_IN.findall(text)
    for match in (_REPORTS_ON.search(preamble), _YEAR_OPENS.search(preamble)):
        if match:
            yield match[1]


def _tail_name(words: str) -> str:
    """Only the name at the end of words that run on before a title in a sentence."""
    return re.split(r"编制了?|公布|发布|现将|制作|形成|关于|《|的|将", words)[-1]


def _is_name(name: str) -> bool:
    return bool(name) and not _NOT_A_NAME.search(name) and (is_division(name) or bool(ORGAN.match(name)))


def clean_name(printed: str) -> str:
    """A printed name without blanks and brackets around it."""
    return re.sub(r"\s+", "", to_halfwidth(printed)).strip(":()[]【】")


def header_source(lines: Sequence[Line]) -> str:
    """The organ after 来源 in the line under the title."""
    for line in lines:
        match = re.search(r"(?:来源|发布机构|发布单位|信息来源)\s*[::]\s*([一-鿿]{4,30})", line.text)
        if match and ORGAN.match(match[1]):
            return match[1]
    return ""
