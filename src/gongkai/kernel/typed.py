"""What people and other systems type, at the one door every change goes through: the arguments of an act.

Control characters say nothing to a reader, yet PostgreSQL refuses NUL and a feed with one is no XML. They are taken
out. Characters that turn the order of writing (U+202A–202E, U+2066–2069) can make a text read otherwise than it is
stored: a form that holds one is refused, a single word or a text from a machine loses it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypeVar, cast

from django.utils.translation import gettext_lazy as _

from gongkai.kernel.errors import Unlawful

T = TypeVar("T")

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


class Typed:
    """A form that was filled in: a frozen dataclass that an act takes whole."""

    __slots__ = ()


def printable(text: str) -> str:
    """The text without control characters, marks of direction, halves of pairs and what is no character."""
    return _UNSEEN.sub("", text)


def tidy(value: T) -> T:
    """Arguments of an act with every string :func:`printable`; other objects are passed on as they are.

    Raises Unlawful where a :class:`Typed` form holds a character that turns the order of writing.
    """
    return cast("T", _tidy(value))


def _tidy(value: object) -> object:
    if isinstance(value, Typed):
        return _form(value)
    if type(value) is str:
        return printable(value)
    if type(value) is tuple:
        return tuple(_tidy(item) for item in value)
    if type(value) is list:
        return [_tidy(item) for item in value]
    if type(value) is dict:
        return {key: _tidy(item) for key, item in value.items()}
    return value


def _form(form: Any) -> Any:
    given = {item.name: getattr(form, item.name) for item in dataclasses.fields(form)}
    for value in given.values():
        for text in value if isinstance(value, tuple) else (value,):
            turning = _TURNING.search(text) if isinstance(text, str) else None
            if turning is not None and isinstance(text, str):
                raise Unlawful(
                    _(
                        "“%(near)s”附近有看不见的控制文字方向的字符（U+%(code)s），会使显示与实际内容不同，请删去后重新输入。"
                    ),
                    near=printable(text[max(0, turning.start() - 5) : turning.end() + 5]),
                    code=f"{ord(turning[0]):04X}",
                )
    return dataclasses.replace(form, **{name: _tidy(value) for name, value in given.items()})
