"""Index numbers (索引号): one template per organ, ``law/documents/index_numbers.yaml`` holds the usual ones."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.statute.codes import is_credit_code, is_organ_code
from gongkai.statute.data import LawModel, load
from gongkai.statute.sources import Source, SourceRef, source

_TOKEN = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<width>\d+))?\}")
_DATED = {"year": r"(?:19|20)\d\d", "month": r"(?:0[1-9]|1[0-2])", "day": r"(?:0[1-9]|[12]\d|3[01])"}
_CODED = {
    "organ_code": r"[0-9A-Z]{9}",
    "organ_code_hyphen": r"[0-9A-Z]{8}-[0-9A-Z]",
    "uscc": r"[0-9A-HJ-NPQRTUWXY]{18}",
    "region": r"\d{6}",
    "department": r"[0-9A-Z]+",
    "class": r"[0-9A-Z]+",
    "unit": r"[0-9A-Z]+",
}
SERIAL = "serial"


class TemplateError(ValueError):
    """A template cannot be used, or the facts it needs are missing; the message says which."""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What a template may ask for. Codes as registered, "" = not known."""

    on: datetime.date
    organ_code: str = ""
    credit_code: str = ""
    region: str = ""
    class_code: str = ""
    unit_code: str = ""
    department: str = ""

    def tokens(self) -> dict[str, str]:
        plain = self.organ_code.replace("-", "") or self.credit_code[8:17]
        return {
            "organ_code": plain,
            "organ_code_hyphen": f"{plain[:8]}-{plain[8:]}" if plain else "",
            "uscc": self.credit_code,
            "region": self.region,
            "department": self.department,
            "class": self.class_code,
            "unit": self.unit_code,
            "year": f"{self.on:%Y}",
            "month": f"{self.on:%m}",
            "day": f"{self.on:%d}",
        }


@dataclass(frozen=True, slots=True)
class IndexTemplate:
    """A checked template. ``{serial:n}`` has at least n digits and grows beyond them rather than repeat.

    A code with a width (``{department:3}``) is filled up to it with zeros and never longer.
    """

    text: str

    def __post_init__(self) -> None:
        names = [found["name"] for found in _TOKEN.finditer(self.text)]
        unknown = sorted(set(names) - {*_DATED, *_CODED, SERIAL})
        if unknown or "{" in _TOKEN.sub("", self.text) or "}" in _TOKEN.sub("", self.text):
            raise TemplateError(f"索引号模板中有不认识的部分：{'、'.join(unknown) or self.text}")
        if names.count(SERIAL) != 1:
            raise TemplateError("索引号模板须有且只有一个流水号 {serial}")
        if "year" not in names:
            raise TemplateError("索引号模板须含年份 {year}，否则流水号永不重排")

    def scope(self, facts: IndexFacts) -> str:
        """Within what the serial counts: the number without its serial. Raises TemplateError for missing facts."""
        return self._fill(facts, "")

    def render(self, facts: IndexFacts, serial: int) -> str:
        """The index number with this serial (1, 2, 3 …). Raises TemplateError for missing facts."""
        if serial < 1:
            raise TemplateError("流水号从 1 开始")
        return self._fill(facts, str(serial))

    def fits(self, number: str) -> bool:
        """Whether a number could have been made with this template; its codes must pass their check digits."""
        places = iter(range(self.text.count("{")))
        names: list[str] = []

        def group(found: re.Match[str]) -> str:
            names.append(found["name"])
            width = found["width"]
            digits = rf"\d{{{width or 1},}}" if found["name"] == SERIAL else (_DATED | _CODED)[found["name"]]
            if width and found["name"] in _CODED:
                digits = rf"[0-9A-Z]{{{width}}}"
            return f"(?P<t{next(places)}>{digits})"

        pattern = "".join(
            group(match) if (match := _TOKEN.fullmatch(part)) else re.escape(part)
            for part in re.split(r"(\{[^}]*\})", self.text)
        )
        match = re.fullmatch(pattern, number)
        return match is not None and all(
            _CHECKED.get(name, bool)(value) for name, value in zip(names, match.groups(), strict=True)
        )

    def _fill(self, facts: IndexFacts, serial: str) -> str:
        tokens = facts.tokens()

        def value(found: re.Match[str]) -> str:
            name, width = found["name"], int(found["width"] or 0)
            if name == SERIAL:
                return serial and serial.zfill(width)
            if not tokens[name]:
                raise TemplateError(f"索引号需要“{_NAMES.get(name, name)}”，该机关尚未登记")
            if width and name in _CODED and len(tokens[name]) > width:
                raise TemplateError(f"“{_NAMES[name]}”{tokens[name]}超过索引号格式的 {width} 位")
            return tokens[name].zfill(width)

        return _TOKEN.sub(value, self.text)


_CHECKED = {
    "organ_code": lambda code: len(code) != 9 or is_organ_code(code),  # a template may take a part of it only
    "organ_code_hyphen": is_organ_code,
    "uscc": is_credit_code,
}
_NAMES = {
    "organ_code": "组织机构代码",
    "organ_code_hyphen": "组织机构代码",
    "uscc": "统一社会信用代码",
    "region": "行政区划代码",
    "department": "部门代码",
    "class": "类别代码",
    "unit": "内设机构代码",
}


class _Template(LawModel):
    id: str
    label: str
    template: str
    source: SourceRef


class _TemplateFile(LawModel):
    templates: tuple[_Template, ...]


@dataclass(frozen=True, slots=True)
class UsualTemplate:
    """A template in use somewhere, with where it was seen."""

    label: str
    template: IndexTemplate
    source: Source


@cache
def usual_templates() -> MappingProxyType[str, UsualTemplate]:
    """The templates of ``law/documents/index_numbers.yaml`` by id."""
    return MappingProxyType(
        {
            item.id: UsualTemplate(item.label, IndexTemplate(item.template), source(item.source))
            for item in load(_TemplateFile, "documents/index_numbers.yaml").templates
        }
    )
