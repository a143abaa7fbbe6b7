"""Where rows come from: lists (CSV, XLSX), folders and archives of pages and Word files, lists of addresses.

Rows come one by one; only a workbook is held whole.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents.importing.bodies import body_of
from gongkai.documents.importing.columns import BY_FIELD, Header, recognise
from gongkai.documents.importing.entries import Row
from gongkai.documents.importing.pages import page_fields
from gongkai.documents.importing.words import printed, word_fields
from gongkai.reading.readers.decode import decode
from gongkai.reading.readers.errors import UnreadableFile

PAGES = (".html", ".htm", ".shtml", ".xhtml")
TEXTS = (*PAGES, ".docx", ".txt")
LARGEST = 50 * 1024 * 1024  # bytes of one page or Word file after unpacking
_SPACE = 64 * 1024


class UnusableSource(Exception):  # noqa: N818 (what somebody handed in is no fault of the program)
    """Nothing can be read from this path; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A row or file that cannot be read at all."""

    place: str
    given: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """``names`` are the headers of the rows as given; ``unknown`` those that nobody reads."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: Callable[[], Iterator[Row | Unread]]


def open_source(path: Path, base: str = "") -> Source:
    """Look at a path and say what rows it has. ``base`` is the address where a folder stood.

    Raises UnusableSource.
    """
    if path.is_dir():
        return Source(("文件",), (), partial(_folder, path, base))
    if not path.exists():
        raise UnusableSource(f"找不到 {path}")
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return Source(("文件",), (), partial(_archive, path, base))
    if suffix in (".xlsx", ".xls"):
        return _table(path, partial(_workbook, path), base)
    if suffix == ".xml":
        return Source(("网址", "标题", "发布日期"), (), partial(_site_map, path))
    if suffix in (".csv", ".tsv", ".txt"):
        first = next(_lines(path), [])
        if first and any(cell.startswith(("http://", "https://")) for cell in first):
            return Source(("网址", "标题", "发布日期"), (), partial(_addresses, path))
        return _table(path, partial(_lines, path), base)
    raise UnusableSource(f"{path.name}：只接收 CSV、XLSX、网址列表（txt、xml）、ZIP 和文件夹，请先转换。")


def _table(path: Path, lines: Callable[[], Iterator[list[str]]], base: str) -> Source:
    header = recognise(next(lines(), []))
    if header.missing or header.twice:
        wrong = [f"缺少“{'”“'.join(header.missing)}”列"] if header.missing else []
        wrong += [f"“{'”“'.join(header.twice)}”有几列"] if header.twice else []
        raise UnusableSource(f"{path.name}：{'；'.join(wrong)}。第一行应为列名，各列见 docs/import.md。")
    return Source(header.names, header.unknown, partial(_records, path, lines, header, base))


def _records(path: Path, lines: Callable[[], Iterator[list[str]]], header: Header, base: str) -> Iterator[Row | Unread]:
    """The rows below the header, with the text of the file that a row names."""
    for number, cells in enumerate(lines(), 1):
        if number == 1 or not any(cell.strip() for cell in cells):
            continue
        place, given = f"第 {number} 行", tuple(cells)
        if len(cells) > len(header.fields):
            yield Unread(place, given, f"有 {len(cells)} 格，比列名多；请检查引号和分隔符")
            continue
        values = {field: cell for field, cell in zip(header.fields, cells, strict=False) if field}
        name = values.pop("file", "").strip()
        if name and not values.get("body", "").strip():
            try:
                values = {**_file_fields(path.parent, name), **{key: value for key, value in values.items() if value}}
            except (UnreadableFile, OSError) as error:
                yield Unread(place, given, f"{BY_FIELD['file'].label}：{name} 读不出来（{error}）")
                continue
        yield Row(place, values, given, base)


def _file_fields(folder: Path, name: str) -> dict[str, str]:
    path = (folder / name.replace("\\", "/")).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise OSError("文件不在列表所在的文件夹中")
    if not path.exists():
        raise OSError("找不到文件")
    return fields_of(path.read_bytes(), name)


def fields_of(data: bytes, name: str) -> dict[str, str]:
    """The fields that one page, Word file or text tells. Raises UnreadableFile."""
    if name.lower().endswith(".docx"):
        return word_fields(data, name)
    text = decode(data, name).text
    if name.lower().endswith(".txt"):
        return {"body": body_of(text), **printed(text, name)}
    return page_fields(text)


def _lines(path: Path) -> Iterator[list[str]]:
    """The lines of a CSV file (comma, semicolon or tab; UTF-8 or GB18030), without holding it."""
    with path.open("rb") as stream:
        head = stream.read(_SPACE)
    encoding = _encoding(head)
    sample = head.decode(encoding, "replace").split("\n", 1)[0]
    delimiter = max("\t,;", key=sample.count)
    csv.field_size_limit(LARGEST)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from csv.reader(_without_nul(lines), delimiter=delimiter)


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for cut in range(4):  # the sample may end within a character
        try:
            head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        return "utf-8-sig"
    return "gb18030"


def _without_nul(lines: Iterator[str] | io.TextIOBase) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _workbook(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet as text; dates as 2020-03-01, whole numbers without a point."""
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, IndexError, OSError) as error:
        raise UnusableSource(f"{path.name}：工作簿打不开，请用 WPS/Excel 另存为 .xlsx 后重试。") from error
    for row in sheet.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _addresses(path: Path) -> Iterator[Row | Unread]:
    """Lines of address, title and day in any order."""
    for number, cells in enumerate(_lines(path), 1):
        if not any(cell.strip() for cell in cells):
            continue
        values: dict[str, str] = {}
        for cell in (cell.strip() for cell in cells):
            if cell.startswith(("http://", "https://")):
                values.setdefault("url", cell)
            elif re.match(r"(?:19|20)\d\d[-/.年]?\d", cell) and len(cell) <= 25:
                values.setdefault("published", cell)
            elif cell:
                values.setdefault("title", cell)
        yield Row(f"第 {number} 行", values, tuple(values.get(name, "") for name in ("url", "title", "published")))


def _site_map(path: Path) -> Iterator[Row | Unread]:
    """``<url>`` elements of a site map: loc, lastmod, and a title in whatever namespace."""
    try:
        events = etree.iterparse(str(path), events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
        number = 0
        for _, element in events:
            if etree.QName(element).localname != "url":
                continue
            number += 1
            told = {etree.QName(item).localname: (item.text or "").strip() for item in element.iter(etree.Element)}
            days = told.get("publication_date") or told.get("lastmod", "")
            values = {"url": told.get("loc", ""), "title": told.get("title", ""), "published": days}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            yield Row(f"第 {number} 项", values, tuple(values.values()))
    except etree.XMLSyntaxError as error:
        raise UnusableSource(f"{path.name}：不是完好的 XML（{error}）。") from error


def _folder(folder: Path, base: str) -> Iterator[Row | Unread]:
    for path in sorted(item for item in folder.rglob("*") if item.suffix.lower() in TEXTS and item.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.stat().st_size > LARGEST:
            yield Unread(name, (name,), f"超过 {LARGEST // 1024**2} MB")
        else:
            yield _file_row(path.read_bytes, name, base)


def _archive(path: Path, base: str) -> Iterator[Row | Unread]:
    try:
        with zipfile.ZipFile(path, metadata_encoding="gb18030") as archive:
            for item in archive.infolist():
                name = item.filename
                if PurePosixPath(name).suffix.lower() not in TEXTS or name.startswith("__MACOSX/"):
                    continue
                if item.file_size > LARGEST or item.flag_bits & 0x1:
                    reason = "加了密码" if item.flag_bits & 0x1 else f"解压后超过 {LARGEST // 1024**2} MB"
                    yield Unread(name, (name,), reason)
                    continue
                yield _file_row(partial(_unpacked, archive, item), name, base)
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise UnusableSource(f"{path.name}：压缩包打不开，请重新打包为 ZIP。") from error


def _unpacked(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    with archive.open(item) as stream:
        return stream.read(LARGEST)  # sizes that are stated may lie


def _file_row(read: Callable[[], bytes], name: str, base: str) -> Row | Unread:
    address = urljoin(base, quote(name)) if base else ""
    try:
        fields = fields_of(read(), name)
    except UnreadableFile as error:
        return Unread(name, (name,), str(error))
    if name.lower().endswith(PAGES) and address:
        fields.setdefault("url", address)
    return Row(name, fields, (name,), fields.get("url") or address)
