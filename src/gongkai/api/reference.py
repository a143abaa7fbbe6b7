"""The reference of the open interface, drawn from its OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.api.v1 import api
from gongkai.kernel.freshness import kept_until_changed


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a question or one field of an answer."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it takes and which schema it answers with."""

    path: str
    summary: str
    parameters: tuple[Field, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Model:
    """One schema of the answers."""

    name: str
    description: str
    fields: tuple[Field, ...]


@kept_until_changed
def reference(request: HttpRequest) -> HttpResponse:
    """All addresses with their parameters and answers."""
    document = api.get_openapi_schema()
    operations = [
        _operation(path if method == "get" else f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    models = [_model(name, schema) for name, schema in document["components"]["schemas"].items() if _is_answer(name)]
    return render(request, "api/reference.html", {"operations": operations, "models": models})


def _is_answer(name: str) -> bool:
    return name.endswith("Out") or name == "Problem"


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    parameters = tuple(
        Field(given["name"], type_name(given["schema"]), given["schema"].get("description", ""))
        for given in operation.get("parameters", ())
    )
    done = next(answer for status, answer in operation["responses"].items() if int(status) < 300)
    answer = done["content"]["application/json"]["schema"]
    return Operation(path, operation["summary"], parameters, type_name(answer))


def _model(name: str, schema: dict[str, Any]) -> Model:
    fields = tuple(
        Field(key, type_name(value), value.get("description", "")) for key, value in schema["properties"].items()
    )
    return Model(name, schema.get("description", ""), fields)


def type_name(schema: dict[str, Any]) -> str:
    """A schema in a few characters: ``integer``, ``string | null``, ``[CellOut]``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(type_name(choice) for choice in schema["anyOf"])
    if "allOf" in schema:
        return type_name(schema["allOf"][0])
    if schema.get("type") == "array":
        return f"[{type_name(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "any")
