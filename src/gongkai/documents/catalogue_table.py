"""The catalogue as a table of the usual columns (国办发〔2019〕54号): as XLSX and back."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from gongkai.documents.acts.leaves import EntryText
from gongkai.documents.models import CatalogueEntry
from gongkai.statute.standard_catalogue import CatalogueValue, UsualItem, standard_catalogue
from gongkai.statute.time_limits import time_limits
from gongkai.statute.vocabulary import duties, primary_fields

COLUMNS = {
    "number": ("序号",),
    "duty": ("法定事项",),
    "field": ("领域", "试点领域", "公开领域"),
    "level1": ("一级事项",),
    "level2": ("二级事项",),
    "content": ("公开内容（要素）", "公开内容"),
    "basis": ("公开依据",),
    "limit": ("公开时限",),
    "unit": ("公开主体", "责任主体", "责任部门"),
    "channels": ("公开渠道和载体", "公开渠道"),
    "everyone": ("全社会",),
    "group": ("特定群体",),
    "active": ("主动",),
    "on_request": ("依申请",),
    "county": ("县级",),
    "town": ("乡级", "乡镇级", "乡、村级"),
    "village": ("村级",),
    "update_months": ("更新周期（月）",),
    "not_involved": ("未涉及的说明", "未涉及领域事项说明"),
}
MOST_ROWS = 5000
LARGEST = 20 * 1024 * 1024  # bytes
TICK = "√"
_TICKS = frozenset("√✓✔■☑▇●1是")
_WIDTHS = {"content": 36, "basis": 36, "channels": 24, "limit": 24, "unit": 20, "level1": 18, "level2": 18, "duty": 24}


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong in which row of the sheet (as a spreadsheet numbers it); 0: in the table as a whole."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.row} 行：{self.message}" if self.row else self.message


def as_table(entries: Iterable[CatalogueEntry]) -> list[list[str]]:
    """The leaves of a catalogue under the usual headers, the header row first."""
    return [_head(), *(_cells(number, entry) for number, entry in enumerate(entries, 1))]


def usual_table(items: Iterable[UsualItem]) -> list[list[str]]:
    """The usual items as a table to fill in, the header row first."""
    rows = [_head()]
    for number, item in enumerate(items, 1):
        given = EntryText(
            item.level1,
            duty=item.duty.id,
            field=item.field,
            level2=item.level2,
            basis=f"《中华人民共和国政府信息公开条例》{item.duty.source.article}",
            limit=item.limit,
            update_months=item.update_months,
        )
        rows.append(_cells(number, given))
    return rows


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """The table as an XLSX file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("公开目录")
        head, body = (
            book.add_format({"bold": True, "text_wrap": True, "border": 1}),
            book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        )
        for at, name in enumerate(COLUMNS):
            sheet.set_column(at, at, _WIDTHS.get(name, 8))
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, body if row else head)
    return out.getvalue()


def read_table(data: bytes) -> tuple[list[EntryText], list[TableFault]]:
    """The leaves of the first sheet with a header row that names 一级事项; every fault there is, none swallowed.

    Cells that were merged downwards (领域, 一级事项) hold for the rows below; a second row of headers is read too.
    """
    try:
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError, ValueError):
        return [], [TableFault(0, "工作簿打不开，请用 WPS/Excel 另存为 .xlsx 后重试。")]
    cells = [[_text(value) for value in row] for row in rows] if sheets else []
    head = next((at for at, row in enumerate(cells) if any(_field(cell) == "level1" for cell in row)), None)
    if head is None:
        return [], [TableFault(0, "找不到列名“一级事项”，请使用导出的表格格式。")]
    fields, first = _fields(cells, head)
    if len(cells) - first > MOST_ROWS:
        return [], [TableFault(0, f"超过 {MOST_ROWS} 行，请分几个表导入。")]
    return _read_rows(cells, fields, first)


def _read_rows(cells: list[list[str]], fields: Sequence[str], first: int) -> tuple[list[EntryText], list[TableFault]]:
    texts: list[EntryText] = []
    faults: list[TableFault] = []
    # an exported table says the field of every row, others merge the cell over the rows of a field
    above = {"level1": ""} if "duty" in fields else {"field": "", "level1": ""}
    for at in range(first, len(cells)):
        values = {name: cell for name, cell in zip(fields, cells[at], strict=False) if name}
        if not any(value for name, value in values.items() if name != "number"):
            continue
        above |= {name: values[name] for name in above if values.get(name)}
        text, wrong = _read_row({**values, **above}, len(texts) + 1)
        faults += [TableFault(at + 1, message) for message in wrong]
        texts.append(text)
    seen: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        place = (text.duty, text.field, text.level1, text.level2)
        if place in seen:
            faults.append(TableFault(0, f"“{text.level1} / {text.level2}”有两行，请合并。"))
        seen[place] = number
    return texts, faults


def _read_row(values: Mapping[str, str], position: int) -> tuple[EntryText, list[str]]:
    wrong: list[str] = []
    months = values.get("update_months", "")
    if months and not (months.isdecimal() and 1 <= int(months) <= 120):
        wrong.append(f"更新周期“{months}”应是 1 到 120 的月数")
        months = ""
    if not values.get("level1"):
        wrong.append("没有一级事项")
    limit, limit_text = _limit(values.get("limit", ""))
    group = values.get("group", "")
    text = EntryText(
        values.get("level1", "")[:100],
        duty=_known("法定事项", values.get("duty", ""), [(item.id, item.label) for item in duties()], wrong),
        field=_known("领域", values.get("field", ""), [(item.id, item.label) for item in primary_fields()], wrong),
        level2=values.get("level2", "")[:100],
        content=values.get("content", ""),
        basis=values.get("basis", ""),
        limit=limit,
        limit_text=limit_text,
        update_months=int(months) if months else None,
        unit=values.get("unit", "")[:100],
        channels=_carriers(values.get("channels", ""), wrong),
        audience="group" if group and not _ticked(values.get("everyone", "")) else "everyone",
        audience_note="" if _ticked(group) else group[:100],
        on_request=bool(_ticked(values.get("on_request", "")) and not _ticked(values.get("active", ""))),
        levels=tuple(level.id for level in standard_catalogue().levels if _ticked(values.get(level.id, ""))),
        not_involved=values.get("not_involved", ""),
        position=position,
    )
    return text, wrong


def _known(label: str, given: str, pairs: Sequence[tuple[str, str]], wrong: list[str]) -> str:
    """The id of a value that is given by its id, its name or both."""
    if not given:
        return ""
    bare = re.sub(r"领域$", "", given.strip())
    for key, name in pairs:
        if bare in (key, name) or bare.startswith(f"{key} "):
            return key
    wrong.append(f"{label}“{given}”不在规定的表中")
    return ""


def _limit(given: str) -> tuple[str, str]:
    """The period whose wording a cell has, else the general one with the cell's own words."""
    for limit in time_limits():
        if limit.id.partition(".")[0] == "publication" and _tight(given) in (_tight(limit.label), limit.id):
            return limit.id, ""
    return "publication", given[:200]


def _carriers(given: str, wrong: list[str]) -> tuple[str, ...]:
    """Carriers of a cell: those with a filled box where it has boxes, else all that it names."""
    if not given:
        return ()
    boxed = re.findall(r"([■☑√✓✔]|□|☐)\s*([^■☑√✓✔□☐\n]+)", given)
    named = [name for box, name in boxed if box not in "□☐"] if boxed else re.split(r"[、，,;；\n]+", given)
    found = []
    for name in named:
        carrier = _carrier(name)
        if carrier is not None:
            found.append(carrier.id)
        elif name.strip():
            wrong.append(f"公开渠道“{name.strip()}”不在规定的表中")
    return tuple(dict.fromkeys(found))


def _carrier(name: str) -> CatalogueValue | None:
    bare = re.sub(r"[_＿—\s]+.*$", "", _tight(name))
    carriers = standard_catalogue().carriers
    exact = next((item for item in carriers if _tight(item.label) == bare), None)
    start = (item for item in carriers if bare and _tight(item.label).startswith(bare[:5]))
    return exact or next(start, None)


def _fields(cells: list[list[str]], head: int) -> tuple[list[str], int]:
    """The field of each column, and the first row below the headers; the header row may be one of two."""
    rows = {at: [_field(cell) for cell in cells[at]] for at in (head - 1, head, head + 1) if 0 <= at < len(cells)}
    first = head - 1 if any(rows.get(head - 1, ())) else head
    last = head + 1 if first == head and any(rows.get(head + 1, ())) else head
    upper, lower = rows[first], rows[last]
    width = max(len(upper), len(lower))
    upper, lower = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    return [under or over for over, under in zip(upper, lower, strict=True)], last + 1


def _field(cell: str) -> str:
    bare = _tight(cell)
    return next((name for name, heads in COLUMNS.items() if bare in map(_tight, heads)), "")


def _head() -> list[str]:
    return [heads[0] for heads in COLUMNS.values()]


def _cells(number: int, entry: CatalogueEntry | EntryText) -> list[str]:
    labels = {item.id: item.label for item in primary_fields()}
    items = {item.id: item.label for item in duties()}
    words = standard_catalogue()
    periods = {item.id: item.label for item in time_limits()}
    everyone = entry.audience == "everyone"
    by_name = {
        "number": str(number),
        "duty": f"{entry.duty} {items[entry.duty]}" if entry.duty in items else "",
        "field": labels.get(entry.field, ""),
        "limit": entry.limit_text or periods.get(entry.limit, entry.limit),
        "channels": "、".join(words.label("carriers", carrier) for carrier in entry.channels),
        "everyone": TICK if everyone else "",
        "group": "" if everyone else entry.audience_note or TICK,
        "active": "" if entry.on_request else TICK,
        "on_request": TICK if entry.on_request else "",
        "update_months": str(entry.update_months or ""),
        **{level.id: TICK if level.id in entry.levels else "" for level in words.levels},
    }
    return [by_name[name] if name in by_name else str(getattr(entry, name)) for name in COLUMNS]


def _ticked(cell: str) -> bool:
    return bool(cell) and cell.strip()[:1] in _TICKS


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
