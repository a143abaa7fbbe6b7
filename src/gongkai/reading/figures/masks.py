"""Digits that count nothing: dates, document numbers, addresses, telephone numbers, ordinals, names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reading.numbers import parse_digits

_CN = "〇零○一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CN}]{{3}})"
_DAY_IN_YEAR = rf"(?:\s*(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})\s*月(?:份|\s*(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})\s*日)?)?"
DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*年(?:度|初|末|底)?{_DAY_IN_YEAR}"
    r"|(?P<iso_year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<iso_month>\d{1,2})(?P=sep)(?P<iso_day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<only_month>\d{1,2})\s*月(?:份|\s*(?P<only_day>\d{1,2})\s*日)?"
    r"|(?<!\d)\d{1,2}\s*[-—–至]+\s*\d{1,2}\s*月份?"
    r"|(?<!\d)\d{1,2}日(?!内|前|以|之内|均)"
    rf"|[{_CN}]{{1,3}}月[{_CN}]{{1,3}}日"
)
_YEARS = re.compile(rf"{_YEAR}\s*年?\s*(?:[-—–~]+|至|到)\s*(?={_YEAR}\s*年)")
DOCUMENT_NUMBER = re.compile(
    r"[一-鿿]{0,14}[〔\[(【](?:19|20)\d\d[〕\])】]\s*第?\s*\d+\s*号"
    r"|(?:[一-鿿]{0,10}令)?第\s*\d+\s*号(?:令|公告|文|函)?"
)

_NAMES = re.compile(
    r"https?://[^\s,;。)]+|www\.[^\s,;。)]+|[a-zA-Z\d_.+-]{1,64}@[a-zA-Z\d-]{1,63}(?:\.[a-zA-Z\d-]{1,63})+|[a-zA-Z\d-]{1,63}(?:\.[a-zA-Z\d-]{1,63}){0,8}\.(?:cn|com|net|org|gov)(?![a-zA-Z\d])[^\s,;。)]*"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\s*(?:时|点)\s*\d{1,2}\s*分"  # times of day
    r"|(?<!\d)0\d{2,3}\s*[-—–]+\s*\d{7,8}(?:\s*[-—–转]\s*\d+)?|(?<!\d)1[3-9]\d{9}(?!\d)|\(0\d{2,3}\)\s*\d{7,8}"
    r"|(?:电话|传真|联系方式|热线|手机|座机|号码|邮编|邮政编码|代码|编号|索引号|账号|专线)[:为]?\s*[\d\s/—-]*\d(?!\s*[\d,.万余多]*[个次件条人家部期起])"
    r"|\d[\d,]*\s*(?:号楼|号院|号|楼|室|弄|幢\d+)(?![召文])"
    r"|\d+(?:\.\d+){2,}|\d+\.\d+版"
    r"|[A-Za-z]+[-.]?\d+(?:\.\d+)*|\d+(?:\.\d+)?[A-Za-z]+(?<!\dGB)(?<!\dTB)(?<!\dMB)(?<!\dKB)"
    r"|\d+\s*[×xX*]\s*\d+(?:小时)?|24\s*(?:个)?小时(?!内|之内|以内)|365天"
    r"|第\s*\(?(?:\d+|[〇零一二三四五六七八九十百千]+)\)?\s*[条款项目章节编批次期届个位名号季代轮版]?"
    r"|》\s*(?:\d+|[一二三四五六七八九十百]+)条"
    r"|[\"“][^\"“”,。;]{1,20}[\"”]|(?P<title>《[^《》]{1,80}(?:《[^《》]{1,60}》[^《》]{0,40})?》)"
    r"|(?:十[一二三四五]|[二三]十)?五规划|十[三四五]五(?:规划)?"
)
_ORDINALS = re.compile(
    r"(?:^|(?<=[\n,;。:(]))\s*(?:\(?\d{1,2}\)|\(\d{1,2}\)|\d{1,2}[.、](?!\d)|\d{1,2}\.(?=(?:19|20)\d\d年)|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)"
    r"|\([一二三四五六七八九十\d]{1,3}\)"
)
_HOTLINES = frozenset({"12345", "12315", "12333", "12348", "12366", "12369", "12388", "12301", "12328", "96128"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or a document number and where it stands."""

    start: int
    end: int
    date: datetime.date | None = None


def is_hotline(number: str) -> bool:
    """Service numbers of the state, which look like counts."""
    return number in _HOTLINES


def find_document_numbers(text: str, start: int, end: int) -> list[Mention]:
    """云政发〔2013〕153号, 国务院令第711号."""
    return [Mention(match.start(), match.end()) for match in DOCUMENT_NUMBER.finditer(text, start, end)]


def find_dates(text: str, start: int, end: int) -> list[Mention]:
    """Dates, months, years; ``date`` is set where year, month and day are printed and exist."""
    return [Mention(match.start(), match.end(), _date(match)) for match in DATE.finditer(text, start, end)]


def _date(match: re.Match[str]) -> datetime.date | None:
    year, month, day = match["year"], match["month"], match["day"]
    if match["iso_year"]:
        year, month, day = match["iso_year"], match["iso_month"], match["iso_day"]
    parts = [None if part is None else parse_digits(part) for part in (year, month, day)]
    if any(part is None for part in parts):
        return None
    try:
        return datetime.date(*(int(part) for part in parts if part is not None))
    except ValueError:
        return None


def find_masks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges whose digits are names, addresses, ordinals or ranges of years."""
    for pattern in (_NAMES, _ORDINALS, _YEARS):
        for match in pattern.finditer(text, start, end):
            yield match.start(), match.end()
