"""Bytes of a text file or page → characters, whatever its label claims."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gongkai.reading.readers.characters import normalise
from gongkai.reading.readers.errors import Trouble, UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_GB = {"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"}
_LABELS_HEEDED = ("gb18030", "big5", "big5hkscs")  # a one-byte encoding fits everything and proves nothing
_TOLERATED = 0.01  # share of broken characters in a text that was cut or mended by hand
_TEXTUAL = 0.7  # least share of letters, Chinese and usual punctuation in a real text
_SAMPLE = 20_000  # characters that show whether it is a text
_OTHER = re.compile(r"[^\t\n\f\r\xa0\u200b\ufeff -~一-鿿　-〿＀-￯‐-⁊·×°①-⒛─-◿À-ɏ]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its look-alikes normalised, the encoding that fitted, and what was lost."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str = "") -> Decoded:
    """Decode text. UTF-8 wins over a wrong label because other encodings practically never pass for it.

    Raises :class:`UnreadableFile` (unknown type) when nothing makes it a text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name)
    if b"\0" in data:
        return _decoded(
            data, max(("utf-16-le", "utf-16-be"), key=lambda e: _likeness(data[:4096].decode(e, "replace"))), name
        )
    if _fits_utf8(data):
        return _decoded(data, "utf-8", name)
    declared = _declared(data)
    candidates = dict.fromkeys([*([declared] if declared else []), "gb18030", "big5"])
    return _decoded(data, min(candidates, key=lambda e: data.decode(e, "replace").count("\ufffd")), name)


def _fits_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return broken <= max(1, _TOLERATED * sum(char > "\x7f" for char in text))
    return True


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    label = match[1].decode("ascii").lower()
    try:
        known = codecs.lookup("gb18030" if label in _GB else label)
    except LookupError:
        return None
    return known.name if known.name in _LABELS_HEEDED else None


def _likeness(text: str) -> float:
    """Share of characters that a Chinese text is made of."""
    return (len(text) - sum(map(len, _OTHER.findall(text)))) / max(1, len(text))


def _decoded(data: bytes, encoding: str, name: str) -> Decoded:
    raw = data.decode(encoding, "replace")
    lost = raw.count("\ufffd")
    if raw and _likeness(raw[:_SAMPLE]) < _TEXTUAL:
        raise UnreadableFile(Trouble.UNKNOWN_TYPE, name)
    warnings = (f"有 {lost} 个字符无法按 {encoding} 编码还原，以“\ufffd”代替。",) if lost else ()
    return Decoded(normalise(raw), encoding, warnings)
