"""What a DOCX keeps outside its text: heading levels of styles and automatic list numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_BASED_ON = 20  # links in a chain of styles; a file may chain them in a circle
_DIGITS = "〇一二三四五六七八九"


def value(parent: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of a child, None when there is none."""
    child = None if parent is None else parent.find("/".join(W + step for step in path.split("/")))
    return None if child is None else child.get(f"{W}val")


def number(text: str | None, default: int = 0) -> int:
    """A whole number an attribute states, ``default`` for nonsense."""
    return int(text) if text and len(text) < 7 and text.lstrip("-").isdecimal() else default


# --- styles -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list a paragraph counts in, and how deep."""

    list_id: str
    depth: int


class Styles:
    """Paragraph styles: heading level and list, inherited through ``basedOn``."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}

    def heading_level(self, properties: etree._Element | None) -> int:
        """1–6 for a heading, 0 for running text; the paragraph's own outline level comes first."""
        own = value(properties, "outlineLvl")
        if own is not None:
            return _level(own)
        for style in self._chain(properties):
            outline = value(style, "pPr/outlineLvl")
            if outline is not None:
                return _level(outline)
            if (value(style, "name") or "").lower() in ("title", "标题"):
                return 1
        return 0

    def list_place(self, properties: etree._Element | None) -> ListPlace | None:
        """The list a paragraph is numbered in; number 0 takes a paragraph out of its style's list."""
        sources = [properties, *(style.find(f"{W}pPr") for style in self._chain(properties))]
        depth = None
        for source in sources:
            if source is None:
                continue
            depth = value(source, "numPr/ilvl") if depth is None else depth
            list_id = value(source, "numPr/numId")
            if list_id is not None:
                return None if list_id == "0" else ListPlace(list_id, number(depth))
        return None

    def _chain(self, properties: etree._Element | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(value(properties, "pStyle") or "")
        while style is not None and len(chain) < _MAX_BASED_ON:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn") or "")
        return chain


def _level(outline: str) -> int:
    return level if 1 <= (level := number(outline, 9) + 1) <= 6 else 0


# --- automatic numbers ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts automatic list numbers as Word does, so that "一、" and "（一）" stand in the text again."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = defaultdict(_List)
        if root is None:
            return
        abstract = {
            element.get(f"{W}abstractNumId", ""): _List(
                {_depth(lvl): _read_level(lvl) for lvl in element.findall(f"{W}lvl")}
            )
            for element in root.findall(f"{W}abstractNum")
        }
        for element in root.findall(f"{W}num"):
            shared = abstract.get(value(element, "abstractNumId") or "", _List())
            overrides = element.findall(f"{W}lvlOverride")
            self._lists[element.get(f"{W}numId", "")] = _overridden(shared, overrides) if overrides else shared

    def next(self, place: ListPlace) -> str:
        """The number of the next paragraph at this place, as printed; empty for bullets."""
        numbered = self._lists[place.list_id]
        level = numbered.levels.get(place.depth)
        if level is None:
            return ""
        for deeper in [depth for depth in numbered.counts if depth > place.depth]:
            del numbered.counts[deeper]
        numbered.counts[place.depth] = numbered.counts.get(place.depth, level.start - 1) + 1
        return "" if level.format == "bullet" else self._print(numbered, level)

    def _print(self, numbered: _List, level: _Level) -> str:
        text = level.text
        for depth, other in numbered.levels.items():
            count = numbered.counts.get(depth, other.start)
            text = text.replace(f"%{depth + 1}", print_number(count, other.format))
        return text


def _depth(level: etree._Element) -> int:
    return number(level.get(f"{W}ilvl"))


def _read_level(level: etree._Element) -> _Level:
    return _Level(value(level, "numFmt") or "decimal", value(level, "lvlText") or "", number(value(level, "start"), 1))


def _overridden(shared: _List, overrides: list[etree._Element]) -> _List:
    levels = dict(shared.levels)
    for override in overrides:
        depth, own, start = _depth(override), override.find(f"{W}lvl"), value(override, "startOverride")
        if own is not None:
            levels[depth] = _read_level(own)
        if start is not None and depth in levels:
            levels[depth] = _Level(levels[depth].format, levels[depth].text, number(start, 1))
    return _List(levels)


def print_number(count: int, format_name: str) -> str:
    """A list number in one of Word's number formats; unknown formats print as decimal."""
    printer = _PRINTERS.get(format_name)
    return printer(count) if printer and count > 0 else str(count)


def _chinese(count: int) -> str:
    """一 … 九十九; larger numbers never stand before a heading."""
    if count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 10 + 1)


def _roman(count: int) -> str:
    text = ""
    for worth, digits in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += digits * (count // worth % 10)
        count %= worth
    return text


def _circled(count: int) -> str:
    return chr(0x245F + count) if count <= 20 else str(count)


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


_CHINESE_FORMATS = (
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital",
    "japaneseCounting", "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
)  # fmt: skip
_PRINTERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE_FORMATS, _chinese),
    "ideographTraditional": lambda count: "甲乙丙丁戊己庚辛壬癸"[(count - 1) % 10],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda count: "",  # noqa: ARG005  every printer takes the number
}
