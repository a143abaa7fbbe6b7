"""Whose count a sentence gives: the unit's own, a wider or a narrower one, or one of many years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum


class Scope(Enum):
    """Whose count a sentence gives, as far as its words say."""

    OWN = "own"  # names the unit itself
    UNSAID = "unsaid"
    WIDER = "wider"  # the whole district, all levels
    NARROWER = "narrower"  # another organ, or one office within the unit
    CUMULATIVE = "cumulative"  # since some earlier year
    OTHER_MATTERS = "other_matters"  # does not say that it counts only what the table counts


_SINCE = re.compile(r"累计|截至目前|截止目前|以来")
_THIS_YEAR = re.compile(r"全年|本年|年度|今年|20\d\d年(?!底|末|初)")
_WIDER = re.compile(
    r"全(?:省|市|州|区|县|镇|乡|系统|行业)|各级|各地|各(?:州|市|县|区|乡|镇|部门|单位|街道|科室)|所属|下属|辖区"
    r"|[省市州县区]直|[两三]级|系统内"
)
_OWN = re.compile(r"全[局厅委院办]|本机关|本单位|本部门|我[局办委厅院会镇乡署站中](?!直)|本[局办委厅]")
_OUR_AREA = re.compile(r"我[省市州县区](?!直)")
_OWN_LEVEL = re.compile(r"本级")
_ORGAN = re.compile(
    r"[一-鿿]{0,16}?(?:局|委员会|办公[室厅]|厅|人民政府|[省市州县区镇乡]政府|管委会|街道办事处)"
    r"(?!信息|网站|公报|新闻|门户|文件|部门|长|系统|政务|办公)"
)
_SHARED_NAME = 3  # characters at the end of two names from which they can mean the same organ
_LEVEL = "省市州县区镇乡"


def scope_of(clauses: Iterable[str], unit: str) -> Scope:
    """The scope of a figure; ``clauses`` are its own clause and those before it, nearest first."""
    for clause in clauses:
        if _SINCE.search(clause) and not _THIS_YEAR.search(clause):
            return Scope.CUMULATIVE
        scope = _clause_scope(clause, unit)
        if scope is not Scope.UNSAID:
            return scope
    return Scope.UNSAID


def is_government(unit: str) -> bool:
    """Whether the unit is a people's government (and not its office or a department)."""
    return unit.endswith("政府")


def _clause_scope(clause: str, unit: str) -> Scope:
    if _WIDER.search(clause):
        return Scope.WIDER
    organs = _ORGAN.findall(clause)
    if _OWN.search(clause) or any(_is_same_organ(organ, unit) for organ in organs):
        return Scope.OWN
    if _OUR_AREA.search(clause) and not organs:
        return Scope.WIDER
    if _OWN_LEVEL.search(clause):
        return Scope.NARROWER if is_government(unit) else Scope.OWN
    return Scope.NARROWER if organs and unit else Scope.UNSAID


def _is_same_organ(named: str, unit: str) -> bool:
    """县教育局 in a report of 青溪县教育局; what stands before the name in the clause does not matter."""
    one, two = (name.replace("人民政府", "政府") for name in (named, unit))
    shared = 0
    while shared < min(len(one), len(two)) and one[-1 - shared] == two[-1 - shared]:
        shared += 1
    if shared == len(two):
        return True
    before_one, before_two = one[: len(one) - shared][-1:], two[: len(two) - shared][-1:]
    other_level = before_one not in {"", before_two} and before_one in _LEVEL
    return shared >= _SHARED_NAME and not other_level
