"""Characters that print like another one: brought to the usual code point before any offset is taken."""

from __future__ import annotations

import re
import unicodedata

# CJK Radicals Supplement has no compatibility mapping in Unicode (two code points excepted); PDF fonts emit these.
_RADICALS_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺈⺊⺋⺌⺎⺒⺓⺕⺗⺙⺛⺜⺝⺠⺢⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺳⺴⺵⺶⺷⺸⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙刀卜卩小尢巳幺彐心攵旡日月民水爪丬牛犬王目示礻竹糸纟罒网网网羊羊羊聿聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶钅长镸长门阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_REMOVED = dict.fromkeys(
    code
    for codes in (
        [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)],  # controls
        [0xAD, 0xFEFF, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)],  # invisible
        range(0xD800, 0xE000),  # lone surrogates
    )
    for code in codes
)
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


def _compatible(*ranges: range) -> dict[int, str]:
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for block in ranges for code in block)
    return {code: form for code, form in pairs if len(form) == 1 and form != chr(code)}


_TABLE: dict[int, str | None] = {
    **_compatible(range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFE30, 0xFE70)),
    **{ord(radical): usual for radical, usual in _RADICALS_SUPPLEMENT.items()},
    **_SPACES,
    **_LINE_ENDS,
    **_REMOVED,
}

# Most texts need no replacement, and searching for a character is much faster than translating each.
_IN_TABLE = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


_NOTE_MARK = re.compile(r"\s*[\[(（〔]?\s*(?:注?\s*\d{1,2}|[*※①-⑳])\s*[\])）〕]?\s*")


def raised(text: str, before: str) -> str:
    """Text printed above the line: the mark of a note behind other text, which in the line would lengthen its number.

    What is raised without anything before it was only laid out so and stays as it is.
    """
    return f"[{text.strip(' []()（）〔〕')}]" if before.strip() and _NOTE_MARK.fullmatch(text) else text


def normalise(text: str) -> str:
    """Replace look-alike radicals and odd spaces one for one, drop invisible characters, make line ends ``\\n``.

    Full-width digits and punctuation stay as printed: their readers know them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_TABLE) if _IN_TABLE.search(text) else text
