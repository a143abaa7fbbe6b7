"""The national report forms, loaded from ``law/report_forms``: ``form(FormId.C2021)``, ``form_for_year(2020)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from gongkai.statute.data import LawModel, load
from gongkai.statute.forms import (
    Block,
    CellKind,
    Column,
    Deadline,
    Form,
    FormId,
    Identity,
    Period,
    Row,
    Section,
    Severity,
    Table,
    TextRequirement,
    UnitKind,
)
from gongkai.statute.rule_templates import RuleTemplate, cell_keys, find_table, instances, refuse_unknown
from gongkai.statute.sources import SourceRef, source

# --- the files ----------------------------------------------------------------------------------------------------


class _Column(LawModel):
    key: str
    label: str
    unit: str
    kind: CellKind = "count"
    aliases: tuple[str, ...] = ()
    group: str | None = None


class _Row(LawModel):
    """A row; its ``parts`` are rows of their own that it is the sum of."""

    key: str
    label: str
    number: str = ""
    remark: str = ""
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    kind: CellKind | None = None
    parts: tuple[_Row, ...] = ()


class _Group(LawModel):
    """A printed heading without values above rows or further groups."""

    group: str
    rows: tuple[_Row | _Group, ...]


class _Block(LawModel):
    heading: str = ""
    layout: Literal["grid", "strip"] = "grid"
    row_header: str = ""
    column_header: str = ""
    columns: tuple[_Column, ...]
    rows: tuple[_Row | _Group, ...]


class _Table(LawModel):
    key: str
    title: str
    section: int
    aliases: tuple[str, ...] = ()
    note: str = ""
    unit_note: str = ""
    blocks: tuple[_Block, ...]


class _Rule(RuleTemplate):
    relation: Literal["=", "<=", ">="]
    severity: Severity | None = None  # absent = that of the set
    basis: SourceRef | None = None


class _RuleSet(LawModel):
    """Identities of one table with what they have in common. Cell names are relative to the table."""

    table: str
    basis: SourceRef
    severity: Severity = Severity.ERROR
    rules: tuple[_Rule, ...]


class _Section(LawModel):
    number: int
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    new_every_year: bool = False


class _TextRequirement(LawModel):
    id: str
    section: int
    label: str
    phrases: tuple[str, ...]
    match: Literal["any", "all"] = "any"
    unit_kind: UnitKind = "any"
    severity: Severity
    basis: SourceRef
    note: str = ""


class _Deadline(LawModel):
    unit_kind: UnitKind
    month: int
    day: int
    basis: SourceRef


class _Day(LawModel):
    month: int
    day: int


class _Period(LawModel):
    first: _Day
    last: _Day
    basis: SourceRef


class _FormFile(LawModel):
    id: FormId
    short_name: str
    format_name: str
    title: str
    first_year: int
    last_year: int | None = None
    basis: SourceRef
    sections: tuple[_Section, ...]
    tables: tuple[_Table, ...]
    identities: tuple[_RuleSet, ...]
    text_requirements: tuple[_TextRequirement, ...]
    deadlines: tuple[_Deadline, ...]
    period: _Period


# --- what they say ------------------------------------------------------------------------------------------------


@cache
def form(form_id: FormId) -> Form:
    """The form with this id. Raises LawDataError when its file is faulty or names a cell it does not have."""
    return _build(load(_FormFile, f"report_forms/{form_id.value}.yaml"))


def forms() -> tuple[Form, ...]:
    """All national forms, oldest first."""
    return tuple(form(form_id) for form_id in FormId)


def form_for_year(year: int) -> Form:
    """The form prescribed for a report year (统计年度, not the year of publication).

    Raises:
        LookupError: no national form was prescribed for that year (before 2014).
    """
    for candidate in forms():
        if candidate.first_year <= year and (candidate.last_year is None or year <= candidate.last_year):
            return candidate
    raise LookupError(f"{year}年度没有全国统一的年度报告格式，最早的格式自{form(FormId.A2014).first_year}年度起使用")


def _build(file: _FormFile) -> Form:
    tables = tuple(_table(item) for item in file.tables)
    built = Form(
        id=file.id,
        short_name=file.short_name,
        format_name=file.format_name,
        title=file.title,
        first_year=file.first_year,
        last_year=file.last_year,
        basis=source(file.basis),
        sections=tuple(Section(**item.model_dump()) for item in file.sections),
        tables=tables,
        identities=tuple(_identities(file.identities, tables)),
        deadlines=tuple(Deadline(item.unit_kind, item.month, item.day, source(item.basis)) for item in file.deadlines),
        text_requirements=tuple(_text_requirement(item) for item in file.text_requirements),
        period=_period(file.period),
    )
    _refuse_unknown_cells(built)
    return built


def _period(item: _Period) -> Period:
    return Period((item.first.month, item.first.day), (item.last.month, item.last.day), source(item.basis))


def _text_requirement(item: _TextRequirement) -> TextRequirement:
    return TextRequirement(**item.model_dump(exclude={"basis"}), basis=source(item.basis))


def _table(item: _Table) -> Table:
    blocks = tuple(
        Block(
            heading=block.heading,
            columns=tuple(Column(**column.model_dump()) for column in block.columns),
            rows=tuple(_rows(block.rows)),
            layout=block.layout,
            row_header=block.row_header,
            column_header=block.column_header,
        )
        for block in item.blocks
    )
    return Table(item.key, item.title, item.section, blocks, item.note, item.unit_note, item.aliases)


def _rows(items: Iterable[_Row | _Group], path: tuple[str, ...] = (), parent: str = "") -> Iterator[Row]:
    for item in items:
        if isinstance(item, _Group):
            yield from _rows(item.rows, (*path, item.group))
            continue
        aliases = (f"{item.label}{item.remark}", *item.aliases) if item.remark else item.aliases
        yield Row(
            key=item.key,
            label=item.label,
            number=item.number,
            aliases=aliases,
            path=path,
            unit=item.unit,
            kind=item.kind,
            remark=item.remark,
            parent=parent,
        )
        yield from _rows(item.parts, path, item.key)


def _identities(rule_sets: Iterable[_RuleSet], tables: tuple[Table, ...]) -> Iterator[Identity]:
    for rule_set in rule_sets:
        table = find_table(tables, rule_set.table, "勾稽关系")
        for rule in rule_set.rules:
            for names in instances(rule, table):
                yield Identity(
                    id=rule.id.format(**names),
                    table=table.key,
                    left=cell_keys(table.key, rule.left, names),
                    relation=rule.relation,
                    right=cell_keys(table.key, rule.right, names),
                    severity=rule.severity or rule_set.severity,
                    basis=source(rule.basis or rule_set.basis),
                    expression=rule.expression.format(**names),
                    note=rule.note,
                )


def _refuse_unknown_cells(built: Form) -> None:
    known = frozenset(cell.key for cell in built.cells)
    for identity in built.identities:
        refuse_unknown((*identity.left, *identity.right), known, f"格式 {built.id} 的勾稽关系 {identity.id}")
