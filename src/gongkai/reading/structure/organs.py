"""Names of organs and divisions as they are printed."""

from __future__ import annotations

import re

_KINDS = (
    "人民政府|政府|办公厅|办公室|政府办|委员会|管委会|办事处|公署|委|厅|局|署|处|院|中心|站|所|队|总队|支队|大队|公司|集团|学校|"
    "大学|学院|医院|馆|社|海关|会|协会|联合会|总工会|银行|支行|税务局|检察院|法院|机关|街道|部|室|办"
)
ORGAN = re.compile(rf"^(?:中国\([一-鿿]{{2,6}}\))?[一-鿿·]{{2,40}}(?:{_KINDS})(?:\([一-鿿、]{{2,20}}\))?$")
"""A line or value that is nothing but the name of an organ."""
_LEVELS = (
    r"(?:北京|天津|上海|重庆)市|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|[一-鿿]{2,3}省|新疆生产建设兵团",
    r"[一-鿿]{2,12}?(?:自治州|地区|盟)|[一-鿿]{1,5}?[市州]",
    r"[一-鿿]{2,14}?(?:自治县|自治旗|林区|特区|新区|经济技术开发区|高新技术产业开发区|开发区|高新区|度假区|示范区|试验区)"
    r"|[一-鿿]{1,5}?[县市区旗]",
    r"[一-鿿]{2,10}?(?:民族乡|[一-鿿]族乡)|[一-鿿]{1,6}?(?:街道|[乡镇])",
)
_NOT_A_DIVISION = re.compile(
    r"住房|城乡|城市|城镇|农村|市场|社区|乡村|交通|发展|改革|教育|管理|人民|政府|公安|行政|综合|国家|中共|中国|下列|以下|各|本"
)
_DIVISION_END = re.compile(r"(?:省|市|自治区|州|盟|地区|县|区|旗|乡|镇|街道|兵团)$")
_SHORT_GOVERNMENT = re.compile(r"(?<=[省市州盟县区旗乡镇])政府")
_MANAGED = re.compile(r"(?:新区|开发区|高新区|度假区|示范区|试验区|园区|合作区|口岸)$")


def division_of(unit: str) -> str:
    """The division at the front of a name: 普洱市思茅区人民政府 → 普洱市思茅区; empty when there is none."""
    at = 0
    for level in _LEVELS:
        match = re.compile(level).match(unit, at)
        if match and not _NOT_A_DIVISION.search(match[0]):
            at = match.end()
    return unit[:at]


def is_division(name: str) -> bool:
    """Whether a name is nothing but a division."""
    return bool(_DIVISION_END.search(name)) and division_of(name) == name


def official_name(subject: str) -> str:
    """The official form of a name: a division stands for its government, 省政府 for 省人民政府."""
    if is_division(subject):
        if subject.endswith("街道"):
            return f"{subject}办事处"
        return f"{subject}管理委员会" if _MANAGED.search(subject) else f"{subject}人民政府"
    return _SHORT_GOVERNMENT.sub("人民政府", subject, count=1)


def longest_printed(name: str, printed: list[str]) -> str:
    """The longest of the printed names that is ``name`` with the divisions above it in front."""
    fuller = [other for other in printed if other.endswith(name) and is_division(other[: -len(name)])]
    return max(fuller, key=len, default=name)
