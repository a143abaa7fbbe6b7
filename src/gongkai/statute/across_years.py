"""What joins the reports of several years: relations between two years, and time series over the three forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from pydantic import model_validator

from gongkai.statute.data import LawModel, load
from gongkai.statute.forms import Form, FormId, SeriesLink, Severity, YearIdentity
from gongkai.statute.report_forms import form
from gongkai.statute.rule_templates import RuleTemplate, cell_keys, find_table, instances, refuse_unknown
from gongkai.statute.sources import SourceRef, source


class _YearRule(RuleTemplate):
    table: str
    forms: tuple[tuple[FormId, FormId], ...]
    relation: Literal["=", "<="]
    right_plus: tuple[str, ...] = ()
    right_minus: tuple[str, ...] = ()
    severity: Severity
    basis: SourceRef


class _YearRuleFile(LawModel):
    rules: tuple[_YearRule, ...]


class _Link(LawModel):
    key: str
    label: str
    unit: str
    cells: dict[FormId, tuple[str, ...] | None]
    approximate: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _say_why(self) -> _Link:
        """A gap and an approximation need a reason; every form must be spoken about."""
        if set(self.cells) != set(FormId):
            raise ValueError(f"{self.key}：须逐一写明各格式的单元（没有的写 null）")
        if not self.note and (self.approximate or None in self.cells.values()):
            raise ValueError(f"{self.key}：不能对应或者只能近似对应的，须在 note 中说明原因")
        return self


class _LinkFile(LawModel):
    links: tuple[_Link, ...]


@cache
def year_identities(earlier: FormId, later: FormId) -> tuple[YearIdentity, ...]:
    """The relations between this year's report (form ``later``) and last year's (form ``earlier``) of the same unit.

    Empty when the two forms have nothing to compare (A2014 has no carried-over rows).
    """
    rules = load(_YearRuleFile, "report_forms/across_years.yaml").rules
    pair = (earlier, later)
    return tuple(built for rule in rules if pair in rule.forms for built in _build(rule, form(earlier), form(later)))


def _build(rule: _YearRule, earlier: Form, later: Form) -> Iterator[YearIdentity]:
    table = find_table(later.tables, rule.table, rule.id)
    in_earlier = frozenset(cell.key for cell in earlier.cells)
    in_later = frozenset(cell.key for cell in later.cells)
    for names in instances(rule, table):
        built = YearIdentity(
            id=rule.id.format(**names),
            left=cell_keys(table.key, rule.left, names),
            relation=rule.relation,
            right=cell_keys(table.key, rule.right, names),
            right_minus=cell_keys(table.key, rule.right_minus, names),
            right_plus=cell_keys(table.key, rule.right_plus, names),
            severity=rule.severity,
            basis=source(rule.basis),
            expression=rule.expression.format(**names),
            forms=(earlier.id, later.id),
            note=rule.note,
        )
        refuse_unknown((*built.left, *built.right_plus, *built.right_minus), in_later, built.id)
        refuse_unknown(built.right, in_earlier, built.id)
        yield built


@cache
def series() -> tuple[SeriesLink, ...]:
    """The lines of the time series, in the order of the forms: which cells of each form give them."""
    links = load(_LinkFile, "report_forms/series.yaml").links
    for form_id in FormId:
        known = frozenset(cell.key for cell in form(form_id).cells)
        for link in links:
            refuse_unknown(link.cells[form_id] or (), known, f"时间序列 {link.key}")
    return tuple(SeriesLink(**link.model_dump()) for link in links)
