"""Scenarios as data, ``law/scenarios/applications``: an event per line, in the order of the words of its class."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from pydantic import Field, TypeAdapter

from gongkai.statute.clocks import events as ev
from gongkai.statute.data import LawModel, law_folder, read_yaml
from gongkai.statute.sources import SourceRef

UNSAID = datetime.date.min


class Scenario(LawModel):
    """A history and what must come of it. ``receipt`` and ``due``: null = none yet; absent = not stated.

    ``as_of``: on that day. ``refused``: words of the refusal that the last event meets.
    """

    id: str
    title: str
    origin: SourceRef
    events: tuple[str, ...]
    as_of: datetime.date | None = None
    state: str = ""
    rules: str = ""
    receipt: datetime.date | None = UNSAID
    due: datetime.date | None = UNSAID
    provisional: bool | None = None
    by: Mapping[str, datetime.date] = Field(default_factory=dict)
    overdue: Mapping[datetime.date, bool] = Field(default_factory=dict)
    carried_over: Mapping[int, bool] = Field(default_factory=dict)
    deemed_consent: tuple[str, ...] | None = None
    refused: str = ""

    def history(self) -> list[ev.Event]:
        return [parsed(line) for line in self.events]


def parsed(line: str) -> ev.Event:
    """``2024-05-20 consult 甲公司 third_party`` → ConsultationSent(date(2024, 5, 20), "甲公司", THIRD_PARTY)."""
    day, kind, *words = shlex.split(line)
    cls = ev.EVENTS[kind]
    hints = get_type_hints(cls)
    names = [item.name for item in fields(cls)]
    return cls(*(_value(hints[name], word) for name, word in zip(names, (day, *words), strict=False)))


def _value(kind: Any, word: str) -> Any:
    kind = get_args(kind)[0] if isinstance(kind, UnionType) else kind
    return datetime.date.fromisoformat(word) if kind is datetime.date else kind(word)


@cache
def scenarios() -> tuple[Scenario, ...]:
    folder = law_folder() / "scenarios" / "applications"
    adapter = TypeAdapter(tuple[Scenario, ...])
    return tuple(item for path in sorted(folder.glob("*.yaml")) for item in adapter.validate_python(read_yaml(path)))
