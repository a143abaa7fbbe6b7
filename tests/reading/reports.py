"""Random annual reports that are right: every identity of their form holds, and the text agrees with the tables.

``random_report(FormId.C2021, seed)`` for one, ``reports()`` as a Hypothesis strategy. The wording is our own.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.reading.model import (
    AnnualReport,
    BlockItem,
    CellStatus,
    CellValue,
    Contact,
    Document,
    Figure,
    FigureKind,
    Paragraph,
    SectionText,
    Signature,
    Span,
)
from gongkai.statute.forms import Form, FormId, Identity
from gongkai.statute.report_forms import form

ORDINALS = "〇一二三四五六七八九十"
UNITS = (("青溪县人民政府", "青溪县"), ("云岭市财政局", "云岭市"), ("白石区人民政府办公室", "白石区"))
LATEST_YEAR = 2025
LARGEST = 99_999
MOST_STEPS = 2000
BLANKING = ("zeros", "blanks", "mixed")


def reports() -> st.SearchStrategy[AnnualReport]:
    """Reports of all three forms."""
    return st.builds(random_report, st.sampled_from(FormId), st.integers(0, 2**32))


def random_report(form_id: FormId, seed: int) -> AnnualReport:
    """One report of this form; the same seed gives the same report."""
    chance = random.Random(seed)
    official = form(form_id)
    unit, division = chance.choice(UNITS)
    year = chance.randint(official.first_year, official.last_year or LATEST_YEAR)
    cells = _random_cells(official, chance)
    text = _write_text(official, unit, year, cells, chance)
    return AnnualReport(
        document=Document("report.txt", "text", text.text, tuple(text.blocks)),
        unit=unit,
        division=division,
        year=year,
        form=form_id,
        is_annual_report=True,
        title=f"{unit}{year}年政府信息公开工作年度报告",
        period=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),
        published=datetime.date(year + 1, 1, chance.randint(4, 29)),
        sections=tuple(text.sections),
        cells=cells,
        figures=tuple(text.figures),
        part_lists=(),
        contact=text.contact,
        signature=Signature(),
        index={},
        missing_tables=(),
        truncated=False,
    )


# --- the tables -----------------------------------------------------------------------------------------------------


def _random_cells(official: Form, chance: random.Random) -> dict[str, CellValue]:
    values = {cell.key: _random_value(cell.kind, chance) for cell in official.cells}
    _settle(values, official.identities)
    blanking = chance.choice(BLANKING)

    def is_blank(key: str) -> bool:
        return values[key] == 0 and (blanking == "blanks" or (blanking == "mixed" and chance.random() < 0.5))

    return {
        key: CellValue(key, None, CellStatus.BLANK)
        if is_blank(key)
        else CellValue(key, value, CellStatus.READ, raw=str(value))
        for key, value in values.items()
    }


def _random_value(kind: str, chance: random.Random) -> Decimal:
    if chance.random() < 0.5:
        return Decimal(0)
    if kind == "money":
        return Decimal(chance.randint(1, LARGEST)).scaleb(-2).normalize()
    number = chance.randint(1, 12) if chance.random() < 0.7 else chance.randint(1, LARGEST)
    return Decimal(-number if kind == "signed" and chance.random() < 0.3 else number)


def _settle(values: dict[str, Decimal], identities: tuple[Identity, ...]) -> None:
    """Raise values until every identity holds. Totals begin at 0 and sums come first, so none is raised too far."""
    sums = [identity for identity in identities if _is_sum(identity)]
    values.update({total: Decimal(0) for identity in sums for total in _total(identity)})
    in_order = [*sums, *(identity for identity in identities if not _is_sum(identity))]
    for _ in range(MOST_STEPS):
        broken = next((identity for identity in in_order if not holds(values, identity)), None)
        if broken is None:
            return
        _mend(values, broken)
    raise AssertionError("the identities of the form contradict each other")


def _is_sum(identity: Identity) -> bool:
    return identity.relation == "=" and min(len(identity.left), len(identity.right)) == 1


def _total(identity: Identity) -> tuple[str, ...]:
    return min(identity.left, identity.right, key=len)


def holds(values: dict[str, Decimal], identity: Identity) -> bool:
    """Whether the identity holds for these values."""
    left, right = _sum(values, identity.left), _sum(values, identity.right)
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[identity.relation]


def _mend(values: dict[str, Decimal], identity: Identity) -> None:
    """Raise the side that is too small."""
    missing = _sum(values, identity.left) - _sum(values, identity.right)
    raised = identity.right[-1] if missing > 0 else identity.left[0]
    values[raised] += abs(missing)


def _sum(values: dict[str, Decimal], keys: tuple[str, ...]) -> Decimal:
    return sum((values[key] for key in keys), Decimal(0))


# --- the text -------------------------------------------------------------------------------------------------------


@dataclass
class _Text:
    """A text that grows, with what stands in it and where."""

    text: str = ""
    blocks: list[BlockItem] = field(default_factory=list)
    sections: list[SectionText] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    contact: Contact = field(default_factory=Contact)

    def add(self, line: str, level: int = 0) -> Span:
        span = Span(len(self.text), len(self.text) + len(line))
        self.blocks.append(Paragraph(line, span, level))
        self.text += line + "\n"
        return span

    def add_count(self, before: str, value: Decimal, unit: str) -> None:
        """A sentence that counts something: 全年{before}{value}{unit}。"""
        start = len(self.text) + len(f"全年{before}")
        sentence = self.add(f"全年{before}{value}{unit}。")
        span = Span(start, start + len(f"{value}{unit}"))
        clause = self.text[sentence.start : sentence.end]
        number = len(self.sections)
        self.figures.append(
            Figure(before, value, unit, FigureKind.COUNT, clause, span, sentence, section=number or None)
        )


def _write_text(official: Form, unit: str, year: int, cells: dict[str, CellValue], chance: random.Random) -> _Text:
    text = _Text()
    text.add(f"{unit}{year}年政府信息公开工作年度报告", level=1)
    text.contact = Contact(
        address="幸福路18号", postcode="600123", telephone="0800-5551234", email="xxgk@example.gov.cn"
    )
    contact = text.contact
    text.add(
        f"本报告按照《中华人民共和国政府信息公开条例》编写，统计期限为{year}年1月1日至{year}年12月31日。"
        f"如有疑问，请与{unit}联系（地址：{contact.address}，邮编：{contact.postcode}，"
        f"电话：{contact.telephone}，电子邮箱：{contact.email}）。"
    )
    for section in official.sections:
        heading = text.add(f"{ORDINALS[section.number]}、{section.title}", level=2)
        start = len(text.text)
        text.sections.append(SectionText(section.number, section.title, heading, Span(start, start)))
        _write_section(text, official, section.number, cells, chance)
        text.sections[-1] = SectionText(section.number, section.title, heading, Span(start, len(text.text)))
    return text


def _write_section(
    text: _Text, official: Form, number: int, cells: dict[str, CellValue], chance: random.Random
) -> None:
    if number == 1:
        text.add_count("参加基层走访", Decimal(chance.randint(2, 900)), "人次")
        text.add_count("整理历史档案", Decimal(chance.randint(2, 9000)), "卷")
    received = cells.get("applications.new_received.total") or cells.get("statistics_2014_2018.requests_total")
    if number == 3 and received and received.value is not None:
        text.add_count("收到政府信息公开申请", received.value, "件")
    if number == official.sections[-1].number:
        text.add("本机关没有其他需要说明的情况。")
