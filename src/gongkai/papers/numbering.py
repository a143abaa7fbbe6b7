"""Headings that a text marks by nothing but their numbers: 一、 （一） 1. （1）, the layers of GB/T 9704—2012 7.3.3."""

from __future__ import annotations

import re

_LAYERS = (
    re.compile("[一二三四五六七八九十百]{1,5}、"),
    re.compile("[（(][一二三四五六七八九十百]{1,5}[）)]"),
    re.compile(r"\d{1,3}[.．](?!\d)"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)
_SENTENCE = re.compile("[。；！？，：;!?]")
_LONGEST = 50  # characters; a longer line is a sentence


def heading_layer(line: str) -> int:
    """The layer 1 to 4 of a line that is a heading, 0 for running text: anything long or with a sentence in it."""
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return 0
    return next((number for number, mark in enumerate(_LAYERS, 1) if mark.match(line)), 0)


def is_addressee(line: str) -> bool:
    """各县、区人民政府，市直各委、办、局： – whom the text is for, not a sentence that leads on to a list."""
    return line.endswith(("：", ":")) and not re.search("[。；]|如下|以下|下列|[现特]", line)
