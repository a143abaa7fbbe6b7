"""One row of a list of published documents → an entry that may be written, or what is wrong with it. Pure."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import urldefrag

from gongkai.documents import content
from gongkai.documents.importing.bodies import body_of
from gongkai.documents.importing.columns import BY_FIELD
from gongkai.documents.importing.dates import LOCAL, read_date, read_moment
from gongkai.kernel.typed import printable
from gongkai.screening import Severity, TermList, sample_terms, screen
from gongkai.statute.document_numbers import parse_number
from gongkai.statute.processes import document_process
from gongkai.statute.time_limits import due
from gongkai.statute.vocabulary import document_types, duties, theme_versions, vocabulary

LONGEST = {"title": 300, "index_number": 80, "document_number": 60, "source": 200, "unit": 100, "url": 300}
SUMMARY = 120  # characters taken from the text where no summary is given
OPEN_MARKS = frozenset({"", "无", "非涉密", "公开", "否", "非密"})
ENDED = ("abolished", "lapsed")


@dataclass(frozen=True, slots=True)
class Row:
    """What a source gave: where it stands (第 3 行, a/b.html), its values by field, its headers as written."""

    place: str
    values: Mapping[str, str]
    given: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which column, and what to do. ``blocking``: the row is not imported until it is mended."""

    column: str
    message: str
    blocking: bool = True

    def __str__(self) -> str:
        return f"{self.column}：{self.message}" if self.column else self.message


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was published. ``published`` is local time."""

    title: str
    published: datetime.datetime
    formed_on: datetime.date
    plan: str
    index_number: str = ""
    url: str = ""
    body: str = ""
    text: str = ""
    text_sha256: str = ""
    summary: str = ""
    document_number: str = ""
    doc_type: str = ""
    genre: str = ""
    theme: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    unit: str = ""
    effective_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    validity: str = "in_force"
    ended_on: datetime.date | None = None
    duty: str = ""
    leaf: str = ""
    publish_by: datetime.date | None = None


@dataclass(slots=True)
class Judged:
    """A row with its verdict: an entry (None: not to be written), and what is to be said about it."""

    row: Row
    entry: Entry | None
    faults: list[Fault] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        return self.entry is None


def judge(row: Row, today: datetime.date, terms: TermList | None = None) -> Judged:
    """Read every field, apply the rules a new document must pass, screen the text. Never raises for bad input.

    ``terms`` are those of the organ that takes the document over; None: the sample of the house.
    """
    reader = _Reader(row, today, terms or sample_terms())
    entry = reader.entry()
    blocked = any(fault.blocking for fault in reader.faults)
    return Judged(row, None if blocked else entry, reader.faults)


def identity(organ_id: int, entry: Entry) -> str:
    """SHA-256 (hex) of what a document is known by: index number, else address, else number, title and day."""
    if entry.index_number:
        parts = ["index", entry.index_number]
    elif entry.url:
        parts = ["url", urldefrag(entry.url).url]
    else:
        parts = ["text", entry.document_number, _tight(entry.title), entry.published.date().isoformat()]
    return hashlib.sha256("\n".join([str(organ_id), *parts]).encode()).hexdigest()


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class _Reader:
    """The fields of one row, one after the other; what is wrong gathers in ``faults``."""

    def __init__(self, row: Row, today: datetime.date, terms: TermList) -> None:
        self.values = {name: printable(value).strip() for name, value in row.values.items()}
        self.base = row.base
        self.today = today
        self.terms = terms
        self.faults: list[Fault] = []

    def entry(self) -> Entry:
        self._refuse_withheld()
        published = self._published()
        body = self._body()
        text = content.plain(body)
        genre, doc_type = self._chosen("genre", _genres()), self._chosen("doc_type", _types())
        number = self._number(doc_type)
        validity = self._chosen("validity", _validity()) or "in_force"
        formed = self._date("formed") or published.date()
        entry = Entry(
            title=self._short("title", required=True),
            published=published,
            formed_on=formed,
            plan=self._chosen("plan", _plans()) or _plan(genre, doc_type, number),
            index_number=self._short("index_number"),
            url=self._short("url"),
            body=body,
            text=text,
            text_sha256=content.fingerprint(text),
            summary=self.values.get("summary") or _beginning(text) or self.values.get("title", ""),
            document_number=number,
            doc_type=doc_type,
            genre=genre,
            theme=self._theme(),
            audience=self._chosen("audience", _audiences()),
            keywords=tuple(word for word in re.split(r"[、，,;；\s]+", self.values.get("keywords", "")) if word),
            source=self._short("source") or self.values.get("publisher", "")[: LONGEST["source"]],
            unit=self._short("unit"),
            effective_on=self._date("effective"),
            expires_on=self._date("expires"),
            validity=validity,
            ended_on=self._date("ended") if validity in ENDED else None,
            duty=self._chosen("duty", _duties()),
            leaf=self.values.get("leaf", ""),
            publish_by=_publish_by(formed),
        )
        self._compare(entry)
        self._screen(entry)
        return entry

    def _fault(self, name: str, message: str, *, blocking: bool = True) -> None:
        self.faults.append(Fault(BY_FIELD[name].label, message, blocking))

    def _refuse_withheld(self) -> None:
        secrecy = self.values.get("secrecy", "")
        if secrecy not in OPEN_MARKS:
            self._fault("secrecy", f"标有“{secrecy}”的不得进入本系统，请立即按保密规定处理")
        attribute = self.values.get("attribute", "")
        if attribute and "主动公开" not in attribute:
            self._fault("attribute", f"“{attribute}”的不能导入，这里只接收已经主动公开的信息")

    def _short(self, name: str, *, required: bool = False) -> str:
        value = re.sub(r"\s+", " ", self.values.get(name, ""))
        if required and not value:
            self._fault(name, "是空的，请填写")
        if len(value) > LONGEST[name]:
            self._fault(name, f"有 {len(value)} 字，超过 {LONGEST[name]} 字，请缩短")
        return value

    def _published(self) -> datetime.datetime:
        """When it went out; any moment at all where that is a fault."""
        given = self.values.get("published", "")
        moment = read_moment(given)
        if not given:
            self._fault("published", "是空的，请填写原来公开的日期")
        elif moment is None:
            self._fault("published", f"“{given}”不是日期，请写成 2020-03-01")
        elif moment.date() > self.today:
            self._fault("published", f"“{given}”在今天之后，请核对；还没有公开的请走起草审查流程")
        return moment or datetime.datetime.combine(self.today, datetime.time(), LOCAL)

    def _date(self, name: str) -> datetime.date | None:
        given = self.values.get(name, "")
        day = read_date(given)
        if given and day is None:
            self._fault(name, f"“{given}”不是日期，请写成 2020-03-01")
        return day

    def _chosen(self, name: str, choices: Mapping[str, str]) -> str:
        given = self.values.get(name, "")
        found = choices.get(_tight(given), "")
        if given and not found:
            some = "、".join(list(dict.fromkeys(choices))[:8])
            self._fault(name, f"没有“{given}”这个值，请改为规定的值（{some} …）或者留空")
        return found

    def _theme(self) -> str:
        given = self.values.get("theme", "")
        found = _themes().get(re.sub(r"\s*[\\/＼／>＞—-]+\s*", "\\\\", _tight(given)), "")
        if given and not found:
            self._fault("theme", f"“{given}”不在主题分类表中，已不带分类导入，请补选", blocking=False)
        return found

    def _number(self, doc_type: str) -> str:
        given = self._short("document_number")
        if doc_type and not given:
            self._fault("document_number", "公文须有发文字号，请填写，或者把公文种类留空")
        parsed = parse_number(given)
        return str(parsed) if parsed else given

    def _body(self) -> str:
        url = self.values.get("url", "")
        if url and not url.startswith(("http://", "https://")):
            self._fault("url", f"“{url}”不是完整的网址，请以 http:// 或者 https:// 开头")
        given = self.values.get("body", "")
        if not given:
            if not url:
                self._fault("body", "是空的，也没有网址；请填写正文、正文文件或者原文网址")
            return ""
        if len(given.encode()) > content.MAX_BODY_BYTES:
            self._fault("body", f"超过 {content.MAX_BODY_BYTES // 1024**2} MB，请拆分或者去掉嵌入的图片")
            return ""
        body = body_of(given, url or self.base)
        for address in content.links(body) if "href" in body else ():
            if not address.startswith(("http://", "https://", "mailto:")):
                self._fault("body", f"链接“{address}”是相对地址，请填写网址一列，或者导入时给出原网站的网址（--base）")
        return body

    def _compare(self, entry: Entry) -> None:
        if entry.formed_on > entry.published.date():
            self._fault("formed", f"{entry.formed_on} 晚于发布日期 {entry.published.date()}，请核对")
        if entry.expires_on and entry.effective_on and entry.expires_on <= entry.effective_on:
            self._fault("expires", "应晚于施行日期，请核对")
        if entry.ended_on and entry.ended_on < entry.formed_on:
            self._fault("ended", "早于成文日期，请核对")

    def _screen(self, entry: Entry) -> None:
        """As a new document is screened, on the day it went out; what blocks is not taken over."""
        fields = (entry.title, entry.document_number, self.values.get("summary", ""), entry.source, entry.unit)
        links = content.links(entry.body) if "href" in entry.body else ()
        text = "\n".join([*fields, *entry.keywords, entry.text, *links])
        for hit in screen(text, on=entry.published.date(), terms=self.terms):
            if hit.severity is not Severity.HINT:
                self.faults.append(Fault("发布前检测", hit.message, blocking=hit.severity is Severity.BLOCK))


def _beginning(text: str) -> str:
    line = next((line for line in text.splitlines() if len(line) > 20), text.replace("\n", " "))
    return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1]}…"


def _plan(genre: str, doc_type: str, number: str) -> str:
    """The class of a document that names none."""
    if genre in ("normative", "interpretation"):
        return genre
    return "ordinary" if doc_type or number or genre in ("official", "rule") else "information"


@lru_cache(maxsize=4096)
def _publish_by(formed: datetime.date) -> datetime.date | None:
    """Until when it was to be disclosed; nothing bound anybody before the Regulation."""
    try:
        return due("publication", formed).date
    except LookupError:
        return None


def _by_label(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Values by label, and by id for those who know it."""
    known = list(pairs)
    return {_tight(label): key for key, label in known} | {key: key for key, _ in known}


def _cached(values: Callable[[], Iterable[tuple[str, str]]]) -> Callable[[], dict[str, str]]:
    return cache(lambda: _by_label(values()))  # the law is read when it is first asked for


_genres = _cached(lambda: vocabulary().genres.choices())  # noqa: PLW0108
_types = _cached(lambda: document_types().choices())
_audiences = _cached(lambda: vocabulary().audiences.choices())  # noqa: PLW0108
_validity = _cached(lambda: [*vocabulary().validity.choices(), ("in_force", "现行有效")])
_plans = _cached(lambda: ((plan.id, plan.label) for plan in document_process().plans))
_duties = _cached(lambda: ((item.id, item.label) for item in duties()))
_themes = _cached(lambda: theme_versions()[-1].paths())  # noqa: PLW0108
