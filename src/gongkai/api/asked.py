"""Parameters that an address does not have are refused: a misspelt filter would otherwise answer with everything."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
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
    there_are = f"可用的参数：{'、'.join(known)}。" if known else "这个地址没有参数。"
    return {"type": "extra_forbidden", "loc": ["query", name], "msg": f"没有参数“{name}”。{there_are}"}
