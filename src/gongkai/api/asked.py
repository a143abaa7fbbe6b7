"""Parameters that an address does not have are refused: a misspelt filter would otherwise answer with everything."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from ninja.errors import ValidationError


def only_known_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """Around an operation, after its own parameters were understood.

    Raises:
        ValidationError: the query holds other names (HTTP 422); each is named, with those that there are.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, **understood: Any) -> Any:
        schemas = [type(value) for value in understood.values() if isinstance(value, Schema)]
        known = [name for schema in schemas for name in schema.model_fields]
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            raise ValidationError([_refusal(name, known) for name in unknown])
        return view(request, **understood)

    return answer


def _refusal(name: str, known: list[str]) -> dict[str, Any]:
    there_are = _("可用的参数：%(names)s。") % {"names": ", ".join(known)} if known else _("这个地址没有参数。")
    msg = _("没有参数“%(name)s”。") % {"name": name} + there_are
    return {"type": "extra_forbidden", "loc": ["query", name], "msg": msg}


WORDS = {
    "missing": gettext_lazy("必须填写。"),
    "enum": gettext_lazy("须是 %(expected)s 之一。"),
    "literal_error": gettext_lazy("须是 %(expected)s 之一。"),
    "int_parsing": gettext_lazy("须是整数。"),
    "int_parsing_size": gettext_lazy("数字过大。"),
    "bool_parsing": gettext_lazy("须是 true 或 false。"),
    "date_parsing": gettext_lazy("须是日期，如 2024-01-31。"),
    "date_from_datetime_parsing": gettext_lazy("须是日期，如 2024-01-31。"),
    "greater_than_equal": gettext_lazy("不能小于 %(ge)s。"),
    "less_than_equal": gettext_lazy("不能大于 %(le)s。"),
    "string_pattern_mismatch": gettext_lazy("须符合格式 %(pattern)s。"),
}
"""What pydantic says in English only, by the type of the mistake."""


def in_words(mistake: dict[str, Any]) -> dict[str, Any]:
    """A mistake with its message in the language of whoever asked; a kind without words keeps pydantic's."""
    words = WORDS.get(mistake.get("type", ""))
    return mistake if words is None else {**mistake, "msg": str(words) % mistake.get("ctx", {})}
