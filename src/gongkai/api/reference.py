"""The reference of the open interface, drawn from its OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.api.v1 import api
from gongkai.kernel.freshness import kept_until_changed

Choices: TypeAlias = Mapping[str, Sequence[str]]
"""The words that a parameter of a named kind may be."""


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
    schemas = document["components"]["schemas"]
    choices = {name: schema["enum"] for name, schema in schemas.items() if "enum" in schema}
    operations = [
        _operation(f"{method.upper()} {path}", operation, choices)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    models = [_model(name, schema, choices) for name, schema in schemas.items() if _is_answer(name)]
    return render(request, "api/reference.html", {"operations": operations, "models": models})


def _is_answer(name: str) -> bool:
    """One page stands for all: they differ in their items only."""
    return name.endswith("Out") or name in ("Page_OrganOut_", "Problem", "Misunderstood", "Misunderstanding")


def _operation(path: str, operation: dict[str, Any], choices: Choices) -> Operation:
    parameters = tuple(
        Field(given["name"], type_name(given["schema"], choices), given["schema"].get("description", ""))
        for given in operation.get("parameters", ())
    )
    done = next(answer for status, answer in operation["responses"].items() if int(status) < 300)
    answer = done["content"]["application/json"]["schema"]
    return Operation(path, operation["summary"], parameters, type_name(answer, choices))


def _model(name: str, schema: dict[str, Any], choices: Choices) -> Model:
    fields = tuple(
        Field(key, type_name(value, choices), value.get("description", ""))
        for key, value in schema["properties"].items()
    )
    return Model(_schema_name(name), schema.get("description", ""), fields)


def _schema_name(name: str) -> str:
    return re.sub(r"^(\w+?)_(\w+)_$", r"\1[\2]", name)


def type_name(schema: dict[str, Any], choices: Choices) -> str:
    """A schema in a few characters: ``integer``, ``string | null``, ``[CellOut]``, ``A2014 | B2019 | C2021``."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        return " | ".join(choices[name]) if name in choices else _schema_name(name)
    if "anyOf" in schema:
        return " | ".join(type_name(choice, choices) for choice in schema["anyOf"])
    if "allOf" in schema:
        return type_name(schema["allOf"][0], choices)
    if schema.get("type") == "array":
        return f"[{type_name(schema.get('items', {}), choices)}]"
    return str(schema.get("format") or schema.get("type") or "any")
